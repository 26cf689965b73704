"""The tour: a coalition begins, as it was found."""

from __future__ import annotations

from rjdesk.process.kernel.offices import OfficeId
from rjdesk.process.membership.state import MemberKind
from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.coalitions import OFFICES, REED, UNTRAINED
from rjdesk.shipped import shipped_programmes, shipped_terms
from rjdesk.tour.story import PASSPHRASES, TO_BEGIN_WITH, Tour

MEMBERS = ("teodor", "priya", "mateo", "ewa", "hana", "adeyemi")
"""Whom the tour enters; as in the stories, Imani founds the coalition."""


def found_the_coalition(story: Tour) -> None:
    """Begin a coalition and enter its members as found."""
    hand = story.hand
    hand.reads("Welcome to rjdesk")
    hand.picture("welcome", "The first start: a coalition begins")
    hand.type("What is your coalition or programme called?", "Restorative Justice Coalition")
    hand.choose("Which policy do you follow?", "Reed College")
    hand.type("Your name", REED["imani"][0])
    hand.choose("You are", "Student")
    hand.choose("Your office", "Chair")
    hand.type("A label to sign in with", "imani")
    hand.type("Your passphrase", PASSPHRASES.format("imani"))
    hand.type("Your passphrase again", PASSPHRASES.format("imani"))
    hand.picture("founding", "Who begins, under which policy, with a passphrase of their own")
    hand.click("Begin")
    hand.reads("Your coalition is being set up")
    hand.picture("today-empty", "Today, before there is any case")
    hand.click("Coalition")
    for training in ("Initial training", "Equity training"):
        hand.click(f"Training: {REED['imani'][0]}")
        hand.choose("Which training", training)
        hand.click("Record")
    for login in MEMBERS:
        _enter(story, login)
    hand.click("All is entered…")
    hand.click("All is entered")
    hand.picture("coalition", "The coalition, entered as found; from now on every rule binds")
    hand.click("Add a member…")
    hand.type("Name", s1.JOSS.member_name)
    hand.choose("They are", "Student")
    hand.tick("They sit on the Judicial Board")
    hand.click("Add")
    hand.reads("sits on the Judicial Board")
    hand.picture("refused-board", "Refused: nobody sits on the Judicial Board too (RC-021)")
    hand.click("Cancel")
    first = "The first session: a passphrase that nobody else knows"
    for login in MEMBERS:
        story.begins_here(login, first if login == MEMBERS[0] else "")
    story.sits_down("imani")


def _enter(story: Tour, login: str) -> None:
    hand, (name, kind) = story.hand, REED[login]
    programme = shipped_programmes()["reed-2019"]
    office = OFFICES.get(login, "")
    hand.click("Add a member…")
    hand.type("Name", name)
    hand.choose("They are", shipped_terms().of(kind))
    if kind is MemberKind.STUDENT:
        hand.type("Semesters enrolled before", "3")
        hand.tick("Appointed for 2026-27", "Initial training for 2026-27 is complete")
        if login not in UNTRAINED:
            hand.tick("Equity training for 2026-27 is complete")
    if office:
        hand.choose("Office", programme.office_name(OfficeId(office)))
    if login == "teodor":
        hand.picture("member", "A member is entered, with term, trainings and office")
    hand.click("Add")
    hand.click(f"Give {name} keys…")
    hand.type("A label to sign in with", login)
    hand.type("Passphrase", TO_BEGIN_WITH.format(login))
    hand.type("Again", TO_BEGIN_WITH.format(login))
    if login == "teodor":
        hand.picture("keys", "Each member is given keys to begin with")
    hand.click("Keep")
    hand.reads("keys to begin with")
