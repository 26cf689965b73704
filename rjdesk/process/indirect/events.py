"""Messages in an indirect process: agreed to word by word, and carried (R22)."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.indirect.state import Message
from rjdesk.process.kernel.event import Entry, PersonId


class MessageAgreed(ProcessEvent, frozen=True, kw_only=True):
    """Somebody agreed that these words, and no others, are carried to another."""

    tag: ClassVar[str] = "message-agreed"

    message: str
    sender: PersonId
    receiver: PersonId
    text: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the words."""
        made = Message(
            id=self.message,
            sender=self.sender,
            receiver=self.receiver,
            text=self.text,
            agreed=self.on,
        )
        return case.in_process(messages=(*case.messages, made))


class MessageCarried(ProcessEvent, frozen=True, kw_only=True):
    """A facilitator brought a message to whom it is for: read aloud, or handed over as a letter."""

    tag: ClassVar[str] = "message-carried"

    message: str
    medium: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day; a message that is not there any more changes nothing."""
        carried = (
            replace(known, carried=self.on, how=self.medium) if known.id == self.message else known
            for known in case.messages
        )
        return case.in_process(messages=tuple(carried))


class MessageWithdrawn(ProcessEvent, frozen=True, kw_only=True):
    """Whoever sends a message does not want it carried any more; its words are shown no more."""

    tag: ClassVar[str] = "message-withdrawn"

    message: str

    def apply(self, case: Case, entry: Entry) -> Case:
        """Leave it out."""
        left = tuple(known for known in case.messages if known.id != self.message)
        return case.in_process(messages=left)
