"""Every question that the desk answers with a view, and all that it can be asked about.

Both come from the modules of the desk: whoever writes another question has it asked here.
"""

from __future__ import annotations

import itertools
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import rjdesk.desk
from rjdesk.desk.desk import Desk, Query
from rjdesk.desk.fields import Answers
from rjdesk.process.case import Follows
from rjdesk.process.closing.events import ReflectionReleased
from rjdesk.process.corrections.staying import STANDS
from rjdesk.process.kernel.event import FIRST, CaseId, Entry, EntryId
from rjdesk.process.library.state import Shelf
from rjdesk.process.rules import KNOWN_RULES
from tests.stories.offered import drafted_or_binding

NEWEST = 3
"""So many entries of each journal are put right after each step, and all at a story's end."""


def declared(method: str) -> tuple[type, ...]:
    """Return every class of the desk with a method of its own of that name; no Protocol."""
    modules = pkgutil.walk_packages(rjdesk.desk.__path__, "rjdesk.desk.")
    return tuple(
        kind
        for module in (import_module(found.name) for found in modules)
        for kind in vars(module).values()
        if isinstance(kind, type)
        and kind.__module__ == module.__name__
        and callable(vars(kind).get(method))
        and not getattr(kind, "_is_protocol", False)
    )


QUESTIONS = declared("answer")
JOURNEYS = declared("path")

Subjects = Mapping[str, Sequence[object]]
"""What a field of a question may hold, by the name of the field."""


def subjects(desk: Desk, case_id: CaseId, *, whole: bool) -> Subjects:
    """Return all that a member may ask about: of the case only where it opens for them."""
    found: dict[str, Sequence[object]] = {
        "search": ("", desk.coalition.name_of(desk.member)),
        "member": tuple(desk.journal.enrolled()),
        "rules": (tuple(KNOWN_RULES),),
        "entry": _put_right(desk.journal.coalition(), whole=whole),
        "neutral": (False, True),
        "answers": (Answers(),),
        "document": ("", *(document.id for document in desk.coalition.documents)),
        "shelf": (Shelf(term=desk.today, items=()), *desk.coalition.library),
        "case": (None,),
        "process": (FIRST,),
        "as_": tuple(Follows),
        "login": ("heron",),
        "code": ("7Q4M-XW2C",),
        "decision": (None,),
    }
    if case_id not in desk.cases():
        return found
    case = desk.case(case_id)
    for journal in (desk.record_of(case_id), desk.notes_of(case_id)):
        found["entry"] = (*found["entry"], *_put_right(journal, whole=whole))
    found |= {
        "case": (case_id, None),
        "process": [process.id for process in case.processes],
        "person": [person.id for person in case.people],
        "meeting": [meeting.id for meeting in case.meetings],
        "action": [action.id for action in drafted_or_binding(case)],
        "cases": ((), (case_id,)),
        "decision": (None, *(proposal.id for proposal in case.proposals)),
        "event": (ReflectionReleased(on=desk.today),),
        "form": [paper.form for paper in desk.programme(case).papers],
    }
    found["journey"] = [each for kind in JOURNEYS for each in instances(kind, found)]
    return found


def _put_right(journal: Sequence[Entry], *, whole: bool) -> list[EntryId]:
    """Return the entries of a journal that may be put right, or the newest of them.

    What followed from another act stands and falls with that, and no page offers it.
    """
    able = [entry.id for entry in journal if not isinstance(entry.event, STANDS)]
    return able if whole else able[-NEWEST:]


def instances(kind: type, about: Subjects) -> Iterator[Query[object]]:
    """Yield a question (or a journey) about all that it may be about; a KeyError names a field.

    ``None`` stands for a case only where there may be none.
    """
    asked: Mapping[str, str] = kind.__annotations__
    choices = [
        [value for value in about.get(name, ()) if value is not None or "None" in asked[name]]
        for name in asked
    ]
    for values in itertools.product(*choices):
        yield kind(*values)
