"""The tour of a community programme: a court referral, questions in advance, restitution (S2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from rjdesk.rehearsal import court_referral as s2
from rjdesk.rehearsal.coalitions import PARTNERS
from rjdesk.screens.kit.people import ASKED
from rjdesk.tour.circle import circle_key, end_round, sit_down
from rjdesk.tour.premeeting import opening, the_rest
from rjdesk.tour.story import PASSPHRASES, TO_BEGIN_WITH, Tour

BRANDON, ROSA, JULIAN, DEB, INES = s2.NAMES.values()
CALLED = {name: name.split()[0] for name in s2.NAMES.values()}


def found_the_programme(story: Tour) -> None:
    """Begin a programme with a Director, and enter two facilitators as found."""
    hand = story.hand
    hand.reads("Welcome to rjdesk")
    hand.type("What is your coalition or programme called?", "Restorative Conferencing")
    hand.choose("Which policy do you follow?", "Restorative Conferencing Program")
    hand.type("Your name", PARTNERS["vera"][0])
    hand.choose("You are", "Staff")
    hand.choose("Your office", "Director")
    hand.type("A label to sign in with", "vera")
    hand.type("Your passphrase", PASSPHRASES.format("vera"))
    hand.type("Your passphrase again", PASSPHRASES.format("vera"))
    hand.click("Begin")
    hand.reads("Your coalition is being set up")
    hand.click("Coalition")
    for login, name, until in (
        (login, name, until.isoformat())
        for login, (name, _office, until) in PARTNERS.items()
        if until is not None
    ):
        hand.click("Add a member…")
        hand.type("Name", name)
        hand.choose("They are", "Staff")
        hand.type("Certificate valid until", until)
        hand.click("Add")
        hand.click(f"Give {name} keys…")
        hand.type("A label to sign in with", login)
        hand.type("Passphrase", TO_BEGIN_WITH.format(login))
        hand.type("Again", TO_BEGIN_WITH.format(login))
        hand.click("Keep")
        hand.reads("keys to begin with")
    hand.click("All is entered…")
    hand.click("All is entered")
    hand.picture("programme", "A community programme: a Director and two facilitators")
    for login in ("luz", "sam"):
        story.begins_here(login)
    story.sits_down("vera")


def take_the_referral(story: Tour) -> None:
    """Take a referral from the district attorney; only a certified facilitator is assigned."""
    hand = story.hand
    story.on(s2.DAY)
    story.sits_down("vera")
    hand.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    hand.click("New request")
    hand.choose("Who asked?", "Other")
    hand.choose("Is it about sexual harm?", "No, or nobody knows")
    hand.click("Go on")
    hand.picture("no-referral", "A case needs its referral source (RP-05)")
    hand.choose("Who referred the case?", "District attorney")
    hand.click("Go on")
    for number, (name, part) in enumerate(
        ((BRANDON, "person who caused harm"), (ROSA, "person who was harmed"),
         (JULIAN, "person who was harmed"))
    ):  # fmt: skip
        if number:
            hand.click("Add another person")
        hand.type("Name", name, which=number)
        hand.type("Called in the room", CALLED[name], which=number)
        hand.choose("Part", part, which=number)
        hand.choose("Affiliation", "Other", which=number)
    hand.tick(ASKED)
    hand.click("Go on")
    hand.choose("Could this process oppress or harm marginalised people further?", "No")
    hand.click("Finish")
    hand.reads("Case ")
    story.code = next(w for w in hand.words() if w.startswith("Case ")).removeprefix("Case ")
    hand.click("Continue the intake")
    hand.reads("the certificate ended on 31 August 2026")
    hand.picture("certificate", "Sam's certificate has ended; Luz can be assigned (RP-02)")
    hand.click("Assign Luz Arriaga")


def meet_before_the_conference(story: Tour) -> None:
    """Choose the questions, meet everybody, and wait until each has agreed."""
    hand = story.hand
    story.sits_down("luz")
    story.open_case()
    hand.click("Preparation")
    hand.click("Add a question")
    hand.type("Question 1", s2.HARM.text)
    hand.choose("What question 1 asks for", "The harm and who was harmed")
    hand.click("Save the guiding questions")
    hand.click("Back to the case")
    hand.click("Pre-meetings")
    _meet(story, BRANDON, initiating=True)
    for name in (ROSA, JULIAN):
        _call(story, name)
        _meet(story, name)
    for name, host in ((DEB, BRANDON), (INES, ROSA)):
        _invite(story, name, host)
    _meet(story, DEB)
    _meet(story, INES, answer="Not sure")
    story.open_case()
    hand.reads("Inés Robledo has not agreed to take part.")
    hand.picture("everybody-first", "Nothing is scheduled before each has agreed (RP-10)")


def _call(story: Tour, name: str, *, willing: str = "") -> None:
    hand = story.hand
    hand.click("Note a contact…")
    hand.choose("With whom?", name)
    hand.choose("How?", "Phone")
    hand.type("What for, in one line?", "To ask whether they want to come")
    if willing:
        hand.choose("Do they want to take part?", willing)
    hand.click("Record")


def _invite(story: Tour, name: str, host: str) -> None:
    hand = story.hand
    hand.click("Name somebody…")
    hand.type("Name", name)
    hand.type("Called in the room", CALLED[name])
    hand.tick("support person")
    hand.choose("Affiliation", "Other")
    hand.choose("For whom they come", host)
    hand.type("What for?", "support")
    hand.click("Name them")


def _meet(story: Tour, name: str, *, initiating: bool = False, answer: str = "Yes") -> None:
    hand, called = story.hand, CALLED[name]
    hand.click("Sit down with somebody…")
    hand.tick(name)
    hand.click("Begin")
    opening(story, called)
    if initiating:
        hand.picture("questions-talked", "The questions are talked through beforehand (RP-09)")
    hand.tick("We have talked about the questions")
    hand.click("Go on")
    hand.tick(f"{called} has signed on paper")
    hand.click("Go on")
    hand.click("Go on")
    primary = name not in {DEB, INES}
    contact = (ROSA, JULIAN) if initiating else ()
    the_rest(story, called, contact=contact, primary=primary, answer=answer)


def schedule_the_conference(story: Tour) -> None:
    """Take Inés off the list, decide, schedule, and give everybody the questions."""
    hand = story.hand
    hand.click("Pre-meetings")
    _call(story, INES, willing="No")
    story.open_case()
    hand.click("Leaving and ending")
    hand.click(f"Take off the list: {INES}")
    hand.click("Take off the list")
    hand.picture("declines", "Inés does not want to come, and nobody asks why (RP-11)")
    story.open_case()
    hand.click("Intake")
    for name in (BRANDON, ROSA, JULIAN):
        hand.tick(f"{name} accepts Luz Arriaga")
    story.open_case()
    hand.click("Pre-meetings")
    hand.click("The case is eligible…")
    story.open_case()
    hand.click("Preparation")
    hand.click("Choose the kind of meeting")
    hand.choose("Kind of meeting", "Conference")
    hand.click("Choose")
    hand.click("Schedule")
    hand.type("Day", s2.MET.isoformat())
    hand.type("Time", "17:00")
    hand.type("Place", s2.PLACE)
    hand.click("Schedule")
    hand.reads("Arranged for 2 November 2026")
    hand.type("The reason for the circle", s2.REASON)
    hand.click("Save the reason for the circle")
    hand.click("Questions given to everybody who does not have them yet")
    hand.choose("How", "Read aloud")
    hand.click("Record")
    hand.picture("scheduled", "Everybody has agreed and has the questions")


def hold_the_conference(story: Tour) -> None:
    """Harm identified, solutions discussed, next steps agreed: the programme's own order."""
    hand = story.hand
    story.on(s2.MET, hour=17)
    sit_down(story)
    circle_key(story, Qt.Key.Key_S, times=6)
    circle_key(story, Qt.Key.Key_Space, times=4)
    hand.click("All agree to the guidelines")
    end_round(story)
    circle_key(story, Qt.Key.Key_Space, times=4)
    circle_key(story, Qt.Key.Key_G)
    hand.reads("Not everybody has had the talking piece on the question of harm.")
    hand.picture("own-order", "Three parts in order; next steps wait for each turn (RP-16)")
    circle_key(story, Qt.Key.Key_P)
    end_round(story)
    end_round(story)
    hand.reads("The agreement so far")
    hand.type("The harm to repair", s2.HARM_DONE)
    hand.click("Save the harm to repair")
    hand.type("What will be done", "$600 for the window")
    hand.choose("By whom", "Brandon")
    hand.type("For whom", "Rosa")
    hand.type("By which day", "2027-03-15")
    hand.type("How will we know", "Receipts")
    hand.type("Who checks", "Luz Arriaga")
    hand.click("Propose this action")
    hand.click("Everybody agrees: $600 for the window")
    hand.type("The day by which all of it is done", "2027-03-15")
    hand.click("Set the day")
    hand.press(Qt.Key.Key_Escape)
    end_round(story)
    circle_key(story, Qt.Key.Key_Space, times=4)
    end_round(story, Qt.Key.Key_Space)
    hand.reads("The circle has ended")
    hand.click("To the agreement")


def agree_on_payments(story: Tour) -> None:
    """Pay in parts; print, sign, and begin to follow up."""
    hand = story.hand
    hand.click("Paid in parts: $600 for the window")
    hand.type("Payments, one on each line", "2027-01-15 200\n2027-02-15 200\n2027-03-15 200")
    hand.click("Record")
    hand.reads("$600")
    hand.picture("payments", "Restitution in three parts")
    hand.click("Print version 1")
    story.waits_for_paper()
    hand.click("Print for signature")
    story.waits_for_paper()
    story.keep_paper("conference-agreement.pdf", "The Conference Agreement")
    hand.click(f"Case {story.code}")
    hand.click("Agreement")
    for name in (BRANDON, ROSA, JULIAN):
        hand.click(f"{name} has signed")
        hand.type("Who saw it", "Luz Arriaga")
        hand.click("Record")
    hand.click("Begin following up")
    hand.click("Go to the follow-up")


def follow_the_payments(story: Tour) -> None:
    """Receipts and a balance, a sheet for the Director, and a report back by consent."""
    hand = story.hand
    for number, part in enumerate(s2.PARTS[:2], 1):
        story.on(part.due)
        story.sits_down("luz")
        story.open_case()
        hand.click("Follow up")
        hand.click(f"Paid: $600 for the window, payment {number}")
        hand.type("What shows that it was paid", f"receipt 10{number}")
        hand.click("Record")
    hand.reads("$200")
    hand.picture("balance", "Two receipts, and a balance of $200 (RP-18)")
    hand.reads("has not agreed to a report back")
    for name in (BRANDON, ROSA, JULIAN):
        hand.click(f"Yes to a report back: {name}")
    hand.click("It was reported…")
    hand.click("Record")
    story.sits_down("vera")
    story.open_case()
    hand.click("Papers")
    story.waits_for_paper()
    hand.click("Compliance sheet, no word of what happened, to hand out")
    story.waits_for_paper()
    hand.picture("compliance", "The Director's sheet: items and their state, no narrative")
    story.keep_paper("compliance-sheet.pdf", "The compliance sheet")
    hand.click("Report back, whoever referred the case, to hand out")
    story.waits_for_paper()
    story.keep_paper("report-back.pdf", "The report back: completed or not, and no more")


PARTNERS_CHAPTERS: Sequence[tuple[str, Callable[[Tour], None]]] = (
    ("A programme begins", found_the_programme),
    ("A case is referred", take_the_referral),
    ("Before the conference", meet_before_the_conference),
    ("Everybody agrees", schedule_the_conference),
    ("The conference", hold_the_conference),
    ("The agreement", agree_on_payments),
    ("Restitution", follow_the_payments),
)
