"""Sheets filled with the register's samples, to look at a form before there is a case."""

from __future__ import annotations

from rjdesk.desk.sheets import Sheet, Table
from rjdesk.paper.fields import FIELDS, LISTS, SIGNERS, TABLES, WORDS

CODE = "RJ-7QK4-M2"
"""The code of the case that all samples are of."""


def sample_sheet(form: str, language: str = "en", programme: str = "") -> Sheet:
    """Return a form filled in with the story of a made-up case."""
    return Sheet(
        form=form,
        language=language,
        programme=programme,
        code=CODE,
        version=1,
        # What things are called is left to the form's language or the programme.
        fields={
            name: field.sample
            for name, field in FIELDS.items()
            if not name.startswith(WORDS) and name != "case.code"
        },
        lists={name: field.sample for name, field in LISTS.items() if name != "exceptions"},
        tables={name: Table((), field.sample) for name, field in TABLES.items()},
        signers={name: field.sample for name, field in SIGNERS.items()},
    )
