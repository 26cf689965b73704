"""The tour: preparing the circle (steps 15 and 16)."""

from __future__ import annotations

from rjdesk.rehearsal import two_parties as s1
from rjdesk.tour.story import Tour


def prepare_the_circle(story: Tour) -> None:
    """Choose, schedule, write the reason; then the questions, the harm first."""
    hand = story.hand
    story.on(s1.OCT12)
    story.sits_down("priya")
    story.open_case()
    hand.click("Prepare the circle")
    hand.click("Choose the kind of meeting")
    hand.choose("Kind of meeting", "Conference")
    hand.click("Choose")
    hand.click("Schedule")
    hand.type("Day", s1.OCT26.isoformat())
    hand.type("Time", "14:00")
    hand.type("Place", s1.PLACE)
    hand.click("Schedule")
    hand.reads("Arranged for 26 October 2026")
    hand.type("The reason for the circle", s1.REASON)
    hand.click("Save the reason for the circle")
    hand.type("The closing question", s1.CLOSING_QUESTION)
    hand.click("Save the closing question")
    hand.reads("No guiding question is written.")
    hand.picture("no-question", "Nothing starts without a guiding question (RC-087)")
    _questions(story)


def _questions(story: Tour) -> None:
    hand = story.hand
    story.on(s1.OCT26, hour=12)
    hand.click("Add a question")
    hand.type("Question 1", s1.DOOR_QUESTION.text)
    hand.click("Add a question")
    hand.type("Question 2", s1.HARM_QUESTION.text)
    hand.choose("What question 2 asks for", "The harm and who was harmed")
    hand.click("Save the guiding questions")
    hand.reads("does not ask about the harm")
    hand.picture("harm-first", "A question for facts is nudged, and the harm comes first (RC-088)")
    hand.click("Remove: question 1")
    hand.click("Add a question")
    hand.type("Question 2", s1.NEED_QUESTION.text)
    hand.choose("What question 2 asks for", "Needs")
    hand.click("Save the guiding questions")
    hand.click("Print the question sheet")
    story.waits_for_paper()
    story.keep_paper("question-sheet.pdf", "The questions, to hand out beforehand")
    hand.click(f"Case {story.code}")
    hand.click("Preparation")
    hand.click("Questions given to everybody who does not have them yet")
    hand.choose("How", "Printed")
    hand.click("Record")
    hand.picture("prepared", "Prepared: time and place, reason, questions, who has them")
