"""A table that is looked up by the members of a closed set has a line for each of them.

The sets are enums, and the literals that a table's own type names. What is partial on purpose
is a function that ends in ``assert_never``, so that a new member is asked for where it is missing.
"""

import ast
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Literal, NamedTuple, get_args, get_origin

import rjdesk


class Table(NamedTuple):
    """Where a table stands, the closed set of its keys, and which of them it has."""

    where: str
    members: frozenset[object]
    keys: frozenset[object]


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(rjdesk.__path__, "rjdesk."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def closed_set(keys: frozenset[object]) -> frozenset[object]:
    """Return every member of the enum that the keys are of, or nothing where they are of none."""
    kinds = {type(key) for key in keys if key is not None}
    kind = kinds.pop() if len(kinds) == 1 else None
    return frozenset(kind) if isinstance(kind, type) and issubclass(kind, Enum) else frozenset()


def literals(module: ModuleType, owner: object, name: str) -> frozenset[object]:
    """Return the keys that a table's own type allows, where it names them one by one."""
    said = getattr(owner, "__annotations__", {}).get(name)
    hint = eval(said, vars(module)) if isinstance(said, str) else said  # noqa: S307 - our source
    key = next(iter(get_args(hint)), None)
    return frozenset(get_args(key)) if get_origin(key) is Literal else frozenset()


def tables_of(module: ModuleType, owner: object, where: str) -> Iterator[Table]:
    """Yield the tables that a module or a class holds."""
    for name, value in list(vars(owner).items()):
        if name.startswith("__"):
            continue
        if isinstance(value, Mapping):
            keys = frozenset(value)
            if members := closed_set(keys) or literals(module, owner, name):
                yield Table(f"{where}.{name}", members, keys - {None})
        elif isinstance(value, type) and value.__module__ == module.__name__:
            yield from tables_of(module, value, f"{where}.{name}")


def displays(module: ModuleType) -> Iterator[Table]:
    """Yield the tables that are written out anywhere in a module, in functions too."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict) and all(
            isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name) for key in node.keys
        ):
            named = [(key.value.id, key.attr) for key in node.keys]  # type: ignore[union-attr]
            enums = [(vars(module).get(kind), member) for kind, member in named]
            if all(isinstance(kind, type) and issubclass(kind, Enum) for kind, _ in enums):
                keys = frozenset(getattr(kind, member) for kind, member in enums)
                if members := closed_set(keys):
                    yield Table(f"{module.__name__}:{node.lineno}", members, keys)


def tables() -> list[Table]:
    found = []
    for module in modules():
        found += tables_of(module, module, module.__name__)
        found += displays(module)
    return found


def test_every_table_has_a_line_for_each_of_its_keys() -> None:
    found = tables()
    missing = {
        table.where: sorted(map(str, table.members - table.keys))
        for table in found
        if table.members - table.keys
    }
    assert missing == {}
    assert {"rjdesk.screens.pages.today.ICONS", "rjdesk.screens.pages.circle.running.MAKING"} <= {
        table.where for table in found
    }
