"""Which printers are there: the one that udev named for the kiosk first, then whatever is on the bus."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import usb.core
import usb.util

from printer.bus import discover_endpoints
from printer.line import Gone


@dataclass(frozen=True, slots=True)
class Found:
    """A printer that could be opened at `uri`; `name` is for the technician."""

    uri: str
    name: str


def find_printers(
    dev: Path = Path("/dev"), devices: Callable[[], Iterable[Any]] | None = None
) -> tuple[Found, ...]:
    """Look, without opening anything, most certain first.

    Args:
        dev: where device files are.
        devices: lists pyusb devices; by default those on the bus.
    """
    found = []
    named = dev / "kiosk" / "printer"  # the link that the udev rule makes
    if named.exists():
        usblp = named.resolve().parent.name == "usb"
        found.append(Found(f"{'file' if usblp else 'serial'}://{named}", "the kiosk's printer"))
    for device in (devices or _on_the_bus)():
        try:
            discover_endpoints(device)
        except (Gone, usb.core.USBError):
            continue
        serial = _text(device, "serial_number")
        ids = f"{device.idVendor:04x}:{device.idProduct:04x}"
        found.append(
            Found(f"usb://{ids}" + (f"/{serial}" if serial else ""), _text(device, "product") or f"USB {ids}")
        )
    found += [
        Found(f"file://{path}", f"USB line printer {path.name}") for path in sorted(dev.glob("usb/lp[0-9]*"))
    ]
    return tuple(found)


def _on_the_bus() -> Iterable[Any]:
    try:
        return tuple(usb.core.find(find_all=True))
    except usb.core.NoBackendError:
        return ()  # no libusb, no USB printers by it


def _text(device: Any, name: str) -> str:
    """A string descriptor; empty where the device does not let it be read."""
    try:
        return str(getattr(device, name) or "")
    except (usb.core.USBError, ValueError):
        return ""
