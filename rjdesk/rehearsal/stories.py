"""Every story that is told."""

from __future__ import annotations

from rjdesk.rehearsal import court_referral, one_party, two_parties, without_sides
from rjdesk.rehearsal.telling import Story

STORIES: tuple[Story, ...] = (
    two_parties.STORY,
    court_referral.STORY,
    one_party.STORY,
    without_sides.COMMUNITY,
    without_sides.RE_ENTRY,
    without_sides.OPEN,
)
