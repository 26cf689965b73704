"""Reflections on the command line, as a chair's script would run it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rjdesk.cli.program import run

TOP = Path(__file__).parent.parent
ROSTER = {
    "facilitators": [{"name": "Ifeoma Halloran", "pronouns": "she/her"}],
    "parties": [
        {
            "role": "Affected Party",
            "name": "Zsófia Tamihana",
            "nicknames": ["Zsófi"],
            "email": "ztamihana@example.edu",
            "residence": "Kestrel House 12",
        }
    ],
    "places": ["Kestrel House"],
    "dates": ["2026-03-04"],
    "case_number": "RJ-2026-02",
}
TEXT = "Zso\u0301fi came on March 4 from Kestrel.\n\nIfeoma will write; I hope so."


def written(file: Path, *reflections: dict[str, object]) -> Path:
    lines = [json.dumps(reflection, ensure_ascii=False) for reflection in reflections]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_each_span_says_where_what_and_why(tmp_path: Path) -> None:
    reflection = {"id": "one", "text": TEXT, "roster": ROSTER, "spans": [{"gold": "ignored"}]}
    source, out = written(tmp_path / "in.jsonl", reflection), tmp_path / "out.jsonl"
    assert run(["anonymise", str(source), "--out", str(out)]) == 0
    (line,) = out.read_text(encoding="utf-8").splitlines()
    found = json.loads(line)
    assert (found["id"], found["text"]) == ("one", TEXT)
    assert all(set(each) == {"start", "end", "kind", "action", "reason"} for each in found["spans"])
    told = [
        (TEXT[each["start"] : each["end"]], each["kind"], each["action"]) for each in found["spans"]
    ]
    assert told == [
        ("Zso\u0301fi", "name", "replace"),
        ("March 4", "date", "replace"),
        ("Kestrel", "place", "replace"),
        ("Ifeoma", "name", "keep"),
    ]


def test_what_is_null_in_a_roster_was_not_given(tmp_path: Path) -> None:
    roster = {**ROSTER, "dates": None, "facilitators": [{"name": "Ada Obi", "phone": None}]}
    reflection = {"id": "one", "text": "Zsófi came. - Ada", "roster": roster, "spans": None}
    source, out = written(tmp_path / "in.jsonl", reflection), tmp_path / "out.jsonl"
    assert run(["anonymise", str(source), "--out", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert [each["action"] for each in found["spans"]] == ["replace", "keep"]


def test_a_name_met_in_one_reflection_counts_in_the_other_on_the_case(tmp_path: Path) -> None:
    first = {"id": "a", "case_id": "C", "text": "Professor Wren left.", "roster": ROSTER}
    second = {"id": "b", "case_id": "C", "text": "I saw Wren there, as planned.", "roster": ROSTER}
    source, out = written(tmp_path / "in.jsonl", first, second), tmp_path / "out.jsonl"
    assert run(["anonymise", str(source), "--out", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [
        [line["text"][each["start"] : each["end"]] for each in line["spans"]] for line in lines
    ] == [["Professor Wren"], ["Wren"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{not json", "Line 1 cannot be read. It is not a line of JSON in UTF-8."),
        ('{"id": "one"}', "Line 1 cannot be read. It is no reflection with its roster"),
        ('\n\n{"id": "x", "text": 3, "roster": {}}', "Line 3 cannot be read."),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(content, encoding="utf-8")
    out.write_text("as before", encoding="utf-8")
    assert run(["anonymise", str(source), "--out", str(out)]) == 1
    assert capsys.readouterr().err.startswith(sentence)
    assert out.read_text(encoding="utf-8") == "as before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def nested(depth: int) -> str:
    return '{"id": "x", "text": "y", "roster": ' + "[" * depth + "]" * depth + "}"


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "2,000 lists in each other": (nested(2_000).encode(), "Line 1 cannot be read."),
    "a million lists in each other": (nested(1_000_000).encode(), "nested too deeply"),
    "a field that is 900 lists": (nested(900).encode(), "Line 1 cannot be read."),
    "no UTF-8": (b'{"id": "x", "text": "\xff\xfe", "roster": {}}', "not a line of JSON in UTF-8"),
    "half a character": (b'{"id": "x", "text": "\\ud800", "roster": {}}', "not a line of JSON"),
    "a line of 100 MB": (b'"' + b"a" * 100_000_000 + b'"', "It is longer than 5 MB."),
    "zero bytes": (b"\0" * 1000, "not a line of JSON"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_nobody_would_write_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    content, sentence = BAD_FILES[name]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(content)
    out.write_text("as before", encoding="utf-8")
    assert run(["anonymise", str(source), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert sentence in said
    assert said.endswith("Nothing was written.\n")
    assert out.read_text(encoding="utf-8") == "as before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


@pytest.mark.parametrize("which", ["file", "out"])
def test_a_folder_is_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    source = written(tmp_path / "in.jsonl", {"id": "one", "text": TEXT, "roster": ROSTER})
    folder = tmp_path / "folder"
    folder.mkdir()
    file, out = (folder, tmp_path / "out.jsonl") if which == "file" else (source, folder)
    assert run(["anonymise", str(file), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert str(folder) in said
    assert "Nothing was written." in said
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("way", ["the same name", "relative", "symlink", "hard link", "dots"])
def test_what_is_read_is_never_written_over(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    source = written(tmp_path / "in.jsonl", {"id": "one", "text": TEXT, "roster": ROSTER})
    before = source.read_bytes()
    out = tmp_path / "other.jsonl"
    match way:
        case "the same name":
            out = source
        case "relative":
            monkeypatch.chdir(tmp_path)
            out = Path("in.jsonl")
        case "symlink":
            out.symlink_to(source)
        case "hard link":
            out.hardlink_to(source)
        case _:
            (tmp_path / "below").mkdir()
            out = tmp_path / "below" / ".." / "in.jsonl"
    assert run(["anonymise", str(source), "--out", str(out)]) == 1
    assert "is the file that is read, and its rosters would be lost" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_a_link_to_another_file_stays_a_link(tmp_path: Path) -> None:
    source = written(tmp_path / "in.jsonl", {"id": "one", "text": TEXT, "roster": ROSTER})
    behind, link = tmp_path / "behind.jsonl", tmp_path / "link.jsonl"
    behind.write_text("as before", encoding="utf-8")
    link.symlink_to(behind)
    assert run(["anonymise", str(source), "--out", str(link)]) == 0
    assert link.is_symlink()
    assert json.loads(behind.read_text(encoding="utf-8"))["id"] == "one"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_device_is_not_replaced_by_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written(tmp_path / "in.jsonl", {"id": "one", "text": TEXT, "roster": ROSTER})
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert run(["anonymise", str(source), "--out", str(pipe)]) == 1
    assert "is no file that could be replaced" in capsys.readouterr().err
    assert pipe.is_fifo()


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.jsonl"
    assert run(["anonymise", str(missing), "--out", str(tmp_path / "out.jsonl")]) == 1
    assert "cannot be used: No such file or directory." in capsys.readouterr().err
