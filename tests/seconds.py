"""Says at the end of a run how long each group of tests took."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

import pytest


def group_of(nodeid: str) -> str:
    """Return the folder below the first one that a test lies in, or its file where there is none.

    >>> group_of("tests/anonymise/public/test_a.py::test_b")
    'anonymise'
    >>> group_of("tests/test_cli.py::test_b")
    'test_cli.py'
    """
    parts = PurePosixPath(nodeid.partition("::")[0]).parts
    return parts[min(1, len(parts) - 1)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the seconds of each group, the longest first; set-up and tearing down count too.

    Where several processes run the tests, their seconds are added up.
    """
    seconds: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[group_of(report.nodeid)] += report.duration
    if seconds:
        terminalreporter.section("seconds by group")
        for group, took in seconds.most_common():
            terminalreporter.write_line(f"{took:8.1f}  {group}")
