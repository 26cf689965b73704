"""The tour: preparing the circle (steps 15 and 16)."""

from __future__ import annotations

from rjdesk.tour.story import Story

REASON = "A sculpture was taken apart for its parts. We meet to hear one another and to repair."


def prepare_the_circle(story: Story) -> None:
    """Choose, schedule, write the reason; then the questions, the harm first."""
    hand = story.hand
    story.on("2026-10-12")
    story.sits_down("priya")
    story.open_case()
    hand.click("Prepare the circle")
    hand.click("Choose the kind of meeting")
    hand.choose("Kind of meeting", "Conference")
    hand.click("Choose")
    hand.type("Day", "2026-10-26")
    hand.type("Time", "14:00")
    hand.type("Place", "Room 12")
    hand.click("Schedule")
    hand.reads("Arranged for 26 October 2026")
    hand.type("The reason for the circle", REASON)
    hand.click("Save the reason")
    hand.type("The closing question", "What do you take with you?")
    hand.click("Save the closing question")
    hand.reads("No guiding question is written.")
    hand.picture("no-question", "Nothing starts without a guiding question (RC-087)")
    _questions(story)


def _questions(story: Story) -> None:
    hand = story.hand
    story.on("2026-10-26", hour=12)
    hand.click("Add a question")
    hand.type("Question 1", "Who left the door unlocked?")
    hand.click("Add a question")
    hand.type("Question 2", "What happened, and who was hurt by it?")
    hand.choose("What question 2 asks for", "The harm and who was harmed")
    hand.click("Save the guiding questions")
    hand.reads("does not ask about the harm")
    hand.picture("harm-first", "A question for facts is nudged, and the harm comes first (RC-088)")
    hand.click("Remove: question 1")
    hand.click("Add a question")
    hand.type("Question 2", "What do you need now?")
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
