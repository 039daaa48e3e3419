"""CUPS: a real server on a private port with a backend of our own; receipts by raw queue, A4 documents."""

import dataclasses
import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from printer import layout, profiles, samples, wire
from printer.connection import BadUriError
from printer.cups import CupsQueue, Refused, Submitted, read_lpstat
from printer.dialogue import Patience
from printer.talk import check_address, open_talk

PROFILE = profiles.load(80)
JOB = wire.encode(layout.compose(samples.usual(), PROFILE), PROFILE)
CUPSD = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

# What the backend does: report states, wait while a file says so, then keep the bytes.
BACKEND = """#!/bin/sh
[ $# -eq 0 ] && { echo 'direct keep "Unknown" "keeps what it gets"'; exit 0; }
[ -f HOME/state ] && sed 's/^/STATE: /' HOME/state >&2
while [ -f HOME/hold ]; do sleep 0.1; done
cat "${6:--}" >> HOME/paper
"""


@dataclasses.dataclass
class Office:
    """A CUPS server with the queue "receipts"."""

    server: str
    home: Path

    @property
    def queue(self) -> CupsQueue:
        return CupsQueue("receipts", self.server)

    @property
    def paper(self) -> bytes:
        path = self.home / "paper"
        return path.read_bytes() if path.exists() else b""

    def admin(self, *words: str) -> None:
        program = shutil.which(words[0], path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        assert program is not None
        subprocess.run([program, "-h", self.server, *words[1:]], check=True, capture_output=True, timeout=30)


@pytest.fixture
def office() -> Iterator[Office]:
    if CUPSD is None:
        pytest.skip("cupsd is not installed (Debian: cups-daemon, cups-client)")
    if getpass.getuser() != "root":
        pytest.skip("cupsd wants to be started by root")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        server = f"127.0.0.1:{probe.getsockname()[1]}"
    # Not under pytest's folder: cupsd runs the backend as another user, who may not look into that.
    home = Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    home.chmod(0o755)
    for name in ("root", "run", "spool", "cache", "tmp", "bin/backend", "bin/filter"):
        (home / name).mkdir(parents=True)
    (home / "bin" / "daemon").symlink_to("/usr/lib/cups/daemon")
    backend = home / "bin" / "backend" / "keep"
    backend.write_text(BACKEND.replace("HOME", str(home)))
    backend.chmod(0o755)
    (home / "cupsd.conf").write_text(
        f"Listen {server}\nDefaultAuthType None\nWebInterface No\nBrowsing No\n"
        "<Location />\nAllow all\n</Location>\n<Location /admin>\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nAllow all\n</Limit>\n</Policy>\n"
    )
    (home / "cups-files.conf").write_text(
        f"ServerRoot {home}/root\nServerBin {home}/bin\nStateDir {home}/run\nRequestRoot {home}/spool\n"
        f"CacheDir {home}/cache\nTempDir {home}/tmp\nAccessLog {home}/access\nErrorLog {home}/error\n"
        f"PageLog {home}/page\nUser lp\nGroup lp\nSystemGroup lpadmin\nPrintcap {home}/printcap\n"
    )
    shutil.chown(home, "lp", "lp")
    with (home / "out").open("wb") as log:
        process = subprocess.Popen(
            [CUPSD, "-f", "-c", str(home / "cupsd.conf"), "-s", str(home / "cups-files.conf")],
            stdout=log,
            stderr=log,
        )
    office = Office(server, home)
    try:
        _until(lambda: _listens(server))
        office.admin("lpadmin", "-p", "receipts", "-E", "-v", "keep:/x", "-m", "raw")
        yield office
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(home)


def _listens(server: str) -> bool:
    host, port = server.split(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


def _until(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_receipt_goes_through_byte_for_byte_and_the_doubt_is_said(office: Office):
    talk = open_talk(f"cups://{office.server}/receipts", PROFILE, Patience())
    assert talk.status().state == "ready"
    result = talk.print_job(JOB, 1)
    assert result.outcome == "printed_unconfirmed"
    assert office.paper == JOB


def test_a_job_that_stays_in_the_queue_is_taken_back(office: Office):
    (office.home / "hold").touch()
    talk = open_talk(f"cups://{office.server}/receipts", PROFILE, Patience(confirm=0.5))
    result = talk.print_job(JOB, 0.1)
    assert (result.outcome, result.maybe_complete) == ("failed", True)
    assert office.queue.waits("receipts-1") is False


def test_paper_out_at_the_queue_is_paper_out(office: Office):
    (office.home / "state").write_text("+media-empty-error\n")
    (office.home / "hold").touch()
    talk = open_talk(f"cups://{office.server}/receipts", PROFILE, Patience())
    result = talk.print_job(JOB, 1)
    assert (result.outcome, result.maybe_complete) == ("paper_out", True)


def test_a_disabled_queue_is_offline_and_takes_nothing(office: Office):
    office.admin("cupsdisable", "-r", "out for repair", "receipts")
    status = office.queue.status()
    assert status.state == "offline"
    assert "out for repair" in status.detail
    talk = open_talk(f"cups://{office.server}/receipts", PROFILE, Patience())
    assert talk.print_job(JOB, 1).outcome == "offline"
    assert office.queue.waits("receipts-1") is False


def test_a_document_is_taken(office: Office):
    submitted = office.queue.submit(b"%PDF-1.7\n%%EOF\n", "document", raw=True)
    assert isinstance(submitted, Submitted)
    _until(lambda: office.queue.waits(submitted.job) is False)
    assert office.paper.startswith(b"%PDF")


def test_an_unknown_queue_is_gone(office: Office):
    queue = CupsQueue("nowhere", office.server)
    assert queue.status().state == "gone"
    assert isinstance(queue.submit(b"x", "document"), Refused)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("printer A4 is idle.  enabled since Tue Nov 24 10:12:27 2026\n\tAlerts: none", "ready"),
        ("printer A4 now printing A4-7.  enabled since x\n\tAlerts: none", "ready"),
        ("printer A4 is idle.  enabled since x\n\tAlerts: media-low-warning", "paper_near_end"),
        ("printer A4 is idle.  enabled since x\n\tAlerts: media-low-warning, media-empty-error", "paper_out"),
        ("printer A4 is idle.  enabled since x\n\tAlerts: cover-open", "cover_open"),
        ("printer A4 is idle.  enabled since x\n\tAlerts: offline-report", "offline"),
        ("printer A4 is idle.  enabled since x\n\tAlerts: other-error", "error"),
        ("printer A4 disabled since x -\n\tRendering completed\n\tAlerts: paused", "offline"),
        ("", "unknown"),
    ],
)
def test_what_lpstat_prints_is_named(text: str, state: str):
    assert read_lpstat(text).state == state


@pytest.mark.parametrize("uri", ["cups://", "cups:///x", "cups://host/a/b"])
def test_a_queue_address_that_makes_no_sense_is_refused(uri: str):
    with pytest.raises(BadUriError, match="cups://QUEUE"):
        check_address(uri)
