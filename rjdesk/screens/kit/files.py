"""The one place where dialogs for files are made, and files written: nothing tells where one was.

A system's own dialog keeps lists of what was chosen in it, out of our reach. Qt's writes the
folders that one visited into its settings file when it goes; it is given none to write to.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

NOWHERE = ":/nowhere"
"""A folder among the resources within the program, which nothing can be written to."""


def file_dialog(parent: QWidget, title: str) -> QFileDialog:
    """Return Qt's dialog for files, in this person's documents.

    It neither reads nor writes Qt's settings of this person, where Qt keeps these in files: on
    Windows and macOS it has other places for them.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, NOWHERE)
    dialog = QFileDialog(parent, title)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    # Else it begins in the folder from which the program was started, which is nobody's.
    place = QStandardPaths.StandardLocation
    kept = (
        QStandardPaths.writableLocation(p) for p in (place.DocumentsLocation, place.HomeLocation)
    )
    dialog.setDirectory(next((folder for folder in kept if folder and QDir(folder).exists()), ""))
    return dialog


def ask_where(parent: QWidget, title: str, suggested: str, save: Callable[[str], object]) -> None:
    """Ask where to save something; ``suggested`` is a name for the file, which says of nobody.

    ``save`` takes what was chosen.
    """
    dialog = file_dialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
    dialog.selectFile(suggested)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(save)
    dialog.open()


def write_file(file: str, content: bytes) -> str:
    """Write a file where a person asked for it; return why it could not be, or ""."""
    try:
        Path(file).write_bytes(content)
    except OSError:
        return "The file could not be written there. Nothing was lost. Choose another place."
    return ""
