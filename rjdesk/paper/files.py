"""Files that people keep: where a form lies, what it is called, and the text of a file.

A form lies in a coalition's own folder, a programme's, or the shipped one. Whatever else lies
where a text should is told, and never opened. Where nobody lets us look, we see nothing.
"""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from rjdesk.desk.ports import Trouble
from rjdesk.process.kernel.texts import Text, TextKind

_LANGUAGE = "(?P<language>[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)"
FORM_NAME = re.compile(rf"(?P<form>[a-z0-9][a-z0-9_-]{{0,59}})\.{_LANGUAGE}\.md")
"""What the file of a form is called: by the form and its language."""
WORDS_NAME = re.compile(rf"words\.{_LANGUAGE}\.toml")
"""What the words of a language are called."""
LARGEST = 100_000
"""No programme, form or file of words has more bytes; a shipped one has a few thousand."""


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
        for path in self._called(name, programme):
            return path
        raise Trouble(
            f"There is no form file called {name}. Nothing was lost."
            " Choose another form or language, or install the program again."
        )

    def keys(self, programme: str = "") -> list[tuple[str, str]]:
        """Return id and language of each form that a programme may use, in order.

        A form is used in the languages whose words there are.
        """
        names = {path.name for folder in self._searched(programme) for path in listed(folder)}
        found = [match for match in map(FORM_NAME.fullmatch, names) if match]
        return sorted(
            (match["form"], match["language"])
            for match in found
            if any(self._called(match[0], programme))
            and any(self._called(f"words.{match['language']}.toml", programme))
        )

    def texts(self, programme: str, forms: Collection[str]) -> tuple[Text, ...]:
        """Return the text of each of those forms, in every language, and of their words."""
        keys = [(form, language) for form, language in self.keys(programme) if form in forms]
        words = dict.fromkeys(f"words.{language}.toml" for _, language in keys)
        return (
            *(self._text(TextKind.FORM, f"{f}.{lang}.md", programme) for f, lang in keys),
            *(self._text(TextKind.FORM_WORDS, name, programme) for name in words),
        )

    def _text(self, kind: TextKind, name: str, programme: str) -> Text:
        return Text(kind, name, text_of(self.find(name, programme)))

    def _called(self, name: str, programme: str) -> Iterator[Path]:
        """Yield the files of that name, the one that counts most first."""
        for folder in self._searched(programme):
            path = folder / name
            if is_file(path) and path not in self._left_out:
                yield path

    def _searched(self, programme: str) -> list[Path]:
        """Return the folders of a programme's forms, the one that counts most first."""
        return [
            place
            for folder in self._folders
            for place in ([folder / programme] if programme else []) + [folder]
        ]


def listed(folder: Path) -> list[Path]:
    """Return what lies in a folder, by name; nothing where that cannot be seen."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def why_unseen(folder: Path) -> str:
    """Return why nothing in a folder can be used; "" where it can, or where there is no folder.

    It is a part of a sentence that the name of the folder begins.
    """
    try:
        for inside in folder.iterdir():
            inside.lstat()  # a folder may show its names, and nothing behind them
    except FileNotFoundError:
        return ""
    except NotADirectoryError:
        return "there is a file where this folder should be"
    except PermissionError:
        return "this folder may not be read by whoever runs rjdesk"
    except OSError:
        return "this folder cannot be read from where it lies"
    return ""


def is_file(path: Path) -> bool:
    """Whether a file lies there, as far as that can be seen."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder lies there, as far as that can be seen."""
    try:
        return path.is_dir()
    except OSError:
        return False


def whole(path: Path) -> Path:
    """Return a path from the top, by the folder that it really lies in where that is known."""
    try:
        return path.parent.resolve() / path.name
    except (OSError, RuntimeError):  # some versions of Python call a link to itself so
        return path.absolute()


class NoPlainText(Trouble):
    """A file that holds no text; says why, in a part of a sentence that its name begins."""


def text_of(path: Path) -> str:
    """Return the text of a file; raises NoPlainText.

    What is no file, such as a pipe, is not opened: whoever opens one may wait for ever.
    """
    return text_in(bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """Return what a file holds, where it may be text; raises NoPlainText."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise NoPlainText("this is a folder, and not a file")
        if not stat.S_ISREG(found.st_mode):
            raise NoPlainText("this is no file that holds text, and it was not opened")
        with path.open("rb") as file:
            source = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise NoPlainText("there is no such file") from None
    except PermissionError:
        raise NoPlainText("this file may not be read by whoever runs rjdesk") from None
    except OSError:
        raise NoPlainText("this file cannot be read from where it lies") from None
    if len(source) > LARGEST:
        raise NoPlainText(f"this file has more than {LARGEST:,} bytes, which is too many")
    return source


def text_in(source: bytes) -> str:
    """Return the text that some bytes are, each line ended in one way; raises NoPlainText.

    It may begin with a mark of its encoding.
    """
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise NoPlainText("the file is saved as UTF-16. Save it as UTF-8 text")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoPlainText("the file is not saved as UTF-8 text") from None
    if "\0" in text:
        raise NoPlainText("the file holds signs that no text has. Save it as UTF-8 text")
    return text.replace("\r\n", "\n").replace("\r", "\n")
