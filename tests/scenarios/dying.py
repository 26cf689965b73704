"""A process that records turns of a circle in a vault and is killed before it can close it."""

from __future__ import annotations

import json
import sys
import uuid
from datetime import date, datetime
from pathlib import Path

from rjdesk.desk.desk import Desk
from rjdesk.desk.outcome import Recorded
from rjdesk.process.catalogue import CATALOGUE
from rjdesk.process.kernel.event import CaseId
from rjdesk.shipped import installed_anonymiser, shipped_programmes, shipped_terms
from rjdesk.vault.opening import derive, open_vault
from tests.scenarios.world import PASSPHRASE


def main(folder: Path, member: str, case: CaseId, moment: str, told: str) -> None:
    now = datetime.fromisoformat(moment)
    key = derive(folder, member, PASSPHRASE.format(member))
    journal = open_vault(folder, member, key, now=lambda: now)
    desk = Desk(
        journal,
        shipped_programmes(),
        clock=lambda: now,
        new_id=lambda: str(uuid.uuid4()),
        terms=shipped_terms(),
        reader=installed_anonymiser(),
    )
    recorded = 0
    for tag, payload, on in json.loads(told):
        event = CATALOGUE.decode(tag, 1, payload.encode(), date.fromisoformat(on))
        recorded += isinstance(desk.record(case, event), Recorded)
    print("recorded", recorded, flush=True)
    sys.stdin.read()  # the power goes while it waits


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], CaseId(sys.argv[3]), sys.argv[4], sys.argv[5])
