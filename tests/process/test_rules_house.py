from datetime import timedelta

import pytest
from msgspec.structs import replace

from rjdesk.process.agreement.events import CopyGiven
from rjdesk.process.case import Case
from rjdesk.process.circle.events import QuestionAdded
from rjdesk.process.house import rules as house
from rjdesk.process.intake.events import AccessGranted
from rjdesk.process.kernel.event import (
    EntryId,
    NoteTakenBack,
    PersonId,
    ProcessId,
    RecordedByMistake,
)
from rjdesk.process.kernel.offices import RoleId
from rjdesk.process.kernel.programme import RuleSetting
from rjdesk.process.kernel.ruling import Strength
from rjdesk.process.membership.events import CoalitionFounded
from rjdesk.process.notes.events import NoteWritten
from rjdesk.process.people.state import Part
from rjdesk.process.premeeting.events import ContactMade
from rjdesk.process.preparation.events import QuestionsWritten, ReasonWritten
from rjdesk.process.preparation.state import Question
from tests.process.stories import (
    ANH,
    CASE,
    CHOSEN,
    CIRCLE_DONE,
    CLOSED,
    COLE,
    DAY,
    EWA,
    FULFILLED,
    IMANI,
    MATEO,
    MINH,
    MONITORED,
    OPENED,
    PRIYA,
    REED,
    STORY,
    STRANGER,
    TEODOR,
    TOLD_ADVISOR,
    completed,
    contact,
    done,
    meets,
    member_entered,
    moment,
    named,
    overridden,
    scheduled,
    signs,
    started,
    until,
)
from tests.process.tables import Row, allows, judge, refuses

A_NOTE = NoteWritten(on=DAY, meeting="m1", person=ANH, heading="needs", text="To be heard.")
UNDO = RecordedByMistake(on=DAY, replaces=EntryId("e0"))
UNDO_NOTE = NoteTakenBack(on=DAY, replaces=EntryId("e0"))
REASONED = ReasonWritten(on=DAY, text="We meet to repair.")
FOUNDED = CoalitionFounded(on=DAY, coalition_name="Coalition", programme="reed-2019")
NEW = replace(moment(actor=IMANI), case=Case(id=CASE))
LENIENT = replace(REED, rules={**REED.rules, "RC-044": RuleSetting(override=RoleId("chair"))})
NAMELESS = replace(REED, rules={**REED.rules, "RC-063": RuleSetting()})
STRICT = replace(
    REED,
    rules={**REED.rules, "RC-063": RuleSetting(override=RoleId("chair"), strength=Strength.SHALL)},
)


def grant(member: str, *, notes: bool) -> AccessGranted:
    return AccessGranted(on=DAY, member=member, notes=notes)


def reason(text: str) -> ReasonWritten:
    return ReasonWritten(on=DAY, text=text)


HALF = "\ud83d"  # the first half of a smiling face

DATE = house.nothing_is_dated_in_the_future
ORDER = house.nothing_is_dated_before_what_it_rests_on
DAY_BEFORE = DAY - timedelta(days=1)
PRINTED = moment(*until(signs(COLE)))
READ = house.only_who_may_read_may_write
WHO = house.it_is_recorded_in_its_capacity
WHEN = house.it_is_recorded_in_its_time
PROCESS = house.the_process_is_one_of_the_case
ONCE = house.a_case_is_opened_once
PERSON = house.people_are_named_first
HOLDS = house.everybody_holds_a_part
WORD = house.it_is_recorded_on_the_word_of_a_known_body
ASIDE = house.only_the_named_role_sets_a_rule_aside
GRANT = house.notes_open_to_facilitators_alone
TEXT = house.text_can_be_kept_and_printed
NAMES = house.everybody_has_a_name

TABLE: tuple[Row, ...] = (
    allows(DATE, "what happened today", TOLD_ADVISOR, moment(*STORY)),
    allows(ORDER, "an agreement is signed on the day it was printed", signs(COLE), PRINTED),
    refuses(
        ORDER,
        "a pre-meeting ends before it began",
        replace(completed("m1"), on=DAY_BEFORE),
        moment(*until(completed("m1"))),
        "The pre-meeting began on 26 October 2026",
    ),
    refuses(
        ORDER,
        "a circle begins before its pre-meetings ended",
        replace(started(), on=DAY_BEFORE),
        moment(*until(started())),
        "A pre-meeting was completed",
    ),
    refuses(
        ORDER,
        "a circle ends before it began",
        replace(CIRCLE_DONE, on=DAY_BEFORE),
        moment(*until(CIRCLE_DONE)),
        "The circle began",
    ),
    refuses(
        ORDER,
        "a signature older than its paper",
        replace(signs(COLE), on=DAY_BEFORE),
        PRINTED,
        "Version 1 was printed",
    ),
    refuses(
        ORDER,
        "a copy of what was not signed yet",
        CopyGiven(on=DAY_BEFORE, person=COLE, how="By post"),
        moment(*STORY),
        "They signed it",
    ),
    refuses(
        ORDER,
        "in force before the last signature",
        replace(MONITORED, on=DAY_BEFORE),
        moment(*until(MONITORED)),
        "The last signature",
    ),
    refuses(
        ORDER,
        "fulfilled before the last action",
        replace(FULFILLED, on=DAY_BEFORE),
        moment(*until(FULFILLED)),
        "The last action",
    ),
    refuses(
        ORDER,
        "closed before it was fulfilled",
        replace(CLOSED, on=DAY_BEFORE),
        moment(*STORY),
        "The agreement was fulfilled",
    ),
    allows(WHO, "a facilitator chooses the process", CHOSEN, moment(*STORY)),
    refuses(WHO, "a Chair chooses it", CHOSEN, moment(*STORY, actor=IMANI), "facilitators"),
    allows(WHO, "a Chair opens a case", OPENED, NEW),
    refuses(WHO, "a facilitator opens one", OPENED, replace(NEW, actor=PRIYA), "by a Chair"),
    allows(WHEN, "a conference is planned", CHOSEN, moment(*until(CIRCLE_DONE))),
    refuses(WHEN, "it is planned after the end", CHOSEN, moment(*until(CLOSED)), "has ended"),
    refuses(WHEN, "it is planned after the close", CHOSEN, moment(*STORY), "is closed"),
    allows(WHEN, "an agreement in force is fulfilled", FULFILLED, moment(*until(FULFILLED))),
    refuses(
        WHEN, "nothing is in force", FULFILLED, moment(*until(MONITORED)), "No signed agreement"
    ),
    refuses(
        PERSON,
        "somebody is invited by a stranger",
        named(PersonId("aunt"), Part.SUPPORTING, invited_by=STRANGER, purpose="support"),
        moment(*STORY),
        "not named in this case",
    ),
    allows(PROCESS, "the process that a case begins with", CHOSEN, moment(*STORY)),
    refuses(
        PROCESS,
        "a process that nobody began",
        replace(CHOSEN, process=ProcessId("second")),
        moment(*STORY),
        "no such process",
    ),
    refuses(
        DATE,
        "a request that comes tomorrow",
        replace(OPENED, request_received=DAY + timedelta(1)),
        moment(today=DAY),
        "27 October",
    ),
    allows(DATE, "what happened a year ago", TOLD_ADVISOR, moment(today=DAY + timedelta(365))),
    refuses(
        DATE, "what is dated tomorrow", TOLD_ADVISOR, moment(today=DAY - timedelta(1)), "26 October"
    ),
    allows(READ, "a facilitator writes a note", A_NOTE, moment(*STORY)),
    allows(
        READ,
        "the Chair who opened the case writes in it",
        contact(ANH),
        moment(*STORY, actor=IMANI),
    ),
    allows(READ, "a facilitator takes an entry back", UNDO, moment(*STORY)),
    allows(READ, "a case nobody holds is opened", OPENED, NEW),
    refuses(
        READ, "a Chair writes a note", A_NOTE, moment(*STORY, actor=IMANI), "facilitators alone"
    ),
    refuses(
        READ,
        "a member without access writes",
        contact(ANH),
        moment(*STORY, actor=EWA),
        "not open to you",
    ),
    refuses(
        READ,
        "a member without access takes an entry back",
        UNDO,
        moment(*STORY, actor=EWA),
        "not open to you",
    ),
    refuses(
        READ,
        "a Chair takes a note back",
        UNDO_NOTE,
        moment(*STORY, actor=IMANI),
        "facilitators alone",
    ),
    refuses(
        READ,
        "the other Chair opens a case that is open",
        OPENED,
        moment(*STORY, actor=TEODOR),
        "not open to you",
    ),
    allows(ONCE, "a case is opened", OPENED, NEW),
    allows(
        ONCE,
        "its opening is corrected",
        replace(OPENED, replaces=EntryId("e0")),
        moment(*STORY, actor=IMANI),
    ),
    refuses(
        ONCE, "a case is opened a second time", OPENED, moment(*STORY, actor=IMANI), "open already"
    ),
    allows(PERSON, "a call to somebody named", contact(ANH), moment(*STORY)),
    allows(PERSON, "somebody new is named", named(STRANGER, Part.AFFECTED), moment(*STORY)),
    allows(PERSON, "an act that is about nobody", done("a"), moment(*STORY)),
    refuses(PERSON, "a call to somebody not named", contact(STRANGER), moment(*STORY), "not named"),
    refuses(
        PERSON,
        "a pre-meeting with a stranger",
        meets("m", ANH, STRANGER),
        moment(*STORY),
        "not named",
    ),
    refuses(
        PERSON, "a stranger on the roster", scheduled(ANH, STRANGER), moment(*STORY), "not named"
    ),
    refuses(
        PERSON,
        "an entry is put right to be of somebody named later",
        replace(contact(STRANGER), replaces=EntryId("e0")),
        moment(*STORY),
        "not named yet when this was recorded",
    ),
    allows(HOLDS, "one part", named(ANH, Part.AFFECTED), moment(*STORY)),
    allows(HOLDS, "both parts", named(ANH, Part.AFFECTED, Part.RESPONSIBLE), moment(*STORY)),
    refuses(HOLDS, "no part at all", named(ANH), moment(*STORY), "What is Anh to this case"),
    allows(
        ASIDE,
        "a Chair, with a reason",
        overridden("RC-063", "contact-made"),
        moment(*STORY, actor=IMANI),
    ),
    allows(
        ASIDE,
        "a facilitator, where they are named",
        overridden("RC-080", "round-entered"),
        moment(*STORY),
    ),
    *(
        allows(ASIDE, f"a facilitator, {rule}", overridden(rule, act), moment(*STORY))
        for rule, act in (("RC-001", "eligibility-decided"), ("RC-090", "agreement-printed"))
    ),
    allows(WORD, "the Dean decided", replace(REASONED, word_of="dean"), moment(*STORY)),
    refuses(
        WORD,
        "nobody knows who decided",
        replace(REASONED, word_of="pope"),
        moment(*STORY),
        "names no such body",
    ),
    refuses(
        ASIDE,
        "a Chair where a facilitator is named",
        overridden("RC-001", "eligibility-decided"),
        moment(*STORY, actor=IMANI),
        "acting as Facilitator",
    ),
    refuses(
        ASIDE,
        "a Chair, where the facilitators decide",
        overridden("RC-051", "conference-scheduled"),
        moment(*STORY, actor=IMANI),
        "acting as Facilitator",
    ),
    refuses(
        ASIDE,
        "a facilitator where a Chair is named",
        overridden("RC-063", "contact-made"),
        moment(*STORY),
        "acting as Chair",
    ),
    refuses(
        ASIDE,
        "a Chair without a reason",
        overridden("RC-063", "contact-made", " \n"),
        moment(*STORY, actor=IMANI),
        "written reason",
    ),
    refuses(
        ASIDE,
        "a shall-rule",
        overridden("RC-044", "participant-named"),
        moment(*STORY, actor=IMANI),
        "RC-044 cannot",
    ),
    refuses(
        ASIDE,
        "a shall-rule, whatever the programme says",
        overridden("RC-044", "participant-named"),
        moment(*STORY, actor=IMANI, programme=LENIENT),
        "RC-044 cannot",
    ),
    refuses(
        ASIDE,
        "a should-rule that the programme hardens",
        overridden("RC-063", "contact-made"),
        moment(*STORY, actor=IMANI, programme=STRICT),
        "RC-063 cannot",
    ),
    refuses(
        ASIDE,
        "a should-rule for which nobody is named",
        overridden("RC-063", "contact-made"),
        moment(*STORY, actor=IMANI, programme=NAMELESS),
        "RC-063 cannot",
    ),
    refuses(
        ASIDE,
        "a rule for an act that it does not guard",
        overridden("RC-063", "case-closed"),
        moment(*STORY, actor=IMANI),
        "RC-063 cannot",
    ),
    refuses(
        ASIDE,
        "a rule for an act that nobody knows",
        overridden("RC-063", "nonsense"),
        moment(*STORY, actor=IMANI),
        "RC-063 cannot",
    ),
    refuses(
        ASIDE,
        "a rule that nobody knows",
        overridden("RC-999", "contact-made"),
        moment(*STORY, actor=IMANI),
        "RC-999 cannot",
    ),
    refuses(
        ASIDE,
        "a rule of the house",
        overridden("RJ-DATE", "contact-made"),
        moment(*STORY, actor=IMANI),
        "RJ-DATE cannot",
    ),
    allows(
        GRANT,
        "a Chair opens the record to the other",
        grant(TEODOR, notes=False),
        moment(*STORY, actor=IMANI),
    ),
    allows(
        GRANT,
        "a Chair opens the notes to a facilitator",
        grant(MATEO, notes=True),
        moment(*STORY, actor=IMANI),
    ),
    refuses(
        GRANT,
        "a Chair opens the notes to themself",
        grant(IMANI, notes=True),
        moment(*STORY, actor=IMANI),
        "facilitators alone",
    ),
    allows(TEXT, "lines, tabs, accents and symbols", reason("Nguyễn\n\t🙂 – “so”"), moment()),
    allows(TEXT, "the longest text", reason("x" * 20_000), moment()),
    refuses(TEXT, "a text too long to print", reason("x" * 20_001), moment(), "20,001 characters"),
    refuses(
        TEXT,
        "a text of nothing but signs without a shape",
        reason("\u200b \u2800"),
        moment(),
        "seen",
    ),
    refuses(TEXT, "a text with a bell in it", reason("ring\a"), moment(), "U+0007"),
    refuses(TEXT, "a text with half a character", reason(HALF), moment(), "U+D83D"),
    refuses(
        TEXT,
        "a question with a bell in it",
        QuestionAdded(on=DAY, question=Question(id="q", text="ring\a")),
        moment(),
        "“text” holds",
    ),
    refuses(
        TEXT,
        "a question too long to print",
        QuestionsWritten(on=DAY, questions=(Question(id="q", text="x" * 20_001),)),
        moment(),
        "20,001 characters",
    ),
    allows(NAMES, "a participant with a name", named(ANH, Part.AFFECTED), moment()),
    allows(NAMES, "a member with a name", member_entered(PRIYA), moment()),
    refuses(
        NAMES,
        "a participant whose name is blank",
        named(PersonId(" "), Part.AFFECTED),
        moment(),
        "name is missing",
    ),
    refuses(
        NAMES,
        "a member without a name",
        replace(member_entered(PRIYA), member_name=""),
        moment(),
        "name is missing",
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_house_says(row: Row) -> None:
    judge(row)


def test_a_rule_of_the_house_holds_in_a_programme_that_names_no_rule() -> None:
    bare = replace(REED, rules={})
    late = ContactMade(on=DAY + timedelta(1), person=COLE, channel="phone", purpose="Hello")
    at = moment(*until(contact(COLE)), actor=EWA, programme=bare)
    rulings = house.RULES[0].rule_on(late, at), READ.rule_on(late, at)
    assert all(ruling.refuses for ruling in rulings)


def test_every_sentence_of_a_refusal_says_who_is_meant_or_how_to_go_on() -> None:
    for row in TABLE:
        for missing in row.rule.rule_on(row.event, row.at).missing:
            assert missing.supply or "cannot be set aside" in missing.what


def test_somebody_in_support_is_no_stranger() -> None:
    assert PERSON.rule_on(contact(MINH), moment(*STORY)).met
