"""Reading a programme file: every key checked, every mistake a sentence with file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from rjdesk.process.kernel.faults import fault_in, quoted, unknown_key
from rjdesk.process.kernel.features import RULES
from rjdesk.process.kernel.offices import OF_NO_OFFICE, OF_OFFICES, RoleId
from rjdesk.process.kernel.papers import PaperFor
from rjdesk.process.kernel.programme import (
    AGREEMENT,
    DIALOGUE,
    MOST_ROUNDS,
    ONCE,
    SIGNED,
    Programme,
    ProgrammeError,
    RoundKind,
    RuleSetting,
)
from rjdesk.process.kernel.ruling import Strength
from rjdesk.process.kernel.texts import Text, TextKind

TRAINED = "RC-035"
"""The rule that asks for every training of the programme."""


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
    except RecursionError:
        raise ProgrammeError(f"{file}: its lists lie too deep in one another to read.") from None
    if "texts" in tables:
        raise ProgrammeError(f"{file}: {unknown_key('texts')}")
    try:
        programme = msgspec.convert(tables, Programme)
    except msgspec.ValidationError as error:
        raise ProgrammeError(f"{file}: {fault_in(tables, error, Programme)}") from None
    checks = (
        _wrong_rules(programme, known_rules),
        _wrong_features(programme),
        _twice(programme),
        _wrong_offices(programme),
        _wrong_roles(programme),
        _wrong_papers(programme),
        _wrong_rounds(programme),
        _wrong_deadlines(programme),
    )
    if problems := [f"{file}: {problem}" for check in checks for problem in check]:
        raise ProgrammeError(*problems)
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
                f"the key rules.{rule_id}.override names “{setting.override}”, which is no office "
                f"of this programme. Choose from {quoted(roles)}."
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


def _wrong_rounds(programme: Programme) -> Iterator[str]:
    """Yield what is wrong with the rounds and their cards."""
    kinds = [round_.kind for round_ in programme.rounds]
    once = [kind for kind in kinds if kind in ONCE]
    if once != list(ONCE) or kinds[0] is not ONCE[0] or kinds[-1] is not ONCE[-1]:
        yield (
            f"the key rounds holds {quoted(kind.value for kind in kinds) or 'no round'}. It "
            "begins with “introduction”, ends with “closing”, and between them are “questions” "
            "and, after those, “agreement”, each once."
        )
    if kinds.count(RoundKind.VALUES) > 1:
        yield "the key rounds holds “values” more than once. One round of values is enough."
    if len(kinds) > MOST_ROUNDS:
        yield f"the key rounds holds {len(kinds)} rounds. A circle has at most {MOST_ROUNDS}."
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
