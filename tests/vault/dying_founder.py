"""A process that makes vaults and is killed at every step of the making, one after the other.

A step is whatever may change a file or make a change last, of the system or the database.
Each vault is made by a child of its own under the folder given, in a folder named for the step
at which the child was killed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from rjdesk.vault.creating import create
from rjdesk.vault.header import FLOOR
from rjdesk.vault.keys import NewSecret, UnlockKey
from rjdesk.vault.session import Session
from tests.vault.making import ANN, CASE, LOGIN, noon, record

NAME = "reed.rjvault"
CHANGING = {"mkdir", "open", "write", "fsync", "flock", "rename", "replace", "unlink", "rmdir"}
READING = ("SELECT", "PRAGMA")


def main(under: Path, there: str, salt: str, key: str) -> None:
    secret = NewSecret(bytes.fromhex(salt), FLOOR, UnlockKey(bytes.fromhex(key)))
    step = 0
    while True:
        folder = under / f"{step:04}" / NAME
        (folder if there == "an empty folder" else folder.parent).mkdir(parents=True)
        child = os.fork()
        if not child:
            die_at(step)
            create(
                folder, founder=ANN, login=LOGIN[ANN], secret=secret, now=noon, begin=begin
            ).close()
            sys.setprofile(None)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(os.waitstatus_to_exitcode(status))
        step += 1


def begin(session: Session) -> None:
    session.append(CASE, [record("first")])


def die_at(step: int) -> None:
    """Have this process killed before the step of that number."""
    left = step

    def watch(frame: FrameType, event: str, called: object) -> None:
        nonlocal left
        if event != "c_call" or not is_step(getattr(called, "__name__", ""), frame):
            return
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

    sys.setprofile(watch)


def is_step(name: str, caller: FrameType) -> bool:
    if name == "execute":
        return not caller.f_locals["statement"].startswith(READING)
    return name in CHANGING


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4])
