"""What holds for every test: no real window, no real password store, no clock to race."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

# A slow machine is no failure.
settings.register_profile("rjdesk", deadline=None)
settings.load_profile("rjdesk")
