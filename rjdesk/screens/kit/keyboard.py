"""Where the keyboard is put: the one way to do it, so that it arrives and can be seen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

MARGIN = 56
"""So many pixels are left free around what is brought into view: a fault is said below it."""

LEAST_SEEN = 40
"""So many pixels of its height, or all of them, make a control one that is in sight."""


def give_keyboard(
    widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason
) -> None:
    """Put the keyboard there, also where a layout has not shown the widget yet.

    A window that becomes the active one gives its keyboard to whatever comes first when the
    widget that should have it is not shown by then. What scrolls is scrolled to it as soon as
    it has its place, if it has the keyboard still.
    """
    placed = widget.isVisible()
    above: QWidget | None = widget
    while above is not None and not above.isWindow():
        if above.isHidden() and not put_away(above):
            above.show()
        above = above.parentWidget()
    widget.setFocus(reason)
    if placed:
        bring_into_view(widget)
    else:
        QTimer.singleShot(0, widget, lambda: _follow(widget))


def _follow(widget: QWidget) -> None:
    if widget.window().focusWidget() is widget:
        bring_into_view(widget)


def in_sight(widget: QWidget) -> bool:
    """Whether a control can be seen from its top on, without scrolling."""
    seen = widget.visibleRegion().boundingRect()
    return seen.top() == 0 and seen.height() >= min(widget.height(), LEAST_SEEN)


def name_of(widget: QWidget) -> str:
    """Return the name by which a control is found again after its page was painted anew."""
    return widget.objectName() or widget.accessibleName()


def lay_out(area: QScrollArea) -> None:
    """Let an area take the height of its new content, of which it hears a turn later."""
    QCoreApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))


def put_away(widget: QWidget) -> bool:
    """Whether somebody hid the widget; one just made is only not shown yet."""
    explicit = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return widget.isHidden() and explicit


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever scrolls around a widget until it is in sight."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            lay_out(above)
            port = above.viewport()
            at = widget.mapTo(above.widget() or port, widget.rect().topLeft())
            # Of what is taller than there is room, its beginning.
            high = min(widget.height(), port.height() - MARGIN * 2)
            above.ensureVisible(at.x(), at.y(), MARGIN, MARGIN)
            above.ensureVisible(at.x(), at.y() + high, MARGIN, MARGIN)
        above = above.parentWidget()


def takes_keys(widget: QWidget) -> bool:
    """Whether the keyboard can be put there, now or as soon as the page is shown."""
    tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    own = not widget.objectName().startswith("qt_")
    return bool(tabs) and own and widget.isEnabled() and not put_away(widget)
