"""A printer of its own: a print service on a free port, with a queue that ends in a file."""

from __future__ import annotations

import socket
import struct
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.windows.processes import start
from tests.windows.waiting import wait

CUPSD, LPADMIN = "/usr/sbin/cupsd", "/usr/sbin/lpadmin"
QUEUE = "desk"

# A PDF printer with a duplexer: what arrives is passed on as it is.
PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "DESK.PPD"
*Manufacturer: "Test"
*Product: "(Desk)"
*ModelName: "Desk"
*ShortNickName: "Desk"
*NickName: "Desk"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*Throughput: "1"
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize/Page Size: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: Letter
*PageSize Letter/Letter: ""
*PageSize A4/A4: ""
*CloseUI: *PageSize
*OpenUI *PageRegion/Page Region: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: Letter
*PageRegion Letter/Letter: ""
*PageRegion A4/A4: ""
*CloseUI: *PageRegion
*DefaultImageableArea: Letter
*ImageableArea Letter/Letter: "0 0 612 792"
*ImageableArea A4/A4: "0 0 595 842"
*DefaultPaperDimension: Letter
*PaperDimension Letter/Letter: "612 792"
*PaperDimension A4/A4: "595 842"
*OpenUI *Duplex/Two-Sided: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long Edge: ""
*Duplex DuplexTumble/Short Edge: ""
*CloseUI: *Duplex
*DefaultFont: Courier
*Font Courier: Standard "(1.0)" Standard ROM
"""

FILES_CONF = """FileDevice Yes
SystemGroup root
ServerRoot {folder}
RequestRoot {folder}/jobs
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
"""

CUPSD_CONF = """Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
DirtyCleanInterval 0
PreserveJobHistory Yes
PreserveJobFiles Yes
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


@dataclass(frozen=True)
class Job:
    """What a print service was handed: the PDF, and how it was asked to print it."""

    title: str
    sides: str
    pdf: bytes


class Printer:
    """A print service with one queue, the default one."""

    def __init__(self, running: ExitStack, environment: Mapping[str, str], folder: Path) -> None:
        """Start it in a folder that is its alone, to end with ``running``."""
        self.folder = folder
        for name in ("jobs", "cache", "state", "tmp"):
            (folder / name).mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "cups-files.conf").write_text(FILES_CONF.format(folder=folder))
        (folder / "cupsd.conf").write_text(CUPSD_CONF.format(port=port))
        (folder / "desk.ppd").write_text(PPD)
        self.server = f"127.0.0.1:{port}"
        self._environment = {**environment, "CUPS_SERVER": self.server}
        confs = ["-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf")]
        start(running, [CUPSD, "-f", *confs], environment)
        wait(self._answers, "the print service")
        device = f"file:{folder / 'printed'}"
        self._do(LPADMIN, "-p", QUEUE, "-v", device, "-P", str(folder / "desk.ppd"), "-E")
        self._do(LPADMIN, "-d", QUEUE)

    def _answers(self) -> bool:
        host, port = self.server.split(":")
        with socket.socket() as asked:
            return asked.connect_ex((host, int(port))) == 0

    def _do(self, *command: str) -> None:
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def jobs(self, after: int = 0) -> list[Job]:
        """Return the jobs that have been handed over wholly, the oldest ``after`` left out."""
        found = []
        for control in sorted((self.folder / "jobs").glob("c[0-9]*")):
            attributes = dict(read_attributes(control.read_bytes()))
            document = control.with_name(f"d{control.name[1:]}-001")
            done = attributes.get("job-state") == COMPLETED
            if done and document.exists():
                title, sides = (str(attributes.get(n, "")) for n in ("job-name", "sides"))
                found.append(Job(title, sides, document.read_bytes()))
        return found[after:]


COMPLETED = 9
"""The job state of RFC 8011, 5.3.7."""
_END, _INTEGERS = 0x03, {0x21, 0x23}
_FIRST_VALUE = 0x10


def read_attributes(message: bytes) -> Iterator[tuple[str, str | int]]:
    """Yield names and first values of an IPP message (RFC 8010, 3.1), as a job is kept on disk."""
    at = 8
    while at < len(message) and message[at] != _END:
        tag = message[at]
        at += 1
        if tag < _FIRST_VALUE:
            continue
        name, at = _counted(message, at)
        value, at = _counted(message, at)
        if name:
            whole = (
                struct.unpack(">i", value)[0]
                if tag in _INTEGERS
                else value.decode(errors="replace")
            )
            yield name.decode(), whole


def _counted(message: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", message, at)
    return message[at + 2 : at + 2 + length], at + 2 + length
