"""The Accountability Agreement: actions as they form, printed versions, signatures (section 5)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec.structs import replace

from rjdesk.process.agreement.state import Action, Agreement, Copy, Printed, Signature, terms_of
from rjdesk.process.case import Case, ProcessEvent
from rjdesk.process.kernel.decision import DecisionId
from rjdesk.process.kernel.event import During, Entry, PersonId
from rjdesk.process.kernel.writing import Name
from rjdesk.process.restitution.events import InstalmentsAgreed


class AgreementEvent(ProcessEvent, frozen=True, kw_only=True):
    """Something that changes the agreement."""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Change the agreement."""
        return case.in_process(agreement=self.apply_to(case.agreement))

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Return the agreement as it stands after this."""
        raise TypeError(f"{type(self).__name__} does not say what it changes")


class HarmNamed(AgreementEvent, frozen=True, kw_only=True):
    """The harm to repair, in the words that the agreement will print (RC-015)."""

    tag: ClassVar[str] = "harm-named"

    text: str

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Keep the words."""
        return replace(agreement, harm=self.text)


class ActionProposed(AgreementEvent, frozen=True, kw_only=True):
    """An action takes shape, or is put differently; who had agreed is asked again.

    ``due_words`` is what was said where it was not a day; a day must follow (RC-111). For whom
    it is, and who checks it, is somebody of the case or, in words, somebody else.
    """

    tag: ClassVar[str] = "action-proposed"

    action: str
    what: str
    owner: PersonId
    for_whom: PersonId | None = None
    for_others: str = ""
    due: date | None = None
    due_words: str = ""
    evidence: str = ""
    checked_by: PersonId | None = None
    checked_otherwise: str = ""

    @property
    def proposed(self) -> Action:
        """The action as it stands on the table."""
        return Action(
            id=self.action,
            what=self.what,
            owner=self.owner,
            for_whom=self.for_whom,
            for_others=self.for_others,
            due=self.due,
            evidence=self.evidence,
            checked_by=self.checked_by,
            checked_otherwise=self.checked_otherwise,
        )

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Add the action, or put it anew."""
        return agreement.with_action(self.proposed)


class ActionDropped(AgreementEvent, frozen=True, kw_only=True):
    """An action is taken off the table."""

    tag: ClassVar[str] = "action-dropped"

    action: str

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Take it out."""
        return replace(
            agreement, actions=tuple(a for a in agreement.actions if a.id != self.action)
        )


class ActionAgreed(AgreementEvent, frozen=True, kw_only=True):
    """A participant says yes to an action (RC-090)."""

    tag: ClassVar[str] = "action-agreed"

    action: str
    person: PersonId

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Tick it."""
        action = agreement.action(self.action)
        if action is None or self.person in action.agreed:
            return agreement
        return agreement.with_action(replace(action, agreed=(*action.agreed, self.person)))


class DeadlineSet(AgreementEvent, frozen=True, kw_only=True):
    """The day by which the whole agreement is done (RC-111)."""

    tag: ClassVar[str] = "deadline-set"

    deadline: date

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Keep the day."""
        return replace(agreement, deadline=self.deadline)


class AgreementReadBack(AgreementEvent, frozen=True, kw_only=True):
    """The agreement was read back to everybody."""

    tag: ClassVar[str] = "agreement-read-back"

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Tick it."""
        return replace(agreement, read_back=True)


class AgreementPrinted(AgreementEvent, frozen=True, kw_only=True):
    """A version is printed for signature, with the actions that everybody agreed to.

    ``pdf`` is the SHA-256 of the bytes that are kept under ``paper``, in hex: nobody exchanges
    the paper that people signed. "" where no bytes are kept.
    """

    tag: ClassVar[str] = "agreement-printed"

    paper_version: int
    digest: str
    paper: str
    actions: tuple[str, ...]
    pdf: str = ""

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the version with what it says."""
        version = Printed(
            version=self.paper_version,
            on=self.on,
            digest=self.digest,
            paper=self.paper,
            pdf=self.pdf,
            terms=terms_of(case.agreement, case.restitution, self.actions),
        )
        agreement = replace(case.agreement, printed=(*case.agreement.printed, version))
        return case.in_process(agreement=agreement)


class AgreementSigned(AgreementEvent, frozen=True, kw_only=True):
    """A Primary Party, or the guardian beside them, signed a printed version on paper (RC-112)."""

    tag: ClassVar[str] = "agreement-signed"

    person: PersonId
    paper_version: int
    witness: Name
    guardian: bool = False

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Add the signature."""
        signature = Signature(
            person=self.person,
            on=self.on,
            version=self.paper_version,
            witness=self.witness,
            guardian=self.guardian,
        )
        return replace(agreement, signatures=(*agreement.signatures, signature))


class CopyGiven(AgreementEvent, frozen=True, kw_only=True):
    """A Primary Party received a copy of the signed agreement (RC-113)."""

    tag: ClassVar[str] = "copy-given"

    person: PersonId
    how: str

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Log the copy of the version that is in force, or will be."""
        version = agreement.binds or (agreement.latest.version if agreement.latest else 0)
        copy = Copy(person=self.person, on=self.on, how=self.how, version=version)
        return replace(agreement, copies=(*agreement.copies, copy))


class MonitoringBegan(AgreementEvent, frozen=True, kw_only=True):
    """Everybody has signed; from here on the actions are followed up (RC-112).

    Where the agreement was amended, the new version takes the place of the old one (RC-174).
    """

    tag: ClassVar[str] = "monitoring-began"

    def apply(self, case: Case, entry: Entry) -> Case:
        """Keep the day, and which version it is."""
        agreement = case.agreement
        binds = agreement.latest.version if agreement.latest is not None else None
        first = agreement.monitoring_since is None
        now = replace(
            agreement,
            monitoring_since=self.on if first else agreement.monitoring_since,
            amended=agreement.amended if first else self.on,
            binds=binds,
            brought_by=entry.id,
            amending=None,
        )
        return case.in_process(agreement=now)


class AmendmentBegan(AgreementEvent, frozen=True, kw_only=True):
    """An agreement in force is worked on anew, by a decision of further steps (RC-174).

    It stays in force until all who sign have signed the new version.
    """

    tag: ClassVar[str] = "amendment-began"
    during: ClassVar[During] = During.IN_FORCE

    decision: DecisionId

    def apply(self, case: Case, entry: Entry) -> Case:
        """Take what is in force as the draft."""
        amended = _with_what_is_in_force(case)
        agreement = replace(
            amended.agreement,
            amending=self.decision,
            first_of_draft=amended.agreement.next_version,
        )
        return amended.in_process(agreement=agreement).with_carried_out(self.decision, self.on)


class AmendmentDropped(AgreementEvent, frozen=True, kw_only=True):
    """The agreement is not changed after all: what is in force stays as it is."""

    tag: ClassVar[str] = "amendment-dropped"
    during: ClassVar[During] = During.IN_FORCE

    def apply(self, case: Case, entry: Entry) -> Case:
        """Put the draft back to what is in force; why it was to be amended is open again."""
        kept = _with_what_is_in_force(case)
        proposal = case.proposal(case.agreement.amending) if case.agreement.amending else None
        if proposal is not None:
            kept = kept.with_proposal(replace(proposal, dropped=True))
        return kept.in_process(agreement=replace(kept.agreement, amending=None))


def _with_what_is_in_force(case: Case) -> Case:
    """Return the case with the version in force as what is worked on."""
    version = case.agreement.in_force
    if version is None:
        return case
    terms = version.terms
    agreement = replace(
        case.agreement, harm=terms.harm, actions=terms.actions, deadline=terms.deadline
    )
    return case.in_process(agreement=agreement, restitution=terms.plans)


class AgreementFulfilled(AgreementEvent, frozen=True, kw_only=True):
    """Every action is done; follow-ups and the deletion window count from this day."""

    tag: ClassVar[str] = "agreement-fulfilled"
    during: ClassVar[During] = During.IN_FORCE

    def apply_to(self, agreement: Agreement) -> Agreement:
        """Keep the day."""
        return replace(agreement, fulfilled=self.on)


CONTENT = (HarmNamed, ActionProposed, ActionDropped, ActionAgreed, DeadlineSet, InstalmentsAgreed)
"""What an agreement says, as it forms: a draft until it is printed, signed and in force."""
