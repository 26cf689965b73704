"""Further steps: a party asks to come back to what was agreed, or to the harm (section 8B)."""

from __future__ import annotations

from typing import ClassVar

from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.further_steps.state import ComingBack
from rjdesk.process.kernel.event import During, Entry, PersonId


class ReaddressAsked(ProcessEvent, frozen=True, kw_only=True):
    """A Primary Party asks to come back to what was agreed, or to the harm; also after the close.

    Whether there are further steps, and which, is decided then (RC-174).
    """

    tag: ClassVar[str] = "readdress-asked"
    during: ClassVar[During] = During.ALWAYS

    person: PersonId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep who asked, and when."""
        return case.in_process(asked=(*case.asked, ComingBack(self.person, self.on)))
