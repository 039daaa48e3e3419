"""Printers are found without opening them."""

from pathlib import Path
from types import SimpleNamespace

from printer.connection import check_uri
from printer.discovery import Found, find_printers


class _Interface(list):
    def __init__(self, kind: int, *addresses: int) -> None:
        super().__init__(SimpleNamespace(bEndpointAddress=address, bmAttributes=2) for address in addresses)
        self.bInterfaceNumber, self.bInterfaceClass = 0, kind


class _Device(list):
    idVendor, idProduct = 0x04B8, 0x0E15  # noqa: N815  pyusb's names
    product: str | None = "TM-T82X"

    def __init__(self, kind: int, serial: str | None) -> None:
        super().__init__([[_Interface(kind, 0x82, 0x01)]])
        self._serial = serial

    @property
    def serial_number(self) -> str | None:
        if self._serial is None:
            raise ValueError("The device has no langid (permission issue, no string descriptors supported)")
        return self._serial


def nothing() -> tuple[()]:
    return ()


def test_the_printer_that_udev_named_comes_first(tmp_path: Path):
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "lp0").touch()
    (tmp_path / "ttyACM0").touch()
    (tmp_path / "kiosk" / "printer").symlink_to(tmp_path / "ttyACM0")
    found = find_printers(tmp_path, nothing)
    assert found[0].uri == f"serial://{tmp_path}/kiosk/printer"
    assert found[1].uri == f"file://{tmp_path}/usb/lp0"
    (tmp_path / "kiosk" / "printer").unlink()
    (tmp_path / "kiosk" / "printer").symlink_to(tmp_path / "usb" / "lp0")
    assert find_printers(tmp_path, nothing)[0].uri == f"file://{tmp_path}/kiosk/printer"


def test_two_of_a_kind_on_the_bus_are_told_apart_by_their_serial_numbers(tmp_path: Path):
    bus = [_Device(3, "keyboard"), _Device(7, "A1"), _Device(7, "B2"), _Device(7, None)]
    found = find_printers(tmp_path, lambda: bus)
    assert found == (
        Found("usb://04b8:0e15/A1", "TM-T82X"),
        Found("usb://04b8:0e15/B2", "TM-T82X"),
        Found("usb://04b8:0e15", "TM-T82X"),
    )
    for printer in found:
        check_uri(printer.uri)


def test_a_machine_without_printers_has_none(tmp_path: Path):
    assert find_printers(tmp_path, nothing) == ()


def test_the_real_bus_can_be_asked():
    for printer in find_printers():
        check_uri(printer.uri)
