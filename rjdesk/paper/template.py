"""Reads a form file: TOML between ``+++`` lines, then Markdown with fields and directives.

Whatever the file says that the house does not know is refused with its name and line, so
that a slip shows when a form is edited and not when somebody waits for the paper.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rjdesk.desk.typed import Undrawable
from rjdesk.paper.fields import WORDS
from rjdesk.paper.files import FORM_NAME, NoPlainText, text_in
from rjdesk.paper.reader import Reader
from rjdesk.paper.settings import Settings, end_of_settings, read_settings
from rjdesk.paper.tree import Form, Sign, Slot, Words
from rjdesk.paper.wording import LONGEST_ITEM, FormError, line_of, why_not_printed
from rjdesk.process.kernel.faults import shown
from rjdesk.process.kernel.programme import AGREEMENT, DIALOGUE
from rjdesk.process.kernel.writing import LONGEST_NAME

MOST_LINES = 2000
"""No form has more; a shipped one has fifty, and these would fill a hundred pages."""
RECORDED: Mapping[str, str] = {DIALOGUE: "participant", AGREEMENT: "primary_parties"}
"""Who signs the forms whose signatures are recorded."""


class _Read(NamedTuple):
    """What was found in a form file: the form where it has no slip, and its settings."""

    form: Form | None
    slips: list[FormError]
    front: Settings | None = None
    lines: Sequence[str] = ()


def read_form(source: bytes, file: str) -> Form:
    """Read and check a form file; ``file`` is the name used in messages. Raises Slip."""
    read = _read(source, file)
    if read.form is None:
        raise read.slips[0]
    return read.form


def slips_in(source: bytes, file: str, name: str, undrawable: Undrawable) -> list[FormError]:
    """Return every slip of a form that is to be used from now on, in the order of its lines.

    Beyond what can be read, its file is called ``name`` by what it says of itself, it can be
    printed, and it is signed where its signatures are recorded.
    """
    if source.count(b"\n") > MOST_LINES:
        why = f"the file has more than {MOST_LINES:,} lines, which is too many for a form."
        return [FormError(file, MOST_LINES, why)]
    read = _read(source, file, undrawable)
    if read.front is None:
        return read.slips
    found = list(_slips_of_settings(read.front, name, undrawable))
    if read.form is not None:
        found += _slips_of_signing(read.form)
    slips = [FormError(file, line_of(read.lines, key), f"{why}.") for key, why in found]
    return sorted([*read.slips, *slips], key=lambda slip: slip.line)


def _slips_of_settings(
    front: Settings, name: str, undrawable: Undrawable
) -> Iterator[tuple[str, str]]:
    """Yield the key of each setting that cannot stay, and why."""
    called = FORM_NAME.fullmatch(name)
    would_be = shown(f"{front.id}.{front.language}.md")
    for key, place in (("id", "form"), ("language", "language")):
        said = getattr(front, key)
        if called and said != called[place]:
            why = (
                f"the key {key} says “{shown(said)}”. Write “{called[place]}”: by what it says of"
                f" itself, this file is called {would_be}"
            )
            yield key, why
    # The letters of the title are looked at where it is read, and no paper has the summary.
    for key, most, asked in (
        ("title", LONGEST_NAME, _draws_all),
        ("version", LONGEST_NAME, undrawable),
        ("summary", LONGEST_ITEM, _draws_all),
    ):
        if why := why_not_printed(getattr(front, key), asked, most):
            yield key, f"the key {key} {why}"


def _draws_all(_text: str) -> Sequence[str]:
    return ()


def _slips_of_signing(form: Form) -> Iterator[tuple[str, str]]:
    """Yield that nobody signs where a signature is recorded."""
    wanted = RECORDED.get(form.id)
    if wanted and wanted not in {block.name for block in form.blocks if isinstance(block, Sign)}:
        why = (
            "the signatures of this form are recorded. Write signed = true at the top, and"
            f" [[sign {wanted}]] under what is signed"
        )
        yield "signed", why


def _read(source: bytes, file: str, undrawable: Undrawable | None = None) -> _Read:
    reader = Reader(file, undrawable)
    try:
        lines = text_in(source).splitlines()
        end = end_of_settings(lines, file)
    except NoPlainText as trouble:
        return _Read(None, [FormError(file, 1, f"{trouble}.")])
    except FormError as slip:
        return _Read(None, [slip])
    front, slips = read_settings(lines[1:end], file)
    reader.slips.extend(slips)
    for number, line in enumerate(lines, start=1):
        reader.check_fields(line, number)
    blocks = tuple(reader.blocks(lines[end + 1 :], end + 2))
    if front is None:
        return _Read(None, _in_order(reader))
    title = reader.attempt(lambda: _title(reader, front, line_of(lines, "title")))
    # With other slips about, a signature may be missing only because it was not read.
    if not reader.slips and front.signed != any(isinstance(block, Sign) for block in blocks):
        with reader.noting():
            reader.refuse(line_of(lines, "signed"), "“signed” must say whether there is a [[sign]]")
    if title is None or reader.slips:
        return _Read(None, _in_order(reader), front, lines)
    form = Form(
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
    return _Read(form, [], front, lines)


def _title(reader: Reader, front: Settings, line: int) -> Words:
    title = reader.inline_of(front.title, line)
    if any(isinstance(part, Slot) and not part.name.startswith(WORDS) for part in title):
        # The title is the document's title too, where no participant may be named.
        reader.refuse(line, f"the title may only hold fields of {WORDS}*")
    return title


def _in_order(reader: Reader) -> list[FormError]:
    return sorted(reader.slips, key=lambda slip: slip.line)
