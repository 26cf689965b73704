"""What is wrong in a file of tables is told of the key that is wrong, whatever the file holds."""

from __future__ import annotations

import msgspec
import pytest

from rjdesk.process.kernel.faults import TablesError, faults_in, path_of, shown, tables_in


class Inner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table in a list."""

    size: int
    named: str = ""


class Twofold(msgspec.Struct, frozen=True):
    """A table that cannot do without its keys."""

    one: int
    two: int


class Outer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table with every kind of place that a file has."""

    words: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    inner: dict[str, Inner | None] = {}
    several: tuple[Inner, ...] = ()
    maybe: tuple[int, ...] | None = None


@pytest.mark.parametrize(
    ("text", "keys", "said"),
    [
        ("[words]\na = 'x'\nb = 'y'\nc = 1", ("words", "c"), "the key words.c says 1."),
        ("[lists]\na = []\nb = [1]", ("lists", "b", 0), "the key lists.b[0] says 1."),
        ("[lists]\na = ['x']\nb = ['y', 'z', 2]", ("lists", "b", 2), "the key lists.b[2] says 2."),
        ("inner.a.size = 1\ninner.b = 2", ("inner", "b"), "the key inner.b says 2. Write a table"),
        ("inner.a.size = 1\ninner.b.size = 'x'", ("inner", "b", "size"), "inner.b.size says “x”."),
        ("[[several]]\nsize = 1\n[[several]]", ("several", 1), "the key several[1].size is miss"),
        ("maybe = [1, 'x']", ("maybe", 1), "the key maybe[1] says “x”. Write a whole number"),
        ("[[several]]\nsize = 1\nhue = 2", ("several", 0, "hue"), "the key several[0].hue is not"),
        (
            "[[several]]\nsize = 1\nnamde = 2",
            ("several", 0, "namde"),
            "Perhaps “named” is meant. Check",
        ),
        ('"x - at `$.words`" = 1', ("x - at `$.words`",), "the key x - at `$.words` is not one"),
    ],
)
def test_a_fault_is_told_of_the_value_that_is_wrong(
    text: str, keys: tuple[str | int, ...], said: str
) -> None:
    tables = tables_in(text)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(tables, Outer)
    (fault,) = faults_in(tables, Outer)
    assert fault.keys == keys
    assert said in fault.said
    assert fault.said.endswith(".")


def test_every_fault_of_a_file_is_told_in_the_order_of_its_lines() -> None:
    text = "hue = 1\nwords = 2\nmaybe = ['x', 1, 'y']\ninner.a.named = 3\n[[several]]\nsize = 'x'"
    assert [path_of(keys) for keys, _ in faults_in(tables_in(text), Outer)] == [
        *("hue", "words", "maybe[0]", "maybe[2]", "inner.a.named", "inner.a", "several[0].size"),
    ]


def test_keys_that_are_missing_together_are_told_together() -> None:
    (fault,) = faults_in({}, Twofold)
    assert fault.said == "the keys one and two are missing, and a programme cannot do without them."


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ("a = 1\nb = ", "what stands behind the = is no text in quotes", 2),
        ("a = " + "[" * 5000, "its lists lie too deep", 0),
        ("a = " + "{a = " * 5000, "its lists lie too deep", 0),
        (".".join("a" * 30_000) + " = 1", "its tables lie too deep", 0),
        ("[" + ".".join("a" * 30_000) + "]", "its tables lie too deep", 0),
        ("a = 1\nb = " + "1" * 5000, "a number has too many digits (at line 2)", 2),
        ("a.b = [2, 0x" + "f" * 5000 + "]", "the number behind the key a.b[1] has too many", 0),
        (f"a = {2**63}", "the number behind the key a has too many digits", 0),
    ],
    ids=["no value", "lists", "tables", "keys", "heading", "digits", "figures", "one too large"],
)
def test_what_cannot_be_read_at_all_is_one_fault_with_its_reason(
    text: str, why: str, line: int
) -> None:
    with pytest.raises(TablesError) as caught:
        tables_in(text)
    assert why in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "why", "line"),
    [
        ("a = “x”", "no text in quotes, no number, list or table (at line 1, column 5)", 1),
        ("a = 1\na = 2\nb = 1", "a key or table stands there twice (at line 2, column 6)", 2),
        ("[a]\nb = 1\n[a]", "a key or table stands there twice (at line 3, column 3)", 3),
        ("a = 'x\nb = 'y'", "a text has no quote at the end of its line", 1),
        ('a = "x\nb = 1', "a text has no quote at the end of its line", 1),
        ('a = """x\nb = 1', "a text has no quotes at its end (at end of document)", 2),
        ('a = "x"y"', "something is left behind a value, such as words outside its quotes", 1),
        ("a: 1", "an = is missing behind a key", 1),
        ("[a\nb = 1", "a ] is missing behind the name of a table", 1),
        ('a = ["x" "y"]', "a list lacks the ] at its end, or a comma between two values", 1),
        ("a = {b = 1", "a table lacks the } at its end", 1),
        ('a = "C:\\data"', "a \\ stands in a text, where two are written for one", 1),
    ],
)
def test_what_is_no_file_of_tables_is_told_in_plain_words(text: str, why: str, line: int) -> None:
    with pytest.raises(TablesError) as caught:
        tables_in(text)
    assert why in str(caught.value)
    assert caught.value.line == line


def test_the_largest_number_and_many_dots_in_a_sentence_are_no_fault() -> None:
    text = f'a = {2**63 - 1}\nb = "{"." * 500} {"a. " * 50}"'
    assert tables_in(text)["a"] == 2**63 - 1


def test_what_a_file_says_is_shown_short_and_without_what_nobody_sees() -> None:
    assert shown("a\n\u202eb\x1b[2J") == "aU+000AU+202EbU+001B[2J"
    assert shown("é" * 100) == "é" * 60 + "…"
    assert path_of(("a", 0, "b\n")) == "a[0].bU+000A"
