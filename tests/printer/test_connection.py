"""The line to the printer: addresses, endpoints, and an end to every call."""

import fcntl
import os
import pty
import tty
from types import SimpleNamespace

import pytest
import usb.core

from printer import bus
from printer.connection import BadUriError, Gone, Stalled, check_uri, open_connection
from printer.simulated import PaperSimulator


@pytest.mark.parametrize(
    "uri",
    [
        "serial:///dev/kiosk/printer?baud=9600",
        "serial:/dev/kiosk/printer",
        "serial:///dev/kiosk/printer?flow=xonxoff",
        "tcp://10.0.0.7",
        "tcp://[::1]:9100",
        "usb://04b8:0e15",
        "usb:04b8:0e15",
        "usb://04b8:0e15/X2TA001234",
        "file:///dev/usb/lp0",
    ],
)
def test_an_address_is_understood(uri: str):
    check_uri(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "simulated",
        "serial:",
        "serial:///dev/x?baud=fast",
        "serial:///dev/x?flow=psychic",
        "tcp://",
        "tcp://host:notaport",
        "usb://epson",
        "usb://04b8",
        "usb://04b8:zzzz",
        "file:",
        "lpt:1",
    ],
)
def test_an_address_that_makes_no_sense_is_refused_with_what_is_expected(uri: str):
    with pytest.raises(BadUriError, match="expected serial"):
        check_uri(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "serial:///dev/does-not-exist",
        "tcp://127.0.0.1:1",
        "usb://04b8:0e15",
        "file:///dev/usb/lp77",
    ],
)
def test_an_absent_device_is_gone(uri: str):
    with pytest.raises(Gone, match=uri.split(":")[0]):
        open_connection(uri)


def test_a_device_that_another_program_holds_is_gone_and_said_so():
    master, slave = pty.openpty()
    try:
        fcntl.flock(slave, fcntl.LOCK_EX)
        with pytest.raises(Gone, match="another program"):
            open_connection(f"serial://{os.ttyname(slave)}")
    finally:
        os.close(master)
        os.close(slave)


def test_a_device_that_takes_nothing_is_stalled_and_still_closes():
    master, slave = pty.openpty()
    tty.setraw(slave)
    line = open_connection(f"serial://{os.ttyname(slave)}")
    try:
        with pytest.raises(Stalled) as stalled:
            line.write(b"x" * 1_000_000, 0.3)
        assert 0 < stalled.value.sent < 1_000_000
    finally:
        line.close()
        os.close(master)
        os.close(slave)


def test_silence_is_no_bytes_and_a_pulled_cable_is_gone():
    with PaperSimulator() as simulator:
        line = open_connection(simulator.uri)
        assert line.read(0.05) == b""
        simulator.unplug()
        with pytest.raises(Gone):
            line.read(5)
        line.close()


def test_a_closed_network_connection_is_gone():
    with PaperSimulator(line="tcp") as simulator:
        line = open_connection(simulator.uri)
        line.write(b"\x10\x04\x01", 5)
        assert line.read(5) == b"\x12"
        simulator.unplug()
        with pytest.raises(Gone):
            line.read(5)
        line.close()


# pyusb's own shapes, without a bus: what differs between printers is where the endpoints are.


def _endpoint(address: int, attributes: int = 2) -> SimpleNamespace:
    return SimpleNamespace(bEndpointAddress=address, bmAttributes=attributes)


class _Interface(list):
    def __init__(self, number: int, kind: int, *endpoints: SimpleNamespace) -> None:
        super().__init__(endpoints)
        self.bInterfaceNumber, self.bInterfaceClass = number, kind


class _Device(list):
    idVendor, idProduct = 0x04B8, 0x0E15  # noqa: N815  pyusb's names


def test_endpoints_are_found_wherever_a_printer_has_them():
    storage = _Interface(0, 8, _endpoint(0x81), _endpoint(0x02))
    printer = _Interface(1, 7, _endpoint(0x83, 3), _endpoint(0x84), _endpoint(0x05))
    found = bus.discover_endpoints(_Device([[storage, printer]]))
    assert (found.interface, found.way_in, found.way_out) == (1, 0x84, 0x05)


def test_a_printer_without_a_way_in_is_still_a_printer():
    found = bus.discover_endpoints(_Device([[_Interface(0, 7, _endpoint(0x01))]]))
    assert (found.way_in, found.way_out) == (None, 0x01)


def test_a_device_without_a_printer_interface_is_not_printed_on():
    with pytest.raises(Gone, match="no printer interface"):
        bus.discover_endpoints(_Device([[_Interface(0, 3, _endpoint(0x81))]]))


def test_the_usb_time_out_is_never_for_ever(monkeypatch: pytest.MonkeyPatch):
    """pyusb takes 0 for "wait for ever"."""
    asked: list[int] = []

    class Busy:
        def write(self, endpoint: int, data: bytes, timeout: int) -> int:
            asked.append(timeout)
            raise usb.core.USBTimeoutError("timed out")

        def read(self, endpoint: int, size: int, timeout: int) -> bytes:
            asked.append(timeout)
            raise usb.core.USBTimeoutError("timed out")

    line = object.__new__(bus.UsbLine)
    line.uri, line._device = "usb://04b8:0e15", Busy()
    line._ends = bus.Endpoints(0, 0x82, 0x01)
    with pytest.raises(Stalled):
        line.write(b"x", 0.0005)
    assert line.read(0) == b""
    assert all(timeout > 0 for timeout in asked)
