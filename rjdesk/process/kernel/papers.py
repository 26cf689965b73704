"""Papers as a programme's file has them: which form, for whom, from when on, who signs."""

from __future__ import annotations

from enum import Enum

import msgspec

from rjdesk.process.kernel.offices import Key, Named


class PaperFor(Enum):
    """For whom a paper is made: one for the case, or one for each of some people."""

    CASE = "case"
    PARTICIPANT = "participant"
    PRIMARY_PARTY = "primary_party"


class PaperWhen(Enum):
    """From when on a case has a paper."""

    ALWAYS = "always"
    QUESTIONS = "questions_written"
    ROSTER = "circle_arranged"
    ACTIONS = "actions_proposed"
    IN_FORCE = "agreement_in_force"
    FULFILLED = "agreement_fulfilled"
    REPORTED = "reported_back"
    DECIDED = "further_steps_proposed"
    ENDED = "process_ended"


class SignerKind(Enum):
    """Who signs a paper beside those whom its form names."""

    GUARDIANS = "guardians"
    SUPPORTING_PARTIES = "supporting_parties"
    REPRESENTATIVES = "community_representatives"
    FACILITATORS = "facilitators"


class PaperEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One paper of a programme.

    ``form`` names its form file, ``title`` what it is called, ``note`` for whom it is where it
    is for the case. ``also_sign`` are those who sign it too. ``coded`` says whether it bears the
    code of the case, by which a scan is matched.
    """

    form: Key
    title: Named
    for_: PaperFor = msgspec.field(name="for")
    when: PaperWhen
    note: str = ""
    also_sign: tuple[SignerKind, ...] = ()
    coded: bool = True
