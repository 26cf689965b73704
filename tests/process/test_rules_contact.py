import pytest
from msgspec.structs import replace

from rjdesk.process.people.state import Part
from rjdesk.process.premeeting import rules as contacts
from rjdesk.process.taking_part.events import ConsentWithdrawn
from tests.process.stories import (
    ANH,
    ANH_NAMED,
    COLE,
    DAY,
    IMANI,
    MINH,
    MINH_NAMED,
    OPENED,
    PARTNERS,
    PRIYA,
    by,
    completed,
    contact,
    fit_judged,
    meets,
    moment,
    named,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

FIRST = contacts.initiators_are_met_first
SETTLED = contacts.the_first_meeting_settles_fit_and_contact

MET = until(contact(COLE))
DOES_NOT_FIT = (
    *until(fit_judged("m1")),
    *by(PRIYA, fit_judged("m1", fits=False), completed("m1")),
)
KEEP_IT_HERE = (
    *until(fit_judged("m1")),
    *by(PRIYA, fit_judged("m1", contact=()), completed("m1")),
)
ANH_LEFT = ConsentWithdrawn(on=DAY, person=ANH)
ASKED_BY_OTHERS = replace(OPENED, requester_takes_part=False)
NOBODY_ASKED = (*until(contact(ANH)), *by(IMANI, replace(ANH_NAMED, initiating=False)))
ANH_ASKED = (*NOBODY_ASKED, *by(IMANI, ANH_NAMED))

TABLE: tuple[Row, ...] = (
    allows(FIRST, "a call to who asked", contact(ANH), moment(*until(contact(ANH)))),
    allows(FIRST, "a call to others after that meeting", contact(COLE), moment(*MET)),
    allows(FIRST, "a pre-meeting with others after it", meets("m2", COLE), moment(*MET)),
    refuses(
        FIRST,
        "a call to others before it",
        contact(COLE),
        moment(*until(contact(ANH))),
        "not been met yet",
    ),
    refuses(
        FIRST,
        "a pre-meeting with others before it",
        meets("m2", COLE),
        moment(*until(contact(ANH))),
        "not been met yet",
    ),
    refuses(
        FIRST,
        "whoever asked has left before it",
        contact(COLE),
        moment(*until(contact(ANH)), ANH_LEFT),
        "takes part no longer",
    ),
    allows(FIRST, "whoever asked has left after it", contact(COLE), moment(*MET, ANH_LEFT)),
    refuses(
        FIRST,
        "others call us before it",
        contact(COLE, incoming=True),
        moment(*until(contact(ANH))),
        "not been met yet",
    ),
    refuses(
        FIRST,
        "that meeting is not complete",
        contact(COLE),
        moment(*until(completed("m1"))),
        "not been met yet",
    ),
    refuses(
        FIRST,
        "the process does not fit what they need",
        contact(COLE),
        moment(*DOES_NOT_FIT),
        "does not fit",
    ),
    refuses(
        FIRST,
        "they want nobody contacted",
        contact(COLE),
        moment(*KEEP_IT_HERE),
        "has not said that Cole may be contacted",
    ),
    allows(
        FIRST,
        "who comes in support is called once the party was met",
        contact(MINH),
        moment(*KEEP_IT_HERE, MINH_NAMED),
    ),
    allows(
        FIRST,
        "whoever asked takes no part, so nobody has to be met before",
        contact(COLE),
        moment(*until(OPENED), *by(IMANI, ASKED_BY_OTHERS), *NOBODY_ASKED[1:]),
    ),
    allows(FIRST, "who asked is marked, and called", contact(ANH), moment(*ANH_ASKED)),
    refuses(
        FIRST,
        "a call while nobody is marked as who asked",
        contact(ANH),
        moment(*NOBODY_ASKED),
        "Nobody is marked",
    ),
    refuses(
        FIRST,
        "a pre-meeting while nobody is marked as who asked",
        meets("m2", COLE),
        moment(*NOBODY_ASKED),
        "Nobody is marked",
    ),
    refuses(
        FIRST,
        "the same under a programme with a Director",
        contact(COLE),
        moment(*NOBODY_ASKED, programme=PARTNERS),
        "Nobody is marked",
    ),
    refuses(
        FIRST,
        "who asked is marked, and others are called first",
        contact(COLE),
        moment(*ANH_ASKED),
        "not been met yet",
    ),
    allows(
        SETTLED, "fit and contact are settled", completed("m1"), moment(*until(completed("m1")))
    ),
    allows(
        SETTLED,
        "a meeting with somebody who did not ask for the process",
        completed("m2"),
        moment(*until(completed("m2"))),
    ),
    refuses(
        SETTLED,
        "they are open",
        completed("m1"),
        moment(*until(fit_judged("m1"))),
        "whom to contact, is open",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_contact_say(row: Row) -> None:
    judge(row)


def test_each_initiating_party_who_was_not_met_is_named() -> None:
    told = (*until(contact(ANH)), *by(IMANI, named(MINH, Part.AFFECTED, initiating=True)))
    (missing,) = FIRST.rule_on(contact(COLE), moment(*told)).missing
    assert missing.who == ("Anh", "Minh")
