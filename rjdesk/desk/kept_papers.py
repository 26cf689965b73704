"""The bytes of what was printed for signature or put into the library, as they were recorded.

The journal bears their SHA-256. Whoever can write to the file could exchange the paper that
people signed for another; what does not match its entry is not shown as that paper.
"""

from __future__ import annotations

from hashlib import sha256

from rjdesk.desk.desk import Desk
from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.event import CaseId


def kept_paper(desk: Desk, case: CaseId | None, name: str) -> bytes | None:
    """Return the bytes kept under a name, or None; raises Trouble where they are others."""
    content = desk.journal.paper(case, name)
    recorded = _of_the_case(desk, case, name) if case else _of_the_library(desk, name)
    if content is not None and recorded and fingerprint(content) != recorded:
        raise Trouble(
            "This is not what was kept here: it does not match the journal, so it is not shown. "
            "Nothing else is lost. Look at the paper that was signed, keep the folder of the "
            "vault as it is, and ask whoever looks after this computer."
            if case
            else "This is not the document that was put here: it does not match the journal, so "
            "it is not shown. Nothing else is lost. Add it once more, where somebody still has it."
        )
    return content


def fingerprint(content: bytes) -> str:
    """Return what the journal bears of the bytes of a paper."""
    return sha256(content).hexdigest()


def _of_the_case(desk: Desk, case: CaseId, name: str) -> str:
    printed = (p for each in desk.case(case).processes for p in each.agreement.printed)
    return next((each.pdf for each in printed if each.paper == name), "")


def _of_the_library(desk: Desk, document: str) -> str:
    known = (each for each in desk.coalition.documents if each.id == document)
    return next((each.digest for each in known), "")
