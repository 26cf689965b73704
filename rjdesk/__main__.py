"""Start rjdesk: ``python -m rjdesk``, or ``rjdesk`` once it is installed."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from rjdesk.cli.program import run


def main() -> None:
    """Run the program and leave with its exit code."""
    # A terminal that lacks a letter shows its number, and stops nothing.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_code_of(sys.argv[1:]))


def _code_of(arguments: list[str]) -> int:
    """Run the program; who stops reading what it prints has read enough, and is no failure."""
    try:
        code = run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is left to print goes nowhere, or Python itself would complain at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    main()
