"""Every story that is told."""

from __future__ import annotations

from rjdesk.rehearsal import (
    beside,
    court_referral,
    further_steps,
    one_party,
    people_change,
    sexual_harm,
    stepping_back,
    two_parties,
    without_sides,
)
from rjdesk.rehearsal.telling import Story

STORIES: tuple[Story, ...] = (
    two_parties.STORY,
    court_referral.STORY,
    one_party.STORY,
    without_sides.COMMUNITY,
    without_sides.RE_ENTRY,
    without_sides.OPEN,
)

CHANGES: tuple[Story, ...] = (
    people_change.A_WRONG_PARTY,
    people_change.COMES_AND_GOES,
    people_change.FALLS_ILL,
    people_change.REFUSED_BY_A_PARTY,
    people_change.ONE_OF_TWO_LEAVES,
    people_change.WITH_AN_INTERPRETER,
    stepping_back.A_FACILITATOR_STEPS_BACK,
    stepping_back.ASKED_IN_VAIN,
    stepping_back.LET_IN_FOR_ADVICE,
)
"""Stories in which people leave, come late and are replaced; no scenario numbers their steps."""

PROCESSES: tuple[Story, ...] = (
    beside.STORY,
    further_steps.AMENDED,
    further_steps.DISCONTINUED,
    further_steps.BEGUN_ANEW,
    sexual_harm.TAKEN,
    sexual_harm.HEARD_ONLY,
)
"""Stories of several processes, of further steps and of sexual harm; no scenario numbers them."""

TOLD: tuple[Story, ...] = (*STORIES, *CHANGES, *PROCESSES)
"""All of them."""
