"""People are found by the types of the fields that name them, whatever the fields are called."""

import typing

import msgspec
import pytest

from rjdesk.process.catalogue import EVENTS
from rjdesk.process.kernel.event import Event, PersonId
from rjdesk.process.kernel.naming import people_in
from tests.journals.lines import IDS, of_struct, parts_of


class Seat(msgspec.Struct, frozen=True):
    """A value inside an event."""

    beside: tuple[PersonId, ...] = ()
    number: int = 0


class Seated(Event, frozen=True, kw_only=True):
    """An event whose fields nobody has heard of."""

    newcomer: PersonId
    guide: PersonId | None = None
    seats: tuple[Seat, ...] = ()
    word: str = ""


def test_they_are_found_in_any_field_and_inside_its_values() -> None:
    ann, ben, cara = map(PersonId, ("ann", "ben", "cara"))
    event = Seated(
        on=of_struct(EVENTS[0]).on, newcomer=ann, guide=ben, seats=(Seat((cara,)),), word="dan"
    )
    assert list(people_in(event)) == [ann, ben, cara]


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.tag)
def test_an_event_that_has_a_place_for_people_gives_them(kind: type[Event]) -> None:
    hints = typing.get_type_hints(kind).values()
    has_place = any(part is PersonId for hint in hints for part in parts_of(hint))
    assert (IDS["PersonId"] in set(people_in(of_struct(kind)))) == has_place
