"""What holds for every test: no real window, no real password store, no clock to race, no home."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.elsewhere import LACKING, can_make_locales, is_there, make_locales
from tests.seconds import pytest_terminal_summary  # noqa: F401 - pytest finds it here

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

# Each process that runs tests has a home of its own: none meets another's settings, or a person's.
HOME = tempfile.TemporaryDirectory(prefix="rjdesk-tests-")
OF_A_HOME = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
}
os.environ.update({name: str(Path(HOME.name, folder)) for name, folder in OF_A_HOME.items()})

# Their X server, window managers, buses and keyring are those of Linux.
collect_ignore = (
    [] if sys.platform.startswith("linux") else ["windows", "vault/test_keyring_daemon.py"]
)

# A slow machine is no failure.
settings.register_profile("rjdesk", deadline=None)
settings.load_profile("rjdesk")


def pytest_configure(config: pytest.Config) -> None:
    """Make the locale that the tests are to run under, before Qt asks for it."""
    asked = os.environ.get("LC_ALL", "")
    if not asked or is_there(asked):
        return
    if not can_make_locales():
        raise pytest.UsageError(f"The locale {asked} is not installed, and {LACKING}.")
    folder = Path(tempfile.mkdtemp(prefix="locales-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ |= make_locales(folder, [asked])


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    HOME.cleanup()
