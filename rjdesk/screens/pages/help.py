"""Help: the keys, what is sealed and what is not, and every rule in our own words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QWidget

from rjdesk.desk.views.programme import AskRulesOff
from rjdesk.screens.kit.page import ScrolledPage
from rjdesk.screens.kit.text import Frame, held, label

IN_COLUMNS_BELOW = 1.5
"""From this text size on, what a key does stands below it."""
RULES_HIGH = 320
KEYS = (
    ("F1", "Why was this refused? Otherwise this page."),
    ("Ctrl+N", "A new request."),
    ("Alt+Left", "Back to where you were."),
    ("Tab, Shift+Tab", "To the next control, and to the one before."),
    ("Space, Enter", "Press, tick or open what has the frame around it."),
    ("Esc", "Close a dialog; nothing is recorded."),
    ("Ctrl+L", "Lock at once. What you were writing is kept, sealed."),
    ("Esc Esc", "In a circle: cover the screen. Elsewhere: lock."),
    ("Ctrl+Plus, Ctrl+Minus", "Among the papers: show the paper larger, or smaller."),
    ("Ctrl+0", "Among the papers: show the paper as wide as the window."),
    ("Space, P, A", "In a circle: the next turn, a pass, somebody is not here."),
    ("S, G, W, B", "In a circle: this was said, the next round, write, a break."),
    ("R, N, X", "In a circle: the room's screen, nothing on it, swap the two screens."),
    ("L, C, M", "In a circle, at a seat: they leave, somebody sits down next, they change seats."),
    ("Ctrl+Z, Ctrl+E", "In a circle: take the last press back; end it, no reason is asked."),
)
PROMISES = (
    "A case is sealed for the members entitled to it. The files alone open it to nobody else.",
    "Every member can see how many cases there are, who reads how many, and how large they are.",
    "Nobody can see whom a case concerns without being entitled to it.",
    "Whoever has read something has read it. Taking access away cannot undo that.",
    "If all members lose their passphrases, the records are lost.",
)


class HelpPage(ScrolledPage):
    """One page of help, and the rules."""

    def paint(self) -> None:
        """Show keys, promises and rules."""
        self.heading("Help")
        keys = Frame(self.theme)
        keys.add(label("Keys", "heading"))
        keys.add(self._table())
        self.box.addWidget(keys)
        promises = Frame(self.theme)
        promises.add(label("What is sealed, and what is not", "heading"))
        for promise in PROMISES:
            promises.add(label(f"· {promise}"))
        self.box.addWidget(promises)
        rules = Frame(self.theme)
        rules.add(label("The rules, in our own words", "heading"))
        rules.add(label("Enter opens a rule; the letters you type look for it.", "soft"))
        rules.add(self._rules())
        self.box.addWidget(rules)

    def _rules(self) -> QListWidget:
        """Return a list of every rule: one stop for Tab, however many there are."""
        made = QListWidget()
        made.setAccessibleName("The rules")
        made.setWordWrap(True)
        made.setUniformItemSizes(False)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        off = self.link.ask(AskRulesOff(tuple(self.services.rule_help)))
        for rule, text in sorted(self.services.rule_help.items()):
            state = ", off here" if rule in off else ""
            line = QListWidgetItem(f"{text.title}  ({rule}{state})")
            line.setData(Qt.ItemDataRole.UserRole, rule)
            made.addItem(line)
        made.itemActivated.connect(self._open)
        made.itemClicked.connect(self._open)
        made.setMinimumHeight(round(RULES_HIGH * self.theme.scale))
        return made

    def _open(self, line: QListWidgetItem) -> None:
        self.why.emit(str(line.data(Qt.ItemDataRole.UserRole)))

    def _table(self) -> QWidget:
        """Return the keys and what they do, in two columns or, in large type, one."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self.theme.space("l"))
        to_pages = (
            (" or ".join(entry.keys), f"{self.services.terms.of_page(name)}.")
            for name, entry in self.pages.items()
            if entry.keys
        )
        for line, (key, what) in enumerate((*to_pages, *KEYS)):
            if self.theme.scale < IN_COLUMNS_BELOW:
                grid.addWidget(label(key, "strong", wrap=False), line, 0)
                grid.addWidget(label(what), line, 1)
                grid.setColumnStretch(1, 1)
            else:
                grid.addWidget(label(key, "strong"), line * 2, 0)
                grid.addWidget(label(what), line * 2 + 1, 0)
        return held(grid)
