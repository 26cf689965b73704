"""Who begins a stream and who is given its key, as the holders of a case say."""

from __future__ import annotations

from collections.abc import Collection

from rjdesk.desk.ports import Holders
from rjdesk.process.kernel.event import CaseId, MemberId, Stream
from rjdesk.vault.streams import StreamKeys, stream_id
from rjdesk.vault.troubles import NotHeld

NOBODY = Holders(record=frozenset(), notes=frozenset())
OF_A_CASE = (Stream.RECORD, Stream.NOTES)


def begin(
    streams: StreamKeys,
    member: MemberId,
    case: CaseId | None,
    touched: Collection[Stream],
    holders: Holders | None,
) -> None:
    """Make the keys of those streams that are written to for the first time.

    Raises NotHeld for a member who is not entitled to read them, for nobody makes a key that
    they may not hold.
    """
    for stream in OF_A_CASE:
        if stream not in touched or streams.exists(stream_id(case, stream)):
            continue
        if member not in _entitled(holders or NOBODY, stream) or not _may_follow(
            streams, case, stream
        ):
            raise NotHeld(
                "You are not among those who may open this part of the case, so you cannot "
                "begin it. Nothing was written. Ask a facilitator of the case."
            )
        streams.mint(case, stream)


def begin_notes(streams: StreamKeys, member: MemberId, case: CaseId, holders: Holders) -> int:
    """Make the key of the notes where nobody has and the member is entitled; return how many."""
    notes = stream_id(case, Stream.NOTES)
    if (
        member not in holders.notes
        or not _may_follow(streams, case, Stream.NOTES)
        or streams.exists(notes)
    ):
        return 0
    streams.mint(case, Stream.NOTES)
    return 1


def give(
    streams: StreamKeys, case: CaseId, holders: Holders, enrolled: Collection[MemberId]
) -> int:
    """Give entitled members what they lack of the keys held; return how many were given."""
    return sum(
        streams.give(stream_id(case, stream), _entitled(holders, stream) & set(enrolled))
        for stream in OF_A_CASE
    )


def _entitled(holders: Holders, stream: Stream) -> frozenset[MemberId]:
    return holders.record if stream is Stream.RECORD else holders.notes


def _may_follow(streams: StreamKeys, case: CaseId | None, stream: Stream) -> bool:
    """Whether the stream's place is there: notes follow on a record that the member holds."""
    return stream is Stream.RECORD or streams.holds(stream_id(case, Stream.RECORD))
