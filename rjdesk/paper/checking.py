"""Checks a coalition's own form files before they are used, and before anybody waits for paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.desk.typed import Undrawable
from rjdesk.paper.files import (
    FORM_NAME,
    WORDS_NAME,
    FormFiles,
    NoPlainText,
    bytes_of,
    is_folder,
    listed,
    whole,
    why_unseen,
)
from rjdesk.paper.press import FormPress
from rjdesk.paper.samples import sample_sheet
from rjdesk.paper.template import slips_in
from rjdesk.paper.wording import FormError, slips_in_wording
from rjdesk.process.kernel.faults import shown

LARGE_PRINT = 18.0
"""The largest size of text that the desk offers: what fits then fits always."""

Slips = Mapping[Path, Sequence[str]]
"""What is wrong with each file that cannot be used; nothing more where another's slips say it."""


def slips_in_folder(folder: Path, built_in: Path, fonts: Path) -> Slips:
    """Return what is wrong with each file of a folder of forms that cannot be used, by its path.

    The folders inside it are those of programmes. Each slip is a sentence with file and line.
    A file with a slip is left out and no other is, but for the forms in a language whose words
    there are not.
    """
    undrawable = FormPress(built_in, fonts).undrawable
    found: dict[Path, Sequence[str]] = {}
    for place in _places(folder):
        if unseen := why_unseen(place):
            found[place] = [f"{shown(place.name)}: {unseen}."]
        for path in _files_in(place):
            if slips := slips_of(path, path.relative_to(folder).as_posix(), undrawable):
                found[path] = slips
    files = FormFiles(built_in, folder, found)
    for place in _places(folder):
        found |= _without_words(place, folder, tuple(found), files)
    return found


def slips_of(path: Path, file: str, undrawable: Undrawable) -> list[str]:
    """Return what is wrong with one file; ``file`` is what it is called in the sentences."""
    name, file = path.name, shown(file)
    form = path.suffix.lower() == ".md"
    if not (FORM_NAME if form else WORDS_NAME).fullmatch(name):
        example = "report-back.en.md" if form else "words.en.toml"
        why = (
            f"this is the name of no {'form' if form else 'file of words'}. One is called"
            f" as {example} is, by its language too. Call it so, or take it out of the folder."
        )
        return [f"{file}: {why}"]
    try:
        source = bytes_of(path)
    except NoPlainText as trouble:
        return [f"{file}, line 1: {trouble}."]
    slips = (
        slips_in(source, file, name, undrawable)
        if form
        else slips_in_wording(source, file, undrawable)
    )
    return list(map(str, slips))


def check_forms(path: Path, built_in: Path, fonts: Path) -> list[str]:
    """Return each mistake in a form or file of words, or a folder of them, as a sentence.

    It names file and line. What is not in the folder is taken from the built-in forms, as it is
    when a paper is printed. A form without a mistake is printed in large print, in memory,
    blank and filled in, to see that it can be.
    """
    if is_folder(path):
        path = path.resolve()
        slips = slips_in_folder(path, built_in, fonts)
        press = FormPress(built_in, fonts, path, slips)
        told = [slip for each in slips.values() for slip in each]
        for place in _places(path):
            programme = "" if place == path else place.name
            for file in _files_in(place):
                if file not in slips:
                    told += _unprinted(file, file.relative_to(path).as_posix(), press, programme)
        if not told and not any(_files_in(place) for place in _places(path)):
            told.append(f"There is no form in {path}.")
        return told
    if not path.exists():
        return [f"There is no form called {shown(path.name)} there."]
    path = whole(path)
    # The words of its language may lie beside it, or above it where it is a programme's own.
    press = FormPress(built_in, fonts, path.parent.parent)
    told = slips_of(path, path.name, press.undrawable)
    return told or list(_unprinted(path, path.name, press, path.parent.name))


def _places(folder: Path) -> list[Path]:
    """Return a folder of forms, and the folders of programmes in it."""
    return [folder, *(place for place in listed(folder) if is_folder(place))]


def _files_in(place: Path) -> list[Path]:
    """Return the files that are, or were meant to be, forms and words; the words come first."""
    files = [path for path in listed(place) if path.suffix.lower() in (".md", ".toml")]
    return sorted(files, key=lambda path: (path.suffix.lower() != ".toml", path.name))


def _without_words(place: Path, folder: Path, found: Collection[Path], files: FormFiles) -> Slips:
    """Return the forms of one's own that cannot be used since their language has no words."""
    known = files.keys("" if place == folder else place.name)
    lacking: dict[str, list[Path]] = {}
    for path in _files_in(place):
        called = FORM_NAME.fullmatch(path.name)
        if called and path not in found and (called["form"], called["language"]) not in known:
            lacking.setdefault(f"words.{called['language']}.toml", []).append(path)
    slips: dict[Path, Sequence[str]] = {}
    for words, paths in lacking.items():
        named = " and ".join(shown(path.relative_to(folder).as_posix()) for path in paths)
        there = any((each / words).exists() for each in (place, folder))
        why = "which has a mistake" if there else "which is missing. Put it into the same folder"
        slips |= dict.fromkeys(paths, ())
        slips[paths[0]] = [f"{named}: not used without {words}, {why}."]
    return slips


def _unprinted(path: Path, file: str, press: FormPress, programme: str) -> Iterator[str]:
    """Yield why a form without a slip cannot be printed after all."""
    called = FORM_NAME.fullmatch(path.name)
    if not called:
        return
    key = called["form"], called["language"]
    blank = Sheet(form=key[0], language=key[1], programme=programme)
    for sheet in (blank, sample_sheet(*key, programme)):
        try:
            press.print_pdf(sheet, points=LARGE_PRINT)
        except Trouble as trouble:
            # A slip of its words is told with their file and line.
            yield str(trouble) if isinstance(trouble, FormError) else f"{file}, line 1: {trouble}"
            return
