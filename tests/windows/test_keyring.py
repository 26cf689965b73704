"""A lock replaces the process, and the keyring has the line of the session all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from rjdesk.desk.ports import DraftKey
from rjdesk.vault.opening import derive, open_vault
from tests.scenarios.world import PASSPHRASE, Clock
from tests.vault.desktops import entries_on, lacking, starts_keyring
from tests.windows.bed import Bed
from tests.windows.conftest import Desk
from tests.windows.routes import PREPARED
from tests.windows.vaults import DAY, MEMBER


@pytest.fixture(scope="module")
def bed(tools: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    """A laptop whose keyring is open, as after a login."""
    if lacking():
        pytest.skip(f"missing: {', '.join(lacking())}")
    with ExitStack() as running:
        made = Bed(tmp_path_factory.mktemp("bed"))
        running.callback(made.close)
        assert made.printer, "a program looks for printers when it starts"
        del made.environment["PYTHON_KEYRING_BACKEND"]
        starts_keyring(running, made.environment)
        yield made


def test_the_line_of_a_session_is_in_the_keyring_when_its_process_was_replaced(
    desk: Desk, bed: Bed
) -> None:
    program = desk.starts(PREPARED)
    state = program.folder.with_suffix(".state") / "rjdesk"
    key = derive(program.folder, MEMBER, PASSPHRASE.format(MEMBER))
    with open_vault(program.folder, MEMBER, key, now=Clock(DAY), state=state) as session:
        session.save_draft(DraftKey(None, "x"), b"so that there is something to note")
    assert entries_on(bed.bus.address) == {}
    program.unlock()
    program.locks("ctrl+l")
    (file,) = state.iterdir()
    ((_, entry),) = entries_on(bed.bus.address).values()
    assert entry == file.read_text(encoding="utf-8")
    file.unlink()
    program.unlock()
    program.reads("Its password store still knew")
