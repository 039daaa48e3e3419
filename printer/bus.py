"""The line over USB, through libusb."""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import usb.core
import usb.util

from printer import library
from printer.line import Connection, Gone, Stalled, one_line

_PRINTER_CLASS = 7  # USB interface class of printers
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the printer is on the bus: interface number, bulk endpoint in (where there is one) and out."""

    interface: int
    way_in: int | None
    way_out: int


def discover_endpoints(device: Any) -> Endpoints:
    """Find the printer interface and its bulk endpoints.

    Raises:
        Gone: the device has no printer interface, so it is not the printer that was meant.
    """
    for configuration in device:
        for interface in configuration:
            if interface.bInterfaceClass != _PRINTER_CLASS:
                continue
            bulk = [
                endpoint.bEndpointAddress
                for endpoint in interface
                if usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
            ]
            ways_in = [address for address in bulk if address & usb.util.ENDPOINT_IN]
            ways_out = [address for address in bulk if not address & usb.util.ENDPOINT_IN]
            if ways_out:
                return Endpoints(interface.bInterfaceNumber, ways_in[0] if ways_in else None, ways_out[0])
    raise Gone(f"USB device {device.idVendor:04x}:{device.idProduct:04x} has no printer interface")


def _free_from_kernel(device: Any, interface: int) -> None:
    """Take the interface from usblp; the library does so for interface 0 alone."""
    if device.is_kernel_driver_active(interface):
        device.detach_kernel_driver(interface)


class UsbLine(Connection):
    """A printer-class interface through libusb."""

    def __init__(self, uri: str, vendor: int, product: int, serial: str | None) -> None:
        super().__init__(uri)
        match: dict[str, object] = {"idVendor": vendor, "idProduct": product}
        if serial:
            match["serial_number"] = serial
        try:
            device = usb.core.find(**match)
            if device is None:
                raise Gone(f"{uri}: no such device on the bus")
            self._ends = discover_endpoints(device)
            _free_from_kernel(device, self._ends.interface)
            usb.util.dispose_resources(device)  # the library opens it anew
            # What the library itself would guess for the endpoints is wrong for many printers.
            self._driver = library.Usb(
                usb_args=match, timeout=1000, in_ep=self._ends.way_in, out_ep=self._ends.way_out
            )
            self._driver.open()
            self._device = self._driver.device
        except usb.core.NoBackendError as error:
            raise Gone(f"{uri}: libusb is not installed") from error
        except (library.DeviceNotFoundError, usb.core.USBError, NotImplementedError) as error:
            raise Gone(f"{uri}: {one_line(error)}") from error

    def write(self, data: bytes, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        sent = 0
        while sent < len(data):
            left = deadline - time.monotonic()
            if left <= 0:
                raise Stalled(f"{self.uri}: took {sent} of {len(data)} bytes in {seconds:g} s", sent)
            try:
                # At least 1 ms: 0 would wait for ever.
                sent += self._device.write(self._ends.way_out, data[sent:], max(1, int(left * 1000)))
            except usb.core.USBTimeoutError as error:
                raise Stalled(f"{self.uri}: took {sent} of {len(data)} bytes", sent) from error
            except usb.core.USBError as error:
                raise Gone(f"{self.uri}: {one_line(error)}") from error

    def read(self, seconds: float) -> bytes:
        if self._ends.way_in is None:
            time.sleep(max(seconds, 0))
            return b""
        try:
            return bytes(self._device.read(self._ends.way_in, _CHUNK, max(1, int(seconds * 1000))))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as error:
            raise Gone(f"{self.uri}: {one_line(error)}") from error

    def close(self) -> None:
        with suppress(usb.core.USBError):  # the device left before the line to it
            self._driver.close()
