import pytest
from msgspec.structs import replace

from rjdesk.process.kernel.event import MemberId
from rjdesk.process.kernel.offices import OfficeId, TrainingId
from rjdesk.process.membership import rules as membership
from rjdesk.process.membership.events import (
    FoundingCompleted,
    MemberAppointed,
    MemberLeft,
    OfficeTaken,
    TrainingCompleted,
)
from rjdesk.process.membership.state import MemberKind
from tests.process.stories import (
    ADEYEMI,
    DAY,
    EWA,
    FOUNDING,
    IMANI,
    NOOR,
    PRIYA,
    TEODOR,
    YEAR,
    coalition_with,
    member_entered,
    moment,
)
from tests.process.tables import Row, allows, judge, refuses

JOSS = member_entered(MemberId("joss"))
NEXT_YEARS_NEWCOMER = coalition_with(MemberAppointed(on=DAY, member=NOOR, year=YEAR + 1))


def chair(member: MemberId, year: int) -> OfficeTaken:
    return OfficeTaken(on=DAY, member=member, office=OfficeId("chair"), year=year)


def trained(member: MemberId) -> TrainingCompleted:
    return TrainingCompleted(on=DAY, member=member, training=TrainingId("equity"), year=YEAR)


BOARD = membership.nobody_sits_on_the_judicial_board_too
ENROLLED = membership.students_were_enrolled_before
KEEPERS = membership.somebody_can_go_on_after_the_founding
OFFERED = membership.offices_and_trainings_are_those_of_the_programme
CHAIRS = membership.an_office_has_its_seats
TRAINED = membership.nobody_records_their_own_training

ADVISES = OfficeTaken(on=DAY, member=ADEYEMI, office=OfficeId("staff_advisor"), year=YEAR + 1)
CONFIRMED = replace(ADVISES, word_of="dean", consent=True)
EWA_LEFT = coalition_with(MemberLeft(on=DAY, member=EWA))
CONFIRM = membership.an_office_is_confirmed
GONE = membership.who_left_takes_on_nothing

TABLE: tuple[Row, ...] = (
    allows(CONFIRM, "the Dean and the coalition said yes", CONFIRMED, moment(actor=IMANI)),
    allows(CONFIRM, "an office that nobody confirms", chair(PRIYA, YEAR), moment(actor=IMANI)),
    allows(CONFIRM, "a Staff Advisor as found", ADVISES, moment(actor=IMANI, coalition=FOUNDING)),
    refuses(
        CONFIRM,
        "the Dean was not asked",
        replace(CONFIRMED, word_of=""),
        moment(actor=IMANI),
        "confirmed each year by: Dean",
    ),
    refuses(
        CONFIRM,
        "the coalition was not asked",
        replace(CONFIRMED, consent=False),
        moment(actor=IMANI),
        "The coalition consents",
    ),
    allows(GONE, "a training of a member", trained(EWA), moment(actor=IMANI)),
    refuses(
        GONE,
        "a training of somebody who left",
        trained(EWA),
        moment(actor=IMANI, coalition=EWA_LEFT),
        "has left the coalition",
    ),
    refuses(
        GONE, "a training of nobody", trained(MemberId("who")), moment(actor=IMANI), "Nobody here"
    ),
    allows(
        BOARD,
        "a member is elected to the Board",
        replace(member_entered(EWA), on_judicial_board=True),
        moment(actor=IMANI),
    ),
    allows(BOARD, "somebody who is not on the Board", JOSS, moment(actor=IMANI)),
    refuses(
        BOARD,
        "somebody who is",
        replace(JOSS, on_judicial_board=True),
        moment(actor=IMANI),
        "Judicial Board",
    ),
    allows(
        ENROLLED, "a student after one semester", replace(JOSS, semesters=1), moment(actor=IMANI)
    ),
    allows(
        ENROLLED,
        "a new member of staff",
        replace(JOSS, kind=MemberKind.STAFF, semesters=0),
        moment(actor=IMANI),
    ),
    allows(
        ENROLLED,
        "a student entered as found",
        replace(JOSS, semesters=0),
        moment(actor=IMANI, coalition=FOUNDING),
    ),
    refuses(
        ENROLLED,
        "a student in their first semester",
        replace(JOSS, semesters=0),
        moment(actor=IMANI),
        "not been enrolled",
    ),
    allows(
        CHAIRS,
        "a member becomes Chair for the year after",
        chair(PRIYA, YEAR + 1),
        moment(actor=IMANI),
    ),
    allows(
        CHAIRS,
        "a Chair's office is recorded again",
        chair(TEODOR, YEAR),
        moment(actor=IMANI, coalition=FOUNDING),
    ),
    allows(
        CHAIRS,
        "a first-year Chair entered as found",
        chair(PRIYA, YEAR - 1),
        moment(actor=IMANI, coalition=FOUNDING),
    ),
    allows(
        CHAIRS,
        "a third Chair entered as found",
        chair(PRIYA, YEAR),
        moment(actor=IMANI, coalition=FOUNDING),
    ),
    allows(
        CHAIRS,
        "a Chair who is staff, entered as found",
        chair(ADEYEMI, YEAR),
        moment(actor=IMANI, coalition=FOUNDING),
    ),
    allows(
        CHAIRS,
        "another office",
        OfficeTaken(on=DAY, member=ADEYEMI, office=OfficeId("staff_advisor"), year=YEAR + 1),
        moment(actor=IMANI),
    ),
    refuses(
        CHAIRS,
        "a third Chair",
        chair(PRIYA, YEAR),
        moment(actor=IMANI),
        "All seats of the office Chair are taken for 2026-27",
    ),
    refuses(
        CHAIRS,
        "a Chair who is staff",
        chair(ADEYEMI, YEAR + 1),
        moment(actor=IMANI),
        "not a student",
    ),
    refuses(
        CHAIRS,
        "a Chair who never served before",
        chair(NOOR, YEAR + 1),
        moment(actor=IMANI, coalition=NEXT_YEARS_NEWCOMER),
        "has not served a term",
    ),
    allows(OFFERED, "an office of the programme", chair(IMANI, YEAR), moment(actor=IMANI)),
    refuses(
        OFFERED,
        "an office of another programme",
        OfficeTaken(on=DAY, member=ADEYEMI, office=OfficeId("director"), year=YEAR),
        moment(actor=IMANI),
        "has nothing of that name",
    ),
    refuses(
        OFFERED,
        "a training that nobody gives",
        TrainingCompleted(on=DAY, member=EWA, training=TrainingId("yoga"), year=YEAR),
        moment(actor=IMANI),
        "has nothing of that name",
    ),
    allows(
        KEEPERS,
        "somebody holds each office that goes on",
        FoundingCompleted(on=DAY),
        moment(actor=IMANI, coalition=FOUNDING),
    ),
    refuses(
        KEEPERS,
        "nobody can open a case",
        FoundingCompleted(on=DAY),
        moment(actor=IMANI, coalition=replace(FOUNDING, members=())),
        "Nobody holds an office that opens cases.",
    ),
    allows(TRAINED, "a Chair records somebody's training", trained(EWA), moment(actor=IMANI)),
    allows(
        TRAINED,
        "the founder enters their own as found",
        trained(IMANI),
        moment(actor=IMANI, coalition=FOUNDING),
    ),
    refuses(
        TRAINED,
        "a Chair records their own",
        trained(IMANI),
        moment(actor=IMANI),
        "their own training",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_membership_say(row: Row) -> None:
    judge(row)
