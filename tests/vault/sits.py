"""A run of the program over a vault: members sit down one after the other, and it ends at once."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from rjdesk.process.kernel.event import MemberId
from rjdesk.vault.keyring import Keyring
from rjdesk.vault.opening import derive, open_vault
from tests.vault.making import CASE, noon, record


def main(folder: str, state: str, wait: str, sittings: str) -> None:
    keyring = Keyring(float(wait))
    for login, passphrase, member, word in json.loads(sittings):
        place = Path(folder)
        key = derive(place, login, passphrase)
        session = open_vault(place, login, key, now=noon, state=Path(state), keyring=keyring)
        print(json.dumps([session.doubts, session.notices]))
        if word:
            session.append(CASE, [record(word, MemberId(member))])
        session.close()
    # What is not done by now is never done, as where another process takes the place of this one.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
