"""What a case knows of somebody stands on a page of theirs."""

from __future__ import annotations

from rjdesk.desk.views.person import AskPerson
from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.telling import Story
from tests.stories.happening import told_to_each_point


def known_of(story: Story) -> dict[str, tuple[bool, str]]:
    """Return of each participant whether minors are asked about, and what is known of that."""
    desk = told_to_each_point(story)[-1].desk(story.facilitator)
    views = [desk.ask(AskPerson(story.case, p.id)) for p in desk.case(story.case).people]
    return {v.person: (v.of_minors, dict(v.facts).get("Under age", "")) for v in views if v}


def test_who_is_under_age_has_their_guardian_beside_them() -> None:
    known = known_of(s2.STORY)
    assert known[s2.JULIAN] == (True, "yes; Rosa Ortega consents")
    assert known[s2.BRANDON] == (True, "")


def test_nothing_is_said_of_ages_where_the_programme_does_not_ask() -> None:
    assert set(known_of(s1.STORY).values()) == {(False, "")}
