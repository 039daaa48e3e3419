"""Hot-plug: udev says when a device comes or goes, and which ones are there; named by what they are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import pyudev

from hardware.owner import Lost, Owner

Kind = Literal["serial", "camera", "printer", "input", "usb"]
KINDS: dict[str, Kind] = {
    "tty": "serial",
    "video4linux": "camera",
    "usbmisc": "printer",
    "input": "input",
    "usb": "usb",
}
"""Subsystem of the kernel to what it means for a kiosk."""
POLL_S = 0.3


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    """A device that came (`add`) or went (`remove`); fields are empty where udev does not know them."""

    action: Literal["add", "remove"]
    subsystem: str
    node: str
    vid: str
    pid: str
    serial: str

    @property
    def kind(self) -> Kind:
        return KINDS.get(self.subsystem, "usb")


@dataclass(frozen=True, slots=True)
class Match:
    """Which device is meant: `VID:PID`, `VID:PID/SERIAL`, or everything of a kind where fields are empty."""

    vid: str = ""
    pid: str = ""
    serial: str = ""

    @classmethod
    def parse(cls, text: str) -> "Match":
        """Reads `1eab:0c22`, `1eab:0c22/SN-1` or an empty text.

        Raises:
            ValueError: neither of them.
        """
        if not text:
            return cls()
        ids, _, serial = text.partition("/")
        vid, colon, pid = ids.lower().partition(":")
        if not (colon and all(len(part) == 4 and int(part, 16) >= 0 for part in (vid, pid))):
            raise ValueError(f"not VID:PID or VID:PID/SERIAL: {text!r}")
        return cls(vid, pid, serial)

    def fits(self, event: DeviceEvent) -> bool:
        wanted = ((self.vid, event.vid), (self.pid, event.pid), (self.serial, event.serial))
        return all(not mine or mine == its for mine, its in wanted)


class Hotplug(Owner[Literal["starting", "listening", "gone", "unknown"]]):
    """Owns the monitor; `on_event` is called in its thread and must not block."""

    def __init__(self, on_event: Callable[[DeviceEvent], None], match: Match | None = None) -> None:
        super().__init__("hotplug", "starting", "unknown")
        self._on_event = on_event
        self._match = match or Match()
        self._monitor: pyudev.Monitor | None = None

    def start(self) -> None:
        """Listens from now on: what comes after this call is told."""
        self._monitor = self._listen()
        super().start()

    def serve(self) -> Lost[Literal["starting", "listening", "gone", "unknown"]]:
        try:
            monitor, self._monitor = self._monitor or self._listen(), None
            self.alive("listening")
            while self.turn():
                device = monitor.poll(timeout=POLL_S)
                if device is None or device.action not in ("add", "remove"):
                    continue
                event = read(device)
                if self._match.fits(event):
                    self._on_event(event)
        except OSError:  # the socket overflowed: a fresh one, and the owners' own retries cover the gap
            return Lost("gone")
        return Lost("gone")

    @staticmethod
    def _listen() -> pyudev.Monitor:
        monitor = pyudev.Monitor.from_netlink(pyudev.Context(), source="udev")
        for subsystem in KINDS:
            monitor.filter_by(subsystem)
        monitor.start()
        return monitor


def find(kind: Kind, match: Match | None = None) -> tuple[DeviceEvent, ...]:
    """The devices of a kind that are there now and have a node, in the order of their nodes.

    More than one answer to the settings' match is two of a kind: only a serial number tells them apart.
    """
    subsystems = [name for name, meaning in KINDS.items() if meaning == kind]
    devices: Iterable[pyudev.Device] = (
        device for name in subsystems for device in pyudev.Context().list_devices(subsystem=name)
    )
    found = (read(device) for device in devices if device.device_node)
    return tuple(sorted((one for one in found if (match or Match()).fits(one)), key=lambda one: one.node))


def read(device: pyudev.Device) -> DeviceEvent:
    """The properties that identify a device."""
    known = device.properties
    return DeviceEvent(
        action="remove" if device.action == "remove" else "add",
        subsystem=device.subsystem or "",
        node=device.device_node or "",
        vid=known.get("ID_VENDOR_ID", ""),
        pid=known.get("ID_MODEL_ID", ""),
        serial=known.get("ID_SERIAL_SHORT", ""),
    )
