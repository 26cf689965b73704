"""Acts of backups: one was made, one is gone."""

from __future__ import annotations

from rjdesk.desk.acts.act import Act
from rjdesk.process.backups.events import BackupGone, BackupMade

HERE = ("vault",)

MADE = Act(event=BackupMade, pages=HERE, given=("backup", "folder", "file"))
GONE = Act(
    event=BackupGone,
    pages=HERE,
    title="This backup is gone",
    lead="Where it lies on this computer, its file is deleted now. Else make sure yourself that "
    "what it lay on is destroyed: records that were destroyed here are still in it.",
    action="It is gone",
    given=("backup",),
)

ACTS = (MADE, GONE)
