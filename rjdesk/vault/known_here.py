"""What a computer knows of a vault, and keeps outside it: what was destroyed, and what counted."""

from __future__ import annotations

from pathlib import Path

from rjdesk.vault.counted import CountsHere
from rjdesk.vault.gone import Gone


class KnownHere:
    """Both, of one vault; ``folder`` is where the program keeps its state, None keeps nothing."""

    def __init__(self, folder: Path | None, vault: str) -> None:
        self.gone = Gone(folder, vault)
        self.counted = CountsHere(folder, vault)
