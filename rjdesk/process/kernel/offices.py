"""Offices and trainings, as a programme's file has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, NewType

import msgspec

from rjdesk.process.kernel.event import Capacity

KEY = msgspec.Meta(pattern="^[a-z0-9][a-z0-9_-]{0,59}$")
Key = Annotated[str, KEY]
"""What a programme names something by, as journals keep it."""
Named = Annotated[str, msgspec.Meta(pattern="\\S", max_length=200)]
"""What people read of it: never empty."""

OfficeId = NewType("OfficeId", str)
"""The key of an office, as journals keep it; the programme has its name."""
TrainingId = NewType("TrainingId", str)
"""The key of a training, as journals keep it; the programme has its name."""
RoleId = NewType("RoleId", str)
"""Who may set a rule aside: FACILITATOR, COALITION, or the key of an office."""

FACILITATOR = RoleId("facilitator")
"""Whoever facilitates the case."""
COALITION = RoleId("coalition")
"""Every member."""
OF_NO_OFFICE = (FACILITATOR, COALITION)

OF_OFFICES = (Capacity.OPENS, Capacity.ASSIGNS, Capacity.KEEPS_MEMBERS)
"""The capacities that a programme gives to offices; the others follow from a case."""


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An office that a member holds for a term, and what it is there for.

    ``seats`` says how many hold it in a year, ``continues`` that each of them is a student who
    served before (RC-022); ``told_of_new_cases`` that they get a notice, which names nobody.
    ``confirmed_by`` is the body on whose word it is taken each year, ``with_consent`` that the
    coalition consents (RC-034). ``reporting_status`` is what a holder says of their own, where it
    differs from what everybody says (6C).
    """

    id: Annotated[OfficeId, KEY]
    name: Named
    capacities: tuple[Literal["opens", "assigns", "keeps_members"], ...] = ()
    told_of_new_cases: bool = False
    seats: Annotated[int, msgspec.Meta(ge=1)] | None = None
    continues: bool = False
    confirmed_by: Key | None = None
    with_consent: bool = False
    reporting_status: str = ""


class Training(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A training that every facilitator has finished for the year (RC-035)."""

    id: Annotated[TrainingId, KEY]
    name: Named


def a_holder_of(offices: Iterable[Office]) -> str:
    """Return whom to ask, for a sentence: 'a Chair or a Staff Advisor', 'an Elder'."""
    names = [office.name for office in offices]
    return " or ".join(f"an {n}" if n[:1].upper() in "AEIO" else f"a {n}" for n in names)
