"""An independent printer agrees: emupos decodes our bytes to the text and the QR that were meant.

emupos 0.4.0 (Apache-2.0) needs Python 3.13 or newer, so it lives in an environment of its own under
var/cache, made on first use; the tests are skipped where no such Python or package is found.
"""

import dataclasses
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import httpx
import numpy as np
import pytest

from printer import profiles, samples
from printer.connection import open_connection
from printer.dialogue import Dialogue, Patience
from printer.receipt import Receipt
from printer.spool import PrintJob, Spool

_EMUPOS = "emupos==0.4.0"
_HOME = Path(__file__).parents[2] / "var" / "cache" / "emupos"
_PROFILE = profiles.load("epson-tm-t82")
VARIANTS = {
    f"{language}-{name}": dataclasses.replace(sample(language), **changes)
    for language in ("id", "en")
    for name, sample, changes in (
        ("usual", samples.usual, {}),
        ("counter", samples.counter, {}),
        ("pending-offline", samples.counter, {"pending": True, "offline": True}),
        ("large-copy", samples.counter, {"large": True, "copy": 1}),
        ("accents", samples.usual, {"service": "Café – Ñandú’s €"}),
    )
}


def _python() -> str | None:
    if sys.version_info >= (3, 13):
        return sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    known = [shutil.which(f"python3.{minor}") for minor in (14, 13)]
    known += sorted(str(path) for path in pyenv.glob("3.1[3-9]*/bin/python"))
    for candidate in filter(None, known):
        probe = [candidate, "-c", "import sys; raise SystemExit(sys.version_info < (3, 13))"]
        if subprocess.run(probe, capture_output=True, timeout=30).returncode == 0:
            return candidate
    return None


@pytest.fixture(scope="session")
def emupos() -> Path:
    """The emupos command."""
    command = _HOME / "bin" / "emupos"
    if command.exists():
        return command
    python = _python()
    if python is None:
        pytest.skip("emupos needs Python 3.13 or newer and none was found")
    subprocess.run(
        [python, "-m", "venv", "--clear", str(_HOME)], check=True, capture_output=True, timeout=120
    )
    install = [str(_HOME / "bin" / "pip"), "install", "--quiet", _EMUPOS]
    if subprocess.run(install, capture_output=True, timeout=300).returncode != 0:
        shutil.rmtree(_HOME)
        pytest.skip(f"{_EMUPOS} cannot be installed here")
    return command


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Judge:
    """A running emupos with one TCP printer and one serial printer."""

    def __init__(self, api: str, tcp: str) -> None:
        self.api = httpx.Client(base_url=f"{api}/api/v1", timeout=10)
        self.tcp = tcp

    def serial(self) -> str:
        (connection,) = self.api.get("/devices/line").json()["connections"]
        return f"serial://{connection['device_path']}"

    def fault(self, name: str, *, active: bool = True) -> None:
        answer = self.api.request("PUT" if active else "DELETE", f"/devices/front/faults/{name}")
        answer.raise_for_status()

    def count(self, device: str = "front") -> int:
        return len(self.api.get(f"/devices/{device}/receipts").json())

    def text(self, device: str = "front") -> str:
        return self.api.get(f"/devices/{device}/receipts/latest/text").text

    def qr(self, device: str = "front") -> str:
        picture = np.frombuffer(self.api.get(f"/devices/{device}/receipts/latest/image").content, np.uint8)
        image = cv2.copyMakeBorder(
            cv2.imdecode(picture, cv2.IMREAD_COLOR), 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(255,) * 3
        )
        return str(cv2.QRCodeDetector().detectAndDecode(image)[0])


@pytest.fixture(scope="module")
def judge(emupos: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    home = tmp_path_factory.mktemp("emupos")
    api, port = _free_port(), _free_port()
    (home / "emupos.yaml").write_text(
        f"""schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - {{ id: front, type: printer, profile: epson-tm-t20iii, connections: [{{ tcp: {{ port: {port} }} }}] }}
  - {{ id: line, type: printer, profile: epson-tm-t20iii, connections: [{{ serial: {{ pty: true }} }}] }}
"""
    )
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(emupos), "run"], cwd=home, stdout=log, stderr=log, env={**os.environ, "TMPDIR": str(home)}
        )
    url = f"http://127.0.0.1:{api}"
    try:
        for _ in range(200):
            if process.poll() is not None:
                pytest.fail((home / "log").read_text())
            try:
                httpx.get(f"{url}/api/v1/health", timeout=2).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        judge = Judge(url, f"tcp://127.0.0.1:{port}")
        yield judge
        judge.api.close()
    finally:
        process.terminate()
        process.wait(20)


def _print(uri: str, receipt: Receipt) -> str:
    ends = []
    spool = Spool(uri, _PROFILE, ends.append)
    spool.start()
    spool.submit(PrintJob("a", receipt))
    assert spool.stop(20)
    return next(end.outcome for end in ends if hasattr(end, "outcome"))


@pytest.mark.parametrize("name", VARIANTS)
def test_the_judge_reads_what_was_meant(judge: Judge, name: str):
    receipt = VARIANTS[name]
    before = judge.count()
    assert _print(judge.tcp, receipt) == "printed"
    assert judge.count() == before + 1
    text = " ".join(judge.text().split())
    for meant in (receipt.office, receipt.service, receipt.nik_masked, receipt.kiosk_id, *receipt.bring):
        assert meant in text
    assert receipt.number in text.replace(" ", "")
    assert f"[qr {receipt.track_url}]" in text
    assert judge.qr() == receipt.track_url


def test_the_judge_reads_the_same_over_a_serial_line(judge: Judge):
    assert _print(judge.serial(), samples.counter()) == "printed"
    assert judge.qr("line") == samples.counter().track_url


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("paper-out", "paper_out"),
        ("cover-open", "cover_open"),
        ("offline", "offline"),
        ("paper-near-end", "printed"),
    ],
)
def test_the_judges_faults_are_understood(judge: Judge, fault: str, outcome: str):
    before = judge.count()
    judge.fault(fault)
    try:
        assert _print(judge.tcp, samples.usual()) == outcome
        line = open_connection(judge.tcp)
        state = Dialogue(line, Patience(), confirms=True).status().state
        line.close()
        assert state == ("paper_near_end" if outcome == "printed" else outcome)
        assert judge.count() - before == (1 if outcome == "printed" else 0)
    finally:
        judge.fault(fault, active=False)
    assert _print(judge.tcp, samples.usual()) == "printed"
