"""Drafts as a page takes them up again, and what of them no field takes up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPlainTextEdit

from rjdesk.desk.fields import Answers
from rjdesk.desk.ports import DraftKey, Trouble
from rjdesk.screens.kit.asking import AskDialog
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.link import Link
from rjdesk.screens.kit.text import Frame, in_row, label
from rjdesk.screens.kit.theme import Theme

FOUND = "Something half-typed was found here"
FOUND_SAYS = (
    "Another version of rjdesk wrote it, and it cannot be put back into the fields. Copy what you "
    "need. It is kept, sealed, until you drop it."
)


def take_up(link: Link, key: DraftKey) -> Answers:
    """Return the draft that was kept; where it cannot be read, say so and begin with nothing."""
    try:
        kept = link.draft(key)
    except Trouble as trouble:
        link.trouble.emit(str(trouble))
        return Answers()
    return Answers.read(kept) if kept is not None else Answers()


def keep_strange(link: Link, key: DraftKey, strange: tuple[str, ...]) -> None:
    """Drop a draft that is done with, but for what another version wrote."""
    try:
        if strange:
            link.save_draft(key, Answers(strange=strange).written())
        else:
            link.drop_draft(key)
    except Trouble as trouble:
        link.trouble.emit(str(trouble))


class StrangeDraft(Frame):
    """Shows texts that no field here can take up, to be copied, and offers to drop them."""

    def __init__(
        self,
        theme: Theme,
        texts: Sequence[str],
        drop: Callable[[], object],
        found: tuple[str, str] = (FOUND, FOUND_SAYS),
    ) -> None:
        """Show the texts under a heading and a sentence; ``drop`` lets them go."""
        super().__init__(theme, "warm")
        self.theme, self.drop = theme, drop
        text = QPlainTextEdit("\n\n".join(texts))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("What was half-typed")
        text.setObjectName("strange-draft")
        text.setMaximumHeight(round(160 * theme.scale))
        away = button(theme, "Drop it…", self._ask, icon="trash-2")
        away.setAccessibleName("Drop what was half-typed")
        heading, says = found
        self.add(label(heading, "heading"), label(says), text, in_row(theme, away))

    def _ask(self) -> None:
        AskDialog(
            self,
            self.theme,
            "Drop what was half-typed?",
            "It is kept nowhere else, and cannot be brought back.",
            self._drop,
            yes="Drop it",
            no="Keep it",
        ).open()

    def _drop(self) -> None:
        self.drop()
        self.hide()
