"""The tour: the agreement on paper, signatures and copies (steps 20 and 21)."""

from __future__ import annotations

from rjdesk.rehearsal import two_parties as s1
from rjdesk.rehearsal.coalitions import REED
from rjdesk.tour.story import Tour


def sign_the_agreement(story: Tour) -> None:
    """Print without what Dana has not agreed to, then with it; sign; give copies."""
    hand = story.hand
    hand.reads("is left out. Not agreed by Dana")
    hand.picture("left-out", "Whoever prints is told what would be left out, and why (RC-090)")
    hand.click("Print version 1")
    story.waits_for_paper()
    hand.click("Print for signature")
    hand.reads("Recorded. Please note:")
    hand.picture("printed-1", "Version 1 leaves out what Dana has not agreed to")
    hand.click(f"Case {story.code}")
    hand.click("Agreement")
    hand.click(f"Now agreed: {s1.HOURS}")
    hand.tick(s1.DANA_NAME)
    hand.click("Record")
    hand.click("Print version 2")
    story.waits_for_paper()
    hand.click("Print for signature")
    story.waits_for_paper()
    hand.picture("printed-2", "Version 2, with every action, while people still sit")
    story.keep_paper("accountability-agreement.pdf", "The Accountability Agreement, version 2")
    _signatures(story)


def _signatures(story: Tour) -> None:
    hand = story.hand
    story.on(s1.OCT28)
    story.sits_down("priya")
    story.open_case()
    hand.click("Signatures and copies")
    _signed(story, s1.ANH_NAME)
    hand.reads(f"{s1.COLE_NAME} has not signed the agreement.")
    hand.picture("one-signature", "Following up waits for the other signature (RC-112)")
    _signed(story, s1.COLE_NAME)
    hand.click("Begin following up")
    for name in (s1.ANH_NAME, s1.COLE_NAME):
        hand.click(f"Copy given to {name}")
        hand.type("How", "in person")
        hand.click("Record")
    hand.picture("in-force", "Signed by both, in force, and each has a copy")


def _signed(story: Tour, name: str) -> None:
    hand = story.hand
    hand.click(f"{name} has signed")
    hand.type("Who saw it", REED["priya"][0])
    hand.click("Record")
