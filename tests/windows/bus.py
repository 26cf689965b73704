"""The bus of screen readers: what the program tells them of every control, window and change."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import new_method_call

from tests.windows.processes import start
from tests.windows.waiting import GoneError

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
ATSPI = "org.a11y.atspi."
ROOT_PATH = "/org/a11y/atspi/accessible/root"
HEARD = ("object:state-changed:focused", "object:announcement")
STATES = {
    "active": 1, "checked": 4, "enabled": 8, "expanded": 10, "focusable": 11, "focused": 12,
    "modal": 16, "pressed": 20, "selected": 23, "sensitive": 24, "showing": 25,
    "read only": 43,
}  # fmt: skip
"""The bits of AtspiStateType that walks ask about."""
LABELLED_BY = 2
TYPED = {"text", "entry", "password text"}
PRESSED = {"push button", "toggle button", "check box", "radio button", "button"}
USED = TYPED | PRESSED | {"combo box", "spin button", "table", "list", "slider"}
"""Roles of what a person presses, chooses in or types in."""


class Address(NamedTuple):
    """Where a control lives: the program's name on the bus, and the path of the control."""

    owner: str
    path: str


class Box(NamedTuple):
    """Where something lies, in the program's own pixels, whatever the scale of the screen."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True)
class Node:
    """A control as a screen reader meets it at one moment.

    ``box``, ``text`` and ``labels`` are known of windows and of what a person uses.
    """

    address: Address
    role: str
    name: str
    states: frozenset[str]
    box: Box = NOWHERE
    text: str = ""
    labels: tuple[Address, ...] = ()
    parent: Node | None = field(default=None, repr=False)

    @property
    def is_used(self) -> bool:
        """Whether a person can do something with it now."""
        return self.role in USED and "sensitive" in self.states


class Bus:
    """A session bus with the bus of screen readers behind it, and a listener's ear on it."""

    def __init__(self, running: ExitStack, environment: Mapping[str, str]) -> None:
        """Start both, to end with ``running``; the session's address is in ``address``."""
        session = start(
            running,
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            environment,
            told=subprocess.PIPE,
        )
        assert session.stdout is not None
        self.address = session.stdout.readline().decode().strip()
        within = {**environment, "DBUS_SESSION_BUS_ADDRESS": self.address}
        start(running, [LAUNCHER, "--launch-immediately"], within)
        asked = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
        # The bus starts the launcher itself where the one above is late.
        with open_dbus_connection(self.address) as wire:
            told = wire.send_and_get_reply(new_method_call(asked, "GetAddress"), timeout=20)
        self._wire = open_dbus_connection(told.body[0])
        running.callback(self._wire.close)
        self._focused: list[Address] = []
        self._announced: list[str] = []
        self._listen()

    def _listen(self) -> None:
        self._ask(
            [message_bus.AddMatch(MatchRule(type="signal", interface=f"{ATSPI}Event.Object"))]
        )
        registry = Address(f"{ATSPI}Registry", "/org/a11y/atspi/registry")
        self._ask([_call(registry, "Registry", "RegisterEvent", "s", event) for event in HEARD])

    def _ask(self, calls: Sequence[Message]) -> list[tuple[Any, ...] | None]:
        """Send all calls at once and return their answers; None for what is not there any more."""
        waiting = {}
        for place, call in enumerate(calls):
            serial = next(self._wire.outgoing_serial)
            self._wire.send(call, serial=serial)
            waiting[serial] = place
        answers: list[tuple[Any, ...] | None] = [None] * len(calls)
        while waiting:
            message = self._wire.receive(timeout=20)
            kind = message.header.message_type
            if kind is MessageType.signal:
                self._hear(message)
                continue
            place_ = waiting.pop(message.header.fields.get(HeaderFields.reply_serial), None)
            if place_ is not None and kind is MessageType.method_return:
                answers[place_] = message.body
        return answers

    # --- what is there --------------------------------------------------------------------

    def programs(self) -> list[Address]:
        """Return the programs that speak to screen readers."""
        registry = Address(f"{ATSPI}Registry", ROOT_PATH)
        (answer,) = self._ask([_call(registry, "Accessible", "GetChildren")])
        return [Address(*child) for child in answer[0]] if answer else []

    def windows(self, program: Address) -> list[Node]:
        """Return the windows of a program that are shown. Raises GoneError."""
        read = self._closer(self._read(self._children([program])[0]))
        return [node for node in read if _is_shown(node)]

    def seen(self, top: Node) -> list[Node]:
        """Return everything that is shown in a window, what contains before what is contained."""
        found, level = [top], [top]
        while level:
            below = self._children([node.address for node in level])
            owners = [node for node, kids in zip(level, below, strict=True) for _ in kids]
            read = self._read([kid for kids in below for kid in kids], owners)
            level = [node for node in read if _is_shown(node)]
            found += level
        used = [node for node in found if node.role in USED]
        whole = {node.address: node for node in self._closer(used)}
        return [whole.get(node.address, node) for node in found]

    def again(self, nodes: Sequence[Node]) -> list[Node]:
        """Return the same controls as they are now, wholly; what has gone is left out."""
        return self._closer(self._read([node.address for node in nodes]))

    def _children(self, parents: Sequence[Address]) -> list[list[Address]]:
        answers = self._ask([_call(parent, "Accessible", "GetChildren") for parent in parents])
        if len(parents) == 1 and answers[0] is None:
            raise GoneError(parents[0].owner)
        return [[Address(*kid) for kid in answer[0]] if answer else [] for answer in answers]

    def _read(self, wanted: Sequence[Address], owners: Sequence[Node] = ()) -> list[Node]:
        calls = []
        for address in wanted:
            calls += [
                _call(address, "Accessible", "GetRoleName"),
                _get(address, "Accessible", "Name"),
                _call(address, "Accessible", "GetState"),
            ]
        answers = self._ask(calls)
        nodes = []
        for place, address in enumerate(wanted):
            role, name, states = answers[place * 3 : place * 3 + 3]
            if role is None or name is None or states is None:
                continue
            bits = states[0][0] | states[0][1] << 32
            held = frozenset(state for state, bit in STATES.items() if bits >> bit & 1)
            parent = owners[place] if owners else None
            nodes.append(Node(address, role[0], name[0][1], held, parent=parent))
        return nodes

    def _closer(self, nodes: Sequence[Node]) -> list[Node]:
        """Return the same nodes with place, words and labels."""
        calls = []
        for node in nodes:
            calls += [
                _call(node.address, "Component", "GetExtents", "u", 0),
                _call(node.address, "Text", "GetText", "ii", 0, -1),
                _call(node.address, "Accessible", "GetRelationSet"),
            ]
        answers = self._ask(calls)
        whole = []
        for place, node in enumerate(nodes):
            box, text, relations = answers[place * 3 : place * 3 + 3]
            related = [r for r in (relations[0] if relations else ()) if r[0] == LABELLED_BY]
            whole.append(
                replace(
                    node,
                    box=Box(*box[0]) if box else node.box,
                    text=text[0] if text and node.role in TYPED else "",
                    labels=tuple(Address(*one) for r in related for one in r[1]),
                )
            )
        return whole

    # --- what happens ---------------------------------------------------------------------

    def _hear(self, signal: Message) -> None:
        fields = signal.header.fields
        member = fields.get(HeaderFields.member)
        if member == "StateChanged" and signal.body[:2] == ("focused", 1):
            self._focused.append(Address(fields[HeaderFields.sender], fields[HeaderFields.path]))
        elif member == "Announcement":
            self._announced.append(str(signal.body[3][1]))

    def _catch_up(self) -> None:
        """Hear what has been told until now."""
        self._ask([message_bus.GetId()])

    def hush(self) -> None:
        """Forget what was announced so far."""
        self._catch_up()
        self._announced.clear()

    def heard(self) -> list[str]:
        """Return what was announced since the last hush."""
        self._catch_up()
        return list(self._announced)

    def forget_focus(self) -> None:
        """Forget where the keyboard was so far."""
        self._catch_up()
        self._focused.clear()

    def focus(
        self, seconds: float, is_it: Callable[[Node], bool] = lambda _node: True
    ) -> Node | None:
        """Wait for the keyboard to come to a control since it was last forgotten, or return None.

        Told of by signals, so that nobody asks a program that is busy.
        """
        end = time.monotonic() + seconds
        while True:
            came, self._focused = self._focused[-1:], []
            for node in self._closer(self._read(came)):
                if is_it(node):
                    return node
            # More may have been told while the answer was on its way.
            while not self._focused:
                try:
                    message = self._wire.receive(timeout=max(end - time.monotonic(), 0))
                except TimeoutError:
                    return None
                if message.header.message_type is MessageType.signal:
                    self._hear(message)


def _is_shown(node: Node) -> bool:
    return "showing" in node.states


def _call(to: Address, interface: str, method: str, kinds: str = "", *values: Any) -> Message:  # noqa: ANN401
    where = DBusAddress(to.path, bus_name=to.owner, interface=f"{ATSPI}{interface}")
    return new_method_call(where, method, kinds or None, values)


def _get(of: Address, interface: str, name: str) -> Message:
    where = DBusAddress(of.path, bus_name=of.owner, interface="org.freedesktop.DBus.Properties")
    return new_method_call(where, "Get", "ss", (f"{ATSPI}{interface}", name))
