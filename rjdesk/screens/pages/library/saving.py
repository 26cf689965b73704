"""Saving what stands in the library: the name of the file is read before anything is written."""

from __future__ import annotations

from pathlib import Path

from rjdesk.desk.review import Leaves
from rjdesk.desk.views.library import AskRosters
from rjdesk.screens.kit.files import ask_where, write_file
from rjdesk.screens.kit.page import Page


def ask_to_save(page: Page, title: str, suggested: str, content: bytes) -> None:
    """Ask where to save something of the library, and save it there."""
    ask_where(page, title, suggested, lambda file: save_to(page, content, file))


def save_to(page: Page, content: bytes, file: str) -> None:
    """Write it where a person asked for it, unless the name of the file tells of somebody.

    Any case may be meant by a name, so each is asked as if it were its own. The ending that says
    of what format it is says nothing of anybody.
    """
    name, room = Leaves(reviewed=(), file_name=Path(file).stem), page.services.anonymiser
    rest = [each for roster in page.link.ask(AskRosters()) for each in room.remains(name, roster)]
    if rest:
        says = " ".join(dict.fromkeys(each.says for each in rest))
        page.link.trouble.emit(
            f"The name of the file tells too much. {says} Nothing was written. Choose another."
        )
    elif why_not := write_file(file, content):
        page.link.trouble.emit(why_not)
