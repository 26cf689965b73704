"""The tour: a request becomes a case, and a facilitator is assigned (steps 1 to 5)."""

from __future__ import annotations

from PySide6.QtCore import Qt

from rjdesk.rehearsal import two_parties as s1
from rjdesk.screens.kit.people import ASKED
from rjdesk.tour.story import Tour


def take_the_request(story: Tour) -> None:
    """Refuse Priya, let Imani open the case, refuse Hana, assign Priya, print the notice."""
    hand = story.hand
    story.on(s1.D21)
    story.sits_down("priya")
    hand.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    hand.reads("A case is opened by a Chair.")
    hand.picture("only-chairs", "Priya may not open a case; the grey button says why (RJ-WHO)")
    hand.click("Why? Each step has its people (New request)")
    hand.picture("why", "Why? The rule in our own words, with its section")
    hand.click("Close")
    story.sits_down("imani")
    hand.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    hand.click("New request")
    hand.choose("Who asked?", "Student")
    hand.choose("Is it about sexual harm?", "No, or nobody knows")
    hand.picture("intake-request", "A request is taken; nothing of what happened is asked")
    hand.click("Go on")
    hand.type("Name", s1.ANH_NAME)
    hand.type("Called in the room", "Ánh")
    hand.tick(ASKED)
    hand.click("Add another person")
    hand.type("Name", s1.COLE_NAME, which=1)
    hand.type("Called in the room", "Cole", which=1)
    hand.choose("Part", "Responsible Party", which=1)
    hand.picture("intake-people", "The people, with the short names that the room will see")
    hand.click("Go on")
    hand.choose("Could this process oppress or harm marginalised people further?", "No")
    hand.picture("intake-care", "Care for people at the margins is asked of every request")
    hand.click("Finish")
    hand.reads("Case ")
    story.code = next(w for w in hand.words() if w.startswith("Case ")).removeprefix("Case ")
    hand.picture("case-new", "The case has its code, its path, and says what is missing")
    _assign(story)


def _assign(story: Tour) -> None:
    hand = story.hand
    hand.click("Continue the intake")
    hand.reads("1 of 5 done")
    hand.picture("intake-open", "Intake: Hana cannot be assigned yet, and why (RC-035)")
    hand.click("Assign Priya Raman")
    hand.click("See and print the notice")
    hand.reads("Notice to the Staff Advisor")
    story.waits_for_paper()
    hand.picture("notice", "The notice to the Staff Advisor names nobody")
    story.keep_paper("staff-advisor-notice.pdf", "Notice to the Staff Advisor")
    hand.click(f"Case {story.code}")
    hand.click("Intake")
    hand.click("The notice was given")
