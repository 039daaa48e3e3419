"""Command lines to look at the camera, the scanner and the machine by hand.

Exit code 0: it works; 1: looked and found it wrong; 2: the command line is wrong.
"""

import argparse
import json
import queue
import time
from collections.abc import Callable
from pathlib import Path

from hardware import cli_more, host

# The drivers are imported by the commands that use them: OpenCV and pyserial cost every other command its start.

SOURCES = "v4l2:/dev/NAME, mjpeg:http://HOST/PATH, file:PATH, images:DIR or auto"
SCANNER = "serial:/dev/kiosk/scanner"
LOOK_S = 0.1
FIRST_WORD_S = 8.0
"""An opening that stalls takes its driver a few seconds; then it has said why."""
Facts = dict[str, str | int | float | None]


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `device camera`, `scanner` and `host` with `status`, `watch` and `test`, and the optional devices.

    Each sets `run`, a function of the parsed arguments that returns the exit code. `device` is shared with other
    parts: where it exists already it is added to.
    """
    device = _group(subparsers, "device", "talk with a device by hand")
    for command in _commands(
        device, "camera", "the camera", _camera_status, _camera_watch, cli_more.test_camera
    ):
        command.add_argument("--source", "--uri", default="auto", help=SOURCES)
        command.add_argument("--width", type=_count, default=1280, help="pixels to ask for")
        command.add_argument("--height", type=_count, default=720, help="pixels to ask for")
        command.add_argument("--fps", type=_count, default=30, help="frames a second to ask for")
    for command in _commands(
        device, "scanner", "the QR scanner", _scanner_status, _scanner_watch, cli_more.test_scanner
    ):
        command.add_argument(
            "--uri",
            "--source",
            default=SCANNER,
            type=_line,
            help="serial:/dev/NAME?baud=N or evdev:/dev/NAME",
        )
    for command in _commands(
        device, "host", "the machine itself", _host_status, _host_watch, cli_more.test_host
    ):
        command.add_argument(
            "--disk", type=Path, default=Path("/"), metavar="DIR", help="whose disk to look at"
        )
    cli_more.add_commands(device)


def _group(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, description: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    parser = subparsers.choices.get(name)
    if parser is None:
        parser = subparsers.add_parser(name, help=description)
        return parser.add_subparsers(required=True, metavar="COMMAND")
    return next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))


def _commands(
    device: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    description: str,
    status: Callable[[argparse.Namespace], int],
    watch: Callable[[argparse.Namespace], int],
    test: Callable[[argparse.Namespace], int],
) -> list[argparse.ArgumentParser]:
    commands = device.add_parser(name, help=description).add_subparsers(required=True, metavar="COMMAND")
    made = []
    for word, words, run in (
        ("status", "ask for its status", status),
        ("watch", "say every change", watch),
        ("test", "try it out; a person may have to do something", test),
    ):
        command = commands.add_parser(word, help=words)
        command.add_argument("--json", action="store_true", help="print JSON")
        command.set_defaults(run=run)
        made.append(command)
    return made


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"no number above zero: {text!r}")
    return int(text)


def _line(text: str) -> str:
    scheme, _, rest = text.partition(":")
    _, _, options = rest.partition("?")
    bauds = [one.removeprefix("baud=") for one in options.split("&") if one.startswith("baud=")]
    if scheme not in ("serial", "evdev") or not all(baud.isdecimal() and int(baud) for baud in bauds):
        raise argparse.ArgumentTypeError(f"neither serial:/dev/NAME?baud=N nor evdev:/dev/NAME: {text!r}")
    return text


def _camera_status(arguments: argparse.Namespace) -> int:
    from hardware.camera.owner import Camera

    camera = Camera(arguments.source, arguments.width, arguments.height, arguments.fps)
    try:
        word = _first_word(lambda: camera.status)
        facts: Facts = {"status": word}
        if word == "live" and (first := camera.newest(1.0)) is not None:
            height, width = first.image.shape[:2]
            time.sleep(1.0)
            last = camera.newest(1.0) or first
            rate = (last.sequence - first.sequence) / (last.at - first.at) if last.at > first.at else 0.0
            facts |= {"width": width, "height": height, "fps": round(rate, 1)}
    finally:
        camera.stop()
    _say(facts, arguments)
    return 0 if word == "live" else 1


def _camera_watch(arguments: argparse.Namespace) -> int:
    from hardware.camera.owner import Camera

    camera = Camera(arguments.source, arguments.width, arguments.height, arguments.fps)
    try:
        return _watch(lambda: {"status": camera.status}, arguments)
    finally:
        camera.stop()


def _scanner_status(arguments: argparse.Namespace) -> int:
    from hardware.scanner.owner import Scanner

    scanner = Scanner(arguments.uri, lambda event: None)
    scanner.start()
    try:
        word = _first_word(lambda: scanner.status)
    finally:
        scanner.stop()
    _say({"status": word}, arguments)
    return 0 if word == "ready" else 1


def _scanner_watch(arguments: argparse.Namespace) -> int:
    """Says that a code came and how long it is, never the code: it may be somebody's identity."""
    from hardware.scanner.owner import Scanned, Scanner, ScannerEvent, ScannerStatus

    heard: queue.Queue[ScannerEvent] = queue.Queue()
    scanner = Scanner(arguments.uri, heard.put)
    scanner.start()
    try:
        while True:
            match heard.get():
                case Scanned(text):
                    _say({"characters": len(text)}, arguments)
                case ScannerStatus(word):
                    _say({"status": word}, arguments)
    except KeyboardInterrupt:
        return 0
    finally:
        scanner.stop()


def _host_facts(arguments: argparse.Namespace) -> Facts:
    return {
        "boot_id": host.boot_id(),
        "disk_free_mb": host.disk_free_mb(arguments.disk),
        "disk_wear_percent": host.disk_wear_percent(),
        "memory_available_mb": host.memory_available_mb(),
        "temperature_celsius": host.temperature_celsius(),
        "undervoltage": host.undervoltage(),
    }


def _host_status(arguments: argparse.Namespace) -> int:
    _say(_host_facts(arguments), arguments)
    return 0


def _host_watch(arguments: argparse.Namespace) -> int:
    return _watch(lambda: _host_facts(arguments), arguments, pause=5.0)


def _first_word(status: Callable[[], str]) -> str:
    """What the owner says after its first look at the device."""
    deadline = time.monotonic() + FIRST_WORD_S
    while (word := status()) == "starting" and time.monotonic() < deadline:
        time.sleep(LOOK_S)
    return word


def _watch(facts: Callable[[], Facts], arguments: argparse.Namespace, pause: float = LOOK_S) -> int:
    before: Facts = {}
    try:
        while True:
            if (now := facts()) != before:
                _say(now, arguments)
            before = now
            time.sleep(pause)
    except KeyboardInterrupt:
        return 0


def _say(facts: Facts, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(json.dumps(facts), flush=True)
    else:
        words = (f"{name}: {'unknown' if value is None else value}" for name, value in facts.items())
        print(", ".join(words), flush=True)
