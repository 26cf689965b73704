"""A programme: the policy file that selects and parameterises rules, words, rounds and deadlines.

Data selects, Python decides: there are no expressions in the file, and a key, rule or word
that the program does not know is refused (DESIGN section 2).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.features import RULES, Feature
from rjdesk.process.kernel.offices import Office, Training
from rjdesk.process.kernel.ruling import Role, Strength
from rjdesk.process.kernel.texts import Text, TextKind

Positive = Annotated[int, msgspec.Meta(ge=1)]


RoundId = Literal["introduction", "values", "questions", "solutions", "agreement", "closing"]


ORDERS: tuple[tuple[RoundId, ...], ...] = (
    ("introduction", "values", "questions", "agreement", "closing"),
    ("introduction", "questions", "solutions", "agreement", "closing"),
)
"""The rounds that a circle may have, each order whole; the rules count on them (RC-080)."""


class ProgrammeError(Exception):
    """A programme file says something this program does not know; the text is for people."""


class RuleSetting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a programme holds a rule: section of its own policy, strength, effect, who overrides."""

    section: str = ""
    strength: Strength | None = None
    override: Role | None = None
    effect: Literal["refuse", "warn"] = "refuse"


PLAIN = RuleSetting()


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people see; the code keeps one set of names."""

    affected_party: str
    responsible_party: str
    supporting_party: str
    community_representative: str
    circle_participant: str
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

    id: str
    text: str


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A say-this-now card of a round; ``needed`` cards must be ticked before the next round."""

    id: str
    title: str
    say: str
    needed: bool = False
    rule: str = ""


class Round(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One round of the circle, in its order (RC-080)."""

    id: RoundId
    title: str
    room: str
    cards: tuple[Card, ...] = ()


class Deadlines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers that the policy, or we where it is silent, put on the calendar."""

    year_starts_in: Annotated[int, msgspec.Meta(ge=1, le=12)]
    follow_up_months: Positive
    retention_from_months: Positive
    retention_until_months: Positive
    planned_minutes: Positive


class Capacities(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which offices open cases, assign facilitators and keep the list of members."""

    opens: tuple[Role, ...]
    assigns: tuple[Role, ...]
    keeps_members: tuple[Role, ...]


class Facilitators(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many facilitate."""

    both_parties: Positive


class Programme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A programme, as its file says it; frozen, and kept with each case it opened."""

    id: str
    version: int
    name: str
    letterhead: str
    agreement_title: str
    reporting_status: str
    words: Words
    capacities: Capacities
    facilitators: Facilitators
    deadlines: Deadlines
    offices: tuple[Office, ...]
    told_of_new_cases: tuple[Role, ...]
    trainings: tuple[Training, ...]
    features: tuple[Feature, ...]
    exceptions: tuple[ConfidentialityException, ...]
    forms: tuple[str, ...]
    rounds: tuple[Round, ...]
    rules: dict[str, RuleSetting]
    texts: tuple[Text, ...] = ()
    """The texts that it stands in, its forms among them; set by whoever read them, not in TOML."""

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

    def number_of(self, round_id: str) -> int:
        """Return the number of a round, counted from 1; 0 where the programme has none."""
        numbers = (n for n, known in enumerate(self.rounds, 1) if known.id == round_id)
        return next(numbers, 0)

    def round(self, number: int) -> Round:
        """Return round ``number``, counted from 1."""
        return self.rounds[number - 1]


def read_programme(
    text: str, file: str, known_rules: Mapping[str, Collection[Strength]]
) -> Programme:
    """Return the programme that a file's text holds, with every key checked.

    ``known_rules`` are the ids of the rules that this program has, each with the strengths of
    the rules that share it. Raises ProgrammeError with the file, the key and a plain sentence.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(f"{file}: this is not a readable programme file ({error}).") from None
    if "texts" in tables:
        raise ProgrammeError(f"{file}: {_in_words('Object contains unknown field `texts`')}")
    try:
        programme = msgspec.convert(tables, Programme)
    except msgspec.ValidationError as error:
        problem = _of_one_rule(tables) or str(error)
        raise ProgrammeError(f"{file}: {_in_words(problem)}") from None
    checks = (
        _wrong_rules(programme, known_rules),
        _wrong_features(programme),
        _wrong_rounds(programme),
        _wrong_deadlines(programme),
    )
    for problem in (problem for check in checks for problem in check):
        raise ProgrammeError(f"{file}: {problem}")
    return replace(programme, texts=(Text(TextKind.PROGRAMME, programme.id, text),))


def _wrong_rules(
    programme: Programme, known_rules: Mapping[str, Collection[Strength]]
) -> Iterator[str]:
    """Yield what is wrong with each rule that the programme selects."""
    for rule_id, setting in programme.rules.items():
        if rule_id.startswith("RJ-"):
            yield (
                f"the key rules.{rule_id} names a rule of the house, which holds in every "
                "programme as it stands. Take the key out."
            )
        elif rule_id not in known_rules:
            yield (
                f"the key rules.{rule_id} names a rule that this program does not have. "
                "Check the spelling, or take the key out."
            )
        else:
            yield from _wrong_setting(rule_id, setting, known_rules[rule_id])


def _wrong_setting(
    rule_id: str, setting: RuleSetting, strengths: Collection[Strength]
) -> Iterator[str]:
    """Yield what is wrong with how a programme holds a rule, whose own strengths are given."""
    held = {setting.strength} if setting.strength else set(strengths)
    if setting.strength is Strength.MAY:
        yield (
            f"the key rules.{rule_id}.strength says “may”, but a rule binds or it does not. "
            "Write “shall” or “should”, or take the rule out."
        )
    elif setting.override and Strength.SHOULD not in held:
        yield (
            f"the key rules.{rule_id}.override names who may set the rule aside, but this is "
            "a shall-rule, which nobody may set aside. Take the key out."
        )
    elif setting.effect == "warn" and Strength.SHALL in held:
        yield (
            f"the key rules.{rule_id}.effect makes a mere warning of a shall-rule, which "
            "always refuses. Take the key out."
        )


def _wrong_features(programme: Programme) -> Iterator[str]:
    """Yield which features and rules stand without each other."""
    for feature, rule_id in RULES.items():
        if programme.has(feature) and rule_id not in programme.rules:
            yield (
                f"the key features names “{feature.value}”, whose rule {rule_id} is not under "
                "[rules]. List both, or neither."
            )
        elif rule_id in programme.rules and not programme.has(feature):
            yield (
                f"the key rules.{rule_id} belongs to the feature “{feature.value}”, which the key "
                "features does not name. List both, or neither."
            )


def _wrong_rounds(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the rounds and their cards."""
    rounds = tuple(round_.id for round_ in programme.rounds)
    if rounds not in ORDERS:
        known = "; or ".join(", ".join(order) for order in ORDERS)
        yield (
            f"the key rounds holds {', '.join(rounds) or 'no round'}. It must hold {known}: "
            "each once, and in this order."
        )
    for card in (card for round_ in programme.rounds for card in round_.cards):
        if card.rule and card.rule not in programme.rules:
            yield f"a card names the rule {card.rule}, which [rules] does not list."


def _wrong_deadlines(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the window in which records are destroyed."""
    window = programme.deadlines
    if window.retention_from_months >= window.retention_until_months:
        yield (
            "deadlines.retention_from_months must be smaller than "
            "deadlines.retention_until_months, or no record could ever be destroyed."
        )


def _of_one_rule(tables: dict[str, Any]) -> str:
    """Return what is wrong with the first rule that cannot be read, named in full, or ""."""
    rules = tables.get("rules")
    for rule_id, setting in rules.items() if isinstance(rules, dict) else ():
        try:
            msgspec.convert(setting, RuleSetting)
        except msgspec.ValidationError as error:
            what, _, where = str(error).partition(" - at `$")
            return f"{what} - at `$.rules.{rule_id}{where or '`'}"
    return ""


def _in_words(problem: str) -> str:
    """Turn a validation message into a sentence that names the key."""
    what, _, where = problem.partition(" - at `$")
    key = where.rstrip("`").lstrip(".") or "the top level"
    if "unknown field" in what:
        unknown = what.split("`")[1]
        place = f"{key}.{unknown}" if where else unknown
        return f"the key {place} is not one that a programme has. Check its spelling or remove it."
    if "missing required field" in what:
        absent = what.split("`")[1]
        place = f"{key}.{absent}" if where else absent
        return f"the key {place} is missing, and a programme cannot do without it."
    return f"the key {key} has a value that cannot be read: {what[:1].lower()}{what[1:]}."
