"""Reflections on the command line: what would be replaced and what would be shown, and why.

It reads lines of JSON and writes lines of JSON, opens no vault and no socket, and decides
nothing: the spans are those before any review.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rjdesk.anonymise.finding import Finder
    from rjdesk.anonymise.reflections import Reflection
    from rjdesk.anonymise.sentences import Sentences
    from rjdesk.anonymise.spans import Span

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_LINE = 5_000_000
"""In bytes; a reflection of a whole book is shorter."""
DONE = 0
MISTAKES = 1


class OutError(Exception):
    """The place for what is found will not do; the text is a sentence."""


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add ``anonymise`` to the commands of the program."""
    parser: ArgumentParser = commands.add_parser(
        "anonymise", help="find what identifies a person in debrief reflections"
    )
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE.jsonl",
        help="a reflection a line: id, text and the roster of its case",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")


def run(options: Namespace) -> int:
    """Write what was found in each reflection, and return the exit code."""
    from rjdesk.anonymise.reflections import RosterError

    try:
        out = _place_for(options.out, options.file)
        reflections = _read(options.file)
        finder = _finder()
        found = finder.find_all(reflections)
        _write(out, reflections, found, finder.lexicon.sentences)
    except (RosterError, OutError) as error:
        print(error, file=sys.stderr)
        return MISTAKES
    except OSError as error:
        name = error.filename or "A file"
        print(f"{name} cannot be used: {error.strerror}. Nothing was written.", file=sys.stderr)
        return MISTAKES
    return DONE


def _place_for(out: Path, file: Path) -> Path:
    """Return where to write, behind any link.

    Raises OutError where that would write over what is read, or over what is no file.
    """
    if not out.exists():
        return out.resolve()
    if file.exists() and out.samefile(file):
        raise OutError(
            f"{out} is the file that is read, and its rosters would be lost. Nothing was written. "
            "Give --out another name."
        )
    if not out.is_file():
        raise OutError(
            f"{out} is no file that could be replaced. Nothing was written. "
            "Give --out the name of a file."
        )
    return out.resolve()


def _finder() -> Finder:
    from rjdesk.anonymise.finding import Finder
    from rjdesk.anonymise.lexicon import Lexicon
    from rjdesk.shipped import shipped

    return Finder(Lexicon(shipped("resources") / "lexicon"))


def _read(file: Path) -> list[Reflection]:
    from rjdesk.anonymise.reflections import RosterError

    reflections: list[Reflection] = []
    with file.open("rb") as source:
        lines = iter(lambda: source.readline(_LONGEST_LINE + 1), b"")
        for number, line in enumerate(lines, start=1):
            written = line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line
            try:
                reflections += _read_line(written)
            except RosterError as error:
                raise RosterError(
                    f"Line {number} cannot be read. {error} Nothing was written."
                ) from None
    return reflections


def _read_line(line: bytes) -> list[Reflection]:
    """Return the reflection of a line, or none of an empty one."""
    from rjdesk.anonymise.reflections import RosterError, read_reflection

    if len(line) > _LONGEST_LINE:
        raise RosterError(f"It is longer than {_LONGEST_LINE // 1_000_000} MB.")
    return [read_reflection(line)] if line.strip() else []


def _write(
    file: Path,
    reflections: Sequence[Reflection],
    found: Sequence[tuple[Span, ...]],
    sentences: Sentences,
) -> None:
    """Write all lines or none: the file takes its name when it is whole."""
    import errno
    import tempfile

    import msgspec

    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))
    handle, half = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".half")
    try:
        with os.fdopen(handle, "wb") as out:
            for reflection, spans in zip(reflections, found, strict=True):
                shown = [
                    {
                        "start": span.start,
                        "end": span.end,
                        "kind": span.kind,
                        "action": span.action,
                        "reason": sentences[span.evidence],
                    }
                    for span in spans
                ]
                line = {"id": reflection.id, "text": reflection.text, "spans": shown}
                out.write(msgspec.json.encode(line) + b"\n")
        Path(half).replace(file)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
