"""Reads the Markdown of a form file, and notes each slip with its line instead of stopping."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NoReturn, TypeVar

import msgspec

from rjdesk.desk.typed import Undrawable
from rjdesk.paper.fields import FIELDS, LISTS, SIGNERS, TABLES
from rjdesk.paper.letters import lacking
from rjdesk.paper.tree import (
    PART_LEVEL,
    AnswerLines,
    Block,
    Bullets,
    CheckBox,
    DateRule,
    ListOf,
    Paragraph,
    Sign,
    Slot,
    TableOf,
    TextRun,
    Title,
    Words,
)
from rjdesk.paper.wording import FormError
from rjdesk.process.kernel.faults import shown, those_there_are
from rjdesk.process.kernel.writing import unseen_sign

_FIELD = re.compile(r"\{\{([^{}]*)\}\}")
_MOST_LINES = 40
_VERBS = ("answer", "check", "date", "list", "sign", "table")
_RULE_OF_TABLE = re.compile(r"(?=.*\|)(?=.*--)[|:\s-]+")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]{2,31});")

Token = dict[str, Any]
"""What mistune says of one piece of Markdown."""


class _Quote(msgspec.Struct, frozen=True):
    """A block quote, until the directive under it is seen to be a signature."""

    paragraphs: tuple[Words, ...]


class _Unread(msgspec.Struct, frozen=True):
    """What holds a slip that was noted; nothing more is said of what depends on it."""

    directive: bool = False


T = TypeVar("T")
Found = Block | _Quote | _Unread


@cache
def _markdown() -> Callable[[str], Any]:
    import mistune

    return mistune.create_markdown(renderer=None)


class Reader:
    """Reads one file's Markdown, stretch by stretch between directives."""

    def __init__(self, file: str, undrawable: Undrawable | None = None) -> None:
        """Take the file's name, which each slip is told with.

        ``undrawable`` says which letters cannot be printed; without it nobody asks.
        """
        self._file = file
        self._undrawable = undrawable
        self.slips: list[FormError] = []

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note a slip, and go on behind it."""
        try:
            yield
        except FormError as slip:
            self.slips.append(slip)

    def attempt(self, read: Callable[[], T]) -> T | None:
        """Return what is read, or note the slip and return None."""
        try:
            return read()
        except FormError as slip:
            self.slips.append(slip)
            return None

    def refuse(self, line: int, why: str) -> NoReturn:
        """Raise Slip."""
        raise FormError(self._file, line, f"{why}.")

    def _unknown(self, line: int, what: str, name: str, known: Iterable[str]) -> NoReturn:
        """Raise Slip, with what is known instead."""
        there = those_there_are(name, known)
        raise FormError(self._file, line, f"there {what} called “{shown(name)}”. {there}")

    def check_fields(self, text: str, line: int) -> None:
        """Note each field of a line that the register does not have."""
        for name in map(str.strip, _FIELD.findall(text)):
            if name not in FIELDS:
                with self.noting():
                    self._unknown(line, "is no field", name, FIELDS)
        if "{{" in _FIELD.sub("", text) or "}}" in _FIELD.sub("", text):
            with self.noting():
                self.refuse(line, "a field is written {{like.this}}, with both braces on each side")

    def blocks(self, lines: list[str], first: int) -> Iterator[Block]:
        """Yield the blocks; a statement is held back until its signatures are seen."""
        held: _Quote | _Unread | None = None
        since = first
        for line, block in self._stretches(lines, first):
            if isinstance(block, Sign):
                if held is None:
                    with self.noting():
                        self.refuse(
                            line,
                            "what is signed is missing. Write it as a quote (lines that begin"
                            f" with >) right above [[sign {block.name}]]",
                        )
                if isinstance(held, _Quote):
                    yield Sign(block.name, held.paragraphs)
                held = None
                continue
            # A directive that could not be read may have been the signature.
            if not (isinstance(block, _Unread) and block.directive):
                self._stray(held, since)
            held = None
            if isinstance(block, _Quote | _Unread):
                held, since = block, line
            else:
                yield block
        self._stray(held, since)

    def _stray(self, held: _Quote | _Unread | None, line: int) -> None:
        if isinstance(held, _Quote):
            with self.noting():
                self.refuse(line, "a quote (>) may only stand right above a [[sign …]]")

    def _stretches(self, lines: list[str], first: int) -> Iterator[tuple[int, Found]]:
        stretch: list[str] = []
        for number, line in enumerate(lines, start=first):
            found = _directive_in(line)
            if found is None:
                if "[[" in line:
                    with self.noting():
                        self.refuse(
                            number, "a directive such as [[table actions]] needs its own line"
                        )
                stretch.append(line)
                continue
            yield from self._markdown(stretch, number - len(stretch))
            stretch = []
            block: Found = _Unread(directive=True)
            with self.noting():
                block = self._directive(*found, number)
            yield number, block
        yield from self._markdown(stretch, first + len(lines) - len(stretch))

    def _directive(self, verb: str, rest: str, line: int) -> Block:
        if verb == "sign" and self._known(rest, SIGNERS, "are no signers", line):
            return Sign(rest, ())
        if verb == "list" and self._known(rest, LISTS, "is no list", line):
            return ListOf(rest)
        if verb == "table" and self._known(rest, TABLES, "is no table", line):
            return TableOf(rest)
        if verb == "answer":
            # Python itself reads no number of thousands of digits.
            lines = int(rest) if rest.isdecimal() and len(rest) <= len(str(_MOST_LINES)) else 0
            if not 1 <= lines <= _MOST_LINES:
                self.refuse(line, f"[[answer …]] needs a number of lines, 1 to {_MOST_LINES}")
            return AnswerLines(lines)
        if verb in ("check", "date"):
            if not rest:
                self.refuse(line, f"[[{verb} …]] needs the words that stand beside it")
            words = self.inline_of(rest, line)
            return CheckBox(words) if verb == "check" else DateRule(words)
        return self._unknown(line, "is no directive", verb, _VERBS)

    def _known(self, name: str, register: Collection[str], what: str, line: int) -> bool:
        if name not in register:
            self._unknown(line, what, name, register)
        return True

    def _markdown(self, lines: list[str], first: int) -> Iterator[tuple[int, Found]]:
        done = 0
        for token in _markdown()("\n".join(lines)):
            if token["type"] == "blank_line":
                continue
            at = _find(token, lines, done)
            done = at + 1
            block: Found = _Unread()
            with self.noting():
                block = self._block(token, first + at)
            yield first + at, block

    def _block(self, token: Token, line: int) -> Block | _Quote:
        match token["type"]:
            case "heading":
                level = token["attrs"]["level"]
                if level not in (PART_LEVEL, PART_LEVEL + 1):
                    self.refuse(line, "a heading begins with ## or ###; the title is above")
                return Title(level, self._inline(token, line))
            case "paragraph":
                return Paragraph(self._inline(token, line))
            case "list":
                items = tuple(self._item(item, line) for item in token["children"])
                attrs = token["attrs"]
                return Bullets(attrs["ordered"], items, attrs.get("start", 1))
            case "block_quote":
                inner = [t for t in token["children"] if t["type"] != "blank_line"]
                return _Quote(tuple(self._only(t, "paragraph", line) for t in inner))
            case other:
                return self._foreign(other, line)

    def _item(self, item: Token, line: int) -> Words:
        if len(item["children"]) != 1:
            self.refuse(line, "an item of a list is one paragraph, without a list inside")
        child = item["children"][0]
        return self._only(
            child, child["type"] if child["type"] == "block_text" else "paragraph", line
        )

    def _only(self, token: Token, kind: str, line: int) -> Words:
        if token["type"] != kind:
            self._foreign(token["type"], line)
        return self._inline(token, line)

    def inline_of(self, text: str, line: int) -> Words:
        """Read one line of running text. Raises Slip."""
        tokens = [t for t in _markdown()(text) if t["type"] != "blank_line"]
        if len(tokens) != 1:
            self.refuse(line, "one line of plain words is wanted here")
        return self._only(tokens[0], "paragraph", line)

    def _inline(self, token: Token, line: int) -> Words:
        return _joined(self._parts(token["children"], line, bold=False, italic=False))

    def _parts(
        self, tokens: list[Token], line: int, *, bold: bool, italic: bool
    ) -> Iterator[TextRun | Slot]:
        for token in tokens:
            match token["type"]:
                case "text":
                    self._printable(token["raw"], line)
                    # Odd places of the split hold what the pattern caught.
                    for place, text in enumerate(_FIELD.split(token["raw"])):
                        is_field = bool(place % 2)
                        kind = Slot if is_field else TextRun
                        yield kind(text.strip() if is_field else text, bold, italic)
                case "softbreak":
                    yield TextRun(" ", bold, italic)
                case "linebreak":
                    yield TextRun("\n", bold, italic)
                case "strong":
                    yield from self._parts(token["children"], line, bold=True, italic=italic)
                case "emphasis":
                    yield from self._parts(token["children"], line, bold=bold, italic=True)
                case other:
                    self._foreign(other, line)

    def _printable(self, text: str, line: int) -> None:
        """Refuse what would not stand on the paper, or not as it is meant."""
        if self._undrawable is None:
            return
        if sign := unseen_sign(text, lines=True):
            why = f"a sign that nobody sees stands here (U+{ord(sign):04X}). Type these words anew"
            self.refuse(line, why)
        if signs := lacking(text, self._undrawable):
            self.refuse(line, f"no font here can draw {signs}. Write it in other letters")
        if found := _ENTITY.search(text):
            why = f"“{found[0]}” would stand on the paper just so. Write the sign that it is for"
            self.refuse(line, why)
        if _RULE_OF_TABLE.fullmatch(text):
            tables = ", ".join(f"[[table {name}]]" for name in TABLES)
            self.refuse(line, f"a table is not made of | and -. There are: {tables}")

    def _foreign(self, kind: str, line: int) -> NoReturn:
        known = {"block_html": "HTML", "inline_html": "HTML", "codespan": "code"}
        what = known.get(kind, kind.replace("_", " "))
        self.refuse(line, f"{what} is not used in forms")


def _directive_in(line: str) -> tuple[str, str] | None:
    """Return the verb of a directive that is all of a line, and what stands behind the verb."""
    line = line.strip()
    inside = line.removeprefix("[[").removesuffix("]]")
    if len(inside) != len(line) - 4 or "[[" in inside or "]]" in inside:
        return None
    verb, rest = [*inside.split(maxsplit=1), "", ""][:2]
    return (verb, rest.strip()) if inside.startswith(verb) and verb.isidentifier() else None


def _find(token: Token, lines: list[str], after: int) -> int:
    """Return the place of the line where a token begins, as near as its first words tell.

    It begins where the one before it did, or behind that.
    """
    words = _first_words(token)
    places = range(after, len(lines))
    found = (n for n in places if (words in lines[n] if words else lines[n].strip()))
    return next(found, min(after, len(lines) - 1))


def _first_words(token: Token) -> str:
    raw = token.get("raw")
    if isinstance(raw, str) and raw.strip():
        return raw.strip().splitlines()[0]
    return next(filter(None, map(_first_words, token.get("children", ()))), "")


def _joined(parts: Iterator[TextRun | Slot]) -> Words:
    """Put neighbours of one emphasis together, and drop empty runs."""
    joined: list[TextRun | Slot] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, TextRun) and not part.text:
            continue
        if (
            isinstance(part, TextRun)
            and isinstance(last, TextRun)
            and (last.bold, last.italic) == (part.bold, part.italic)
        ):
            joined[-1] = TextRun(last.text + part.text, part.bold, part.italic)
        else:
            joined.append(part)
    return tuple(joined)
