"""Which programme holds: the one a case was opened under, as it was then, or the installed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from rjdesk.desk.ports import Trouble
from rjdesk.process.case import Case
from rjdesk.process.coalition import Coalition
from rjdesk.process.kernel.programme import Programme, ProgrammeError, read_programme
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
        is installed no longer, the latest that was kept. Raises Trouble when there is neither.
        """
        name = case.intake.programme or coalition.programme
        if (then := self.opened_under(case, coalition)) is not None:
            return then
        if name in self._installed:
            return self._installed[name]
        for text in reversed(coalition.texts):
            if text.kind is TextKind.PROGRAMME and text.name == name:
                forms = [kept for kept in coalition.texts if kept.kind is not TextKind.PROGRAMME]
                if (latest := self._programme([text, *reversed(forms)])) is not None:
                    return latest
        raise Trouble(
            f"The programme “{name}” is not installed here. Nothing was changed. "
            "Install the version of rjdesk that has it."
        )

    def opened_under(self, case: Case, coalition: Coalition) -> Programme | None:
        """Return the programme as it was when a case was opened; None where it cannot be read."""
        ids = case.intake.texts
        installed = self._installed.get(case.intake.programme)
        if ids and installed is not None and tuple(text.id for text in installed.texts) == ids:
            return installed
        kept = [text for text in map(coalition.text, ids) if text is not None]
        return self._programme(kept)

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
        programme = read_programme(source.content, source.name, KNOWN_RULES)
    except ProgrammeError:
        return None
    return replace(programme, texts=tuple(texts))
