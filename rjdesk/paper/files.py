"""Where the file of a form lies: in a coalition's own folder, a programme's, or the shipped one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.texts import Text, TextKind


class FormFiles:
    """The form files of a folder.

    A folder inside it that is named as a programme holds that programme's own files; each
    takes the place of the file of the same name. ``overlay`` is laid out alike and comes
    before both.
    """

    def __init__(
        self, folder: Path, overlay: Path | None = None, left_out: Collection[Path] = ()
    ) -> None:
        """Note the folders; nothing is read until it is needed. ``left_out`` are not used."""
        self._left_out = frozenset(left_out)
        self._folders = [each for each in (overlay, folder) if each is not None]

    def find(self, name: str, programme: str = "") -> Path:
        """Return the file of that name that counts for a programme; raises Trouble."""
        for folder in self._searched(programme):
            path = folder / name
            if path.is_file() and path not in self._left_out:
                return path
        raise Trouble(
            f"There is no form file called {name}. Nothing was lost."
            " Choose another form or language, or install the program again."
        )

    def keys(self, programme: str = "") -> list[tuple[str, str]]:
        """Return id and language of each form that a programme may use, in order."""
        folders = self._searched(programme)
        names = {
            path.name
            for folder in folders
            for path in folder.glob("*.*.md")
            if path not in self._left_out
        }
        return sorted((name.split(".")[0], name.split(".")[1]) for name in names)

    def texts(self, programme: str, forms: Collection[str]) -> tuple[Text, ...]:
        """Return the text of each of those forms, in every language, and of their words."""
        keys = [(form, language) for form, language in self.keys(programme) if form in forms]
        words = dict.fromkeys(f"words.{language}.toml" for _, language in keys)
        return (
            *(self._text(TextKind.FORM, f"{f}.{lang}.md", programme) for f, lang in keys),
            *(self._text(TextKind.FORM_WORDS, name, programme) for name in words),
        )

    def _text(self, kind: TextKind, name: str, programme: str) -> Text:
        return Text(kind, name, self.find(name, programme).read_text(encoding="utf-8"))

    def _searched(self, programme: str) -> list[Path]:
        """Return the folders of a programme's forms, the one that counts most first."""
        return [
            place
            for folder in self._folders
            for place in ([folder / programme] if programme else []) + [folder]
        ]
