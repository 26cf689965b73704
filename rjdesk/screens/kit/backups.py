"""The files of backups, as far as they can be reached from this computer."""

from __future__ import annotations

from pathlib import Path

from rjdesk.desk.ports import Trouble, Vaults
from rjdesk.desk.views.vault import BackupRow


def is_reached(row: BackupRow) -> bool:
    """Whether the file of a backup can be seen from here; what may not be looked at cannot."""
    try:
        return (Path(row.folder) / row.file).is_file()
    except (OSError, ValueError):
        return False


def deleted(vaults: Vaults, row: BackupRow) -> str:
    """Delete the file of a backup, where it can be reached and is that backup.

    Return in a sentence why something is left, or "".
    """
    if not is_reached(row):
        return f"{row.file} cannot be reached from here. Destroy what it lies on."
    try:
        vaults.delete_backup(Path(row.folder) / row.file, row.id)
    except Trouble:
        return f"{row.file} is not that backup any more, or may not be deleted, and was left alone."
    return ""
