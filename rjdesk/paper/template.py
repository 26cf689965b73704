"""Reads a form file: TOML between ``+++`` lines, then Markdown with fields and directives.

Whatever the file says that the house does not know is refused with its name and line, so
that a slip shows when a form is edited and not when somebody waits for the paper.
"""

from __future__ import annotations

import hashlib

from rjdesk.paper.fields import WORDS
from rjdesk.paper.reader import Reader
from rjdesk.paper.settings import Settings, end_of_settings, read_settings
from rjdesk.paper.tree import Form, Sign, Slot, Words
from rjdesk.paper.wording import FormError, line_of


def read_form(source: bytes, file: str) -> Form:
    """Read and check a form file; ``file`` is the name used in messages. Raises Slip."""
    form, slips = _read(source, file)
    if form is None:
        raise slips[0]
    return form


def slips_in(source: bytes, file: str) -> list[FormError]:
    """Return every slip of a form file, in the order of its lines."""
    return _read(source, file)[1]


def _read(source: bytes, file: str) -> tuple[Form | None, list[FormError]]:
    reader = Reader(file)
    try:
        lines = source.decode("utf-8").splitlines()
        end = end_of_settings(lines, file)
    except UnicodeDecodeError:
        return None, [FormError(file, 1, "the file is not saved as UTF-8 text.")]
    except FormError as slip:
        return None, [slip]
    front = reader.attempt(lambda: read_settings(lines[1:end], file))
    for number, line in enumerate(lines, start=1):
        reader.check_fields(line, number)
    blocks = tuple(reader.blocks(lines[end + 1 :], end + 2))
    if front is None:
        return None, _in_order(reader)
    title = reader.attempt(lambda: _title(reader, front, line_of(lines, "title")))
    # With other slips about, a signature may be missing only because it was not read.
    if not reader.slips and front.signed != any(isinstance(block, Sign) for block in blocks):
        with reader.noting():
            reader.refuse(line_of(lines, "signed"), "“signed” must say whether there is a [[sign]]")
    if title is None or reader.slips:
        return None, _in_order(reader)
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
    return form, []


def _title(reader: Reader, front: Settings, line: int) -> Words:
    title = reader.inline_of(front.title, line)
    if any(isinstance(part, Slot) and not part.name.startswith(WORDS) for part in title):
        # The title is the document's title too, where no participant may be named.
        reader.refuse(line, f"the title may only hold fields of {WORDS}*")
    return title


def _in_order(reader: Reader) -> list[FormError]:
    return sorted(reader.slips, key=lambda slip: slip.line)
