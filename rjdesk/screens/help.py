"""Help: the keys, what is sealed and what is not, and every rule in our own words."""

from __future__ import annotations

from functools import partial

from rjdesk.screens.page import ScrolledPage
from rjdesk.screens.parts.buttons import button
from rjdesk.screens.parts.text import Frame, words

KEYS = (
    ("F1", "Why was this refused? Otherwise this page."),
    ("Ctrl+1, Ctrl+2", "Today; the cases you hold."),
    ("Alt+Left", "Back to where you were."),
    ("Ctrl+L", "Lock at once. What you were writing is kept, sealed."),
    ("Esc Esc", "In a circle: cover the screen. Elsewhere: lock."),
    ("Space, P, B", "In a circle: the next turn, a pass, a break."),
)
PROMISES = (
    "Every case is sealed for the members entitled to it. Nobody else can read it, also not "
    "with the files in hand.",
    "Every member can see how many cases there are, who can read how many of them, and how "
    "large they are; never whom they concern.",
    "Whoever has read something has read it. Taking access away cannot undo that.",
    "If all members lose their passphrases, the records are lost.",
)


class HelpPage(ScrolledPage):
    """One page of help, and the rules."""

    def paint(self) -> None:
        """Show keys, promises and rules."""
        self.heading("Help")
        keys = Frame(self.look)
        keys.add(words("Keys", "heading"))
        for key, what in KEYS:
            keys.add(words(f"{key}:  {what}"))
        self.box.addWidget(keys)
        promises = Frame(self.look)
        promises.add(words("What is sealed, and what is not", "heading"))
        for promise in PROMISES:
            promises.add(words(f"· {promise}"))
        self.box.addWidget(promises)
        rules = Frame(self.look)
        rules.add(words("The rules, in our own words", "heading"))
        for rule, text in sorted(self.given.rule_help.items()):
            label = f"{rule}  {text.title}".replace("&", "&&")
            rules.add(button(self.look, label, partial(self.why.emit, rule), role="nav"))
        self.box.addWidget(rules)
