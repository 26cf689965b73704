"""The way to every page, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.windows.bus import Node
from tests.windows.program import Program, name_of
from tests.windows.vaults import CODE, DOCUMENT, MEMBER, in_round_4, prepared

PIN = "2468"
SOMEBODY = "Lê Minh"
COLLEAGUE = "Imani Okafor"
PIN_ASKED = "First, a short PIN"


class Staged(NamedTuple):
    """A point of a story that a vault is brought to once."""

    name: str
    make: Callable[[Path], None]


PREPARED = Staged("prepared", prepared)
UNDER_WAY = Staged("round-4-of-4", partial(in_round_4, count=4))


class Route(NamedTuple):
    """How to come to a page from anywhere, and the heading by which it is known."""

    heading: str
    go: Callable[[Program], None]
    vault: Staged = PREPARED
    login: str = MEMBER

    def is_there(self, program: Program) -> bool:
        """Whether the page is shown."""
        return self._is_among(program.page())

    def _is_among(self, nodes: Sequence[Node]) -> bool:
        return any(node.role == "label" and node.name == self.heading for node in nodes)

    def travel(self, program: Program) -> None:
        """Go there, and wait until the page is shown with the keyboard in it."""
        self.go(program)

        def begun() -> bool:
            seen = program.page()
            return self._is_among(seen) and any("focused" in node.states for node in seen)

        program.waits(begun, f"the page “{self.heading}” with the keyboard in it")


def _keys(*keys: str) -> Callable[[Program], None]:
    return lambda program: program.press(*keys)


def to_case(program: Program) -> None:
    """Search the case and open it."""
    program.lands("ctrl+2", lambda node: name_of(node).startswith("Search"))
    program.lands("Return", lambda node: name_of(node) == CODE)
    program.press("Return")
    program.waits_for("Readiness")


def _from_case(*buttons: str) -> Callable[[Program], None]:
    def go(program: Program) -> None:
        to_case(program)
        for button in buttons:
            program.push(button)

    return go


def to_member(program: Program) -> None:
    """Go to what was entered of a member."""
    program.press("alt+o")
    program.push(f"All that was entered of {COLLEAGUE}")


def to_circle(program: Program) -> None:
    """Go to the circle under way, and choose a PIN where none was chosen."""
    to_case(program)
    program.push("Go to the circle")
    uncover(program)


def uncover(program: Program) -> None:
    """Choose a PIN where the circle asks for one."""

    def asked_or_there() -> str | None:
        shown = {node.name for node in program.page()}
        return next((name for name in (PIN_ASKED, "Rounds") if name in shown), None)

    if program.waits(asked_or_there, "the circle") == PIN_ASKED:
        program.type(PIN)
        program.press("Return")
        program.waits_for("Rounds")


def to_document(program: Program) -> None:
    """Open a document of the library."""
    program.press("alt+b")
    program.push(f"Open: {DOCUMENT}")


def to_handover(program: Program) -> None:
    """Go from the coalition to the cases that one hands over."""
    program.press("alt+o")
    program.push("Hand over my cases")


def to_papers(program: Program) -> None:
    """Go to the papers, and wait until the first of them is on the screen."""
    to_case(program)
    program.push("Papers")
    program.waits_until_open("Print…")


ROUTES = {
    "today": Route("Today", _keys("ctrl+1")),
    "cases": Route("Cases", _keys("ctrl+2")),
    "intake-journey": Route("The request", _keys("ctrl+n"), login="imani"),
    "case": Route(f"Case {CODE}", to_case),
    "person": Route(SOMEBODY, _from_case(f"Who is {SOMEBODY}")),
    "sexual-harm": Route("Sexual harm", _from_case("Intake", "What holds then, and who helps")),
    "intake": Route("Intake", _from_case("Intake")),
    "pre-meetings": Route("Pre-meetings", _from_case("Pre-meetings")),
    "pre-meeting": Route("Reporting status", _from_case("Pre-meetings", "Go on with it")),
    "preparation": Route("Preparation", _from_case("Preparation")),
    "circle": Route("The agreement so far", to_circle, vault=UNDER_WAY),
    "agreement": Route("Accountability Agreement", _from_case("Agreement")),
    "follow-up": Route("Follow-up", _from_case("Follow-up")),
    "review": Route("Review the reflection", _from_case("Follow-up", "Review it for others")),
    "brief": Route("To talk it over with others", _from_case("To talk it over with others")),
    "interruption": Route("Leaving and ending", _from_case("Leaving and ending")),
    "records": Route("Records", _from_case("Records")),
    "access": Route("Who reads this case", _from_case("Who reads it")),
    "papers": Route("Papers", to_papers),
    "library": Route("Library", _keys("alt+b")),
    "document": Route(DOCUMENT, to_document),
    "coalition": Route("Restorative Justice Coalition", _keys("alt+o")),
    "member": Route(COLLEAGUE, to_member),
    "handover": Route("Hand over your cases", to_handover),
    "vault": Route("Vault", _keys("alt+v")),
    "settings": Route("Settings", _keys("alt+s")),
    "help": Route("Help", _keys("alt+h")),
}
"""By the names of ``rjdesk.screens.shell.registry.PAGES``."""
