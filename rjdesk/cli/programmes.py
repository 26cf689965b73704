"""The programmes on the command line: list them, and check a file before it is used."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rjdesk.process.kernel.programme import Programme

DONE = 0
MISTAKES = 1


def add_to(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add ``programmes`` and what it can do to the commands of the program."""
    parser: ArgumentParser = commands.add_parser(
        "programmes", help="list the programmes, and check the file of one"
    )
    verbs = parser.add_subparsers(dest="verb", title="what to do", required=True)
    verbs.add_parser("list", help="name every programme, and each file that is not used")
    check = verbs.add_parser("check", help="say what is wrong with a programme file")
    check.add_argument("file", type=Path, metavar="FILE")


def run(options: Namespace) -> int:
    """Do what was asked, and return the exit code."""
    return _list() if options.verb == "list" else _check(options.file)


def _list() -> int:
    from rjdesk.shipped import installed, own_files

    found = installed()
    for programme in found.programmes.values():
        print(f"{programme.id} (version {programme.version}): {programme.name}.")
    for fault in found.faults:
        print(f"Not used. {fault}", file=sys.stderr)
    own = own_files()
    print(
        f"Programmes of your own lie in {own / 'programmes'}, and their forms in {own / 'forms'}."
    )
    return MISTAKES if found.faults else DONE


def _check(file: Path) -> int:
    from rjdesk.paper.files import is_folder, whole
    from rjdesk.process.kernel.programme import ProgrammeError
    from rjdesk.shipped import form_files, own_files, programme_in, shipped, slips_in_forms

    file = whole(file)
    beside = file.parent.parent / "forms"
    forms = beside if is_folder(beside) else own_files() / "forms"
    slips = slips_in_forms(forms)
    mistakes = [slip for each in slips.values() for slip in each]
    try:
        programme = programme_in(file, form_files(shipped("forms"), forms, slips))
    except ProgrammeError as fault:
        mistakes += fault.args
    if mistakes:
        for mistake in mistakes:
            print(mistake)
        return MISTAKES
    print(f"{file.name} is in order: {programme.name}.")
    for line in _rules_off(programme):
        print(line)
    return DONE


def _rules_off(programme: Programme) -> list[str]:
    """Return a line for each rule that the programme does not hold, which is as it may be."""
    from rjdesk.shipped import shipped_rule_help

    off = programme.rules_off(shipped_rule_help())
    lines = [f"  {rule}  {shipped_rule_help()[rule].title}" for rule in off]
    return [f"{len(off)} rules are off here, since [rules] does not list them:", *lines]
