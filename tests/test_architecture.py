"""The rules of the house, one test a rule."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rjdesk.process.catalogue import EVENTS

TOP = Path(__file__).parent.parent
MODULES = sorted((TOP / "rjdesk").rglob("*.py"))
LOCK = (TOP / "requirements.lock").read_text(encoding="utf-8")

# A correspondent is welcome, and one policy names the office of respondent-counselling staff.
UNWANTED = re.compile(
    r"victim|offender|perpetrator|sanction|complainant|dossier"
    r"|(?<!cor)respondent(?!.counselling)",
    re.IGNORECASE,
)
HOMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "manager"}
A_MACHINE = re.compile(r"(?<![\w.})/-])/(?:home|root|Users|work)/\w|\b[A-Z]:\\Users\b")
AN_INDEX = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|(?:deb|security)\.debian\.")

IMPURE_MODULES = {
    *("asyncio", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random"),
    *("secrets", "shutil", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading"),
    *("time", "urllib", "uuid"),
}
IMPURE_CALLS = {"input", "now", "open", "print", "today", "utcnow"}


# What follows the locale of the system: the names of months and days, the order of letters, the
# look of numbers. A sentence or a form would be another one on another computer.
FOLLOWS_THE_LOCALE = {
    *("month_name", "month_abbr", "day_name", "day_abbr", "standalone_month_name"),
    *("TextCalendar", "HTMLCalendar", "LocaleTextCalendar", "LocaleHTMLCalendar"),
    *("setlocale", "strcoll", "strxfrm", "nl_langinfo", "localeconv", "ctime", "asctime"),
    *("QCollator", "localeAwareCompare", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSpinBox"),
    *("QDoubleSpinBox", "QIntValidator", "QDoubleValidator", "QLocale", "QCalendarWidget"),
    *("locale", "gettext"),
}
ONCE = {
    # Asks the system which country this is, for everybody.
    "rjdesk/screens/shell/country.py": {"QLocale"},
    # Shows a month, in English by its own word.
    "rjdesk/screens/kit/month.py": {"QLocale", "QCalendarWidget"},
}
"""Where a name that follows the locale may stand, since it is told there what to be."""

LOCAL_FORMAT = re.compile(r"%[-_0^#]?[aAbBcpxXr]|^[^%]*n$")


def tracked() -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=True, text=True
    )
    return [path for name in listing.stdout.split("\0") if name and (path := TOP / name).is_file()]


def texts(*folders: str) -> Iterator[tuple[Path, str]]:
    """Every tracked text file, or those of some folders; pictures and fonts are left out."""
    for path in tracked():
        shown = path.relative_to(TOP)
        if folders and shown.parts[0] not in folders:
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield shown, content.decode("utf-8")


def trees(folder: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((TOP / folder).rglob("*.py")):
        yield path.relative_to(TOP), ast.parse(path.read_text(encoding="utf-8"))


def without_docstring(node: ast.AST, name: str, *, of_qt: bool) -> Iterator[str]:
    """Name what is public below a module or class and does not say what it is for."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        overrides_qt = of_qt and isinstance(node, ast.ClassDef) and child.name != child.name.lower()
        if child.name.startswith("_") or (overrides_qt and isinstance(child, ast.FunctionDef)):
            continue
        shown = f"{name}.{child.name}"
        if not ast.get_docstring(child):
            yield shown
        if isinstance(child, ast.ClassDef):
            yield from without_docstring(child, shown, of_qt=of_qt)


def test_imports_point_one_way() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-logo"], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_has_grown_into_two_jobs() -> None:
    """A state machine in one file of 500 clear lines reads better than the same cut in five."""
    lengths = {str(path.relative_to(TOP)): len(path.read_bytes().splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > 500} == {}


def test_every_module_has_a_name_that_says_its_job() -> None:
    parts = {part.strip("_") for path in MODULES for part in path.relative_to(TOP).parts}
    assert {part for part in parts if part.removesuffix(".py") in HOMELESS} == set()


def test_everything_public_says_what_it_is_for() -> None:
    silent = []
    for path, tree in trees("rjdesk"):
        if not ast.get_docstring(tree):
            silent.append(str(path))
        silent += without_docstring(tree, str(path), of_qt=path.parts[1] == "screens")
    assert silent == []


def test_people_are_called_what_the_policy_calls_them() -> None:
    found = [
        (str(path), match.group())
        for path, text in texts("rjdesk", "forms", "resources")
        for match in UNWANTED.finditer(f"{path}\n{text}")
    ]
    assert found == []


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = [
        (str(path), match.group())
        for path, text in texts()
        for pattern in (A_MACHINE, AN_INDEX)
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_the_process_imports_only_what_is_pure() -> None:
    allowed = (sys.stdlib_module_names - IMPURE_MODULES) | {"msgspec", "rjdesk"}
    found = []
    for path, tree in trees("rjdesk/process"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            else:
                continue
            found += [(str(path), name) for name in names if name.split(".")[0] not in allowed]
    assert found == []


def test_anonymising_imports_only_values_and_its_libraries() -> None:
    libraries = {"msgspec", "rapidfuzz", "jellyfish", "nicknames", "confusable_homoglyphs"}
    found = []
    for path, tree in trees("rjdesk/anonymise"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            found += [
                (str(path), name)
                for name in names
                if name.split(".")[0] not in sys.stdlib_module_names | libraries
                and not name.startswith(("rjdesk.anonymise", "rjdesk.process", "rjdesk.desk"))
            ]
    assert found == []


def test_the_process_asks_no_clock_and_opens_no_file() -> None:
    found = []
    for path, tree in trees("rjdesk/process"):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name in IMPURE_CALLS:
                found.append(f"{path}:{node.lineno} {name}")
    assert found == []


def test_the_lock_pins_everything_by_hash_and_names_no_address() -> None:
    pins = [pin for pin in re.split(r"\n(?=\S)", LOCK) if not pin.startswith("#")]
    assert [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin] == []
    assert not re.search(r"://|^-|--(?:extra-)?index|--find-links|--trusted", LOCK, re.MULTILINE)


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[\s\[<>=]", wish)[0].lower() for wish in wanted}
    assert names <= set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))


@pytest.mark.parametrize("word", ["a correspondent", "respondent-counselling staff"])
def test_some_words_only_look_unwanted(word: str) -> None:
    assert not UNWANTED.search(word)


def names_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each name that a module imports, uses, or takes from something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            module = getattr(node, "module", None)
            yield from ((node.lineno, alias.name) for alias in node.names)
            yield from [(node.lineno, module)] if module else []
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id


def formats_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each format of a day or a number: of an f-string, of format, strftime or strptime."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            parts = [p.value for p in node.format_spec.values if isinstance(p, ast.Constant)]
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if called in {"strftime", "strptime", "format", "__format__"}:
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                yield from ((node.lineno, text) for text in texts if isinstance(text, str))


def test_nothing_follows_the_locale_of_the_system() -> None:
    found = []
    for path, tree in trees("rjdesk"):
        unwanted = FOLLOWS_THE_LOCALE - ONCE.get(path.as_posix(), set())
        found += [f"{path}:{line} {name}" for line, name in names_in(tree) if name in unwanted]
        found += [
            f"{path}:{line} {spec}" for line, spec in formats_in(tree) if LOCAL_FORMAT.search(spec)
        ]
    assert found == []


def test_every_text_file_is_read_and_written_in_an_encoding_that_is_named() -> None:
    found = []
    for path, tree in trees("rjdesk"):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            given = {keyword.arg for keyword in node.keywords}
            called = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            opens = isinstance(node.func, ast.Name) and called == "open"
            reads = called in {"read_text", "write_text"} or opens
            named = "encoding" in given or any(
                isinstance(arg, ast.Constant) and arg.value in {"utf-8", "rb", "wb"}
                for arg in node.args
            )
            runs = called in {"run", "Popen", "check_output"} and "text" in given
            if (reads or runs) and not named:
                found.append(f"{path}:{node.lineno} {called}")
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "from calendar import month_name",
        "import calendar; calendar.day_abbr[0]",
        "import locale",
        "from PySide6.QtCore import QLocale",
        'f"{day:%d %B %Y}"',
        'day.strftime("%-d %b")',
        'f"{at:%I:%M %p}"',
        'format(number, "n")',
        'f"{number:,.1n}"',
    ],
)
def test_what_follows_the_locale_is_seen(line: str) -> None:
    tree = ast.parse(line)
    names = [name for _, name in names_in(tree) if name in FOLLOWS_THE_LOCALE]
    formats = [spec for _, spec in formats_in(tree) if LOCAL_FORMAT.search(spec)]
    assert names or formats


@pytest.mark.parametrize("line", ['f"{at:%H:%M}"', 'f"{cents:,}"', 'f"{n:02d}"', "day.month"])
def test_what_does_not_is_left_alone(line: str) -> None:
    tree = ast.parse(line)
    assert not [name for _, name in names_in(tree) if name in FOLLOWS_THE_LOCALE]
    assert not [spec for _, spec in formats_in(tree) if LOCAL_FORMAT.search(spec)]


def test_the_keyboard_is_put_somewhere_in_one_way() -> None:
    """What is not shown yet would lose it to whatever comes first in the window."""
    asks = {
        str(path)
        for path, tree in trees("rjdesk/screens")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "setFocus"
    }
    assert asks == {"rjdesk/screens/kit/keyboard.py"}


def test_no_layout_is_asked_for_its_items() -> None:
    """Python's hold on one outlives it, and ends the program when its address is used again."""
    asks = {
        str(path)
        for path, tree in trees("rjdesk")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"itemAt", "itemAtPosition"}
    }
    assert asks == set()


@pytest.mark.parametrize(
    "path", sorted((TOP / "rjdesk" / "screens").rglob("*.py")), ids=lambda path: path.stem
)
def test_no_screen_makes_an_event_by_hand(path: Path) -> None:
    """What is recorded is declared once, under ``desk/acts``; a page gives what it knows."""
    events = {kind.__name__ for kind in EVENTS}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    made = [
        f"{path}:{node.lineno} {node.func.id}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in events
    ]
    assert made == []


def imported(tree: ast.Module, modules: set[str]) -> Iterator[str]:
    """Yield the modules that a module imports, also where it only does so for its types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize(
    "path", sorted((TOP / "rjdesk" / "screens").rglob("*.py")), ids=lambda path: path.stem
)
def test_no_screen_reads_the_desk_behind_the_link(path: Path) -> None:
    if path.name == "link.py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reads = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "desk")
    assert [node.lineno for node in reads] == []


def test_no_modules_import_each_other_in_a_circle_not_even_for_their_types() -> None:
    names = {
        ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__"): path
        for path in MODULES
    }
    trees_ = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in names.items()}
    needs = {
        name: set(imported(tree, set(names))) & set(names) - {name} for name, tree in trees_.items()
    }
    while free := [name for name, needed in needs.items() if not needed]:
        for name in free:
            del needs[name]
        needs = {name: needed.difference(free) for name, needed in needs.items()}
    assert sorted(needs) == [], "these hang together in circles, or on one"
