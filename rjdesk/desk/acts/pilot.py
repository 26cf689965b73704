"""Acts of the pilot period: when it began."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act, day
from rjdesk.process.pilot.events import PilotBegan

HERE = ("coalition",)

BEGAN = Act(
    event=PilotBegan,
    pages=HERE,
    title="The pilot period",
    lead="What binds in it alone is off once it has ended.",
    fields=(day("On which day did it begin"),),
)
ACTS = (BEGAN,)
