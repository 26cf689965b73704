from datetime import timedelta

import pytest

from rjdesk.process.backups import rules as backups
from rjdesk.process.backups.events import BackupGone, BackupMade
from rjdesk.process.backups.state import KEPT_FOR
from tests.process.stories import DAY, IMANI, by, coalition_with, moment
from tests.process.tables import Row, allows, judge, refuses

MADE = BackupMade(on=DAY, backup="b1", folder="/media/stick", file="backup-b1.rjbackup")
GONE = BackupGone(on=DAY, backup="b1")
LISTED = moment(actor=IMANI, coalition=coalition_with(*by(IMANI, MADE)))
TAKEN_OFF = moment(actor=IMANI, coalition=coalition_with(*by(IMANI, MADE, GONE)))
WAS_THERE = backups.what_is_gone_was_there

TABLE: tuple[Row, ...] = (
    allows(WAS_THERE, "what is in the list", GONE, LISTED),
    refuses(WAS_THERE, "what is not", GONE, TAKEN_OFF, "not in the list"),
)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_rules_of_backups_say(row: Row) -> None:
    judge(row)


def test_a_backup_is_over_after_ninety_days() -> None:
    (known,) = LISTED.coalition.backups
    assert not known.is_over(DAY + KEPT_FOR)
    assert known.is_over(DAY + KEPT_FOR + timedelta(days=1))
