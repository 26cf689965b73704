"""The parts that people have in a case, in the programme's words."""

from __future__ import annotations

from rjdesk.process.kernel.programme import Words
from rjdesk.process.people.state import Part, Person


def part_name(part: Part, words: Words) -> str:
    """Return what a part is called."""
    return {
        Part.AFFECTED: words.affected_party,
        Part.RESPONSIBLE: words.responsible_party,
        Part.SUPPORTING: words.supporting_party,
        Part.REPRESENTATIVE: words.community_representative,
        Part.PARTICIPANT: words.circle_participant,
        Part.SPEAKER: words.party_representative,
        Part.INTERPRETER: words.interpreter,
    }[part]


def part_words(person: Person, words: Words) -> str:
    """Return a person's parts in the programme's words."""
    return " and ".join(part_name(part, words) for part in person.parts)
