"""Hot-plug: the kernel says when a device comes or goes, through pyudev."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pyudev

SUBSYSTEMS = ("tty", "video4linux", "usb", "usbmisc")


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """A device that came (`add`) or went (`remove`), named by what it is, never by a running number."""

    action: Literal["add", "remove"]
    subsystem: str
    node: str
    vid: str
    pid: str
    serial: str


class Hotplug:
    """Owns the monitor; `on_event` is called in its thread and must not block."""

    def __init__(self, on_event: Callable[[DeviceEvent], None]) -> None:
        self._monitor = pyudev.Monitor.from_netlink(pyudev.Context(), source="udev")
        for subsystem in SUBSYSTEMS:
            self._monitor.filter_by(subsystem)
        self._on_event = on_event
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hotplug", daemon=True)

    def start(self) -> None:
        self._monitor.start()
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Whether the thread has ended within `timeout` seconds."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            device = self._monitor.poll(timeout=0.3)
            if device is not None and device.action in ("add", "remove"):
                self._on_event(read(device))


def read(device: pyudev.Device) -> DeviceEvent:
    """The properties that identify a device; empty where udev does not know them."""
    found = device.properties
    return DeviceEvent(
        action="add" if device.action == "add" else "remove",
        subsystem=device.subsystem or "",
        node=device.device_node or "",
        vid=found.get("ID_VENDOR_ID", ""),
        pid=found.get("ID_MODEL_ID", ""),
        serial=found.get("ID_SERIAL_SHORT", ""),
    )
