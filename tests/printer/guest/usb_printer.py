"""Runs inside the guest as root: the spool prints over real USB on a gadget that behaves like a printer.

dummy_hcd joins a host controller and a device controller in one kernel; f_printer makes the device a printer
of class 7. The simulator sits behind the gadget, the spool before it, through libusb and through usblp.
"""

import json
import os
import queue
import select
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from printer import samples
from printer.cli import add_commands  # noqa: F401  the command line must import there as well
from printer.discovery import find_printers
from printer.simulated import PaperSimulator
from printer.spool import JobFinished, PrintJob, Spool, StatusChanged

GADGET = Path("/sys/kernel/config/usb_gadget/kiosk")
RECOVERS_WITHIN_S = 2.0


def make_gadget() -> None:
    for module in ("dummy_hcd", "libcomposite", "usb_f_printer"):
        subprocess.run(["modprobe", module], check=True)
    if not Path("/sys/kernel/config/usb_gadget").exists():
        subprocess.run(["mount", "-t", "configfs", "none", "/sys/kernel/config"], check=True)
    for part in ("strings/0x409", "configs/c.1", "functions/printer.0"):
        (GADGET / part).mkdir(parents=True, exist_ok=True)
    (GADGET / "idVendor").write_text("0x04b8")
    (GADGET / "idProduct").write_text("0x0e15")
    (GADGET / "strings/0x409/serialnumber").write_text("X2TA001234")
    (GADGET / "strings/0x409/product").write_text("TM-T82X")
    (GADGET / "functions/printer.0/pnp_string").write_text("MFG:EPSON;MDL:TM-T82X;CLS:PRINTER;")
    (GADGET / "configs/c.1/printer.0").symlink_to(GADGET / "functions/printer.0")


class GadgetEnd:
    """The printer's end of the USB cable."""

    uri = "usb://04b8:0e15/X2TA001234"

    def __init__(self) -> None:
        self._fd: int | None = None
        self.open()

    def open(self) -> None:
        if self._fd is None:
            (GADGET / "UDC").write_text("dummy_udc.0")
            deadline = time.monotonic() + 10
            while self._fd is None:  # the host configures it first
                assert time.monotonic() < deadline
                with suppress(OSError):
                    self._fd = os.open("/dev/g_printer0", os.O_RDWR | os.O_NONBLOCK)
                time.sleep(0.01)

    def close(self) -> None:
        if self._fd is not None:
            (GADGET / "UDC").write_text("\n")
            os.close(self._fd)
            self._fd = None

    def hang_up(self) -> None:
        """A USB printer that restarts leaves the bus and comes back."""
        self.close()
        self.open()

    def take(self, seconds: float, most: int) -> bytes:
        fd = self._fd
        if fd is None:
            time.sleep(seconds)
            return b""
        try:
            if not select.select([fd], [], [], seconds)[0]:
                return b""
            return os.read(fd, max(most, 512))
        except OSError:
            time.sleep(seconds)
            return b""

    def give(self, data: bytes) -> None:
        if self._fd is not None:
            with suppress(OSError):
                os.write(self._fd, data)


class Desk:
    def __init__(self, uri: str, simulator: PaperSimulator) -> None:
        self.ends: queue.Queue[JobFinished] = queue.Queue()
        self.spool = Spool(uri, simulator.profile, self._hear, poll_s=0.2)
        self.spool.start()

    def _hear(self, event: JobFinished | StatusChanged) -> None:
        if isinstance(event, JobFinished):
            self.ends.put(event)

    def print(self, job: str) -> JobFinished:
        self.spool.submit(PrintJob(job, samples.numbered(job)))
        return self.ends.get(timeout=60)

    def until(self, state: str) -> float:
        begin = time.monotonic()
        while self.spool.status().state != state:
            assert time.monotonic() - begin < 30, (state, self.spool.status())
            time.sleep(0.01)
        return time.monotonic() - begin


def numbers(simulator: PaperSimulator) -> list[str]:
    time.sleep(0.3)
    return [piece.qr_texts[0].rsplit("/")[-1] for piece in simulator.receipts() if piece.qr_texts]


def through_libusb(simulator: PaperSimulator, said: dict[str, object]) -> None:
    found = [printer.uri for printer in find_printers()]
    said["found"] = found
    assert GadgetEnd.uri in found
    desk = Desk(GadgetEnd.uri, simulator)
    assert desk.print("A-1").outcome == "printed"
    simulator.paper = "out"
    desk.until("paper_out")
    assert desk.print("A-2").outcome == "paper_out"
    simulator.paper = "ok"
    assert desk.print("A-2").outcome == "printed"
    simulator.unplug()
    said["gone_s"] = round(desk.until("gone"), 2)
    assert desk.print("A-3").outcome == "gone"
    simulator.replug()
    said["back_s"] = round(desk.until("ready"), 2)
    assert desk.print("A-3").outcome == "printed"
    simulator.unplug_after(200)
    assert desk.print("A-4").outcome == "gone"
    simulator.replug()
    desk.until("ready")
    assert desk.print("A-4").outcome == "printed"
    assert desk.spool.stop(10)
    said["libusb"] = numbers(simulator)
    assert said["libusb"] == ["A-1", "A-2", "A-3", "A-4"]
    assert said["back_s"] <= RECOVERS_WITHIN_S


def through_usblp(simulator: PaperSimulator, said: dict[str, object]) -> None:
    subprocess.run(["modprobe", "usblp"], check=True)
    simulator.unplug()
    simulator.replug()
    deadline = time.monotonic() + 10
    while not Path("/dev/usb/lp0").exists():
        assert time.monotonic() < deadline, "usblp did not take the printer"
        time.sleep(0.05)
    desk = Desk("file:///dev/usb/lp0", simulator)
    said["usblp_outcome"] = desk.print("B-1").outcome
    simulator.cover_open = True
    said["usblp_cover"] = desk.print("B-2").outcome
    simulator.cover_open = False
    assert desk.spool.stop(10)
    said["usblp"] = numbers(simulator)
    assert said["usblp_outcome"] == "printed"
    assert said["usblp_cover"] == "cover_open"


def main() -> int:
    said: dict[str, object] = {}
    make_gadget()
    simulator = PaperSimulator(line=GadgetEnd())
    try:
        through_libusb(simulator, said)
        simulator.take_receipts()
        through_usblp(simulator, said)
        said["passed"] = True
    finally:
        Path("/mnt/share/result.json").write_text(json.dumps(said))
        simulator.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
