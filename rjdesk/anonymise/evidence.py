"""Why something was found: what the readers decide by. Its sentences are at the edge."""

from __future__ import annotations

from enum import StrEnum


class Evidence(StrEnum):
    """What tells that a stretch of text identifies somebody, or may."""

    # The people of the roster.
    ROSTER_NAME = "roster-name"
    SHORT_FORM = "short-form"
    MISSPELT = "misspelt"
    PART_OF_NAME = "part-of-name"
    INITIALS = "initials"
    INITIALS_OR_SHORT = "initials-or-short"
    NAME_OR_WORD = "name-or-word"
    RATHER_A_WORD = "rather-a-word"
    SHARED_NAME = "shared-name"
    SHARED_INITIALS = "shared-initials"
    OTHER_SURNAME = "other-surname"
    FACILITATOR = "facilitator"
    OWN_INITIALS = "own-initials"
    LIKE_FACILITATOR = "like-facilitator"

    # What else the roster knows.
    ROSTER_EMAIL = "roster-email"
    ROSTER_USER_NAME = "roster-user-name"
    ROSTER_PHONE = "roster-phone"
    PHONE_TAIL = "phone-tail"
    CASE_NUMBER = "case-number"
    ROSTER_PLACE = "roster-place"
    PERHAPS_PLACE = "perhaps-place"

    # People on no roster.
    TITLED = "titled"
    LISTED_NAME = "listed-name"
    UNLISTED = "unlisted"
    PERHAPS_NAME = "perhaps-name"
    PLACE_OR_NAME = "place-or-name"
    OFFICE = "office"
    NAMED_ELSEWHERE = "named-elsewhere"

    # What is known by its shape.
    EMAIL = "email"
    SPELT_EMAIL = "spelt-email"
    LINK = "link"
    HANDLE = "handle"
    POSTCODE = "postcode"
    ADDRESS = "address"
    ROOM = "room"
    AGE = "age"
    PERHAPS_AGE = "perhaps-age"
    PHONE = "phone"
    DIGITS = "digits"
    NUMBER = "number"
    COURSE = "course"
    DAY = "day"
    NAMED_PLACE = "named-place"
    NAMED_GROUP = "named-group"
    KNOWN_PLACE = "known-place"

    # What may tell who somebody is without a name.
    SINGLED_OUT = "singled-out"
    FEATURE = "feature"
    LASTING = "lasting"
    RELATION = "relation"
    JOB = "job"
    MEMBERSHIP = "membership"
    ORIGIN = "origin"
    NOWHERE_ELSE = "nowhere-else"
    PRONOUN = "pronoun"

    # What people and the gate say.
    MARKED = "marked"
    NAME_WORD = "name-word"
    HIDDEN_NAME = "hidden-name"
    ANOTHER_CASE = "another-case"
