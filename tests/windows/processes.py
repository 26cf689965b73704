"""Programs of the desktop that run beside the tests, and end with them whatever happens."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import IO

PATIENCE_S = 10


def start(
    running: ExitStack,
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    told: int | IO[bytes] = subprocess.DEVNULL,
    keeps: tuple[int, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start a program that ends when ``running`` is closed.

    What it prints goes to ``told``; it inherits the descriptors of ``keeps`` and no others.
    """
    process = subprocess.Popen(
        command, env=environment, stdout=told, stderr=subprocess.DEVNULL, pass_fds=keeps
    )
    running.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
