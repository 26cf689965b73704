"""A process that lives the tour's story under a home of its own, and leaves the vault there."""

from __future__ import annotations

import sys
from pathlib import Path

from rjdesk.tour.walk import live

if __name__ == "__main__":
    complaints = live(Path(sys.argv[1]), Path(sys.argv[2]))
    for complaint in complaints:
        print("complaint:", complaint)
    sys.exit(1 if complaints else 0)
