"""Reads a form file: TOML between ``+++`` lines, then Markdown with fields and directives.

Whatever the file says that the house does not know is refused with its name and line, so
that a slip shows when a form is edited and not when somebody waits for the paper.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import msgspec

from rjdesk.desk.ports import Trouble
from rjdesk.paper.fields import FIELDS, LISTS, SIGNERS, TABLES, WORDS
from rjdesk.paper.settings import end_of_settings, line_of, read_settings
from rjdesk.paper.tree import (
    Answer,
    Block,
    Bullets,
    Check,
    DateRule,
    Form,
    Heading,
    ListOf,
    Paragraph,
    Run,
    Sign,
    Slot,
    TableOf,
    Words,
)

_FIELD = re.compile(r"\{\{([^{}]*)\}\}")
_DIRECTIVE = re.compile(r"\[\[(\w+)(?:\s+(.*?))?\s*\]\]")
_MOST_LINES = 40

Token = dict[str, Any]
"""What mistune says of one piece of Markdown."""


class _Quote(msgspec.Struct, frozen=True):
    """A block quote, until the directive under it is seen to be a signature."""

    paragraphs: tuple[Words, ...]
    line: int


def read_form(source: bytes, file: str) -> Form:
    """Read and check a form file; ``file`` is the name used in messages. Raises Trouble."""
    try:
        lines = source.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise Trouble(f"{file} is not saved as UTF-8 text.") from error
    end = end_of_settings(lines, file)
    front = read_settings(lines[1:end], file)
    reader = _Reader(file)
    for number, line in enumerate(lines, start=1):
        reader.check_fields(line, number)
    title = reader.inline_of(front.title, line_of(lines, "title"))
    if any(isinstance(part, Slot) and not part.name.startswith(WORDS) for part in title):
        # The title is the document's title too, where no participant may be named.
        reader.refuse(line_of(lines, "title"), f"the title may only hold fields of {WORDS}*")
    blocks = tuple(reader.blocks(lines[end + 1 :], end + 2))
    if front.signed != any(isinstance(block, Sign) for block in blocks):
        reader.refuse(line_of(lines, "signed"), "“signed” must say whether there is a [[sign]]")
    return Form(
        id=front.id,
        language=front.language,
        version=front.version,
        title=title,
        summary=front.summary,
        kind=front.kind,
        one_per=front.one_per,
        signed=front.signed,
        blocks=blocks,
        digest=hashlib.sha256(source).hexdigest(),
    )


@cache
def _markdown() -> Callable[[str], Any]:
    import mistune

    return mistune.create_markdown(renderer=None)


class _Reader:
    """Reads one file's Markdown, stretch by stretch between directives."""

    def __init__(self, file: str) -> None:
        self._file = file

    def refuse(self, line: int, why: str) -> None:
        raise Trouble(f"{self._file}, line {line}: {why}.")

    def check_fields(self, text: str, line: int) -> None:
        for name in _FIELD.findall(text):
            if name not in FIELDS:
                self.refuse(line, f"there is no field called “{name}”")
        if "{{" in _FIELD.sub("", text) or "}}" in _FIELD.sub("", text):
            self.refuse(line, "a field is written {{like.this}}, with both braces on each side")

    def blocks(self, lines: list[str], first: int) -> Iterator[Block]:
        """Yield the blocks; a statement is held back until its signatures are seen."""
        quote: _Quote | None = None
        for block in self._stretches(lines, first):
            if isinstance(block, Sign):
                if quote is None:
                    raise Trouble(
                        f"{self._file}: what is signed is missing. Write it as a quote"
                        f" (lines that begin with >) right above [[sign {block.name}]]."
                    )
                yield Sign(block.name, quote.paragraphs)
                quote = None
                continue
            if quote is not None:
                self.refuse(quote.line, "a quote (>) may only stand right above a [[sign …]]")
            if isinstance(block, _Quote):
                quote = block
            else:
                yield block
        if quote is not None:
            self.refuse(quote.line, "a quote (>) may only stand right above a [[sign …]]")

    def _stretches(self, lines: list[str], first: int) -> Iterator[Block | _Quote]:
        stretch: list[str] = []
        for number, line in enumerate(lines, start=first):
            found = _DIRECTIVE.fullmatch(line.strip())
            if found is None:
                if "[[" in line:
                    self.refuse(number, "a directive such as [[table actions]] needs its own line")
                stretch.append(line)
                continue
            yield from self._markdown(stretch, number - len(stretch))
            stretch = []
            yield self._directive(found[1], found[2] or "", number)
        yield from self._markdown(stretch, first + len(lines) - len(stretch))

    def _directive(self, verb: str, rest: str, line: int) -> Block:
        if verb == "sign" and self._known(rest, SIGNERS, "signers", line):
            return Sign(rest, ())
        if verb == "list" and self._known(rest, LISTS, "list", line):
            return ListOf(rest)
        if verb == "table" and self._known(rest, TABLES, "table", line):
            return TableOf(rest)
        if verb == "answer":
            if not rest.isdecimal() or not 1 <= int(rest) <= _MOST_LINES:
                self.refuse(line, f"[[answer …]] needs a number of lines, 1 to {_MOST_LINES}")
            return Answer(int(rest))
        if verb in ("check", "date"):
            if not rest:
                self.refuse(line, f"[[{verb} …]] needs the words that stand beside it")
            words = self.inline_of(rest, line)
            return Check(words) if verb == "check" else DateRule(words)
        raise Trouble(f"{self._file}, line {line}: there is no directive called “{verb}”.")

    def _known(self, name: str, register: object, what: str, line: int) -> bool:
        if isinstance(register, dict) and name not in register:
            self.refuse(line, f"there is no {what} called “{name}”")
        return True

    def _markdown(self, lines: list[str], first: int) -> Iterator[Block | _Quote]:
        for token in _markdown()("\n".join(lines)):
            line = self._find(token, lines, first)
            match token["type"]:
                case "blank_line":
                    continue
                case "heading":
                    level = token["attrs"]["level"]
                    if level not in (2, 3):
                        self.refuse(line, "a heading begins with ## or ###; the title is above")
                    yield Heading(level, self._inline(token, line))
                case "paragraph":
                    yield Paragraph(self._inline(token, line))
                case "list":
                    items = tuple(self._item(item, line) for item in token["children"])
                    yield Bullets(token["attrs"]["ordered"], items)
                case "block_quote":
                    inner = [t for t in token["children"] if t["type"] != "blank_line"]
                    yield _Quote(tuple(self._only(t, "paragraph", line) for t in inner), line)
                case other:
                    self._foreign(other, line)

    def _find(self, token: Token, lines: list[str], first: int) -> int:
        """Return the line where a token begins, as near as its first words tell."""
        words = _first_words(token)
        return next((n for n, line in enumerate(lines, start=first) if words in line), first)

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
        """Read one line of running text."""
        tokens = [t for t in _markdown()(text) if t["type"] != "blank_line"]
        if len(tokens) != 1:
            self.refuse(line, "one line of plain words is wanted here")
        return self._only(tokens[0], "paragraph", line)

    def _inline(self, token: Token, line: int) -> Words:
        return _joined(self._parts(token["children"], line, bold=False, italic=False))

    def _parts(
        self, tokens: list[Token], line: int, *, bold: bool, italic: bool
    ) -> Iterator[Run | Slot]:
        for token in tokens:
            match token["type"]:
                case "text":
                    # Odd places of the split hold what the pattern caught.
                    for place, text in enumerate(_FIELD.split(token["raw"])):
                        yield Slot(text, bold, italic) if place % 2 else Run(text, bold, italic)
                case "softbreak":
                    yield Run(" ", bold, italic)
                case "linebreak":
                    yield Run("\n", bold, italic)
                case "strong":
                    yield from self._parts(token["children"], line, bold=True, italic=italic)
                case "emphasis":
                    yield from self._parts(token["children"], line, bold=bold, italic=True)
                case other:
                    self._foreign(other, line)

    def _foreign(self, kind: str, line: int) -> None:
        known = {"block_html": "HTML", "inline_html": "HTML", "codespan": "code"}
        what = known.get(kind, kind.replace("_", " "))
        self.refuse(line, f"{what} is not used in forms")


def _first_words(token: Token) -> str:
    raw = token.get("raw")
    if isinstance(raw, str) and raw.strip():
        return raw.strip().splitlines()[0]
    return next(filter(None, map(_first_words, token.get("children", ()))), "")


def _joined(parts: Iterator[Run | Slot]) -> Words:
    """Put neighbours of one emphasis together, and drop empty runs."""
    joined: list[Run | Slot] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Run) and not part.text:
            continue
        if (
            isinstance(part, Run)
            and isinstance(last, Run)
            and (last.bold, last.italic) == (part.bold, part.italic)
        ):
            joined[-1] = Run(last.text + part.text, part.bold, part.italic)
        else:
            joined.append(part)
    return tuple(joined)
