"""What travels with the program and what is a coalition's own: programmes, forms, words, help.

The unlock screen needs only where things lie; the rest is imported when it is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rjdesk.anonymise.reviewing import RosterAnonymiser
    from rjdesk.desk.terms import Terms
    from rjdesk.desk.wording import RuleHelp
    from rjdesk.paper.checking import Slips
    from rjdesk.paper.files import FormFiles
    from rjdesk.paper.press import FormPress
    from rjdesk.process.kernel.programme import Programme


@cache
def shipped(folder: str) -> Path:
    """Return where ``resources`` or ``forms`` lie: in the package, or at the checkout's top."""
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


class Installed(NamedTuple):
    """The programmes that can be chosen, by id, and what is wrong with each file that is not."""

    programmes: Mapping[str, Programme]
    faults: tuple[str, ...]


def own_files() -> Path:
    """Return the folder of a coalition's own ``programmes`` and ``forms`` on this computer.

    A file there takes the place of the shipped one of the same name.
    """
    import platformdirs

    return Path(platformdirs.user_data_dir("rjdesk", appauthor=False)) / "own"


@cache
def shipped_programmes() -> Mapping[str, Programme]:
    """Return the programmes that travel with the program, by id, with the texts of their forms.

    Raises ProgrammeError when one of them cannot be read.
    """
    from rjdesk.process.kernel.programme import ProgrammeError

    found = programmes_in([shipped("resources") / "programmes"], shipped("forms"))
    for fault in found.faults:
        raise ProgrammeError(fault)
    return found.programmes


@cache
def installed() -> Installed:
    """Return the shipped programmes and a coalition's own."""
    own = own_files()
    folders = [shipped("resources") / "programmes", own / "programmes"]
    found = programmes_in(folders, shipped("forms"), own / "forms")
    return found._replace(faults=(*found.faults, *misplaced_in(own, found.programmes)))


def misplaced_in(own: Path, programmes: Collection[str]) -> Iterator[str]:
    """Yield each file of one's own that lies where nobody looks for it, and where it belongs."""
    from rjdesk.paper.files import is_folder, listed
    from rjdesk.process.kernel.faults import quoted, shown

    for file in listed(own):
        if file.suffix.lower() in (".toml", ".md"):
            yield (
                f"{shown(file.name)}: nobody looks for it in this folder. Put a programme into "
                f"{own / 'programmes'}, and a form or a file of words into {own / 'forms'}."
            )
    # The folder of a programme that has a mistake waits for it.
    known = {*programmes, *(file.stem for file in _programme_files(own / "programmes"))}
    for folder in filter(is_folder, listed(own / "forms")):
        if folder.name not in known and any(
            file.suffix in (".toml", ".md") for file in listed(folder)
        ):
            yield (
                f"{shown(folder.name)}: no programme here has this id, and nobody uses the forms "
                f"in this folder. Call it by the id of one: {quoted(programmes)}."
            )


def programmes_in(folders: Sequence[Path], forms: Path, own_forms: Path | None = None) -> Installed:
    """Return the programmes of some folders, the last of which counts most, with their forms.

    A file that cannot be read disables itself, and no other.
    """
    from rjdesk.paper.files import why_unseen
    from rjdesk.process.kernel.faults import shown
    from rjdesk.process.kernel.programme import ProgrammeError

    slips = slips_in_forms(own_forms)
    files = form_files(forms, own_forms, slips)
    programmes: dict[str, Programme] = {}
    faults = [each[0] for each in slips.values() if each]
    faults += [f"{shown(each.name)}: {why}." for each in folders if (why := why_unseen(each))]
    for file in (file for folder in folders for file in _programme_files(folder)):
        try:
            programme = programme_in(file, files)
        except ProgrammeError as fault:
            faults.extend(fault.args)
        else:
            programmes[programme.id] = programme
    return Installed(programmes, tuple(faults))


def _programme_files(folder: Path) -> Iterator[Path]:
    """Yield the files that are programmes, or were meant to be."""
    from rjdesk.paper.files import listed

    yield from (file for file in listed(folder) if file.suffix.lower() == ".toml")


def form_files(forms: Path, own_forms: Path | None, slips: Collection[Path]) -> FormFiles:
    """Return the form files that count: a coalition's own, but for those with a mistake."""
    from rjdesk.paper.files import FormFiles

    return FormFiles(forms, own_forms, slips)


def slips_in_forms(own_forms: Path | None) -> Slips:
    """Return what is wrong with each form file of one's own that cannot be used."""
    from rjdesk.paper.files import listed, why_unseen

    if own_forms is None or not (listed(own_forms) or why_unseen(own_forms)):
        return {}  # and nothing is imported that reads forms
    from rjdesk.paper.checking import slips_in_folder

    return slips_in_folder(own_forms, shipped("forms"), shipped("resources") / "fonts")


LANGUAGE = "en"
"""The language that every form has."""


def programme_in(file: Path, files: FormFiles) -> Programme:
    """Return the programme of a file, with the texts of its forms; raises ProgrammeError."""
    from msgspec.structs import replace

    from rjdesk.desk.ports import Trouble
    from rjdesk.paper.files import NoPlainText, text_of
    from rjdesk.process.kernel.faults import shown
    from rjdesk.process.kernel.programme import ProgrammeError
    from rjdesk.process.kernel.programme_file import read_programme
    from rjdesk.process.rules import KNOWN_RULES

    name = shown(file.name)
    try:
        text = text_of(file)
    except NoPlainText as trouble:
        raise ProgrammeError(f"{name}: {trouble}.") from None
    if file.suffix != ".toml":
        raise ProgrammeError(
            f"{name}: a programme file ends in .toml, in small letters. Call it {file.stem}.toml."
        )
    programme = read_programme(text, name, KNOWN_RULES)
    if f"{programme.id}.toml" != file.name:
        raise ProgrammeError(
            f"{name}: the key id says “{programme.id}”. Call the file {programme.id}.toml, "
            "or give it the id that it is called by."
        )
    if slips := [f"{name}: {slip}" for slip in _undrawable(programme)]:
        raise ProgrammeError(*slips)
    known = {form for form, language in files.keys(programme.id) if language == LANGUAGE}
    for form in programme.forms:
        if form not in known:
            raise ProgrammeError(
                f"{name}: the key papers names “{form}”, and there is no form file "
                f"{form}.{LANGUAGE}.md that can be used. There are: {', '.join(sorted(known))}."
            )
    try:
        texts = (*programme.texts, *files.texts(programme.id, programme.forms))
    except Trouble as fault:
        why = str(fault).rstrip(".")
        raise ProgrammeError(f"{name}: a form of it cannot be read: {why}.") from None
    programme = replace(programme, texts=texts)
    if slips := [f"{name}: {slip}" for slip in _never_filled(programme)]:
        raise ProgrammeError(*slips)
    return programme


def _never_filled(programme: Programme) -> Iterator[str]:
    """Yield which papers lack somebody whom their forms ask for, or a place for who signs."""
    from rjdesk.desk.paper_fields import OF_ONE_PERSON, SIGNERS, asked_in
    from rjdesk.process.kernel.papers import PaperFor

    for number, paper in enumerate(programme.papers):
        key, form = f"papers[{number}]", f"{paper.form}.{LANGUAGE}.md"
        asked = asked_in(programme.form_text(form)) or frozenset()
        if paper.also_sign and not asked & SIGNERS.keys():
            yield (
                f"the key {key}.also_sign names who signs too, and {form} has no place to sign. "
                "Take the key out, or write a [[sign …]] into the form."
            )
        if paper.for_ is PaperFor.CASE and asked & OF_ONE_PERSON:
            yield (
                f"the key {key}.for says “case”, and {form} names one participant, whom a paper "
                "of the whole case never has. Choose from “participant”, “primary_party”, or "
                "change the form."
            )


def _undrawable(programme: Programme) -> Iterator[str]:
    """Yield which texts of a programme that papers hold cannot be printed."""
    import msgspec

    words = msgspec.structs.asdict(programme.words)
    printed = {
        "letterhead": programme.letterhead,
        "agreement_title": programme.agreement_title,
        **{f"words.{key}": text for key, text in words.items()},
        **{f"exceptions[{n}].text": each.text for n, each in enumerate(programme.exceptions)},
    }
    for key, text in printed.items():
        if text.isascii():
            continue  # and nothing is imported that knows letters
        from rjdesk.paper.letters import lacking

        if signs := lacking(text, shipped_press().undrawable):
            yield (
                f"the key {key} holds {signs}, which no font here can draw. Write it in other "
                "letters."
            )


@cache
def shipped_rule_help() -> Mapping[str, RuleHelp]:
    """Return the help of every rule, by id."""
    from rjdesk.desk.wording import read_rule_help

    file = shipped("resources") / "wording" / "rules.en.toml"
    return read_rule_help(file.read_text(encoding="utf-8"), file.name)


@cache
def shipped_terms() -> Terms:
    """Return the words of every choice that a journal keeps."""
    from rjdesk.desk.terms import read_terms

    file = shipped("resources") / "wording" / "terms.en.toml"
    return read_terms(file.read_text(encoding="utf-8"), file.name)


@cache
def shipped_press() -> FormPress:
    """Return the press of the shipped forms and fonts."""
    from rjdesk.paper.press import FormPress

    return FormPress(shipped("forms"), shipped("resources") / "fonts")


@cache
def installed_press() -> FormPress:
    """Return the press that prints by a coalition's own forms, and else by the shipped ones."""
    from rjdesk.paper.press import FormPress

    own = own_files() / "forms"
    return FormPress(shipped("forms"), shipped("resources") / "fonts", own, slips_in_forms(own))


@cache
def installed_anonymiser() -> RosterAnonymiser:
    """Return the room that finds what identifies somebody, with the shipped lists."""
    from rjdesk.anonymise.reviewing import RosterAnonymiser

    return RosterAnonymiser(shipped("resources") / "lexicon")
