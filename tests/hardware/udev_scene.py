"""Devices stand on a simulated bus and udev's own engine goes through the rules for each of them.

Runs under `umockdev-wrapper`, where /etc/udev/rules.d holds the rules; prints a JSON object of device to properties.
"""

import ctypes
import json
import subprocess
from typing import NamedTuple

umockdev = ctypes.CDLL("libumockdev.so.0")
umockdev.umockdev_testbed_new.restype = ctypes.c_void_p
umockdev.umockdev_testbed_add_devicev.restype = ctypes.c_void_p
STRINGS = ctypes.POINTER(ctypes.c_char_p)
umockdev.umockdev_testbed_add_devicev.argtypes = [
    ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, STRINGS, STRINGS,
]  # fmt: skip


class Plugged(NamedTuple):
    """A node of a USB device; `index` is that of a video node."""

    subsystem: str
    name: str
    node: str
    vendor: str
    product: str
    index: str = "0"


DEVICES = (
    Plugged("usbmisc", "lp0", "usb/lp0", "0416", "5011"),
    Plugged("tty", "ttyACM0", "ttyACM0", "1eab", "0c06"),
    Plugged("tty", "ttyACM1", "ttyACM1", "2341", "0043"),  # an Arduino
    Plugged("tty", "ttyACM2", "ttyACM2", "1eab", "0c10"),  # the scanner in another mode
    Plugged("video4linux", "video0", "video0", "046d", "08e5"),
    Plugged("video4linux", "video1", "video1", "046d", "08e5", "1"),
    Plugged("input", "event0", "input/event0", "05e0", "1200"),
    Plugged("input", "event1", "input/event1", "046d", "c31c"),  # a keyboard
)


def strings(*texts: str) -> "ctypes.Array[ctypes.c_char_p]":
    """A list of strings that ends with NULL."""
    return (ctypes.c_char_p * (len(texts) + 1))(*[text.encode() for text in texts], None)


def main() -> None:
    bed = umockdev.umockdev_testbed_new()

    def add(
        subsystem: str, name: str, parent: bytes | None, attributes: list[str], properties: list[str]
    ) -> bytes:
        path = umockdev.umockdev_testbed_add_devicev(
            bed, subsystem.encode(), name.encode(), parent, strings(*attributes), strings(*properties)
        )
        return ctypes.string_at(path)

    said = {}
    for number, one in enumerate(DEVICES):
        usb = add(
            "usb",
            f"1-{number}",
            None,
            ["idVendor", one.vendor, "idProduct", one.product],
            ["DEVTYPE", "usb_device"],
        )
        path = add(
            one.subsystem,
            one.name,
            usb,
            ["dev", f"240:{number}", "index", one.index],
            ["DEVNAME", f"/dev/{one.node}", "MAJOR", "240", "MINOR", str(number)],
        )
        tried = subprocess.run(
            ["udevadm", "test", "--action=add", path.decode()], capture_output=True, text=True, check=True
        )
        pairs = (line.split("=", 1) for line in tried.stdout.splitlines() if "=" in line)
        said[one.name] = {key: value for key, value in pairs if key.isupper() and " " not in key}
        wrong = [
            line for line in tried.stderr.splitlines() if "70-mpp-kiosk.rules" in line and "nvalid" in line
        ]
        if wrong:
            raise SystemExit("\n".join(wrong))
    print(json.dumps(said))


if __name__ == "__main__":
    main()
