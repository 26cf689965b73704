"""The colours of paper: sRGB, described in an ICC profile that is made here.

An archive wants to know what the numbers of a colour mean. The profile is written out from
the figures of IEC 61966-2-1, always with the same bytes; what makes profiles elsewhere puts
the time of day into them.
"""

from __future__ import annotations

import struct
from functools import cache

NAME = "sRGB IEC61966-2.1"

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_FROM_D65 = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_MADE = (2020, 1, 1, 0, 0, 0)


@cache
def profile() -> bytes:
    """Return the ICC profile (version 4, for a display)."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _numbers(_CURVE)
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": b"XYZ " + bytes(4) + _numbers(_D50),
        b"chad": b"sf32" + bytes(4) + _numbers(_FROM_D65),
        **{name: b"XYZ " + bytes(4) + _numbers(xyz) for name, xyz in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    places: dict[bytes, int] = {}
    start = 128 + 4 + 12 * len(tags)
    body = b""
    for data in tags.values():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
    table = struct.pack(">I", len(tags)) + b"".join(
        name + struct.pack(">II", places[data], len(data)) for name, data in tags.items()
    )
    return _header(start + len(body)) + table + body


def _header(size: int) -> bytes:
    head = struct.pack(
        ">I4xI4s4s4s6H4s", size, 0x04200000, b"mntr", b"RGB ", b"XYZ ", *_MADE, b"acsp"
    )
    # Platform, flags, maker, model, attributes and intent are left at nothing in particular.
    return (head + bytes(28) + _numbers(_D50)).ljust(128, b"\0")


def _numbers(values: tuple[float, ...]) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _text(text: str) -> bytes:
    words = text.encode("utf-16-be")
    return (
        b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(words), 28) + words
    )
