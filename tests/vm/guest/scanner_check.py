"""Scanners over real USB: named by the rules, heard, unplugged and plugged, as a line and as a keyboard."""

import queue
import time
from pathlib import Path

import evdev
from gadgets import Gadget, keyboard_scanner, serial_scanner, type_text, until

from hardware.hotplug import DeviceEvent, Hotplug, Match, find
from hardware.scanner.owner import Scanned, Scanner, ScannerEvent

RECOVERS_WITHIN_S = 2.0


class Ear:
    def __init__(self, uri: str) -> None:
        self.codes: queue.Queue[str] = queue.Queue()
        self.scanner = Scanner(uri, self._hear)
        self.scanner.start()

    def _hear(self, event: ScannerEvent) -> None:
        if isinstance(event, Scanned):
            self.codes.put(event.text)

    def until(self, word: str) -> float:
        return until(lambda: self.scanner.status == word, word)


def replug(ear: Ear, gadget: Gadget, turns: int) -> None:
    for turn in range(turns):
        gadget.unplug()
        gone = ear.until("gone")
        time.sleep(1.5)
        gadget.plug()
        back = ear.until("ready")
        print(f"  unplugged {turn + 1}: told after {gone:.2f} s, ready {back:.2f} s after plugging")
        assert back <= RECOVERS_WITHIN_S


def send(text: bytes) -> None:
    with Path("/dev/ttyGS0").open("wb", buffering=0) as line:
        line.write(text)


def over_serial() -> None:
    events: list[DeviceEvent] = []
    hotplug = Hotplug(events.append, Match.parse("0c2e:0720/SN-ACM-1"))
    hotplug.start()
    gadget = serial_scanner()
    gadget.plug()
    ear = Ear("serial:/dev/kiosk/scanner?baud=9600")
    print(f"serial scanner ready after {ear.until('ready'):.2f} s as {Path('/dev/kiosk/scanner').resolve()}")
    send(b"https://mpp.go.id/t/A-0912\r\n")
    assert ear.codes.get(timeout=20) == "https://mpp.go.id/t/A-0912"
    replug(ear, gadget, 3)
    send(b"after\r\n")
    assert ear.codes.get(timeout=20) == "after"
    (there,) = find("serial", Match.parse("0c2e:0720"))
    assert there.serial == "SN-ACM-1"
    assert ear.scanner.stop()
    gadget.unplug()
    until(
        lambda: sum(one.action == "remove" and one.kind == "serial" for one in events) == 4, "four removals"
    )
    assert sum(one.action == "add" and one.kind == "serial" for one in events) == 4
    assert {(one.vid, one.pid, one.serial) for one in events} == {("0c2e", "0720", "SN-ACM-1")}
    assert hotplug.stop()
    print("hot-plug told every coming and going, by vendor, product and serial number")


def as_keyboard() -> None:
    gadget = keyboard_scanner()
    gadget.plug()
    link = Path("/dev/kiosk/scanner-keys")
    until(lambda: bool(find("input", Match.parse("05e0:1200"))), "the keyboard")
    time.sleep(0.5)
    (there,) = [one for one in find("input", Match.parse("05e0:1200")) if "event" in one.node]
    print("keyboard scanner at", there.node, "with its own name" if link.exists() else "without a name")
    assert link.exists(), "the rules name it"
    ear = Ear(f"evdev:{link}")
    print(f"keyboard scanner ready after {ear.until('ready'):.2f} s")
    stranger = evdev.InputDevice(there.node)
    type_text("TokenA0912\r")
    assert ear.codes.get(timeout=20) == "TokenA0912"
    assert stranger.read_one() is None, "what is scanned is typed nowhere else"
    stranger.close()
    second = Ear(f"evdev:{link}")
    second.until("busy")
    assert second.scanner.stop()
    replug(ear, gadget, 2)
    type_text("after\r")
    assert ear.codes.get(timeout=20) == "after"
    assert ear.scanner.stop()
    gadget.unplug()


if __name__ == "__main__":
    over_serial()
    as_keyboard()
