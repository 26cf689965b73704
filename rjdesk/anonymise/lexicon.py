"""What the room knows of names and of English: lists that travel with the program.

The lists lie in ``resources/lexicon``; its NOTICE says where each comes from. Nothing is
ever downloaded.
"""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rjdesk.anonymise.folding import fold_word
from rjdesk.anonymise.label_words import LabelWords, read_label_words
from rjdesk.anonymise.sentences import Sentences, read_sentences

if TYPE_CHECKING:
    from nicknames import NickNamer


class Phrasing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of a language by what they tell: one list a kind, from ``phrases.*.toml``."""

    titles: frozenset[str]
    courtesy: frozenset[str]
    after_names: frozenset[str]
    person_nouns: frozenset[str]
    relations: frozenset[str]
    jobs: frozenset[str]
    place_nouns: frozenset[str]
    small_places: frozenset[str]
    group_nouns: frozenset[str]
    peoples: frozenset[str]
    brands: frozenset[str]
    holidays: tuple[str, ...]
    occasions: frozenset[str]
    subjects: frozenset[str]
    human_verbs: frozenset[str]
    auxiliaries: frozenset[str]
    irregular_pasts: frozenset[str]
    before_names: frozenset[str]
    after_words: frozenset[str]
    particles: frozenset[str]
    function_names: frozenset[str]
    mass_nouns: frozenset[str]
    acronyms: frozenset[str]
    house: frozenset[str]
    features: frozenset[str]
    short_forms: Mapping[str, tuple[str, ...]]


class Lexicon:
    """The lists of a folder, each read when it is first asked for. Words are in lower case."""

    def __init__(self, folder: Path) -> None:
        """Note the folder; nothing is read yet."""
        self._folder = folder

    @cached_property
    def given(self) -> frozenset[str]:
        """First names of many countries, folded."""
        return self._list("given-names.txt.gz")

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Family names of many countries, folded."""
        return self._list("surnames.txt.gz")

    @cached_property
    def names(self) -> frozenset[str]:
        """All names."""
        return self.given | self.surnames

    @cached_property
    def everyday(self) -> frozenset[str]:
        """The words of every talk, which tell nothing of anybody."""
        return self._list("everyday-words.en.txt.gz")

    @cached_property
    def common(self) -> frozenset[str]:
        """Ordinary words that everybody uses."""
        return self._list("common-words.en.txt.gz")

    @cached_property
    def words(self) -> frozenset[str]:
        """All ordinary words."""
        return self.common | self._list("words.en.txt.gz")

    @cached_property
    def proper(self) -> frozenset[str]:
        """Words that are written with a capital letter: days, lands, towns, firms, and names."""
        return self._list("capitals.en.txt.gz")

    @cached_property
    def phrasing(self) -> Phrasing:
        """The words that tell a relation, a job, a place and so on."""
        text = (self._folder / "phrases.en.toml").read_text(encoding="utf-8")
        plain = {
            key: value if isinstance(value, Mapping) else value.split()
            for key, value in tomllib.loads(text).items()
        }
        plain["holidays"] = tomllib.loads(text)["holidays"].strip().split("\n")
        return msgspec.convert(plain, Phrasing)

    @cached_property
    def labels(self) -> LabelWords:
        """The words of the labels that stand for what was taken out."""
        return read_label_words(self._folder / "labels.en.toml")

    @cached_property
    def sentences(self) -> Sentences:
        """Why something was found, in words for the person who decides."""
        return read_sentences(self._folder / "reasons.en.toml")

    def short_forms(self, given: str) -> frozenset[str]:
        """Return the usual short forms of a first name, folded; none for an unknown name."""
        name = fold_word(given)
        known = self._nicknamer.nicknames_of(name)
        longer = {full for full in self._nicknamer.canonicals_of(name) if len(full) > len(name)}
        return frozenset(known | longer | set(self.phrasing.short_forms.get(name, ()))) - {name}

    @cached_property
    def _nicknamer(self) -> NickNamer:
        from nicknames import NickNamer

        return NickNamer()

    def _list(self, name: str) -> frozenset[str]:
        return frozenset(gzip.decompress((self._folder / name).read_bytes()).decode().split())
