"""Names that are also ordinary words, and ways in which somebody hides a name in a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

GIVEN_WORDS = (
    *("Grace", "Will", "Rose", "Mason", "Hope", "Joy", "Faith", "Hunter", "Summer", "Dawn", "Ivy"),
    *("Sunny", "Lucky", "Blessing", "Prince", "May", "June", "Mark", "Grant", "Guy", "Dean", "Art"),
    *("Frank", "Ernest", "Victor", "Angel", "Storm", "Patience", "Honor", "Justice", "Sage", "An"),
    *("Precious", "Comfort", "Welcome", "Given", "Beauty", "Fortune", "Bishop", "Happy", "Destiny"),
)
FAMILY_WORDS = (
    *("Price", "Lane", "Ransom", "King", "Young", "Long", "Short", "Brown", "White", "Green"),
    *("Woods", "Rivers", "Stone", "Hill", "Banks", "Park", "Bush", "Wolf", "Fox", "Rich", "Case"),
    *("Page", "Cook", "Baker", "Carter", "Porter", "Butler", "Parker", "Fisher", "Miller", "Wells"),
    *("Day", "Knight", "Love", "Little", "Small", "Best", "Good", "Wise", "Sharp", "Law", "Church"),
)
USES = (
    "{} plan failed, and nobody was sorry.",
    "The {} family left before the end.",
    "Our {} problem remains.",
    "{} pays, as was agreed.",
    "{}'s letter came on time.",
    "We gave {} the talking piece.",
    "Nobody had told {}.",
    "- {}: quiet, then said it",
    "{}, too, had something to say.",
    "It was {} who asked.",
    "Present: two of us, {} and the others",
    "\u201c{}\u201d, somebody called.",
)
"""Positions that no list of verbs knows."""

HIDDEN: Mapping[str, Callable[[str], str]] = {
    "hyphens": "-".join,
    "spaces": " ".join,
    "dots": ".".join,
    "underscores": "_".join,
    "strokes": "|".join,
    "soft hyphens": "\u00ad".join,
    "no width": "\u200b".join,
    "emoji": "\u2728".join,
    "entities": lambda name: "".join(f"&#{ord(letter)};" for letter in name),
    "percent": lambda name: "".join(f"%{byte:02X}" for byte in name.encode()),
    "bold": lambda name: f"**{name[:2]}**{name[2:]}",
    "italic": lambda name: f"{name[:1]}*{name[1:]}*",
    "a tag": lambda name: f"{name[:2]}<b>{name[2:]}</b>",
    "figures": lambda name: name.translate(str.maketrans("oleastOLEAST", "013457013457")),
    "signs": lambda name: name.translate(str.maketrans("asiASI", "@$!@$!")),
    "Cyrillic": lambda name: name.translate(str.maketrans("aeopcxyi", "аеорсхуі")),
    "full width": lambda name: "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in name),
    "small capitals": lambda name: name.lower().translate(
        str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
    ),
    "in a ring": lambda name: "".join(
        chr(0x24D0 + ord(c) - ord("a")) if c.islower() and c.isascii() else c for c in name
    ),
    "joined to another": lambda name: f"so{name}",
    "a letter left out": lambda name: f"{name[0]}{'-' * (len(name) - 2)}{name[-1]}",
}
"""How a name is hidden from a search, by kind; a person reads it all the same."""
