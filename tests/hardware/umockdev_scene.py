"""Devices come and go on a simulated bus while the product's own monitor listens.

Runs under `umockdev-wrapper`, which stands between this process and libudev; prints what the monitor said, one JSON
object a line.
"""

import ctypes
import dataclasses
import json
import queue

from hardware.hotplug import DeviceEvent, Hotplug

umockdev = ctypes.CDLL("libumockdev.so.0")
umockdev.umockdev_testbed_new.restype = ctypes.c_void_p
umockdev.umockdev_testbed_add_devicev.restype = ctypes.c_void_p
STRINGS = ctypes.POINTER(ctypes.c_char_p)
umockdev.umockdev_testbed_add_devicev.argtypes = [
    ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, STRINGS, STRINGS,
]  # fmt: skip
umockdev.umockdev_testbed_uevent.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]


def strings(*texts: str) -> "ctypes.Array[ctypes.c_char_p]":
    """A list of strings that ends with NULL."""
    return (ctypes.c_char_p * (len(texts) + 1))(*[text.encode() for text in texts], None)


class Bus:
    """umockdev's testbed."""

    def __init__(self) -> None:
        self._bed = umockdev.umockdev_testbed_new()

    def device(self, subsystem: str, name: str, node: str, **properties: str) -> bytes:
        """A device that is there without an event so far; gives its path in /sys."""
        pairs = [text for pair in {"DEVNAME": node, **properties}.items() for text in pair]
        path = umockdev.umockdev_testbed_add_devicev(
            self._bed, subsystem.encode(), name.encode(), None, strings(), strings(*pairs)
        )
        return ctypes.string_at(path)

    def tell(self, path: bytes, action: str) -> None:
        umockdev.umockdev_testbed_uevent(self._bed, path, action.encode())


def main() -> None:
    bus = Bus()
    ids = {"ID_VENDOR_ID": "0c2e", "ID_MODEL_ID": "0caa", "ID_SERIAL_SHORT": "SN-1"}
    scanner = bus.device("tty", "ttyACM0", "/dev/ttyACM0", **ids)
    first = bus.device("video4linux", "video0", "/dev/video0", ID_VENDOR_ID="046d", ID_SERIAL_SHORT="CAM-A")
    second = bus.device("video4linux", "video2", "/dev/video2", ID_VENDOR_ID="046d", ID_SERIAL_SHORT="CAM-B")
    disk = bus.device("block", "sda", "/dev/sda", ID_VENDOR_ID="0781")
    nameless = bus.device("usbmisc", "lp0", "/dev/usb/lp0")
    heard: queue.Queue[DeviceEvent] = queue.Queue()
    monitor = Hotplug(heard.put)
    monitor.start()  # after the devices were made: newer releases of umockdev tell that too
    for path, action in (
        (scanner, "add"),
        (disk, "add"),
        (scanner, "change"),
        (scanner, "remove"),
        (first, "add"),
        (second, "add"),
        (scanner, "add"),
        (nameless, "add"),  # the last: what was not told before it is never told
    ):
        bus.tell(path, action)
    while True:
        event = heard.get(timeout=15)
        print(json.dumps(dataclasses.asdict(event)))
        if event.subsystem == "usbmisc":
            break
    if not monitor.stop():
        raise SystemExit("the monitor did not stop")


if __name__ == "__main__":
    main()
