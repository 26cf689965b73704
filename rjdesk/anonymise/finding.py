"""The door of the room: texts and rosters in, spans with their reasons out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from rjdesk.anonymise.acquaintances import people_met, places_met
from rjdesk.anonymise.evidence import Evidence
from rjdesk.anonymise.folding import Folded, fold
from rjdesk.anonymise.label_words import without_labels
from rjdesk.anonymise.lexicon import Lexicon
from rjdesk.anonymise.novel import novelties, words_of
from rjdesk.anonymise.passes.contacts import contacts
from rjdesk.anonymise.passes.dates import dates
from rjdesk.anonymise.passes.initials import initials
from rjdesk.anonymise.passes.names import names
from rjdesk.anonymise.passes.numbers import numbers
from rjdesk.anonymise.passes.patterns import patterns
from rjdesk.anonymise.passes.phrases import phrases
from rjdesk.anonymise.passes.places import places
from rjdesk.anonymise.passes.residences import residences
from rjdesk.anonymise.passes.strangers import strangers
from rjdesk.anonymise.reading import Found, Reading, open_text
from rjdesk.anonymise.reflections import Reflection
from rjdesk.anonymise.settling import settle
from rjdesk.anonymise.spans import Span
from rjdesk.anonymise.touching import whole_names
from rjdesk.anonymise.uses import uses_in
from rjdesk.desk.roster import Roster

Pass = Callable[[Reading], Iterable[Found]]
"""A pass reads a text and yields what it finds."""

_LEARNING: tuple[Pass, ...] = (names, residences)
_OTHERS: tuple[Pass, ...] = (
    contacts,
    initials,
    numbers,
    patterns,
    dates,
    places,
    phrases,
    strangers,
)


class Finder:
    """Finds what identifies a person. Keeps nothing of a text; safe to use from any thread."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the lists."""
        self.lexicon = lexicon

    def find(self, text: str, roster: Roster) -> tuple[Span, ...]:
        """Return all that was found in a text, in order and without overlap.

        Labels that a replacement left are passed over, so that replacing twice changes nothing.
        """
        return self.find_in_case([(text, roster)])[0]

    def find_contacts(self, text: str, roster: Roster) -> tuple[Span, ...]:
        """Return the contacts of a roster, and the number of its case."""
        folded = fold(text)
        reading = open_text(folded, roster, self.lexicon)
        return _spans(folded, settle(reading, contacts(reading)))

    def find_in_case(
        self, texts: Sequence[tuple[str, Roster]], elsewhere: Collection[str] | None = None
    ) -> tuple[tuple[Span, ...], ...]:
        """Return what was found in each text about one case.

        A name or a place found in one of them counts everywhere in all of them. ``elsewhere``
        are the words of all other reflections of the coalition (see ``novel``); without them no
        sentence is shown for what it alone tells.
        """
        folds = [
            fold(without_labels(text, self.lexicon.labels, _roles(roster)))
            for text, roster in texts
        ]
        readings = [
            open_text(folded, roster, self.lexicon)
            for folded, (_, roster) in zip(folds, texts, strict=True)
        ]
        uses = uses_in((reading.words, reading.lower) for reading in readings)
        readings = [msgspec.structs.replace(reading, uses=uses) for reading in readings]
        found = [[each for look in _OTHERS for each in look(reading)] for reading in readings]
        met = [
            (reading, each)
            for reading, finds in zip(readings, found, strict=True)
            for each in _settled(reading, [*_learnt(reading), *finds])
        ]
        people, met_places = people_met(met, self.lexicon), places_met(met, self.lexicon)
        spans = []
        for folded, reading, finds in zip(folds, readings, found, strict=True):
            wiser = msgspec.structs.replace(
                reading, people=(*reading.people, *people), places_met=met_places
            )
            told = {(each.start, each.end): each.evidence for each in finds}
            again = (_truly_told(each, told) for each in _learnt(wiser))
            settled = list(_settled(wiser, [*again, *finds]))
            if elsewhere is not None:
                settled += novelties(wiser, settled, elsewhere)
            spans.append(_spans(folded, settle(wiser, settled)))
        return tuple(spans)

    def find_all(self, reflections: Sequence[Reflection]) -> tuple[tuple[Span, ...], ...]:
        """Return what was found in each reflection; those on the same case help each other."""
        cases: dict[str, list[int]] = {}
        for place, reflection in enumerate(reflections):
            cases.setdefault(reflection.case or f"\0{place}", []).append(place)
        found: dict[int, tuple[Span, ...]] = {}
        said = {case: words_of(reflections[n].text for n in alike) for case, alike in cases.items()}
        times = Counter(word for words in said.values() for word in words)
        for case, alike in cases.items():
            texts = [(reflections[place].text, reflections[place].roster) for place in alike]
            elsewhere = {word for word, count in times.items() if count > (word in said[case])}
            found.update(zip(alike, self.find_in_case(texts, elsewhere), strict=True))
        return tuple(found[place] for place in range(len(reflections)))


def _settled(reading: Reading, finds: Iterable[Found]) -> Iterator[Found]:
    return whole_names(reading, list(settle(reading, finds)))


def _roles(roster: Roster) -> set[str]:
    return {person.role.strip() for person in roster.parties}


def _truly_told(found: Found, told: Mapping[tuple[int, int], Evidence]) -> Found:
    """Return a find with what told it where it stands, and not that it stands elsewhere too."""
    before = told.get((found.start, found.end))
    if found.evidence is not Evidence.NAMED_ELSEWHERE or before is None:
        return found
    return msgspec.structs.replace(found, evidence=before)


def _learnt(reading: Reading) -> Iterable[Found]:
    return [found for look in _LEARNING for found in look(reading)]


def _spans(folded: Folded, finds: Iterable[Found]) -> tuple[Span, ...]:
    spans = []
    for found in finds:
        start, end = folded.back(found.start, found.end)
        spans.append(
            Span(
                start=start,
                end=end,
                kind=found.kind,
                action=found.action,
                evidence=found.evidence,
                subject=found.subject,
            )
        )
    return tuple(spans)
