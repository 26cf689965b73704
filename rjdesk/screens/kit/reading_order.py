"""Tab goes through controls in the order in which they are read: that of their layouts.

Qt goes by the order in which controls were made, which is another one as soon as something is
made later than what stands below it. So each window asks here where Tab leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QStackedWidget, QWidget

from rjdesk.screens.kit.keyboard import give_keyboard


def tab_on(root: QWidget, *, forward: bool) -> bool:
    """Put the keyboard at the next stop in ``root``, or the one before; say whether there is one.

    After the last stop comes the first.
    """
    everything = list(in_reading_order(root))
    stops = [widget for widget in everything if is_stop(widget)]
    if not stops:
        return False
    here: QWidget | None = root.window().focusWidget()
    at = everything.index(here) if here in everything else -1
    places = {widget: place for place, widget in enumerate(everything)}
    if forward:
        goal = next((stop for stop in stops if places[stop] > at), stops[0])
    else:
        goal = next((stop for stop in reversed(stops) if places[stop] < at), stops[-1])
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    give_keyboard(goal, reason)
    return True


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops there now."""
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(takes) and widget.isEnabled() and widget.isVisible()


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all that lies in it, as it is read."""
    yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        children = [inside] if inside is not None else []
    elif isinstance(widget, QStackedWidget):
        shown = widget.currentWidget()
        children = [shown] if shown is not None else []
    elif (layout := widget.layout()) is not None:
        own = [child for child in widget.children() if isinstance(child, QWidget)]
        children = list(_laid_out(layout, own))
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        # What a field or a list is made of is its own business.
        children = []
    else:
        children = [child for child in widget.children() if isinstance(child, QWidget)]
    for child in children:
        yield from in_reading_order(child)


def _laid_out(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Yield those of some widgets that lie in a layout; those of a grid line by line.

    The layout is asked where each lies, and never for its items: Python's hold on an item
    outlives it, and is taken for whatever comes to lie at its address, which ends the program.
    """
    placed: dict[int, QWidget | QLayout] = {}
    for widget in widgets:
        placed[layout.indexOf(widget)] = widget
    for inner in layout.children():
        if isinstance(inner, QLayout):
            placed[layout.indexOf(inner)] = inner
    placed.pop(-1, None)
    places = sorted(placed)
    if isinstance(layout, QGridLayout):
        grid = layout
        places.sort(key=lambda place: _line_and_column(grid, place))
    for place in places:
        here = placed[place]
        if isinstance(here, QWidget):
            yield here
        else:
            yield from _laid_out(here, widgets)


def _line_and_column(grid: QGridLayout, place: int) -> tuple[int, int]:
    position: tuple[int, ...] = tuple(grid.getItemPosition(place))  # type: ignore[arg-type]
    return position[0], position[1]
