"""The forms on the command line: list, check and print them without a vault."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rjdesk.desk.sheets import Sheet
    from rjdesk.paper.press import FormInfo, FormPress
    from rjdesk.process.kernel.programme import Programme

DONE = 0
MISTAKES = 1


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add ``forms`` and what it can do to the commands of the program."""
    parser = commands.add_parser("forms", help="list, check and print the forms, without a vault")
    verbs = parser.add_subparsers(dest="verb", title="what to do", required=True)
    listing = verbs.add_parser("list", help="name every form")
    _programme(listing)
    check = verbs.add_parser(
        "check", help="say each mistake in a form or file of words, or a folder"
    )
    check.add_argument("path", type=Path, metavar="FILE or DIR")
    printing = verbs.add_parser("print", help="print forms as PDF files")
    which = printing.add_mutually_exclusive_group(required=True)
    which.add_argument("name", nargs="?", metavar="NAME", help="one form")
    which.add_argument("--all", action="store_true", help="every form")
    _programme(printing)
    printing.add_argument("--language", default="en")
    printing.add_argument("--size", choices=("letter", "a4"), default="letter")
    printing.add_argument(
        "--points",
        type=float,
        default=11.5,
        help="the size of the text: 11.5, or 18 in large print",
    )
    filled = printing.add_mutually_exclusive_group()
    filled.add_argument("--blank", action="store_true", help="to fill in by hand (the default)")
    filled.add_argument("--sample", action="store_true", help="filled in with a made-up case")
    printing.add_argument("--out", type=Path, required=True, metavar="DIR")


def run(options: Namespace) -> int:
    """Do what was asked, and return the exit code."""
    from rjdesk.desk.ports import Trouble
    from rjdesk.process.kernel.programme import ProgrammeError

    verbs = {"list": _list, "check": _check, "print": _print}
    try:
        return verbs[options.verb](options)
    except (Trouble, ProgrammeError, ValueError) as error:
        _say(str(error))
    except BrokenPipeError:
        raise  # nobody reads what is printed any more
    except OSError as error:
        _say(f"{error.filename or 'A file'} cannot be used: {error.strerror}. Nothing was lost.")
    return MISTAKES


def _programme(parser: ArgumentParser) -> None:
    parser.add_argument("--programme", metavar="P", help="in the words of this programme")


def _list(options: Namespace) -> int:
    programme = _chosen(options.programme)
    for form in _press().forms(programme.id if programme else ""):
        if programme and form.id not in programme.forms:
            continue
        print(f"{form.id} ({form.language}, form {form.version}): {form.title}. {form.summary}")
    return MISTAKES if _not_used() else DONE


def _not_used() -> bool:
    """Say which form files of one's own are not used, and return whether there are any."""
    from rjdesk.shipped import own_files, slips_in_forms

    told = [slips[0] for slips in slips_in_forms(own_files() / "forms").values() if slips]
    for slip in told:
        _say(f"Not used. {slip}")
    return bool(told)


def _check(options: Namespace) -> int:
    from rjdesk.paper.checking import check_forms
    from rjdesk.shipped import shipped

    mistakes = check_forms(options.path, shipped("forms"), shipped("resources") / "fonts")
    for mistake in mistakes:
        print(mistake)
    if not mistakes:
        what, are = ("file", "is") if options.path.is_file() else ("forms in", "are")
        print(f"The {what} {options.path} {are} in order.")
    return MISTAKES if mistakes else DONE


def _print(options: Namespace) -> int:
    programme, press = _chosen(options.programme), _press()
    forms = _wanted(press, programme, options)
    if not forms:
        _say(f"There is no form in the language “{options.language}”. Nothing was printed.")
        return MISTAKES
    options.out.mkdir(parents=True, exist_ok=True)
    copy = "sample" if options.sample else "blank"
    for form in forms:
        sheet = _sheet(form, programme, sample=options.sample)
        pdf = press.print_pdf(sheet, size=options.size, points=options.points)
        name = f"{form.id}-{form.language}-{options.size}-{options.points:g}-{copy}.pdf"
        (options.out / name).write_bytes(pdf)
        print(options.out / name)
    # The shipped form of that name was printed in the place of one with a mistake.
    return MISTAKES if _not_used() else DONE


def _wanted(press: FormPress, programme: Programme | None, options: Namespace) -> list[FormInfo]:
    from rjdesk.desk.ports import Trouble

    forms = press.forms(programme.id if programme else "")
    if options.all:
        named = programme.forms if programme else [form.id for form in forms]
    else:
        named = [options.name]
        if options.name not in {form.id for form in forms}:
            known = ", ".join(dict.fromkeys(form.id for form in forms))
            raise Trouble(f"There is no form called {options.name}. There are: {known}.")
    return [form for form in forms if form.id in named and form.language == options.language]


def _sheet(form: FormInfo, programme: Programme | None, *, sample: bool) -> Sheet:
    """Return a sheet in the programme's words, empty or filled in."""
    from msgspec.structs import replace

    from rjdesk.desk.papers import blank_sheet
    from rjdesk.desk.sheets import Sheet
    from rjdesk.paper.samples import sample_sheet
    from rjdesk.process.coalition import Coalition

    # There is no coalition here: the programme's own letterhead stands in for its name.
    bare = blank_sheet(form.id, programme, Coalition()) if programme else Sheet(form=form.id)
    bare = replace(bare, language=form.language)
    if not sample:
        return bare
    filled = sample_sheet(form.id, form.language)
    return replace(
        filled,
        programme=bare.programme,
        letterhead=bare.letterhead,
        fields={**filled.fields, **bare.fields},
        lists={**filled.lists, **bare.lists},
    )


def _press() -> FormPress:
    from rjdesk.shipped import installed_press

    return installed_press()


def _chosen(name: str | None) -> Programme | None:
    from rjdesk.desk.ports import Trouble
    from rjdesk.shipped import installed

    if name is None:
        return None
    programmes, faults = installed()
    if name not in programmes:
        why = [fault for fault in faults if fault.startswith(f"{name}.toml: ")]
        there = f"There is no programme called {name}. There are: {', '.join(programmes)}."
        raise Trouble("\n".join([*why, there]))
    return programmes[name]


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
