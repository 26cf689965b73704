"""Acts around a pre-meeting: contact, sitting down, what is said and asked, what it came to."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, one_of, several, text, tick
from rjdesk.desk.fields import Option
from rjdesk.process.notes.events import NoteWritten
from rjdesk.process.people.state import Answer
from rjdesk.process.premeeting.events import (
    ContactMade,
    DialogueAgreementSigned,
    EligibilityDecided,
    ExceptionsRead,
    FitJudged,
    NeedsHeard,
    PreMeetingCompleted,
    PreMeetingOpened,
    ProcessExplained,
    QuestionsDiscussed,
    ReportingStatusAsked,
    ReportingStatusTold,
    SupportSatIn,
    SupportSettled,
)
from rjdesk.process.taking_part.events import WillingnessStated

AROUND = ("pre-meetings",)
IN_IT = ("pre-meeting",)

CONTACT = Act(
    event=ContactMade,
    pages=(*AROUND, "follow-up"),
    title="Record a contact",
    fields=(
        one_of("person", "With whom?"),
        one_of("channel", "How?"),
        text(
            "purpose",
            "What for, in one line?",
            "Nothing of what happened; that belongs in your notes.",
        ),
        tick("incoming", "They got in touch with us"),
    ),
)
CHANNELS = tuple(Option(way, way.capitalize()) for way in ("phone", "e-mail", "in person"))
"""How one is in touch with somebody, as it is kept."""
OPENED = Act(
    event=PreMeetingOpened,
    pages=AROUND,
    title="Whom do you meet?",
    lead="A Primary Party is met alone. Those who support may be met together.",
    action="Begin",
    fields=(several("people", "Who is there", needed=True),),
    given=("meeting",),
)
SITS_IN = Act(
    event=SupportSatIn,
    pages=AROUND,
    title="Somebody sits in",
    lead="Support stays silent. Whoever interprets or speaks for the party is there to speak.",
    fields=(
        one_of("person", "Who?"),
        tick("requested", "The Primary Party asked for it"),
        tick("approved", "The facilitators approve"),
        tick("will_not_speak", "They agree to stay silent"),
    ),
    given=("meeting",),
)
ELIGIBILITY = Act(event=EligibilityDecided, pages=AROUND, given=("eligible",))

STATUS_TOLD = Act(event=ReportingStatusTold, pages=IN_IT, given=("meeting",))
STATUS_ASKED = Act(event=ReportingStatusAsked, pages=IN_IT, given=("meeting", "person", "answer"))
EXCEPTIONS = Act(event=ExceptionsRead, pages=IN_IT, given=("meeting", "exceptions"))
EXPLAINED = Act(event=ProcessExplained, pages=IN_IT, given=("meeting",))
DISCUSSED = Act(event=QuestionsDiscussed, pages=IN_IT, given=("meeting",))
SIGNED = Act(
    event=DialogueAgreementSigned,
    pages=(*IN_IT, "preparation"),
    given=("person", "meeting", "read_how"),
)
NOTE = Act(event=NoteWritten, pages=IN_IT, given=("meeting", "person", "heading", "text"))
NEEDS = Act(event=NeedsHeard, pages=IN_IT, given=("meeting", "person"))
SUPPORT = Act(event=SupportSettled, pages=IN_IT, given=("person",))
WILLING = Act(
    event=WillingnessStated,
    pages=("pre-meeting", "pre-meetings"),
    fields=(one_of("willing", "Do they want to take part?", Answer),),
    given=("person", "able"),
)
FIT = Act(event=FitJudged, pages=IN_IT, given=("meeting", "fits", "contact"))
COMPLETED = Act(event=PreMeetingCompleted, pages=IN_IT, given=("meeting",))

ACTS = (
    CONTACT,
    OPENED,
    SITS_IN,
    ELIGIBILITY,
    STATUS_TOLD,
    STATUS_ASKED,
    EXCEPTIONS,
    EXPLAINED,
    DISCUSSED,
    SIGNED,
    NOTE,
    NEEDS,
    SUPPORT,
    WILLING,
    FIT,
    COMPLETED,
)
