"""USB devices made of software: dummy_hcd joins a host and a device controller in one kernel."""

import struct
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

GADGETS = Path("/sys/kernel/config/usb_gadget")
PATIENCE_S = 60.0
KEYBOARD = bytes.fromhex(
    "0501 0906 a101 0507 19e0 29e7 1500 2501 7501 9508 8102 9501 7508 8103 9505 7501 0508 1901 2905 9102 "
    "9501 7503 9103 9506 7508 1500 2565 0507 1900 2965 8100 c0"
)
"""The report descriptor of a boot keyboard (HID 1.11, appendix E.6)."""


def modprobe(*modules: str) -> None:
    for module in modules:
        subprocess.run(["modprobe", *module.split()], check=True)


def until(condition: Callable[[], bool], what: str) -> float:
    """Waits; the seconds that it took."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < PATIENCE_S, f"{what} never happened"
        time.sleep(0.005)
    return time.monotonic() - began


class Gadget:
    """One device on the bus; plugged and unplugged like a cable."""

    def __init__(self, name: str, vid: str, pid: str, serial: str, function: str, **settings: bytes) -> None:
        modprobe("dummy_hcd", "libcomposite")
        if not GADGETS.exists():
            subprocess.run(["mount", "-t", "configfs", "none", "/sys/kernel/config"], check=True)
        self._path = GADGETS / name
        for part in ("strings/0x409", "configs/c.1", f"functions/{function}"):
            (self._path / part).mkdir(parents=True, exist_ok=True)
        (self._path / "idVendor").write_text(f"0x{vid}")
        (self._path / "idProduct").write_text(f"0x{pid}")
        (self._path / "strings/0x409/serialnumber").write_text(serial)
        (self._path / "strings/0x409/product").write_text("scanner")
        for key, value in settings.items():
            (self._path / "functions" / function / key).write_bytes(value)
        (self._path / "configs/c.1" / function).symlink_to(self._path / "functions" / function)

    def plug(self) -> None:
        (self._path / "UDC").write_text("dummy_udc.0")

    def unplug(self) -> None:
        with suppress(OSError):
            (self._path / "UDC").write_text("\n")


def serial_scanner() -> Gadget:
    """Speaks at /dev/ttyGS0; the kiosk sees a CDC-ACM line."""
    modprobe("usb_f_acm", "cdc-acm")
    return Gadget("acm", "0c2e", "0720", "SN-ACM-1", "acm.0")


def keyboard_scanner() -> Gadget:
    """Types at /dev/hidg0; the kiosk sees a keyboard."""
    modprobe("usb_f_hid", "usbhid", "hid-generic", "evdev")
    return Gadget(
        *("hid", "05e0", "1200", "SN-HID-1", "hid.0"),
        protocol=b"1",
        subclass=b"1",
        report_length=b"8",
        report_desc=KEYBOARD,
    )


def type_text(text: str) -> None:
    """Types lower case letters, digits and Enter as boot keyboard reports."""
    codes = {chr(97 + n): 4 + n for n in range(26)} | dict(zip("1234567890\r", range(30, 41), strict=True))
    with Path("/dev/hidg0").open("wb", buffering=0) as keys:
        for character in text:
            upper = 2 if character.isupper() else 0
            keys.write(struct.pack("BBB5x", upper, 0, codes[character.lower()]))
            keys.write(bytes(8))
