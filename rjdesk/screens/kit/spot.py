"""Where the keyboard is on a page, found again after the page was made anew."""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QLabel, QWidget

from rjdesk.screens.kit.keyboard import name_of, takes_keys
from rjdesk.screens.kit.reading_order import in_reading_order
from rjdesk.screens.kit.text import Frame
from rjdesk.screens.kit.why import WhyButton


class Spot(msgspec.Struct, frozen=True):
    """Where the keyboard was on a page: the control's name, its card, its number in the card."""

    name: str
    card: str
    number: int

    @classmethod
    def of(cls, page: QWidget, widget: QWidget) -> Spot:
        """Return where a control of the page stands."""
        for card, stops in _stops_by_card(page, keep=widget).items():
            if widget in stops:
                return cls(name_of(widget), card, stops.index(widget))
        return cls(name_of(widget), "", 0)

    def found(self, page: QWidget) -> QWidget | None:
        """Return the control that stands there now, or None where there is none to go on with.

        A card without any leads to the next one below. What explains why something is closed is
        no act to go on with.
        """
        cards = _stops_by_card(page)
        here = cards.get(self.card, [])
        everywhere = [widget for stops in cards.values() for widget in stops]
        same = here[self.number : self.number + 1] + here + everywhere
        by_name = (widget for widget in same if self.name and name_of(widget) == self.name)
        names = list(cards)
        below = names[names.index(self.card) + 1 :] if self.card and self.card in cards else []
        after = [widget for name in below for widget in cards[name]]
        rest = [*here[self.number :], *here[: self.number][::-1], *after]
        acts = (widget for widget in rest if not isinstance(widget, WhyButton))
        return next(by_name, next(acts, next(iter(rest), None)))


def _stops_by_card(page: QWidget, keep: QWidget | None = None) -> dict[str, list[QWidget]]:
    """Return the controls of a page by the heading of their card, as they are read.

    Those in no card stand under "". ``keep`` counts though it may be grey by now.
    """
    cards: dict[str, list[QWidget]] = {}
    headings: dict[QWidget, str] = {page: ""}
    for widget in in_reading_order(page):
        card = _outermost_frame(page, widget)
        if card not in headings:
            labels = card.findChildren(QLabel)
            said = next((x.text() for x in labels if x.property("role") == "heading"), "")
            headings[card] = said or f"card {len(headings)}"
            cards.setdefault(headings[card], [])
        if widget is not page and (widget is keep or takes_keys(widget)):
            cards.setdefault(headings[card], []).append(widget)
    return cards


def _outermost_frame(page: QWidget, widget: QWidget) -> QWidget:
    """Return the card that a widget of a page lies in, or the page itself."""
    found = page
    above: QWidget | None = widget
    while above is not None and above is not page:
        if isinstance(above, Frame):
            found = above
        above = above.parentWidget()
    return found
