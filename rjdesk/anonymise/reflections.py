"""A reflection and the roster that it is read against, as they come from outside."""

from __future__ import annotations

import msgspec

from rjdesk.desk.roster import Roster


class RosterError(ValueError):
    """A roster cannot be read; the sentence says why."""


class Reflection(msgspec.Struct, frozen=True, kw_only=True):
    """One text and the roster of its case. ``case_id`` tells which texts are about the same."""

    id: str
    text: str
    roster: Roster
    case_id: str = ""

    @property
    def case(self) -> str:
        """What two reflections on the same case share; empty when it is not known."""
        return self.case_id or self.roster.case_number


def read_reflection(line: str | bytes) -> Reflection:
    """Read one reflection from a line of JSON.

    Fields that it does not know are passed over, and what is null counts as not given. Raises
    RosterError with a sentence that quotes nothing of the content.
    """
    try:
        return msgspec.convert(_given(msgspec.json.decode(line)), Reflection)
    except msgspec.ValidationError as error:
        raise RosterError(f"It is no reflection with its roster ({error}).") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RosterError("It is not a line of JSON in UTF-8.") from None
    except RecursionError:
        raise RosterError("It is no reflection with its roster: it is nested too deeply.") from None


def _given(value: object) -> object:
    """Return a decoded value without what is null in it."""
    if isinstance(value, dict):
        return {key: _given(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_given(each) for each in value if each is not None]
    return value
