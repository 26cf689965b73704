"""What wants two office-holders, in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rjdesk.desk.ports import Concerning, Waiting
from rjdesk.process.authority import (
    Authority,
    KeyEnded,
    KeyEnrolled,
    Restored,
    StandingEnded,
    StandingGiven,
)
from rjdesk.process.held import Holds, Uncounted
from rjdesk.process.kernel.event import EntryId, MemberId
from rjdesk.vault.line import StreamLine
from rjdesk.vault.troubles import NotHeld, ReadingOnly

CONCERNING: Mapping[type[Authority], Concerning] = MappingProxyType(
    {
        KeyEnrolled: Concerning.KEYS,
        KeyEnded: Concerning.KEYS_ENDED,
        StandingGiven: Concerning.OFFICE,
        StandingEnded: Concerning.OFFICE_ENDED,
        Restored: Concerning.OLDER_COPY,
    }
)
"""Which acts of authority wait for a second signature, and what they concern."""


def concerned(act: Authority, holds: Holds) -> MemberId | None:
    """Return the member whom such an act concerns."""
    if isinstance(act, KeyEnrolled | StandingGiven):
        return act.member
    return holds.sent_away_by(act)


def waiting_in(holds: Holds) -> tuple[Waiting, ...]:
    """Return what lacks the signature of a second office-holder, the earliest first."""
    found = []
    for each in holds.waiting:
        act, by = each.act, holds.member_of(each.key) or MemberId("")
        found.append(
            Waiting(
                entry=each.entry,
                by=by,
                concerning=CONCERNING[type(act)],
                whom=concerned(act, holds),
                seconds=holds.seconds(act, by),
            )
        )
    return tuple(found)


def the_tip_of(line: StreamLine) -> EntryId:
    """Return the last entry of the coalition's line; raises ReadingOnly where there is no one."""
    if line.forked or line.tip is None:
        raise ReadingOnly(
            "The coalition’s journal goes on in two ways, and nothing says which is right. "
            "Nothing was changed. Keep the folder as it is, and ask whoever looks after this "
            "computer."
        )
    return line.tip


def no_office() -> NotHeld:
    """Return the trouble of somebody who may not do what office-holders do."""
    return NotHeld(
        "The vault takes this from members who hold an office alone, so nothing was written. Where "
        "you were given one, a second who holds an office confirms it on the page of the "
        "coalition; then do this again."
    )


def must_count(why: Uncounted | None) -> None:
    """Raise NotHeld for an act of authority that does not count."""
    if why is not None:
        raise no_office()


def must_count_or_wait(why: Uncounted | None) -> None:
    """Raise NotHeld for an act that neither counts nor waits for a second office-holder."""
    if why is not Uncounted.WAITING:
        must_count(why)
