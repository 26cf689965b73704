"""Whatever is done to a case at its desk, nothing comes to be that must not."""

from __future__ import annotations

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.stories.advice import DONE, INSTEAD
from tests.stories.desk_machine import SHORT, DeskMachine
from tests.stories.prepared import TIMES, TimeOfCase, prepared_at


def test_no_sequence_of_acts_reaches_what_must_not_be() -> None:
    run_state_machine_as_test(DeskMachine, settings=SHORT)


@pytest.mark.parametrize("time", TIMES, ids=lambda time: time.name.replace(" ", "-"))
def test_the_stories_have_a_case_for_each_time(time: TimeOfCase) -> None:
    assert len({prepared.story.id for prepared in prepared_at(time)}) > 1


def test_what_takes_the_place_of_another_act_is_one() -> None:
    assert {act for _rule, *acts in INSTEAD for act in acts} <= DONE
