"""Which programme holds: the one a case was opened under, as it was then, or the installed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from rjdesk.desk.ports import Trouble
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.programme import Programme, ProgrammeError
from rjdesk.process.kernel.programme_file import read_kept_programme
from rjdesk.process.kernel.texts import Text, TextId, TextKind
from rjdesk.process.rules import KNOWN_RULES


class Programmes:
    """The programmes that are installed, and those that the coalition kept with its cases."""

    def __init__(self, installed: Mapping[str, Programme]) -> None:
        """Take the installed programmes, by id."""
        self._installed = installed
        self._read: dict[tuple[TextId, ...], Programme | None] = {}

    def of(self, case: Case, coalition: Coalition) -> Programme:
        """Return the programme that holds for a case, or for the coalition where none is open.

        An open case goes on under the texts that it was opened under. Where this program cannot
        read them, and for the coalition, the installed programme of that name holds; where it
        is installed no longer, or nobody can read which it was, the latest that was kept, or
        any at all, so that what can be read is seen.
        Raises Trouble when there is none.
        """
        name = case.intake.programme or coalition.programme
        if (then := self.opened_under(case, coalition)) is not None:
            return then
        if name in self._installed:
            return self._installed[name]
        kept = [text for text in coalition.texts if text.kind is TextKind.PROGRAMME]
        forms = [text for text in coalition.texts if text.kind is not TextKind.PROGRAMME]
        # Of that name, the latest first; where none has it, the latest of all.
        latest_first = list(reversed(kept))
        for text in sorted(latest_first, key=lambda text: text.name != name):
            if (latest := self._programme([text, *reversed(forms)])) is not None:
                return latest
        if coalition.unread and self._installed:
            return next(iter(self._installed.values()))
        raise Trouble(
            f"The programme “{name}” is not installed here. Nothing was changed. "
            "Install the version of rjdesk that has it."
        )

    def opened_under(self, case: Case, coalition: Coalition) -> Programme | None:
        """Return the programme as it was when a case was opened; None where it cannot be read.

        A form whose text cannot be read is missing in it.
        """
        ids = case.intake.texts
        installed = self._installed.get(case.intake.programme)
        if ids and installed is not None and tuple(text.id for text in installed.texts) == ids:
            return installed
        kept = [text for text in map(coalition.text, ids) if text is not None]
        return self._programme(kept)

    def are_kept(self, case: Case, coalition: Coalition) -> bool:
        """Whether a case goes on under exactly the texts that it was opened under."""
        return tuple(text.id for text in self.of(case, coalition).texts) == case.intake.texts

    def _programme(self, texts: Sequence[Text]) -> Programme | None:
        """Return the programme that some texts hold, read once; None where they hold none."""
        ids = tuple(text.id for text in texts)
        if ids not in self._read:
            self._read[ids] = _read(texts)
        return self._read[ids]


def _read(texts: Sequence[Text]) -> Programme | None:
    source = next((text for text in texts if text.kind is TextKind.PROGRAMME), None)
    if source is None:
        return None
    try:
        programme = read_kept_programme(source.content, source.name, KNOWN_RULES)
    except ProgrammeError:
        return None
    return replace(programme, texts=tuple(texts))
