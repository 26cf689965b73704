"""What holds for every test: no real window, no real password store, no clock to race."""

import os
import tempfile

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

# The settings of whoever runs the tests are not read, and not written.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="rjdesk-tests-")

# A slow machine is no failure.
settings.register_profile("rjdesk", deadline=None)
settings.load_profile("rjdesk")
