"""Rules of backups (policy section 6B.4)."""

from __future__ import annotations

from collections.abc import Iterator

from rjdesk.process.backups.events import BackupGone
from rjdesk.process.context import RuleContext, rule
from rjdesk.process.kernel.ruling import NOBODY, Missing, Strength


@rule("RC-147", "6B.4", Strength.SHALL, BackupGone)
def what_is_gone_was_there(event: BackupGone, at: RuleContext) -> Iterator[Missing]:
    """Only a backup that is in the list is taken off it."""
    if event.backup not in {known.id for known in at.coalition.backups}:
        yield Missing("That backup is not in the list.", NOBODY, supply="Open the page anew.")


RULES = (what_is_gone_was_there,)
