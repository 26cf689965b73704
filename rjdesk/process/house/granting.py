"""The rule of the house about keys: who is granted access, and to whom a key is handed on."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.context import RuleContext, rule
from rjdesk.process.intake.events import AccessGranted, HandedOn
from rjdesk.process.kernel.ruling import NOBODY, Missing, Strength


@rule("RJ-GRANT", "6B", Strength.SHALL, AccessGranted, HandedOn)
def notes_open_to_facilitators_alone(
    event: AccessGranted | HandedOn, at: RuleContext
) -> Iterator[Missing]:
    """Access on its own opens the record; the notes open to facilitators alone.

    A key is handed on to whoever is entitled, and has keys of their own to open it with.
    """
    if isinstance(event, HandedOn):
        yield from _may_be_handed(event, at)
    elif event.notes and event.member not in at.the_case.facilitators:
        yield Missing(
            "The notes of a case are open to its facilitators alone.",
            "facilitator-assigned",
            supply="Give access to the record only, or assign them to the case.",
        )


def _may_be_handed(event: HandedOn, at: RuleContext) -> Iterator[Missing]:
    entitled = at.the_case.notes_holders if event.notes else at.the_case.record_holders
    name = at.coalition.name_of(event.member)
    if event.member not in entitled:
        yield Missing(
            f"{name} may not read {'the notes of ' if event.notes else ''}this case.",
            "facilitator-assigned",
            supply="A Chair who holds the case can assign them to it.",
        )
    elif (member := at.coalition.member(event.member)) is None or member.left is not None:
        yield Missing(f"{name} left the coalition.", NOBODY, who=(name,))
    elif not at.has_keys(event.member):
        yield Missing(
            f"{name} has no keys of their own in this vault yet.",
            NOBODY,
            who=(name,),
            supply="They unlock it once themselves, and choose a passphrase of their own.",
        )
