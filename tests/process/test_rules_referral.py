from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.circle import rules as circle
from rjdesk.process.membership.events import CertificateRecorded, MemberEntered
from rjdesk.process.membership.state import MemberKind
from rjdesk.process.people.state import Answer
from rjdesk.process.premeeting import rules as premeeting
from rjdesk.process.premeeting.events import QuestionsDiscussed, SupportSettled
from rjdesk.process.preparation import rules as conference
from rjdesk.process.preparation.events import QuestionsGiven
from rjdesk.process.referral import rules as referral
from rjdesk.process.referral.events import (
    GuardianConsented,
    MinorNoted,
    ReportBackAnswered,
    ReportedBack,
)
from rjdesk.process.referral.state import ReferralSource
from rjdesk.process.taking_part.events import ConsentWithdrawn, ParticipantTakenOff
from tests.process.stories import (
    ANH,
    CHOSEN,
    COLE,
    DAY,
    EWA,
    MATEO,
    MINH,
    OPENED,
    PARTNERS,
    PRIYA,
    QUESTIONS,
    SEATS,
    STORY,
    asked,
    assigned,
    coalition_with,
    completed,
    contact,
    entered,
    lacking,
    meets,
    moment,
    scheduled,
    started,
    turn,
    until,
    willing,
)
from tests.process.tables import Row, allows, judge, refuses, warns

REFERRED = replace(OPENED, referral=ReferralSource.DISTRICT_ATTORNEY)
BY_OTHER = replace(OPENED, referral=ReferralSource.OTHER)
BY_SCHOOL = replace(BY_OTHER, referred_by="a school")
MINOR = MinorNoted(on=DAY, person=ANH)
GUARDED = GuardianConsented(on=DAY, person=ANH, guardian="A parent", consents=True)
REFUSED_BY_GUARDIAN = replace(GUARDED, consents=False)
REPORTED = ReportedBack(on=DAY)


def certified(days: int) -> MemberEntered:
    return MemberEntered(
        on=DAY, member=EWA, member_name="Ewa", kind=MemberKind.STUDENT,
        certified_until=DAY + timedelta(days=days),
    )  # fmt: skip


def consents(person: str, *, yes: bool = True) -> ReportBackAnswered:
    return ReportBackAnswered(on=DAY, person=person, consents=yes)  # type: ignore[arg-type]


SOURCE = referral.a_case_has_a_referral_source
CERTIFIED = referral.facilitators_are_certified
BESIDE = referral.a_minor_has_somebody_beside_them
REPORT = referral.everybody_consents_to_a_report_back
BEFORE = until(scheduled())
AS = {"programme": PARTNERS}

UNTIL = referral.certificates_last_until_then
MINE = coalition_with(
    *(
        CertificateRecorded(on=DAY, member=member, until=DAY + timedelta(days=1))
        for member in (PRIYA, MATEO)
    )
)
LAPSED = coalition_with(CertificateRecorded(on=DAY, member=PRIYA, until=DAY - timedelta(days=1)))
LATER = replace(scheduled(), starts_at=datetime(2026, 12, 1, 14))

TABLE: tuple[Row, ...] = (
    allows(UNTIL, "certificates that last", scheduled(), moment(*BEFORE, coalition=MINE, **AS)),
    warns(
        UNTIL,
        "a day beyond their end",
        LATER,
        moment(*BEFORE, coalition=MINE, **AS),
        "the certificate ends on 27 October 2026",
    ),
    allows(CERTIFIED, "a certified act", contact(ANH), moment(*BEFORE, coalition=MINE, **AS)),
    refuses(
        CERTIFIED,
        "an act after the certificate has ended",
        contact(ANH),
        moment(*BEFORE, coalition=LAPSED, **AS),
        "the certificate ended",
    ),
    allows(
        CERTIFIED,
        "somebody leaves after it has ended",
        ConsentWithdrawn(on=DAY, person=ANH),
        moment(*BEFORE, coalition=LAPSED, **AS),
    ),
    allows(SOURCE, "the district attorney", REFERRED, moment(**AS)),
    allows(SOURCE, "somebody else, named", BY_SCHOOL, moment(**AS)),
    refuses(SOURCE, "nobody", OPENED, moment(**AS), "not said"),
    refuses(SOURCE, "somebody else, unnamed", BY_OTHER, moment(**AS), "Somebody else"),
    allows(
        CERTIFIED, "a certificate that is valid", assigned(EWA),
        moment(coalition=coalition_with(certified(0)), **AS),
    ),
    refuses(
        CERTIFIED, "one that ended", assigned(EWA),
        moment(coalition=coalition_with(certified(-1)), **AS), "ended on 25 October 2026",
    ),
    refuses(CERTIFIED, "none at all", assigned(PRIYA), moment(**AS), "no certificate"),
    allows(BESIDE, "somebody of age", scheduled(), moment(*BEFORE, **AS)),
    allows(BESIDE, "a guardian who consents", willing(ANH), moment(*BEFORE, MINOR, GUARDED, **AS)),
    warns(BESIDE, "nobody beside them", scheduled(), moment(*BEFORE, MINOR, **AS), "under age"),
    warns(
        BESIDE, "a guardian who says no", willing(ANH),
        moment(*BEFORE, MINOR, REFUSED_BY_GUARDIAN, **AS), "under age",
    ),
    allows(REPORT, "a yes each", REPORTED, moment(*STORY, consents(ANH), consents(COLE), **AS)),
    refuses(REPORT, "one was not asked", REPORTED, moment(*STORY, consents(ANH), **AS), "Cole"),
    refuses(
        REPORT, "one said no", REPORTED,
        moment(*STORY, consents(ANH), consents(COLE, yes=False), **AS), "Cole",
    ),
)  # fmt: skip


# --- everybody is met, agrees and has the questions before they sit down ---------------

QUESTIONS_FIRST = premeeting.questions_are_chosen_first
CAUSED = premeeting.the_meeting_with_who_caused_harm_is_whole
HARMED = premeeting.the_meeting_with_who_was_harmed_is_whole
SUPPORTS = premeeting.the_meeting_with_support_is_whole
AGREE = conference.everybody_agrees_before_a_time_is_set
GIVEN = conference.everybody_had_the_questions
CHOOSE = conference.a_conference_needs_somebody_of_each_side
SHARED = circle.everybody_has_shared_before_the_next_steps

TALKED = tuple(QuestionsDiscussed(on=DAY, meeting=m) for m in ("m1", "m2", "m3"))
MET = (*until(CHOSEN), *TALKED)
UNSETTLED = lacking(until(CHOSEN), SupportSettled)
DECLINES = willing(MINH, Answer.NO)
UNSURE = willing(MINH, Answer.UNSURE)
COLE_NOT = willing(COLE, Answer.NO)
OFF = ParticipantTakenOff(on=DAY, person=MINH)
HAVE = tuple(QuestionsGiven(on=DAY, person=p, medium="printed") for p in SEATS)

TABLE += (
    allows(QUESTIONS_FIRST, "questions are chosen", meets("m9", ANH), moment(*BEFORE, QUESTIONS)),
    refuses(QUESTIONS_FIRST, "none is", meets("m9", ANH), moment(*until(meets("m1", ANH))), "not"),
    allows(CAUSED, "all of it is answered", completed("m2"), moment(*MET)),
    refuses(CAUSED, "questions are open", completed("m2"), moment(*until(CHOSEN)), "questions"),
    refuses(CAUSED, "support is open", completed("m2"), moment(*UNSETTLED, *TALKED), "support"),
    allows(HARMED, "all of it is answered", completed("m1"), moment(*MET)),
    refuses(HARMED, "support is open", completed("m1"), moment(*UNSETTLED, *TALKED), "Anh"),
    allows(SUPPORTS, "no support of their own", completed("m3"), moment(*UNSETTLED, *TALKED)),
    refuses(SUPPORTS, "the questions", completed("m3"), moment(*until(CHOSEN)), "questions"),
    allows(AGREE, "everybody said yes", scheduled(), moment(*BEFORE)),
    allows(AGREE, "whoever declined is off", scheduled(), moment(*BEFORE, DECLINES, OFF)),
    refuses(AGREE, "one is not sure", scheduled(), moment(*BEFORE, UNSURE), "Minh has not agreed"),
    refuses(
        AGREE, "support declined", scheduled(), moment(*BEFORE, DECLINES), "Minh does not want"
    ),
    refuses(
        AGREE,
        "somebody under age declined, and no guardian was asked",
        scheduled(),
        moment(*BEFORE, COLE_NOT, MinorNoted(on=DAY, person=COLE)),
        "Cole does not want",
    ),
    refuses(
        AGREE, "a party declined", scheduled(), moment(*BEFORE, COLE_NOT), "Cole does not want"
    ),
    allows(GIVEN, "each has them", started(), moment(*BEFORE, *HAVE)),
    refuses(GIVEN, "one has not", started(), moment(*BEFORE, *HAVE[1:]), "has not received"),
    allows(CHOOSE, "both sides", CHOSEN, moment(*BEFORE)),
    refuses(CHOOSE, "one side", CHOSEN, moment(*BEFORE, willing(ANH, Answer.NO)), "One side"),
    allows(SHARED, "each had a turn", entered(4), moment(*until(entered(4)))),
    refuses(
        SHARED,
        "one had none",
        entered(4),
        moment(*until(asked("q1")), asked("q1"), turn(ANH)),
        "harm",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_referral(row: Row) -> None:
    judge(row)
