"""Reading a programme file: every key checked, every mistake a sentence with file and key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.contradictions import cards_of, contradictions, rounds_in
from rjdesk.process.kernel.decision import MatterKind
from rjdesk.process.kernel.faults import (
    TablesError,
    faults_in,
    quoted,
    shown,
    tables_in,
    unknown_key,
)
from rjdesk.process.kernel.features import RULES
from rjdesk.process.kernel.offices import OF_NO_OFFICE, OF_OFFICES, RoleId
from rjdesk.process.kernel.papers import PaperFor
from rjdesk.process.kernel.programme import (
    AGREEMENT,
    DIALOGUE,
    MOST_ROUNDS,
    OF_THE_CASE,
    ONCE,
    SIGNED,
    STUDENTS,
    Programme,
    ProgrammeError,
    RoundKind,
    RuleSetting,
)
from rjdesk.process.kernel.ruling import Strength
from rjdesk.process.kernel.texts import Text, TextKind
from rjdesk.process.kernel.writing import LONGEST_NAME, LONGEST_TEXT, can_be_seen, unseen_sign

PILOT_RULES = ("RC-180", "RC-182")
"""The rules of the pilot period and of the vote in it."""
FLAG_RULES = ("RC-043", "RC-SD3-01", "RC-SD3-04")
"""The rules of cases of sexual harm that every programme holds: any case may prove to be one."""
CAPACITY_RULES = ("RC-SD3-02", "RC-SD3-03", "RC-SD3-08", "RC-SD3-09")
"""The rules of a programme that takes on cases of sexual harm, once it has the capacity."""
TRAINED = "RC-035"
"""The rule that asks for every training of the programme."""


def read_programme(
    text: str, file: str, known_rules: Mapping[str, Collection[Strength]]
) -> Programme:
    """Return the programme that a file's text holds, with every key checked.

    ``known_rules`` are the ids of the rules that this program has, each with the strengths of
    the rules that share it. Raises ProgrammeError with the file, the key and a plain sentence.
    """
    programme = _converted(text, file)
    return _if_in_order(
        programme,
        text,
        file,
        *_wrong_together(programme, known_rules),
        _wrong_version(programme),
        _listed_twice(programme),
        _wrong_cards(programme),
        _wrong_texts(programme),
        contradictions(programme),
    )


def read_kept_programme(
    text: str, file: str, known_rules: Mapping[str, Collection[Strength]]
) -> Programme:
    """Return the programme that a kept text holds, under which some case goes on.

    What is asked of a file before it is used is not asked of it again: it was in use. Raises
    ProgrammeError where this program cannot go by it.
    """
    programme = _converted(text, file)
    return _if_in_order(programme, text, file, *_wrong_together(programme, known_rules))


def _converted(text: str, file: str) -> Programme:
    try:
        tables = tables_in(text)
    except TablesError as error:
        raise ProgrammeError(f"{file}: this is not a readable programme file ({error}).") from None
    if "texts" in tables:
        raise ProgrammeError(f"{file}: {unknown_key('texts')}")
    try:
        return msgspec.convert(tables, Programme)
    except msgspec.ValidationError:
        said = [f"{file}: {fault.said}" for fault in faults_in(tables, Programme)]
        raise ProgrammeError(*said) from None


def _if_in_order(programme: Programme, text: str, file: str, *checks: Iterator[str]) -> Programme:
    """Return the programme with its text; raises ProgrammeError with all that is wrong with it."""
    if problems := [f"{file}: {problem}" for check in checks for problem in check]:
        raise ProgrammeError(*problems)
    return replace(programme, texts=(Text(TextKind.PROGRAMME, programme.id, text),))


def _wrong_together(
    programme: Programme, known_rules: Mapping[str, Collection[Strength]]
) -> tuple[Iterator[str], ...]:
    """Return what the rules count on, of any programme."""
    return (
        _wrong_rules(programme, known_rules),
        _wrong_features(programme),
        _twice(programme),
        _wrong_offices(programme),
        _wrong_roles(programme),
        _wrong_deciders(programme),
        _wrong_papers(programme),
        _wrong_rounds(programme),
        _wrong_circles(programme),
        _wrong_deadlines(programme),
    )


def _wrong_version(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the number of the version."""
    if programme.version < 1:
        yield f"the key version says {programme.version}. Write a number of 1 or more."


def _listed_twice(programme: Programme) -> Iterator[str]:
    """Yield what a list names twice."""
    for key, value in _values(programme, ""):
        if isinstance(value, tuple):
            named = [each.value if isinstance(each, Enum) else each for each in value]
            names = [each for each in named if isinstance(each, str)]
            for twice in sorted({name for name in names if names.count(name) > 1}):
                yield f"the key {key} names “{twice}” twice. Name it once."


def _wrong_cards(programme: Programme) -> Iterator[str]:
    """Yield where two cards have one id: what is ticked is known by that alone."""
    first: dict[tuple[str, str], str] = {}
    for key, card in cards_of(programme):
        named = (key.partition(".cards")[0].rpartition("[")[0], card.id)
        if named in first:
            yield (
                f"the key {key}.id says “{card.id}”, and so does {first[named]}.id. Give each "
                "card an id of its own, whatever its round."
            )
        first.setdefault(named, key)


OF_LINES = ("letterhead", "reporting_status", "say", "definition", "turn_to")
"""The keys whose texts may have several lines."""
READ_ALOUD = ("reporting_status", "say", "definition", "turn_to")
"""The keys whose texts are as long as what people write, and not as a name."""


def _wrong_texts(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with each text that people read."""
    for key, text in _values(programme, ""):
        if not isinstance(text, str):
            continue
        name = key.rpartition(".")[2]
        most = LONGEST_TEXT if name in READ_ALOUD else LONGEST_NAME
        if not can_be_seen(text):
            yield f"the key {key} says nothing. Write what people read there."
        elif len(text) > most:
            yield f"the key {key} has {len(text):,} letters. Write at most {most:,}."
        elif sign := unseen_sign(text, lines=name in OF_LINES):
            yield (
                f"the key {key} holds a sign that nobody sees (U+{ord(sign):04X}). Type these "
                "words anew, in one line."
            )


def _values(value: object, key: str) -> Iterator[tuple[str, object]]:
    """Yield all that a programme says, with the key that leads to it; what is left out is not."""
    yield key, value
    if isinstance(value, tuple):
        for number, inside in enumerate(value):
            yield from _values(inside, f"{key}[{number}]")
    elif isinstance(value, dict):
        for name, inside in value.items():
            yield from _values(inside, f"{key}.{name}")
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            said = getattr(value, field.name)
            if said != field.default:
                yield from _values(said, f"{key}.{field.encode_name}".removeprefix("."))


def _wrong_rules(
    programme: Programme, known_rules: Mapping[str, Collection[Strength]]
) -> Iterator[str]:
    """Yield what is wrong with each rule that the programme selects."""
    for rule_id, setting in programme.rules.items():
        if rule_id.startswith("RJ-"):
            yield (
                f"the key rules.{shown(rule_id)} names a rule of the house, which holds in every "
                "programme as it stands. Take the key out."
            )
        elif rule_id not in known_rules:
            yield (
                f"the key rules.{shown(rule_id)} names a rule that this program does not have. "
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


def _twice(programme: Programme) -> Iterator[str]:
    """Yield each id that two of a kind bear."""
    for table, ids in (
        ("offices", [str(office.id) for office in programme.offices]),
        ("trainings", [str(training.id) for training in programme.trainings]),
        ("bodies", [body.id for body in programme.bodies]),
        ("exceptions", [exception.id for exception in programme.exceptions]),
    ):
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield f"the key {table} has “{twice}” twice. Give each an id of its own."


def _wrong_offices(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with offices and trainings."""
    for capacity in OF_OFFICES:
        if not programme.offices_that(capacity):
            yield (
                f"the key offices gives nobody the capacity “{capacity.value}”. Write it under "
                "capacities of at least one office."
            )
    if programme.trainings and TRAINED not in programme.rules:
        yield (
            f"the key trainings names some, and the rule {TRAINED}, which asks for them, is not "
            "under [rules]. List both, or neither."
        )
    for office in programme.offices:
        if RoleId(office.id) in OF_NO_OFFICE:
            yield f"the key offices has the id “{office.id}”, which is no office. Choose another."


def _wrong_roles(programme: Programme) -> Iterator[str]:
    """Yield where nobody is named who could set a rule aside."""
    roles = (*OF_NO_OFFICE, *(office.id for office in programme.offices))
    for rule_id, setting in programme.rules.items():
        if setting.override is not None and setting.override not in roles:
            yield (
                f"the key rules.{rule_id}.override names “{shown(setting.override)}”, which is "
                f"no office of this programme. Choose from {quoted(roles)}."
            )


def _wrong_deciders(programme: Programme) -> Iterator[str]:
    """Yield where nobody is named who could decide."""
    known = (*OF_THE_CASE, *_deciding(programme))
    for kind in MatterKind:
        deciding = programme.decisions.of(kind)
        for key in ("each", "one_of"):
            for name in getattr(deciding, key):
                if name not in known:
                    yield (
                        f"the key decisions.{kind.value}.{key} names “{shown(name)}”, who "
                        f"decides nothing here. Choose from {quoted(known)}."
                    )
        if not deciding.each and not deciding.one_of:
            yield f"the key decisions.{kind.value} names nobody who decides. Name them in each."
    yield from _wrong_bodies(programme)
    yield from _wrong_vote(programme)
    yield from _wrong_capacity(programme)


def _deciding(programme: Programme) -> tuple[str, ...]:
    """Return the ids of the offices and bodies, any of which may decide something."""
    bodies = (body.id for body in programme.bodies)
    return (*(str(office.id) for office in programme.offices), *bodies)


def _wrong_bodies(programme: Programme) -> Iterator[str]:
    """Yield where a body consists of what is none, or of what consists of others itself."""
    simple = tuple(
        name for name in _deciding(programme) if not getattr(programme.body(name), "of", ())
    )
    taken = (*OF_THE_CASE, STUDENTS, *(str(office.id) for office in programme.offices))
    for number, body in enumerate(programme.bodies):
        if body.id in taken:
            yield (
                f"the key bodies[{number}].id says “{body.id}”, which others are called. Choose "
                "another."
            )
        for name in body.of:
            if name not in simple:
                yield (
                    f"the key bodies[{number}].of names “{shown(name)}”, which is no office and "
                    f"no body outside. Choose from {quoted(simple)}."
                )


def _wrong_vote(programme: Programme) -> Iterator[str]:
    """Yield where the vote on a cap, its rules and the pilot period do not go together."""
    cap = programme.decisions.cap
    if cap is not None and cap.each != (STUDENTS,):
        yield f"the key decisions.cap.each names {quoted(cap.each)}. Write each = [“{STUDENTS}”]."
    there = {
        "pilot": programme.pilot is not None,
        "decisions.cap": cap is not None,
        **{f"rules.{rule}": rule in programme.rules for rule in PILOT_RULES},
    }
    yield from _not_together("pilot", there)


def _wrong_capacity(programme: Programme) -> Iterator[str]:
    """Yield what a case of sexual harm lacks: it may come to any programme, and is flagged."""
    for rule in FLAG_RULES:
        if rule not in programme.rules:
            yield (
                f"the key rules lacks {rule}, which every programme holds: any case may prove to "
                "be one of sexual harm. Add it."
            )
    capacity = programme.decisions.capacity
    known = _deciding(programme)
    for name in () if capacity is None else capacity.each:
        if name not in known:
            yield (
                f"the key decisions.capacity.each names “{shown(name)}”, who decides nothing "
                f"here. Choose from {quoted(known)}."
            )
    if capacity is not None and capacity.one_of:
        yield "the key decisions.capacity.one_of asks for some alone. Name all who decide in each."
    offices = {str(office.id) for office in programme.offices}
    named = set(capacity.each) if capacity is not None else set()
    of_bodies = (body.of for body in programme.bodies if body.id in named)
    deciding = named.union(*of_bodies)
    if capacity is not None and not offices & deciding:
        yield (
            "the key decisions.capacity names no office, so that no member could move it. Name "
            f"one in each, or a body of one. Choose from {quoted(sorted(offices))}."
        )
    there = {
        "decisions.capacity": capacity is not None,
        **{f"rules.{rule}": rule in programme.rules for rule in CAPACITY_RULES},
    }
    yield from _not_together("decisions.capacity", there)


def _not_together(of: str, there: Mapping[str, bool]) -> Iterator[str]:
    """Yield what is lacking of keys that a programme has all, or none of."""
    if any(there.values()) and not all(there.values()):
        lacks = quoted(key for key, is_there in there.items() if not is_there)
        yield f"the key {of} goes with {quoted(there)}. Add {lacks}, or take all of them out."


def _wrong_papers(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the papers."""
    forms = [paper.form for paper in programme.papers]
    for missing in (form for form in SIGNED if form not in forms):
        yield f"the key papers lacks the form “{missing}”, which every case needs. Add it."
    for twice in sorted({form for form in forms if forms.count(form) > 1}):
        yield f"the key papers has the form “{twice}” twice. Take one of them out."
    of_each = {paper.form: paper.for_ for paper in programme.papers}
    for form, whom in ((DIALOGUE, PaperFor.PARTICIPANT), (AGREEMENT, PaperFor.CASE)):
        if of_each.get(form, whom) is not whom:
            yield f"the key papers has “{form}” for somebody else. Write for = “{whom.value}”."


def _wrong_rounds(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the rounds and their cards."""
    for key, rounds in rounds_in(programme):
        yield from _wrong_order(key, [round_.kind for round_ in rounds])
    for key, card in cards_of(programme):
        if card.rule and card.rule not in programme.rules:
            yield (
                f"the key {key}.rule names “{shown(card.rule)}”, which [rules] does not list. "
                "List it there, or take the key out."
            )


def _wrong_circles(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the rounds of circles without sides."""
    for key, round_ in (
        (f"circles[{number}].rounds[{place}]", round_)
        for number, known in enumerate(programme.circles)
        for place, round_ in enumerate(known.rounds)
    ):
        if round_.as_usual and round_.cards:
            yield f"the key {key} has cards of its own, and those as_usual. Take one of them out."
        elif round_.as_usual and round_.kind not in {known.kind for known in programme.rounds}:
            yield (
                f"the key {key} is as_usual, and [[rounds]] has no round of “{round_.kind.value}”. "
                "Write its cards here."
            )
    for number, known in enumerate(programme.circles):
        if not known.of:
            yield f"the key circles[{number}].of names no kind of circle. Name one."
    for number, round_ in enumerate(programme.rounds):
        if round_.as_usual:
            yield f"the key rounds[{number}] is as_usual, and is itself what is usual. Take it out."
    named = [name for known in programme.circles for name in known.of]
    for twice in sorted({name for name in named if named.count(name) > 1}):
        yield f"the key circles has “{twice}” twice. Give its rounds once."


def _wrong_order(key: str, kinds: list[RoundKind]) -> Iterator[str]:
    """Yield what is wrong with the order of the rounds of a circle."""
    about_harm = key == "rounds"
    needed = [kind for kind in ONCE if about_harm or kind is not RoundKind.AGREEMENT]
    once = [kind for kind in kinds if kind in needed]
    if once != needed or kinds[0] is not ONCE[0] or kinds[-1] is not ONCE[-1]:
        forming = " and, after those, “agreement”" if about_harm else ""
        yield (
            f"the key {key} holds {quoted(kind.value for kind in kinds) or 'no round'}. It "
            f"begins with “introduction”, ends with “closing”, and between them are “questions”"
            f"{forming}, each once."
        )
    elif not about_harm and RoundKind.AGREEMENT in kinds:
        yield f"the key {key} holds “agreement”, and such a circle forms none. Take it out."
    if kinds.count(RoundKind.VALUES) > 1:
        yield f"the key {key} holds “values” more than once. One round of values is enough."
    if len(kinds) > MOST_ROUNDS:
        yield f"the key {key} holds {len(kinds)} rounds. A circle has at most {MOST_ROUNDS}."


def _wrong_deadlines(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the window in which records are destroyed."""
    window = programme.deadlines
    if window.retention_from_months >= window.retention_until_months:
        yield (
            "deadlines.retention_from_months must be smaller than "
            "deadlines.retention_until_months, or no record could ever be destroyed."
        )
