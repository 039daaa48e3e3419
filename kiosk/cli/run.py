"""`mpp-kiosk run` and `mpp-kiosk tour`: the kiosk itself, and the kiosk that walks by itself."""

import argparse
import logging
import os
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from config.load import SettingsFault, load_settings
from config.schema import Settings
from kiosk.app import Devices, Kiosk, hook_main_thread
from kiosk.demo.dock import actions
from kiosk.demo.server import EmbeddedServer, ServerFailedError, provision
from kiosk.demo.tour import SERVICE, Summary, Tour, told
from kiosk.demo.world import demo_world, real_devices, simulated_world
from kiosk.present import long_date
from kiosk.sync.provisioning import Provisioning, ProvisioningFault
from kiosk.sync.provisioning import load as load_provisioning
from ui.dock import Dock
from ui.shell import Shell
from ui.view import Chrome, Message, OutOfService, Screen

SERVER_DATA = Path("var/server")
PORTRAIT = (1080, 1920)


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `run` and `tour`."""
    running = subparsers.add_parser("run", help="the kiosk, fullscreen")
    running.add_argument(
        "--demo",
        action="store_true",
        help="with an embedded server and simulators for absent devices; walks by itself with no display",
    )
    running.add_argument("--windowed", action="store_true", help="in a window instead of fullscreen")
    running.set_defaults(run=_run)
    walking = subparsers.add_parser(
        "tour", help="walk the whole journey with simulated devices; the server of the settings may be down"
    )
    walking.add_argument("--out", type=Path, default=Path("var/tour"), help="where pictures and summary go")
    walking.add_argument("--service", default=SERVICE, metavar="CODE", help=f"what to apply for ({SERVICE})")
    walking.add_argument("--size", default="", metavar="WxH", help="the screen, for example 1920x1080")
    walking.set_defaults(run=lambda args: _tour(args, embedded=False))


def _run(args: argparse.Namespace) -> int:
    _log()
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if args.demo and not display:
        print("no display: the kiosk walks the journey by itself", flush=True)
        args.out, args.service, args.size = Path("var/tour"), SERVICE, ""
        return _tour(args, embedded=True)
    found = load_settings(args.settings)
    if isinstance(found, SettingsFault):
        return _closed(found, args)
    with ExitStack() as stack:
        settings, provisioning = _prepare(found, stack, demo=args.demo, embedded=args.demo)
        if isinstance(provisioning, ProvisioningFault):
            return _closed(SettingsFault("SET-03", "", "kiosk.provisioning", "", provisioning.words), args)
        world = demo_world(settings) if args.demo else None
        if world is not None:
            stack.callback(world.close)
        devices = world.devices if world is not None else real_devices(settings)
        kiosk, shell = _open(
            settings, provisioning, devices, stack, fullscreen=not args.windowed, demo=args.demo
        )
        if world is not None:
            dock = Dock(actions(world, kiosk, provisioning, SERVER_DATA), shell.window)
            stack.callback(dock.close)
        return shell.run()


def _tour(args: argparse.Namespace, *, embedded: bool) -> int:
    _log()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = load_settings(args.settings)
    if isinstance(found, SettingsFault):
        sys.stderr.write(f"mpp-kiosk: {found.code}: {found.words}\n")
        return 2
    size = _size(args.size) or PORTRAIT
    ended: list[Summary] = []
    with ExitStack() as stack:
        try:
            settings, provisioning = _prepare(found, stack, demo=True, embedded=embedded)
        except ServerFailedError as error:
            sys.stderr.write(f"mpp-kiosk: {error}\n")
            return 2
        if isinstance(provisioning, ProvisioningFault) or not provisioning.demo_citizen:
            sys.stderr.write(
                "mpp-kiosk: the provisioning file names no demo citizen; the tour is for demos only\n"
            )
            return 2
        world = simulated_world(settings)
        stack.callback(world.close)
        kiosk, shell = _open(settings, provisioning, world.devices, stack, size=size, demo=True)

        def finished(summary: Summary) -> None:
            ended.append(summary)
            shell.quit(0 if summary.good else 1)

        citizen = provisioning.demo_citizen[0]
        photos = Path(sys.prefix) / "share/mpp-kiosk/photos"
        Tour(kiosk, shell, world, citizen, photos, args.out, finished, service=args.service)
        code = shell.run()
    if ended:
        print(told(ended[0], args.out))
    return code


def _log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", force=True)
    for noisy in ("httpx", "httpcore"):  # one line a request tells nothing, for years
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _size(text: str) -> tuple[int, int] | None:
    width, cross, height = text.partition("x")
    return (int(width), int(height)) if cross and width.isdecimal() and height.isdecimal() else None


def _prepare(
    settings: Settings, stack: ExitStack, *, demo: bool, embedded: bool
) -> tuple[Settings, Provisioning | ProvisioningFault]:
    """For a demo: seeds and starts the server, enrols the kiosk, and points the settings there."""
    file = Path(settings.kiosk.provisioning or Path(settings.kiosk.data_dir) / "device.toml")
    if demo:
        provision(file, SERVER_DATA)
        if embedded:
            server = EmbeddedServer(SERVER_DATA)
            stack.callback(server.stop)
    return settings, load_provisioning(file)


def _open(
    settings: Settings,
    provisioning: Provisioning,
    devices: Devices,
    stack: ExitStack,
    *,
    size: tuple[int, int] | None = None,
    fullscreen: bool = False,
    demo: bool = False,
) -> tuple[Kiosk, Shell]:
    shell = Shell(
        diagonal_inch=settings.kiosk.screen_diagonal_inch,
        size=size or _size(settings.kiosk.screen_size),
        fullscreen=fullscreen,
        on_intent=lambda intent: kiosk.handle(intent),
    )
    stack.callback(shell.close)
    kiosk = Kiosk(settings, provisioning, devices, shell, demo=demo)
    stack.callback(kiosk.stop)
    hook_main_thread(kiosk)
    kiosk.start()
    return kiosk, shell


def _closed(fault: SettingsFault, args: argparse.Namespace) -> int:
    """Wrong settings: out of service with a code on the screen; file, key and expected value for staff."""
    sys.stderr.write(f"mpp-kiosk: {fault.code}: {fault.words}\n")
    shell = Shell(diagonal_inch=32.0, size=None, fullscreen=not args.windowed, on_intent=lambda intent: None)
    now = datetime.now().astimezone()
    chrome = Chrome("Mal Pelayanan Publik", "", f"{now:%H.%M}", long_date(now.date(), "id"))
    shell.show(Screen(OutOfService(fault.code, Message("oos.settings")), chrome))
    return shell.run()
