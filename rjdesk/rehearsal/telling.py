"""How a story is told: chapters of steps, each a value that says what is done and what is so.

A driver lives the steps through: at a desk over a journal, or in a window. People, places and
events are fictional.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from rjdesk.process.kernel.event import CaseId, Event, MemberId


class On(msgspec.Struct, frozen=True):
    """The clock moves on to a day and an hour."""

    day: date
    hour: int = 9


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """A member records events in one press; ``warned`` are the rules that only speak.

    ``in_case`` is False for what is the coalition's. Where ``second`` is named, that member
    signs too, here and now; where they are ``beside`` another, they sign alone at that one's desk.
    """

    by: str
    events: tuple[Event, ...]
    warned: frozenset[str] = frozenset()
    in_case: bool = True
    second: str = ""
    beside: str = ""


class Tries(msgspec.Struct, frozen=True, kw_only=True):
    """A member tries to record something, and nothing is written: ``rules`` refuse it.

    ``reads`` is what the person reads of why, a part of it.
    """

    by: str
    events: tuple[Event, ...]
    rules: frozenset[str]
    reads: str = ""
    in_case: bool = True


class PowerCut(msgspec.Struct, frozen=True, kw_only=True):
    """A member records events, and the power goes before anything can be closed."""

    by: str
    events: tuple[Event, ...]


class Corrects(msgspec.Struct, frozen=True, kw_only=True):
    """A member puts the latest entry of an event right, or takes it back where it never was."""

    by: str
    wrong: Event
    right: Event | None


class Sees(msgspec.Struct, frozen=True, kw_only=True):
    """What a member reads on a page of the case, and what stands nowhere on it."""

    by: str
    page: str
    words: tuple[str, ...]
    not_: tuple[str, ...] = ()


class Prints(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on a printed paper of the case, and what stands nowhere on it.

    ``of`` is whose paper it is, where there is one for each.
    """

    by: str
    form: str
    words: tuple[str, ...]
    not_: tuple[str, ...] = ()
    of: str = ""


class SealedFor(msgspec.Struct, frozen=True):
    """A case does not open for a member."""

    by: str


class CodesIssued(msgspec.Struct, frozen=True):
    """Each request that a member takes gets a code of its own, which says nothing of the case."""

    by: str


Step = On | Records | Tries | PowerCut | Corrects | Sees | Prints | SealedFor | CodesIssued


class Numbered(msgspec.Struct, frozen=True):
    """A step, and the number it has in the scenario that it tells."""

    number: int
    step: Step


class Chapter(msgspec.Struct, frozen=True):
    """A part of a story, at whose end one may stop."""

    name: str
    steps: tuple[Numbered, ...]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One told case: under which coalition, from which day on, with how many numbered steps."""

    id: str
    title: str
    coalition: str
    begins: date
    case: CaseId
    facilitator: MemberId
    numbers: int
    chapters: tuple[Chapter, ...]

    def up_to(self, last: Chapter) -> Iterator[Chapter]:
        """Yield the chapters up to and with one of them."""
        yield from self.chapters[: self.chapters.index(last) + 1]


def chapter(name: str, *told: Step | tuple[int, Step]) -> Chapter:
    """Return a chapter; a step without a number belongs to the one before it."""
    steps, number = [], 0
    for each in told:
        number, step = each if isinstance(each, tuple) else (number, each)
        steps.append(Numbered(number, step))
    return Chapter(name, tuple(steps))


def unnumbered(*chapters: Chapter) -> tuple[Chapter, ...]:
    """Return chapters of another story, whose numbers are that one's."""
    return tuple(
        Chapter(known.name, tuple(Numbered(0, each.step) for each in known.steps))
        for known in chapters
    )


def does(by: str, *events: Event, warned: str = "", second: str = "", beside: str = "") -> Records:
    """Return that a member records events of the case; ``warned`` are rule ids."""
    rules = frozenset(warned.split())
    return Records(by=by, events=events, warned=rules, second=second, beside=beside)


def decides(by: str, *events: Event) -> Records:
    """Return that a member records events of the coalition."""
    return Records(by=by, events=events, in_case=False)


def refused(by: str, rules: str, *events: Event, reads: str = "") -> Tries:
    """Return that a member is refused by exactly these rules, named with spaces between."""
    return Tries(by=by, events=events, rules=frozenset(rules.split()), reads=reads)


def corrects(by: str, wrong: Event, right: Event | None = None) -> Corrects:
    """Return that a member puts an event right; taken back where nothing is right."""
    return Corrects(by=by, wrong=wrong, right=right)


def sees(by: str, page: str, *words: str, not_: tuple[str, ...] = ()) -> Sees:
    """Return what a member reads on a page."""
    return Sees(by=by, page=page, words=words, not_=not_)


def prints(by: str, form: str, *words: str, not_: tuple[str, ...] = (), of: str = "") -> Prints:
    """Return what stands on a paper."""
    return Prints(by=by, form=form, words=words, not_=not_, of=of)
