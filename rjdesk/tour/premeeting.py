"""The tour: contact and pre-meetings, one person at a time (steps 6 to 14)."""

from __future__ import annotations

from collections.abc import Sequence

from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.coalitions import REED
from rjdesk.tour.story import PASSPHRASES, Tour


def meet_one_by_one(story: Tour) -> None:
    """Meet Ánh, then Cole, then those who support them; decide together."""
    _too_early(story)
    _meet_anh(story)
    _second_facilitator(story)
    _meet_cole(story)
    _meet_support(story)
    _decide(story)


def _contact_cole(story: Tour, *, willing: str = "") -> None:
    hand = story.hand
    hand.click("Note a contact…")
    hand.choose("With whom?", s1.COLE_NAME)
    hand.choose("How?", "Phone")
    hand.type("What for, in one line?", "First contact")
    if willing:
        hand.choose("Do they want to take part?", willing)
    hand.click("Record")


def _to_meetings(story: Tour) -> None:
    story.open_case()
    story.hand.click("Pre-meetings")


def _too_early(story: Tour) -> None:
    hand = story.hand
    story.on(s1.D22)
    story.sits_down("priya")
    _to_meetings(story)
    _contact_cole(story)
    hand.reads("The initiating party has not been met yet")
    hand.picture("contact-too-early", "Cole is not called before Ánh was met (RC-063)")
    hand.click("Cancel")


def _begin(story: Tour, *names: str) -> None:
    story.hand.click("Sit down with somebody…")
    story.hand.tick(*names)
    story.hand.click("Begin")


def opening(story: Tour, *called: str) -> None:
    """Go through reporting status, exceptions and explanation with one person or several."""
    hand = story.hand
    for name in called:
        hand.choose(f"Is {name} a mandatory reporter?", "No")
    hand.tick("I have said this")
    hand.click("Go on")
    hand.tick("I have read all of them aloud")
    hand.click("Go on")
    hand.tick("I have explained the process")
    hand.click("Go on")


def _meet_anh(story: Tour) -> None:
    hand = story.hand
    story.on(s1.D24)
    story.sits_down("priya")
    _to_meetings(story)
    _begin(story, s1.ANH_NAME)
    hand.picture("status", "A pre-meeting begins with the facilitator's own reporting status")
    hand.choose("Is Ánh a mandatory reporter?", "No")
    hand.tick("I have said this")
    hand.click("Go on")
    hand.picture("exceptions", "The three exceptions are read aloud before anybody confides")
    hand.tick("I have read all of them aloud")
    hand.click("Go on")
    hand.tick("I have explained the process")
    hand.click("Go on")
    hand.click("Go on")
    hand.reads("Notes open when the Agreement to Dialogue is signed")
    hand.picture("notes-locked", "Notes stay closed until the agreement is signed (RC-073)")
    hand.click("Go on later")
    _print_dialogue(story)
    hand.click(f"Case {story.code}")
    hand.click("Pre-meetings")
    hand.click("Go on with it")
    hand.click("Back")
    hand.tick("Ánh has signed on paper")
    hand.click("Go on")
    hand.type(
        "Notes on what Ánh said",
        "Four months of evenings in that sculpture. She wants to be heard, and to build again.",
    )
    hand.picture("notes", "Now the notes are open, sealed for the facilitators alone")
    hand.click("Go on")
    the_rest(story, "Ánh", contact=(s1.COLE_NAME,))


def _print_dialogue(story: Tour) -> None:
    hand = story.hand
    hand.click(f"Case {story.code}")
    hand.click("Papers")
    story.waits_for_paper()
    hand.picture("paper-dialogue", "The Agreement to Dialogue, as it will come out of the printer")
    story.keep_paper("agreement-to-dialogue.pdf", "Agreement to Dialogue")


def the_rest(
    story: Tour,
    *called: str,
    contact: Sequence[str] = (),
    primary: bool = True,
    answer: str = "Yes",
) -> None:
    """Go through needs, support, willingness, fit, and what happens next.

    ``contact`` are those whom an initiating party says may be contacted.
    """
    hand = story.hand
    hand.tick(*(f"I have asked {name}" for name in called))
    hand.click("Go on")
    if primary:
        hand.tick(*(f"{name} has named somebody, or wants nobody" for name in called))
        hand.click("Go on")
    for name in called:
        hand.choose(f"Does {name} want to take part?", answer)
        hand.tick(f"{name} is able to take part")
    hand.click("Go on")
    if contact:
        hand.choose("Does the process fit what they need?", "Yes")
        hand.tick(*contact)
        hand.click("Go on")
    hand.tick("I have said what happens next")
    hand.click("Finish")


def _second_facilitator(story: Tour) -> None:
    hand = story.hand
    story.on(s1.D28)
    story.sits_down("priya")
    _to_meetings(story)
    _contact_cole(story, willing="Yes")
    story.sits_down("imani")
    story.open_case()
    hand.reads("co-facilitators are needed")
    hand.picture("two-needed", "Both parties go forward: two facilitators are needed (RC-045)")
    hand.click("Intake")
    hand.click("Assign Mateo Villaseñor")
    story.sits_down("priya")
    story.open_case()
    hand.click("Intake")
    for person in (s1.ANH_NAME, s1.COLE_NAME):
        for member in (REED["priya"][0], "Mateo Villaseñor"):
            hand.tick(f"{person} accepts {member}")
    hand.reads("5 of 5 done")
    hand.picture("intake-done", "Intake is complete: 5 of 5")


def _share_the_notes(story: Tour) -> None:
    """Give the second facilitator the notes, by name: opening a case gives nothing."""
    hand = story.hand
    story.sits_down("priya")
    story.open_case()
    hand.reads("Mateo Villaseñor has no key to the notes of this case yet")
    hand.picture("no-key", "Who facilitates and has no notes yet is named on the page of the case")
    hand.click("Give Mateo Villaseñor the key…")
    hand.click("Give")


def _meet_cole(story: Tour) -> None:
    hand = story.hand
    _share_the_notes(story)
    story.on(s1.D30)
    story.sits_down("mateo")
    _to_meetings(story)
    _begin(story, s1.COLE_NAME)
    hand.click("Go on later")
    _invite(story, s1.DANA_NAME, "Dana", "Staff", s1.COLE_NAME)
    hand.click("Somebody sits in…")
    hand.choose("Who?", s1.DANA_NAME)
    hand.tick("The Primary Party asked for it", "The facilitators approve")
    hand.click("Record")
    hand.reads("have not agreed to stay silent")
    hand.picture("sits-in", "Dana may sit in once she agrees to stay silent (RC-067)")
    hand.tick("They agree to stay silent")
    hand.click("Record")
    hand.click("Go on with it")
    opening(story, "Cole")
    hand.tick("Cole has signed on paper", "Dana has signed on paper")
    hand.click("Go on")
    hand.type("Notes on what Cole said", "He took it for scrap. He wants to put it right.")
    hand.click("Go on")
    the_rest(story, "Cole")


def _invite(story: Tour, name: str, called: str, affiliation: str, host: str) -> None:
    hand = story.hand
    hand.click("Name somebody…")
    hand.type("Name", name)
    hand.type("Called in the room", called)
    hand.tick("Supporting Party")
    hand.choose("Affiliation", affiliation)
    hand.choose("For whom they come", host)
    hand.type("What for?", "support")
    hand.click("Name them")


def _meet_support(story: Tour) -> None:
    hand = story.hand
    story.on(s1.OCT5)
    story.sits_down("priya")
    _to_meetings(story)
    _invite(story, s1.MINH_NAME, "Minh", "Student", s1.ANH_NAME)
    _begin(story, s1.MINH_NAME, s1.DANA_NAME)
    opening(story, "Minh", "Dana")
    hand.click("Go on")
    hand.click("Go on")
    hand.tick("I have asked Minh", "I have asked Dana")
    hand.click("Go on")
    hand.reads(s1.MINH_NAME)
    hand.picture("unsigned", "Minh has not signed, so the conversation stays closed (RC-073)")
    hand.click("Back")
    hand.click("Back")
    hand.tick("Minh has signed on paper")
    hand.click("Go on")
    hand.click("Go on")
    the_rest(story, "Minh", "Dana", primary=False)


def _decide(story: Tour) -> None:
    hand = story.hand
    story.on(s1.OCT6)
    story.sits_down("imani")
    _to_meetings(story)
    hand.reads("This is recorded by the facilitators of the case.")
    hand.picture("not-the-chair", "A Chair cannot decide eligibility for them (RJ-WHO)")
    story.sits_down("priya")
    _to_meetings(story)
    hand.click("The case is eligible…")
    hand.choose("Who signs with you?", "Mateo Villaseñor")
    hand.type("Their own passphrase, typed by themself", PASSPHRASES.format("mateo"))
    hand.picture("cosign", "Both decide: Mateo signs beside Priya, for this act alone")
    hand.click("Sign")
    hand.reads("Mateo Villaseñor: eligible")
    hand.click(f"Case {story.code}")
    hand.picture("ready", "The readiness board: who has done what")
