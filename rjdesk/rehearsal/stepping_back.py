"""Members step back from a case, are asked to, and are let in for advice (3B, 6A.2)."""

from __future__ import annotations

from datetime import date

from rjdesk.process.intake.events import AccessEnded, AccessGranted, FacilitatorAssigned
from rjdesk.process.kernel.event import MemberId
from rjdesk.process.recusal.events import (
    ContinuationAnswered,
    RecusalDecided,
    RecusalRequested,
    Recused,
)
from rjdesk.process.recusal.state import RecusalOutcome
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.people_change import OCT8, TEODOR, TEODOR_INSTEAD
from rjdesk.rehearsal.telling import Chapter, On, Story, chapter, does, refused, sees, unnumbered
from rjdesk.rehearsal.two_parties import CASE, COLE, MATEO, PRIYA

ADEYEMI = MemberId("adeyemi")
IMANI = MemberId("imani")
TIME = "She was asked how much time the two need."

# --- a facilitator steps back, for good --------------------------------------------------------

STEPS_BACK = chapter(
    "steps_back",
    On(OCT8),
    does("mateo", Recused(on=OCT8, member=MATEO)),
    sees("imani", "access", "Mateo Villaseñor stepped back"),
    refused("imani", "RC-050", FacilitatorAssigned(on=OCT8, member=MATEO)),
    *TEODOR_INSTEAD,
)

# --- a party asks for it, and it cannot be granted ---------------------------------------------

ASKED = RecusalRequested(on=OCT8, person=COLE, member=MATEO)
IN_VAIN = chapter(
    "in_vain",
    On(OCT8),
    does("priya", ASKED),
    refused("priya", "RC-048", ASKED, reads="has asked that already"),
    refused("priya", "RC-017 RC-049", s1.scheduled(OCT8), reads="nobody has decided"),
    does(
        "imani",
        RecusalDecided(on=OCT8, person=COLE, member=MATEO, outcome=RecusalOutcome.NOBODY_ELSE),
    ),
    refused("priya", "RC-017 RC-049", s1.scheduled(OCT8), reads="still want to go on"),
    does("priya", ContinuationAnswered(on=OCT8, person=COLE, member=MATEO, goes_on=True)),
)

# --- advice is asked for, and the other Chair reads it too --------------------------------------

UNTIL = date(2026, 10, 20)
LETS_IN = AccessGranted(on=OCT8, member=ADEYEMI, notes=False, reason=TIME, until=UNTIL)
OTHER_CHAIR = AccessGranted(
    on=OCT8, member=TEODOR, notes=False, reason="The two Chairs share the work.", no_conflict=True
)
ADVICE = chapter(
    "advice",
    On(OCT8),
    refused(
        "priya",
        "RC-124",
        AccessGranted(on=OCT8, member=ADEYEMI, notes=False, reason=TIME),
        reads="Until when",
    ),
    refused(
        "priya",
        "RC-007",
        AccessGranted(on=OCT8, member=MemberId("ewa"), notes=False, reason=TIME, until=UNTIL),
        reads="holds no office",
    ),
    does("priya", LETS_IN),
    sees("priya", "access", "Is let in up to 20 October 2026"),
    does("priya", AccessEnded(on=OCT8, member=ADEYEMI)),
    refused(
        "imani",
        "RC-200",
        AccessGranted(on=OCT8, member=TEODOR, notes=False, reason=TIME),
        reads="no conflict",
    ),
    does("imani", OTHER_CHAIR),
    does("imani", Recused(on=OCT8, member=IMANI)),
    sees("priya", "access", "Imani Okafor stepped back"),
)


def _story(id_: str, title: str, *chapters: Chapter) -> Story:
    return Story(
        id=id_,
        title=title,
        coalition="reed-2019",
        begins=date(2026, 9, 1),
        case=CASE,
        facilitator=PRIYA,
        numbers=0,
        chapters=(*unnumbered(s1.INTAKE, s1.PRE_MEETINGS), *chapters),
    )


A_FACILITATOR_STEPS_BACK = _story(
    "a-facilitator-steps-back",
    "A facilitator steps back from a case and reads nothing of it any more",
    STEPS_BACK,
    *unnumbered(s1.PREPARATION),
)
ASKED_IN_VAIN = _story(
    "asked-in-vain",
    "A party asks that somebody take no part, which cannot be granted, and goes on",
    IN_VAIN,
    *unnumbered(s1.PREPARATION),
)
LET_IN_FOR_ADVICE = _story(
    "let-in-for-advice",
    "An advisor is let in for a time, and one Chair steps back when the other reads the case",
    ADVICE,
)
