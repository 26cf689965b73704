"""Start rjdesk: ``python -m rjdesk``, or ``rjdesk`` once it is installed."""

from __future__ import annotations

import sys
from io import TextIOWrapper

from rjdesk.cli.program import run


def main() -> None:
    """Run the program and leave with its exit code."""
    # A terminal that lacks a letter shows its number, and stops nothing.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
