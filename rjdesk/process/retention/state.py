"""Retention: from when and until when the records of a case must be destroyed (6B.4)."""

from __future__ import annotations

from datetime import date

import msgspec


class DeletionWindow(msgspec.Struct, frozen=True):
    """The records are destroyed not before ``opens`` and not after ``ends`` (RC-143)."""

    opens: date
    ends: date
