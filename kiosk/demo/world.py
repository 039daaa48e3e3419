"""The demo's surroundings: real devices where there are any, their simulators where not, and the hands on them."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.schema import Settings
from hardware.scanner.simulated import SimulatedScanner
from kiosk.app import Devices
from kiosk.demo.camera import DemoCamera
from kiosk.demo.server import tool
from printer import profiles
from printer.discovery import find_printers
from printer.simulated import PaperSimulator


@dataclass(slots=True)
class World:
    """Simulators that stand in; None where the real device is used."""

    camera: DemoCamera | None
    printer: PaperSimulator | None
    scanner: SimulatedScanner | None
    devices: Devices

    def close(self) -> None:
        for one in (self.camera, self.printer, self.scanner):
            if one is not None:
                one.close()


def simulated_world(settings: Settings, camera: DemoCamera | None = None) -> World:
    """Every device simulated; a camera that runs already may be brought."""
    printer = PaperSimulator(profiles.load(settings.printer.width))
    scanner, camera = SimulatedScanner(), camera or DemoCamera()
    return World(camera, printer, scanner, Devices(camera.uri, printer.uri, scanner.uri))


def demo_world(settings: Settings) -> World:
    """Each real device where it is present, its simulator where not."""
    real = real_devices(settings)
    camera = None if real.camera not in ("", "auto") or any(Path("/dev").glob("video*")) else DemoCamera()
    printer = None if real.printer else PaperSimulator(profiles.load(settings.printer.width))
    scanner = None if real.scanner else SimulatedScanner()
    devices = Devices(
        camera.uri if camera else real.camera,
        printer.uri if printer else real.printer,
        scanner.uri if scanner else real.scanner,
    )
    return World(camera, printer, scanner, devices)


def real_devices(settings: Settings) -> Devices:
    """The addresses of the settings; `auto` looks for the device, `none` leaves it out."""
    camera = "" if settings.camera.source == "none" else settings.camera.source
    printer = settings.printer.uri
    if printer == "auto":
        found = find_printers()
        printer = found[0].uri if found else ""
    scanner = settings.scanner.uri
    if scanner == "auto":
        link = Path("/dev/kiosk/scanner")
        scanner = f"serial:{link}" if link.exists() else ""
    return Devices(camera, "" if printer == "none" else printer, "" if scanner == "none" else scanner)


def ikd_token(nik: str, data: Path) -> str:
    """A fresh token as the IKD app would show it; only the demo's server can make one."""
    command = [tool("mpp-server"), "ikd-token", nik, "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    return done.stdout.strip().splitlines()[-1]
