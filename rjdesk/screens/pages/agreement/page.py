"""The agreement on its way to paper: what it says, print, signatures, copies (section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from rjdesk.desk.acts import agreement as acts
from rjdesk.desk.acts import agreement as agreement_acts
from rjdesk.desk.acts import decisions as acts_of_deciding
from rjdesk.desk.acts.corrections import ALL_THE_SAME
from rjdesk.desk.outcome import Verdict
from rjdesk.desk.papers import RENAMED
from rjdesk.desk.views.agreement import AgreementView, AskAgreement, SignatureRow
from rjdesk.process.kernel.calendar import long_date
from rjdesk.screens.kit.act_button import act_button
from rjdesk.screens.kit.buttons import button
from rjdesk.screens.kit.page import Route, ScrolledPage
from rjdesk.screens.kit.rows import (
    card,
    row_of,
    small_button,
    state,
)
from rjdesk.screens.kit.text import Frame, in_row, label, separator
from rjdesk.screens.pages.agreement.actions import actions_card, harm_card


class AgreementPage(ScrolledPage):
    """The agreement after the circle, or while it forms."""

    def paint(self) -> None:
        """Fill the page."""
        view = self.link.ask(AskAgreement(self.case))
        self.box.addWidget(self.to_case())
        self.heading(view.title, standing(view))
        if view.amending:
            self.box.addWidget(self._amending())
        self.box.addWidget(harm_card(self, view))
        self.box.addWidget(actions_card(self, view))
        self.box.addWidget(self._print(view))
        self.box.addWidget(self._signatures(view))
        self.box.addWidget(self._in_force(view))

    def _amending(self) -> Frame:
        made = card(
            self.theme,
            "The agreement is worked on anew",
            "The version that all have signed stays in force until all who sign have signed the "
            "new one.",
        )
        leave = partial(self.act, acts_of_deciding.NOT_AMENDED)
        return made.add(in_row(self.theme, button(self.theme, "Leave it as it is…", leave)))

    def _print(self, view: AgreementView) -> Frame:
        made = card(self.theme, "Print for signature")
        if view.latest is not None:
            printed = f"Version {view.latest.version} was printed on {long_date(view.latest.on)}."
            made.add(state(self.theme, "printer", printed))
        if view.renamed and view.latest is not None:
            made.add(self._renamed(view.renamed, view.latest.version))
        for action in view.actions:
            if action.open:
                how = "printed all the same" if action.id in view.printing else "left out"
                said = f"“{action.what}” is {how}. Not agreed by {', '.join(action.open)}."
                made.add(state(self.theme, "triangle-alert", said, warm=True))
        if view.to_print_all.may_go_on:
            ask = partial(self._ask_for_all, view)
            everything = button(self.theme, "Print what is left out…", ask, role="quiet")
            made.add(in_row(self.theme, everything))
        primary = view.latest is None
        return made.add(
            act_button(
                self,
                f"Print version {view.next_version}",
                lambda: self.go.emit(Route("papers", self.case, "accountability-agreement")),
                Verdict(tuple(r for r in view.to_print.rulings if not r.warns)),
                role="primary" if primary else "",
                icon="printer",
            )
        )

    def _renamed(self, names: Sequence[str], version: int) -> QWidget:
        said = (
            f"{' and '.join(names)} had another name when version {version} was printed. What was "
            "signed stands. It can be printed once more under the names used now."
        )
        see = button(
            self.theme,
            "Under the names used now",
            lambda: self.go.emit(Route("papers", self.case, RENAMED)),
            icon="printer",
        )
        return row_of(self.theme, label(said), buttons=(see,))

    def _ask_for_all(self, view: AgreementView) -> None:
        """Ask for the reason to print what not everybody agreed to (RC-090)."""
        self.act(
            ALL_THE_SAME,
            said={"missing": view.to_print_all.why_not()},
            each=[{"rule": ruling.rule} for ruling in view.to_print_all.missing],
            act=acts.PRINTED.event.tag,
        )

    def _signatures(self, view: AgreementView) -> Frame:
        lead = "Each signs the version printed last." if view.latest else "Print it first."
        made = card(self.theme, "Signatures and copies", lead)
        for signature in view.signatures:
            made.add(separator(), self._signature(view, signature))
        return made

    def _signature(self, view: AgreementView, signature: SignatureRow) -> QWidget:
        said: list[QWidget] = [label(signature.name, "strong"), label(signature.parts, "soft")]
        buttons: list[QWidget] = []
        if signature.signed is not None:
            text = f"Signed on {long_date(signature.signed)}, seen by {signature.witness}"
            said.append(state(self.theme, "circle-check", text))
        else:
            said.append(state(self.theme, "circle-dashed", "Has not signed yet"))
        if view.latest is not None and signature.signed is None:
            version = view.latest.version
            ask = partial(
                self.act,
                acts.SIGNED,
                said={"name": signature.name, "version": version},
                person=signature.person,
                paper_version=version,
                guardian=signature.guardian,
            )
            name = f"{signature.name} has signed"
            buttons.append(small_button(self.theme, "Has signed…", name, ask))
        if signature.copy_given:
            said.append(state(self.theme, "copy", f"Copy given on {signature.copy_given}"))
        elif signature.signed is not None and not signature.guardian:
            name = f"Copy given to {signature.name}"
            said_of = {"name": signature.name}
            ask = partial(self.act, acts.COPIED, said=said_of, person=signature.person)
            buttons.append(small_button(self.theme, "Copy given…", name, ask))
        return row_of(self.theme, *said, buttons=tuple(buttons))

    def _in_force(self, view: AgreementView) -> Frame:
        made = card(self.theme, "Following up")
        if not view.is_draft and view.monitoring_since is not None:
            since = f"In force since {long_date(view.amended or view.monitoring_since)}."
            go = button(
                self.theme,
                "Go to the follow-up",
                lambda: self.go.emit(Route("follow-up", self.case)),
                role="primary",
                icon="list-checks",
            )
            return made.add(state(self.theme, "circle-check", since), in_row(self.theme, go))
        role = "primary" if view.latest is not None else ""
        act = act_button(
            self,
            "The new version is in force" if view.amending else "Begin following up",
            self.follow_up,
            view.to_monitor,
            role=role,
            icon="list-checks",
        )
        lead = "From here on, each action is followed up until it is done."
        return made.add(label(lead, "soft"), act)

    def follow_up(self) -> None:
        """Record that the agreement is in force from today."""
        self.link.do(self.case, self.link.of(agreement_acts.IN_FORCE))


def standing(view: AgreementView) -> str:
    """Return how the agreement stands, in words."""
    if view.fulfilled is not None:
        return f"Fulfilled on {long_date(view.fulfilled)}."
    said = []
    if view.monitoring_since is not None:
        said.append(f"In force since {long_date(view.monitoring_since)}.")
    if view.amended is not None and view.latest is not None:
        said.append(f"Amended on {long_date(view.amended)}.")
    signed = sum(1 for row in view.signatures if row.signed is not None)
    all_ = len(view.signatures)
    if view.latest is None:
        said.append("Draft. Not printed yet.")
    elif view.is_draft or signed < all_:
        said.append(f"Printed, version {view.latest.version}. Signed by {signed} of {all_}.")
    return " ".join(said)
