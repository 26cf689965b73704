"""The tour: a coalition begins, as it was found."""

from __future__ import annotations

from rjdesk.tour.story import PASSPHRASES, Story

MEMBERS = (
    # label, name, they are, office
    ("teodor", "Teodor Lindqvist", "Student", "Chair"),
    ("priya", "Priya Raman", "Student", ""),
    ("mateo", "Mateo Villaseñor", "Student", ""),
    ("ewa", "Ewa Nowak", "Student", ""),
    ("hana", "Hana Kobayashi", "Student", ""),
    ("adeyemi", "Dr Ruth Adeyemi", "Staff", "Staff Advisor"),
)


def found_the_coalition(story: Story) -> None:
    """Begin a coalition and enter its members as found."""
    hand = story.hand
    hand.reads("Welcome to rjdesk")
    hand.picture("welcome", "The first start: a coalition begins")
    hand.type("What is your coalition or programme called?", "Restorative Justice Coalition")
    hand.choose("Which policy do you follow?", "Reed College")
    hand.type("Your name", "Imani Okafor")
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
        hand.click("Training: Imani Okafor")
        hand.choose("Which training", training)
        hand.click("Record")
    for member in MEMBERS:
        _enter(story, *member)
    hand.click("All is entered…")
    hand.click("All is entered")
    hand.picture("coalition", "The coalition, entered as found; from now on every rule binds")
    hand.click("Add a member…")
    hand.type("Name", "Joss Whitfield")
    hand.choose("They are", "Student")
    hand.tick("They sit on the Judicial Board")
    hand.click("Add")
    hand.reads("sits on the Judicial Board")
    hand.picture("refused-board", "Refused: nobody sits on the Judicial Board too (RC-021)")
    hand.click("Cancel")


def _enter(story: Story, login: str, name: str, kind: str, office: str) -> None:
    hand = story.hand
    hand.click("Add a member…")
    hand.type("Name", name)
    hand.choose("They are", kind)
    if kind == "Student":
        hand.type("Semesters enrolled before", "3")
        hand.tick("Appointed for 2026-27", "Initial training for 2026-27 is complete")
        if login != "hana":
            hand.tick("Equity training for 2026-27 is complete")
    if office:
        hand.choose("Office", office)
    if login == "teodor":
        hand.picture("member", "A member is entered, with term, trainings and office")
    hand.click("Add")
    hand.click(f"{name} chooses a passphrase…")
    hand.type("A label to sign in with", login)
    hand.type("Passphrase", PASSPHRASES.format(login))
    hand.type("Again", PASSPHRASES.format(login))
    if login == "teodor":
        hand.picture("passphrase", "Each member types a passphrase of their own")
    hand.click("Keep")
    hand.reads("passphrase of their own")
