"""Reading a programme file: every key checked, every mistake a sentence with file and key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from enum import Enum

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.contradictions import contradictions
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
    SIGNED,
    Programme,
    ProgrammeError,
    RuleSetting,
)
from rjdesk.process.kernel.programme_deciders import wrong_deciders
from rjdesk.process.kernel.programme_rounds import wrong_cards, wrong_rounds
from rjdesk.process.kernel.ruling import Strength
from rjdesk.process.kernel.texts import Text, TextKind
from rjdesk.process.kernel.writing import LONGEST_NAME, LONGEST_TEXT, can_be_seen, unseen_sign

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
        wrong_cards(programme),
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
        wrong_deciders(programme),
        _wrong_papers(programme),
        wrong_rounds(programme),
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


def _wrong_deadlines(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the window in which records are destroyed."""
    window = programme.deadlines
    if window.retention_from_months >= window.retention_until_months:
        yield (
            "deadlines.retention_from_months must be smaller than "
            "deadlines.retention_until_months, or no record could ever be destroyed."
        )
