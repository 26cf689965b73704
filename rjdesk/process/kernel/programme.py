"""A programme: the policy file that selects and parameterises rules, words, rounds and deadlines.

Data selects, Python decides: there are no expressions in the file, and a key, rule or word
that the program does not know is refused (DESIGN section 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Annotated, Literal

import msgspec

from rjdesk.process.kernel.decision import MatterKind, MotionAbout, MotionKind, Passes
from rjdesk.process.kernel.event import Capacity
from rjdesk.process.kernel.features import Feature
from rjdesk.process.kernel.offices import (
    COALITION,
    FACILITATOR,
    Key,
    Named,
    Office,
    OfficeId,
    RoleId,
    Training,
    TrainingId,
)
from rjdesk.process.kernel.papers import PaperEntry
from rjdesk.process.kernel.ruling import Strength
from rjdesk.process.kernel.texts import Text, TextKind

MOST_ROUNDS = 20
"""No circle has as many rounds; a fold counts no further, whatever an entry claims."""

Months = Annotated[int, msgspec.Meta(ge=1, le=240)]
Positive = Annotated[int, msgspec.Meta(ge=1)]


class RoundKind(Enum):
    """What a round makes, which rules and screens go by (RC-080).

    INTRODUCTION makes the guidelines, VALUES a value from each, QUESTIONS has the guiding
    questions, AGREEMENT the actions, CLOSING the last question; in a round of TALK everybody
    speaks or passes, and nothing of what is said is kept.
    """

    INTRODUCTION = "introduction"
    VALUES = "values"
    QUESTIONS = "questions"
    TALK = "talk"
    AGREEMENT = "agreement"
    CLOSING = "closing"


DIALOGUE = "agreement-to-dialogue"
AGREEMENT = "accountability-agreement"
SIGNED = (DIALOGUE, AGREEMENT)
"""The forms whose signatures are recorded; every programme has both."""

FollowUpName = Literal["after_process", "completion", "six_months"]
"""A follow-up meeting, by its key (RC-100, RC-101)."""

Guest = Literal[
    "supporting_party",
    "community_representative",
    "circle_participant",
    "party_representative",
    "interpreter",
]
"""A part in which somebody is invited by the facilitators, by its key."""

CircleName = Literal["community_circle", "re_entry_circle", "support_circle"]
"""A kind of circle that may have rounds of its own, by its key."""

ONCE = (RoundKind.INTRODUCTION, RoundKind.QUESTIONS, RoundKind.AGREEMENT, RoundKind.CLOSING)
"""The rounds that every circle has once, in this order; the rules count on them."""


class ProgrammeError(Exception):
    """A programme file says something this program does not know; the text is for people.

    Its arguments are sentences, one for each mistake that was found; it reads as the first.
    """

    def __str__(self) -> str:
        return str(self.args[0])


class RuleSetting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a programme holds a rule: section of its own policy, strength, effect, who overrides."""

    section: str = ""
    strength: Strength | None = None
    override: RoleId | None = None
    effect: Literal["refuse", "warn"] = "refuse"


PLAIN = RuleSetting()


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people see; the code keeps one set of names."""

    affected_party: str
    responsible_party: str
    supporting_party: str
    community_representative: str
    circle_participant: str
    party_representative: str
    interpreter: str
    primary_parties: str
    facilitator: str
    chair: str
    staff_advisor: str
    coalition: str
    accountability_agreement: str
    agreement_to_dialogue: str
    conference: str
    circle: str
    process: str
    other_processes: str
    records: str


class ConfidentialityException(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exception to confidentiality: its id, and the sentence that is read aloud (RC-127)."""

    id: Key
    text: Named


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A say-this-now card of a round; ``needed`` cards must be ticked before the next round.

    ``reads`` is what is read to the circle with it, word for word: the written reason of the
    case, the exceptions to confidentiality, or the closing question.
    """

    id: Key
    title: Named
    say: str
    reads: Literal["", "reason", "exceptions", "closing_question"] = ""
    needed: bool = False
    rule: str = ""


class Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One round of the circle, in its order (RC-080).

    One of another kind of circle may have the same cards ``as_usual``: those of the round of its
    kind in circles about harm.
    """

    kind: RoundKind
    title: str
    room: str
    cards: tuple[Card, ...] = ()
    as_usual: bool = False


class Rounds(msgspec.Struct, frozen=True):
    """The rounds of one circle, counted from 1."""

    all: tuple[Round, ...]

    def __len__(self) -> int:
        return len(self.all)

    def number_of(self, kind: RoundKind) -> int:
        """Return the number of the first round of a kind; 0 where there is none."""
        numbers = (n for n, known in enumerate(self.all, 1) if known.kind is kind)
        return next(numbers, 0)

    def at(self, number: int) -> Round:
        """Return a round by its number; the last one for a number beyond it."""
        return self.all[min(number, len(self.all)) - 1]


class CircleFormat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rounds of some kinds of circles without sides (RC-018)."""

    of: tuple[CircleName, ...]
    rounds: tuple[Round, ...]


class Deadlines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers that the policy, or we where it is silent, put on the calendar."""

    year_starts_in: Annotated[int, msgspec.Meta(ge=1, le=12)]
    follow_up_months: Months
    retention_from_months: Months
    retention_until_months: Months
    trained_within_months: Annotated[int, msgspec.Meta(ge=0, le=12)]
    planned_minutes: Annotated[int, msgspec.Meta(ge=1, le=1440)]


class DecidingBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body that decides some things: one outside the members, on whose word they are recorded.

    Or one that consists ``of`` the holders of some offices and of bodies outside.
    """

    id: Key
    name: Named
    of: tuple[Key, ...] = ()


FACILITATORS = "facilitators"
"""Each who facilitates the case, among those who decide."""
AFFECTED = "affected_party"
"""An Affected Party who takes part, among those who decide."""
HOLDERS = "holders"
"""Each member who holds the record of the case, among those who decide."""
OF_THE_CASE = (FACILITATORS, AFFECTED, HOLDERS)
STUDENTS = "students"
"""Each student member in term, among those who vote."""


class Deciding(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who decides about something, and what makes it a yes.

    ``each`` of these decides, and one at least of ``one_of``: groups of the case, offices, bodies.
    """

    passes: Passes
    each: tuple[Key, ...]
    one_of: tuple[Key, ...] = ()


class Decisions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What several decide together: further steps (8B), and that a close is taken back.

    ``sexual_harm`` is who decides in a case of sexual harm: that it is taken on, that it ends for
    good, that it is none after all. ``cap`` is how the coalition votes on taking on no more cases
    (9A), ``capacity`` how it is decided whether it takes on cases of sexual harm, where it does.
    """

    further_steps: Deciding
    reopening: Deciding
    sexual_harm: Deciding
    cap: Deciding | None = None
    capacity: Deciding | None = None

    def of(self, kind: MatterKind) -> Deciding:
        """Return who decides about matters of a kind."""
        found: Deciding = getattr(self, kind.value)
        return found

    def of_motion(self, kind: MotionKind) -> Deciding | None:
        """Return who votes on such a motion; None where nobody does."""
        return self.cap if kind.about is MotionAbout.CAP else self.capacity


class SexualHarmWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What sexual harm is here, and to whom people can turn, a line each (RC-SD3-01)."""

    definition: str
    turn_to: str


class Pilot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A pilot period of so many months, and from how many active cases on a cap may be voted."""

    months: Months
    cases: Positive


class Facilitators(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many facilitate where both sides go forward: so many, and no more than ``at_most``."""

    both_parties: Positive
    at_most: Positive | None = None


Currency = Annotated[str, msgspec.Meta(pattern=r"^\S{1,3}$")]
"""The sign or the code of the money that is paid under its agreements (such as $ or CHF)."""


class Programme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A programme, as its file says it; frozen, and kept with each case it opened."""

    id: Key
    version: int
    name: Named
    letterhead: str
    agreement_title: str
    currency: Currency
    reporting_status: str
    words: Words
    facilitators: Facilitators
    deadlines: Deadlines
    offices: tuple[Office, ...]
    trainings: tuple[Training, ...]
    features: tuple[Feature, ...]
    exceptions: tuple[ConfidentialityException, ...]
    papers: tuple[PaperEntry, ...]
    guests: tuple[Guest, ...]
    follow_ups: tuple[FollowUpName, ...]
    bodies: tuple[DecidingBody, ...]
    decisions: Decisions
    sexual_harm: SexualHarmWords
    rounds: tuple[Round, ...]
    circles: tuple[CircleFormat, ...] = ()
    rules: dict[str, RuleSetting]
    pilot: Pilot | None = None
    indirect: bool = False
    """Whether it offers a process in which nobody meets and messages are carried (R22)."""
    texts: tuple[Text, ...] = ()
    """The texts that it stands in, its forms among them; set by whoever read them, not in TOML."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The names of the forms that its papers are printed from."""
        return tuple(dict.fromkeys(paper.form for paper in self.papers))

    def form_text(self, name: str) -> str:
        """Return the text of a form, or of its words, by file name; "" where it has none."""
        named = (text for text in self.texts if text.name == name)
        return next((text.content for text in named if text.kind is not TextKind.PROGRAMME), "")

    def has(self, feature: Feature) -> bool:
        """Whether the programme has a feature."""
        return feature in self.features

    def setting(self, rule: str) -> RuleSetting:
        """Return how the programme holds a rule; the plain setting where it says nothing."""
        return self.rules.get(rule, PLAIN)

    def rules_off(self, known: Iterable[str]) -> tuple[str, ...]:
        """Return those of some rules that the programme does not hold, by id.

        What the house holds is never off.
        """
        return tuple(
            rule for rule in sorted(known) if rule not in self.rules and not rule.startswith("RJ-")
        )

    def office(self, office: OfficeId) -> Office | None:
        """Return the office with that key, or None."""
        return next((known for known in self.offices if known.id == office), None)

    def office_name(self, office: OfficeId) -> str:
        """Return what an office is called; its key where the programme has it no more."""
        known = self.office(office)
        return known.name if known else office.replace("_", " ")

    def role_name(self, role: RoleId) -> str:
        """Return what a role is called in a sentence."""
        of_words = {FACILITATOR: self.words.facilitator, COALITION: self.words.coalition}
        return of_words.get(role) or self.office_name(OfficeId(role))

    def training(self, training: TrainingId) -> Training | None:
        """Return the training with that key, or None."""
        return next((known for known in self.trainings if known.id == training), None)

    def offices_that(self, *capacities: Capacity) -> tuple[Office, ...]:
        """Return the offices that have any of these capacities."""
        wanted = {capacity.value for capacity in capacities}
        return tuple(office for office in self.offices if wanted & set(office.capacities))

    def body(self, body: str) -> DecidingBody | None:
        """Return the body with that key, or None."""
        return next((known for known in self.bodies if known.id == body), None)

    def body_name(self, body: str) -> str:
        """Return what a body is called; its key where the programme has it no more."""
        known = self.body(body)
        return known.name if known else body.replace("_", " ")

    @property
    def told(self) -> tuple[Office, ...]:
        """The offices that get a notice of a new case."""
        return tuple(office for office in self.offices if office.told_of_new_cases)

    def rounds_of(self, kind: str) -> Rounds:
        """Return the rounds of a kind of circle, by its key: its own, or those about harm."""
        own = next((known.rounds for known in self.circles if kind in known.of), None)
        if own is None:
            return Rounds(self.rounds)
        usual = {known.kind: known.cards for known in self.rounds}
        return Rounds(
            tuple(
                msgspec.structs.replace(known, cards=usual.get(known.kind, ()), as_usual=False)
                if known.as_usual
                else known
                for known in own
            )
        )
