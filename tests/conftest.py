"""What holds for every test: no real window, no real password store, no clock to race."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.elsewhere import LACKING, can_make_locales, is_there, make_locales

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

# The settings of whoever runs the tests are not read, and not written.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="rjdesk-tests-")

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
