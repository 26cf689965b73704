"""What stands of an indirect process, as its events left it."""

from __future__ import annotations

from datetime import date

import msgspec

from rjdesk.process.kernel.event import PersonId


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants another to hear, in the words that they agreed to.

    ``carried`` is the day on which it was brought to whom it is for, ``how`` in what way.
    """

    id: str
    sender: PersonId
    receiver: PersonId
    text: str
    agreed: date
    carried: date | None = None
    how: str = ""
