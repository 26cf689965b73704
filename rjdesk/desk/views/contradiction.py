"""What a record says against itself: in a sentence, with the act that ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from rjdesk.desk.desk import Desk
from rjdesk.desk.replay import unfounded
from rjdesk.desk.sentences import sentence
from rjdesk.process.case import Case
from rjdesk.process.corrections.derived import contradictions
from rjdesk.process.kernel.calendar import long_date
from rjdesk.process.kernel.event import Entry
from rjdesk.process.kernel.ruling import Missing


def contradictions_in(desk: Desk, case: Case) -> tuple[Missing, ...]:
    """Return what stands against what, and which acts hang in the air since a correction."""
    record = desk.record_of(case.id)
    each = (missing for seen in case.each_process for missing in contradictions(seen))
    found = tuple(dict.fromkeys(each))
    if not any(entry.event.replaces for entry in record):
        return found
    return (*found, *_in_the_air(desk, case, record))


def _in_the_air(desk: Desk, case: Case, record: Sequence[Entry]) -> Iterator[Missing]:
    """Yield what was missing for acts that went ahead, each thing once."""
    lacking: dict[Missing, list[Entry]] = {}
    coalition, zone = desk.journal.coalition(), desk.clock().tzinfo
    for found in unfounded(case.id, record, coalition, desk.programmes, zone):
        for missing in found.missing:
            lacking.setdefault(missing, []).append(found.entry)
    for missing, entries in lacking.items():
        first, *more = entries
        after = {0: "", 1: ", and one more act"}.get(len(more), f", and {len(more)} more acts")
        yield replace(
            missing,
            what=f"{sentence(first, case, desk)}, {long_date(first.event.on)}{after}: as things "
            f"are recorded now, that could not be done. {missing.in_words()}",
            supply=f"{missing.supply} Or put right in the journal what is wrong.".strip(),
        )
