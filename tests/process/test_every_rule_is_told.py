from importlib import import_module
from pathlib import Path

import pytest

from rjdesk.process import rules
from rjdesk.process.context import Rule
from rjdesk.process.kernel.ruling import Strength
from rjdesk.process.rules import ALL_RULES
from tests.process.tables import Row, Says

CHAPTERS = sorted(path.parent.name for path in Path(rules.__file__).parent.glob("*/rules.py"))
ROWS: tuple[Row, ...] = tuple(
    row
    for path in sorted(Path(__file__).parent.glob("test_rules_*.py"))
    for row in import_module(f"tests.process.{path.stem}").TABLE
)


def name(rule: Rule) -> str:
    return f"{rule.id} {rule.check.__name__.replace('_', ' ')}"


@pytest.mark.parametrize("rule", ALL_RULES, ids=name)
def test_a_rule_is_told_both_ways(rule: Rule) -> None:
    told = {row.says for row in ROWS if row.rule is rule}
    assert told >= {Says.ALLOWED, Says.WARNED if rule.warns else Says.REFUSED}


def test_every_chapter_gathers_all_the_rules_it_makes() -> None:
    for chapter in CHAPTERS:
        module = import_module(f"rjdesk.process.{chapter}.rules")
        made = [value for value in vars(module).values() if isinstance(value, Rule)]
        assert {id(rule) for rule in made} == {id(rule) for rule in module.RULES}
    assert len(ALL_RULES) == len({id(rule) for rule in ALL_RULES})


def test_no_two_rows_are_told_alike() -> None:
    told = [(id(row.rule), row.says, row.told) for row in ROWS]
    assert len(told) == len(set(told))


def test_every_rule_has_a_sentence_a_section_and_something_it_guards() -> None:
    for rule in ALL_RULES:
        assert rule.section
        assert rule.guards
        assert rule.strength is not Strength.MAY
