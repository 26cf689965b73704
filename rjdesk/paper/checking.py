"""Checks a folder of form files before anybody waits for the paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rjdesk.desk.ports import Trouble
from rjdesk.desk.sheets import Sheet
from rjdesk.paper.press import FormPress
from rjdesk.paper.template import read_form, slips_in
from rjdesk.paper.wording import slips_in_wording


def check_forms(path: Path, built_in: Path, fonts: Path) -> list[str]:
    """Return each mistake in a form, or a folder of forms, as a sentence with file and line.

    The folders inside it are those of programmes. What is not in the folder is taken from the
    built-in forms, as it is when a paper is printed. A form without a mistake is printed
    blank, in memory, to see that every letter of it can be drawn.
    """
    if path.is_file():
        return list(_form(path, FormPress(built_in, fonts, overlay=path.parent), ""))
    if not path.is_dir():
        return [f"There is no form called {path.name} there."]
    return _folder(path, built_in, fonts)


def _folder(folder: Path, built_in: Path, fonts: Path) -> list[str]:
    places = [folder, *sorted(place for place in folder.iterdir() if place.is_dir())]
    found: list[str] = []
    for place in places:
        programme = "" if place == folder else place.name
        for path in sorted(place.glob("*.toml")):
            found += [
                f"{programme}/{slip}".lstrip("/")
                for slip in slips_in_wording(path.read_bytes(), path.name)
            ]
        press = FormPress(built_in, fonts, overlay=folder)
        for path in sorted(place.glob("*.md")):
            found += [f"{programme}/{said}".lstrip("/") for said in _form(path, press, programme)]
    if not any(path.suffix in (".md", ".toml") for place in places for path in place.iterdir()):
        found.append(f"There is no form in {folder}.")
    return found


def _form(path: Path, press: FormPress, programme: str) -> Iterator[str]:
    source = path.read_bytes()
    slips = slips_in(source, path.name)
    if slips:
        yield from map(str, slips)
        return
    form = read_form(source, path.name)
    wanted = f"{form.id}.{form.language}.md"
    if path.name != wanted:
        yield f"{path.name}, line 1: by what it says of itself, this file is called {wanted}."
        return
    try:
        press.print_pdf(Sheet(form=form.id, language=form.language, programme=programme))
    except Trouble as trouble:
        said = str(trouble)
        yield said if said.startswith(path.name) else f"{path.name}, line 1: {said}"
