"""What is said of a coalition's own files that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence

from rjdesk.screens.kit.text import Frame, label
from rjdesk.screens.kit.theme import Theme


def not_used_card(theme: Theme, faults: Sequence[str]) -> Frame:
    """Return the card of what is wrong with each file; there is at least one."""
    made = Frame(theme, "warm")
    one = len(faults) == 1
    heading = "A file of your own is not used" if one else "Some files of your own are not used"
    made.add(label(heading, "heading"))
    for fault in faults:
        made.add(label(fault))
    return made.add(
        label(
            "Nothing of a case has changed. Whoever keeps the files can mend "
            f"{'it' if one else 'them'}; it counts when rjdesk starts again.",
            "soft",
        )
    )
