"""A name that is a word is told by what stands beside it, in whatever letters it is written."""

from __future__ import annotations

import pytest

from rjdesk.anonymise.finding import Finder
from rjdesk.anonymise.spans import Action
from rjdesk.desk.roster import Person, Roster

ROSTER = Roster(
    parties=(
        Person(name="Will Okoro"),
        Person(name="Pearl Adeyemi"),
        Person(name="Zac Brandt"),
        Person(name="Rain Lindqvist"),
        Person(name="Dimple Rathore"),
        Person(name="Asim Yadav"),
    ),
)


def replaced(finder: Finder, text: str) -> set[str]:
    spans = finder.find(text, ROSTER)
    return {text[span.start : span.end] for span in spans if span.action is Action.REPLACE}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("After that it was possible for Will to say he had meant it.", "Will"),
        ("THEY SAT DOWN. PEARL DON'T WAIT FOR ANYBODY.", "PEARL"),
        ("We sat down. Pearl doesn't wait for anybody.", "Pearl"),
        ("Rain set one condition, that everyone stays.", "Rain"),
        (
            "We sat down. Zac a reconnu devant tous les enfants ce qu'il avait pris. We went on.",
            "Zac",
        ),
        ("we all went home. dimple yadav and all. nobody minded.", "dimple"),
    ],
)
def test_a_word_is_a_name_by_what_stands_beside_it(finder: Finder, text: str, name: str) -> None:
    assert name in replaced(finder, text)


@pytest.mark.parametrize(
    "text",
    [
        "It will rain, and the rain set in at noon.",
        "We sat long. Will they come? Nobody knew.",
        "Nobody can wear the pearl that they do not have.",
    ],
)
def test_a_word_stays_a_word_where_no_name_may_stand(finder: Finder, text: str) -> None:
    assert not replaced(finder, text)
