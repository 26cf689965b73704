"""A print queue of a test's own: a print service on loopback whose printer is a file."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

TOOLS = ("cupsd", "lpadmin", "lpstat", "lp", "pdftopdf")
PATIENCE_S = 60
QUEUE = "desk"

# A PDF printer with a duplexer. What arrives went through the filters of a real printer, which
# choose the pages and fit them to the paper.
PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "DESK.PPD"
*Manufacturer: "Desk"
*Product: "(Desk)"
*ModelName: "Desk"
*ShortNickName: "Desk"
*NickName: "Desk"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: Letter
*PageSize Letter/US Letter: "<</PageSize[612 792]>>setpagedevice"
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: Letter
*PageRegion Letter/US Letter: "<</PageSize[612 792]>>setpagedevice"
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: Letter
*ImageableArea Letter/US Letter: "12 12 600 780"
*ImageableArea A4/A4: "12 12 583 830"
*DefaultPaperDimension: Letter
*PaperDimension Letter/US Letter: "612 792"
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/Two-Sided: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long edge: "<</Duplex true/Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
*DefaultFont: Courier
*Font Courier: Standard "(1.05)" Standard ROM
"""

FILES = """\
FileDevice Yes
SystemGroup root
ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/temporary
AccessLog {folder}/access
ErrorLog {folder}/errors
PageLog {folder}/jobs
"""

# A job is logged when the printer has all of it: what it was called and how it was to be printed.
CONFIGURATION = """\
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
PreserveJobFiles No
PageLogFormat %{{job-name}}|%{{media}}|%{{sides}}|%{{copies}}|%{{job-originating-user-name}}
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""


class Arrived(NamedTuple):
    """A finished job: what it was called, how it was to be printed, and what the printer got."""

    title: str
    media: str
    sides: str
    copies: str
    pdf: bytes


class PrintQueue:
    """A print service with one printer, whose ``server`` is for CUPS_SERVER."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.server = folder, f"127.0.0.1:{port}"
        self.printed = folder / "printed"
        self.seen = 0

    def arrived(self) -> Arrived:
        """Wait until the printer has one job more, and return it."""
        wait(lambda: len(self._jobs()) > self.seen and not self.run("lpstat", "-o"), "the job")
        self.seen += 1
        assert len(self._jobs()) == self.seen, "more than one job came"
        title, media, sides, copies, _user = self._jobs()[-1].split("|")
        return Arrived(title, media, sides, copies, self.printed.read_bytes())

    def count(self) -> int:
        """Return how many jobs have come."""
        return len(self._jobs())

    def add_printer(self) -> None:
        """Set the printer up, as the one that is used unless another is named."""
        device, ppd = f"file:{self.printed}", f"{self.folder}/desk.ppd"
        self.run("lpadmin", "-p", QUEUE, "-v", device, "-P", ppd, "-E")
        self.run("lpadmin", "-d", QUEUE)

    def remove_printer(self) -> None:
        """Take the printer away."""
        self.run("lpadmin", "-x", QUEUE)

    def kept(self) -> list[Path]:
        """Return the files of jobs that the service still has."""
        return [*self.folder.glob("spool/d*"), *self.folder.glob("temporary/*")]

    def run(self, *command: str) -> str:
        """Run a command of CUPS against this service, and return what it says."""
        environment = {**os.environ, "CUPS_SERVER": self.server}
        done = subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert not done.returncode, (command, done.stderr)
        return done.stdout

    def _jobs(self) -> list[str]:
        log = self.folder / "jobs"
        return log.read_text().splitlines() if log.exists() else []


@contextmanager
def print_queue() -> Iterator[PrintQueue]:
    """Start a print service in a folder of its own, with a queue, and stop it in the end.

    Without the tools of CUPS the test is skipped aloud; in CI it fails.
    """
    need_tools()
    with TemporaryDirectory(prefix="rjdesk-queue-") as name:
        folder = Path(name)
        # The filters of the service run as another user.
        folder.chmod(0o755)
        for part in ("root/ppd", "spool", "cache", "state", "temporary"):
            (folder / part).mkdir(parents=True)
        queue = PrintQueue(folder, free_port())
        port = queue.server.rpartition(":")[2]
        (folder / "files.conf").write_text(FILES.format(folder=folder))
        (folder / "cupsd.conf").write_text(CONFIGURATION.format(port=port))
        (folder / "desk.ppd").write_text(PPD)
        queue.printed.touch()
        options = ["-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
        service = subprocess.Popen([tool("cupsd"), *options], stderr=subprocess.DEVNULL)
        try:
            wait(lambda: answers(int(port)), "the print service")
            queue.add_printer()
            yield queue
        finally:
            service.terminate()
            service.wait(PATIENCE_S)


@contextmanager
def asked_for(queue: PrintQueue, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have Qt in this process, and what it starts, print with that service."""
    monkeypatch.setenv("CUPS_SERVER", queue.server)
    # Where Qt has printed in this process before, its library has read the variable already.
    cups = ctypes.CDLL("libcups.so.2")
    cups.cupsSetServer(queue.server.encode())
    try:
        yield
    finally:
        cups.cupsSetServer(None)


def need_tools() -> None:
    """Skip the test aloud where CUPS is not installed; in CI that is a failure."""
    lacking = [name for name in TOOLS if not tool(name)]
    if not lacking:
        return
    sentence = f"no real printing is tried: {', '.join(lacking)} is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"{sentence} (cups-daemon, cups-client, cups-filters)")
    print(f"\n*** {sentence} (cups-daemon, cups-client, cups-filters) ***", file=sys.stderr)
    pytest.skip(sentence)


def tool(name: str) -> str:
    """Return where a program of CUPS lies, or "": some lie where nobody but CUPS looks."""
    places = (os.environ.get("PATH", ""), "/usr/sbin", "/sbin", "/usr/lib/cups/filter")
    return shutil.which(name, path=os.pathsep.join(places)) or ""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def answers(port: int) -> bool:
    """Whether somebody listens on that port."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def wait(until: Callable[[], object], what: str) -> None:
    """Wait until something is so, and not a moment longer."""
    end = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < end, f"in vain waited for {what}"
        time.sleep(0.02)
