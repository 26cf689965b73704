"""The press: forms and fonts from two folders, sheets in, paper out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from rjdesk.desk.ports import PageImage, Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.paper import preview
from rjdesk.paper.files import FormFiles
from rjdesk.paper.filling import Filling, fill
from rjdesk.paper.samples import sample_sheet
from rjdesk.paper.template import read_form
from rjdesk.paper.tree import Form, FormKind, OnePer
from rjdesk.paper.wording import Wording, read_wording

if TYPE_CHECKING:
    from rjdesk.paper.fonts import FontSet

_GLANCE_DPI = 20

# ReportLab keeps its fonts and settings in one place for the whole process.
_writing = Lock()
_loading = Lock()


class FormInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A form as a gallery shows it. ``digest`` is the SHA-256 of the form file."""

    id: str
    language: str
    version: str
    title: str
    summary: str
    kind: FormKind
    one_per: OnePer
    signed: bool
    digest: str


class FormPress:
    """Prints sheets by the form texts that they bring, else by the form files of a folder.

    Safe to use from any thread.
    """

    def __init__(
        self,
        forms: Path,
        fonts: Path,
        overlay: Path | None = None,
        left_out: Collection[Path] = (),
    ) -> None:
        """Note the folders; nothing is read until it is needed. ``left_out`` are not used."""
        self.files = FormFiles(forms, overlay, left_out)
        self._fonts = fonts
        self._prepared = False
        self._font_set: FontSet | None = None
        self._forms: dict[tuple[str, bytes], Form] = {}
        self._wordings: dict[bytes, Wording] = {}

    def prepare(self) -> None:
        """Fetch what the first paper needs: libraries, letters, forms; and PDFium its own.

        A form filled with the samples, printed and drawn, needs all of it. Raises what printing
        one does.
        """
        if not self._prepared:
            self._prepared = True
            form = next(form for form in self.forms() if form.signed)
            self.pages(self.print_pdf(sample_sheet(form.id, form.language)), dpi=_GLANCE_DPI)

    def forms(self, programme: str = "") -> tuple[FormInfo, ...]:
        """Return all forms of a programme, by id and language.

        Raises Trouble for a form file with a slip.
        """
        return tuple(self._info(*key, programme) for key in self.files.keys(programme))

    def print_pdf(self, sheet: Sheet, *, size: str = "letter", points: float = 11.5) -> bytes:
        """Return the PDF of a sheet; the same sheet always gives the same bytes.

        Raises Trouble when a form is missing or has a slip, a character cannot be drawn, or
        something has no room on a page; ValueError for a sheet, a page size or a text size
        that the house does not know.
        """
        form = self._form(sheet.form, sheet.language, sheet.programme, sheet.form_text)
        filling = fill(sheet, self._wording(sheet.language, sheet.programme, sheet.words_text))
        with _writing:
            from rjdesk.paper.look import Look
            from rjdesk.paper.writer import write

            coded = form.signed and bool(sheet.code)
            return write(form, filling, Look(self._letters(), size, points, coded=coded))

    def undrawable(self, text: str) -> Sequence[str]:
        """Return the signs of a text that no font here can draw, each once."""
        return self._letters().undrawable(text)

    def _letters(self) -> FontSet:
        from rjdesk.paper.fonts import FontSet

        with _loading:
            if self._font_set is None:
                self._font_set = FontSet(self._fonts)
            return self._font_set

    def encrypt(self, pdf: bytes, password: str) -> bytes:
        """Return the PDF locked with AES-256; it opens with the password alone."""
        from rjdesk.paper.finisher import encrypt

        return encrypt(pdf, password)

    def pages(self, pdf: bytes, *, dpi: int) -> Sequence[PageImage]:
        """Return every page as a picture."""
        return preview.pages(pdf, dpi=dpi)

    def count(self, pdf: bytes) -> int:
        """Return how many pages a PDF has. Raises Trouble for bytes that are none."""
        return preview.count(pdf)

    def _form(self, form: str, language: str, programme: str, text: str = "") -> Form:
        name = f"{form}.{language}.md"
        source = text.encode() or self.files.find(name, programme).read_bytes()
        if (name, source) not in self._forms:
            read = read_form(source, name)
            if (read.id, read.language) != (form, language):
                raise Trouble(f"{name} says that it is “{read.id}” in “{read.language}”.")
            self._forms[name, source] = read
        return self._forms[name, source]

    def _wording(self, language: str, programme: str, text: str = "") -> Wording:
        name = f"words.{language}.toml"
        source = text.encode() or self.files.find(name, programme).read_bytes()
        if source not in self._wordings:
            self._wordings[source] = read_wording(source, name)
        return self._wordings[source]

    def _info(self, name: str, language: str, programme: str) -> FormInfo:
        form = self._form(name, language, programme)
        bare = Filling(Sheet(form=form.id), self._wording(language, programme))
        return FormInfo(
            id=form.id,
            language=form.language,
            version=form.version,
            title=bare.plain(form.title),
            summary=form.summary,
            kind=form.kind,
            one_per=form.one_per,
            signed=form.signed,
            digest=form.digest,
        )
