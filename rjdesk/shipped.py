"""What travels with the program: where it lies, its programmes, its press, the help of its rules.

The unlock screen needs only where things lie; the rest is imported when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rjdesk.desk.terms import Terms
    from rjdesk.desk.wording import RuleHelp
    from rjdesk.paper.press import FormPress
    from rjdesk.process.kernel.programme import Programme


@cache
def shipped(folder: str) -> Path:
    """Return where ``resources`` or ``forms`` lie: in the package, or at the checkout's top."""
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / folder


@cache
def shipped_programmes() -> Mapping[str, Programme]:
    """Return the programmes that travel with the program, by id, with the texts of their forms.

    Raises ProgrammeError when one of them cannot be read.
    """
    return programmes_in(shipped("resources") / "programmes", shipped("forms"))


def programmes_in(folder: Path, forms: Path) -> Mapping[str, Programme]:
    """Return the programmes of a folder, by id, with the texts of their forms from another.

    Raises ProgrammeError when one of them cannot be read.
    """
    from msgspec.structs import replace

    from rjdesk.paper.files import FormFiles
    from rjdesk.process.kernel.programme import ProgrammeError
    from rjdesk.process.kernel.programme_file import read_programme
    from rjdesk.process.rules import KNOWN_RULES

    files = FormFiles(forms)
    programmes = {}
    for file in sorted(folder.glob("*.toml")):
        programme = read_programme(file.read_text(encoding="utf-8"), file.name, KNOWN_RULES)
        known = {form for form, _language in files.keys(programme.id)}
        for form in programme.forms:
            if form not in known:
                raise ProgrammeError(
                    f"{file.name}: the key forms names “{form}”, and there is no form file of "
                    f"that name. There are: {', '.join(sorted(known))}."
                )
        texts = (*programme.texts, *files.texts(programme.id, programme.forms))
        programmes[programme.id] = replace(programme, texts=texts)
    return programmes


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
