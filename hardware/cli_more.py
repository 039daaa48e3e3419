"""Trying devices out, and the devices that not every kiosk has: `device ups|board|card|sound|find|simulate`."""

import argparse
import json
import queue
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from hardware import host

if TYPE_CHECKING:
    from hardware.board.owner import Board
    from hardware.board.wire import Lamp

Value = str | int | float | bool | None
PERSON_S = 30.0
"""So long a person may take to hold a code before the scanner, or a card onto the reader."""
LOOK_FOR_S = 3.0
MIN_FREE_MB, MIN_MEMORY_MB, MAX_CELSIUS = 200, 200, 85.0
"""Below and above these a kiosk stops soon: no room for its journal, no memory for its face models, throttling."""
T = TypeVar("T")
E = TypeVar("E")
Run = Callable[[argparse.Namespace], int]


def add_commands(device: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the optional devices below `device`."""
    for command in _commands(device, "ups", "the power supply", status=_ups_status):
        command.add_argument("--uri", default="nut://127.0.0.1/ups", help="nut://HOST[:PORT]/NAME")
    for command in _commands(
        device, "board", "lamps, presence, door and tamper", status=_board_status, test=_board_test
    ):
        command.add_argument("--uri", default="serial:/dev/kiosk/board", help="serial:/dev/NAME?baud=N")
    for command in _commands(device, "card", "the card reader", status=_card_status, test=_card_test):
        command.add_argument("--name", default="", help="part of the name of the PC/SC reader")
    for command in _commands(device, "sound", "loudness and headphones", status=_sound_status):
        command.add_argument("--volume", type=_percent, metavar="PERCENT", help="set it first")
    find = device.add_parser(
        "find", help="list the devices that are plugged in, by vendor, product and serial"
    )
    find.add_argument("--json", action="store_true", help="print JSON")
    find.set_defaults(run=_find)
    simulate = device.add_parser("simulate", help="be a camera, a scanner, a board and a power supply")
    simulate.add_argument(
        "--control",
        type=Path,
        metavar="FILE",
        help="obey lines added to it: camera gone on, scanner scan ...",
    )
    simulate.set_defaults(run=_simulate)


def _commands(
    device: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, description: str, **runs: Run
) -> list[argparse.ArgumentParser]:
    words = {"status": "ask for its status", "test": "try it out; a person may have to do something"}
    commands = device.add_parser(name, help=description).add_subparsers(required=True, metavar="COMMAND")
    made = []
    for word, run in runs.items():
        command = commands.add_parser(word, help=words[word])
        command.add_argument("--json", action="store_true", help="print JSON")
        command.set_defaults(run=run)
        made.append(command)
    return made


def _percent(text: str) -> int:
    if not text.isdecimal() or int(text) > 100:
        raise argparse.ArgumentTypeError(f"not 0 to 100: {text!r}")
    return int(text)


# -- trying out


def test_camera(arguments: argparse.Namespace) -> int:
    """Watches for three seconds: does it live, does the picture move, how long is the longest gap."""
    from hardware.camera.owner import Camera

    camera = Camera(arguments.source, arguments.width, arguments.height, arguments.fps)
    frames, checksums, gap, last, at = 0, set(), 0.0, 0, 0.0
    try:
        _until(lambda: camera.status == "live", PERSON_S / 3)
        deadline = time.monotonic() + LOOK_FOR_S
        while time.monotonic() < deadline:
            frame = camera.newest(0.5, after=last)
            if frame is None:
                continue
            gap = max(gap, frame.at - at) if at else gap
            frames, last, at = frames + 1, frame.sequence, frame.at
            checksums.add(frame.checksum)
        word, given = camera.status, camera.format
    finally:
        camera.stop()
    good = word == "live" and frames > 0
    facts: dict[str, Value] = {"status": word, "format": str(given) if given else None, "frames": frames}
    return _say(facts | {"different": len(checksums), "longest_gap_s": round(gap, 3)}, arguments, good=good)


def test_scanner(arguments: argparse.Namespace) -> int:
    """Waits for one code; says how long it is, never what it says: it may be somebody's identity."""
    from hardware.scanner.owner import Scanned, Scanner, ScannerEvent

    heard: queue.Queue[ScannerEvent] = queue.Queue()
    scanner = Scanner(arguments.uri, heard.put)
    scanner.start()
    try:
        _invite("hold a code before the scanner", arguments)
        code = _first(heard, Scanned)
        word = scanner.status
    finally:
        scanner.stop()
    count = len(code.text) if code else None
    facts: dict[str, Value] = {"status": word, "characters": count, "dropped": scanner.dropped}
    return _say(facts, arguments, good=code is not None)


def test_host(arguments: argparse.Namespace) -> int:
    """Compares the machine with what a kiosk needs."""
    free, memory, heat = (
        host.disk_free_mb(arguments.disk),
        host.memory_available_mb(),
        host.temperature_celsius(),
    )
    facts: dict[str, Value] = {
        "disk": "good" if free >= MIN_FREE_MB else "low",
        "memory": "unknown" if memory is None else "good" if memory >= MIN_MEMORY_MB else "low",
        "temperature": "unknown" if heat is None else "good" if heat <= MAX_CELSIUS else "hot",
        "supply": {None: "unknown", True: "weak", False: "good"}[host.undervoltage()],
    }
    return _say(facts, arguments, good=not set(facts.values()) & {"low", "hot", "weak"})


# -- the devices that not every kiosk has


def _ups_status(arguments: argparse.Namespace) -> int:
    from hardware.ups.owner import Ups

    ups = Ups(arguments.uri, lambda power: None)
    ups.start()
    try:
        _until(lambda: ups.status != "starting", LOOK_FOR_S)
        power = ups.power
    finally:
        ups.stop()
    facts: dict[str, Value] = {"status": power.word, "charge": power.charge, "runtime": power.runtime}
    return _say(facts, arguments, good=power.word == "mains")


def _board_status(arguments: argparse.Namespace) -> int:
    return _board(arguments, test=False)


def _board_test(arguments: argparse.Namespace) -> int:
    """Every lamp burns for a moment: a person looks."""
    return _board(arguments, test=True)


def _board(arguments: argparse.Namespace, *, test: bool) -> int:
    from hardware.board.owner import Board
    from hardware.board.wire import Lamp

    board = Board(arguments.uri, lambda state: None)
    board.start()
    try:
        ready = _until(lambda: board.status == "ready", LOOK_FOR_S)
        state = board.state
        obeyed = ready
        for lamp in get_args(Lamp) if test and ready else ():
            if state.lamp(lamp) is None:
                continue
            for percent in (100, 0):
                board.light(lamp, percent)
                obeyed &= _until(partial(_burns, board, lamp, percent), LOOK_FOR_S)
        word = board.status
    finally:
        board.stop()
    facts: dict[str, Value] = {"status": word, "presence": state.presence, "door": state.door}
    facts |= {"tamper": state.tamper, **{f"lamp_{name}": percent for name, percent in state.lamps}}
    return _say(facts | ({"lamps_obey": obeyed} if test else {}), arguments, good=obeyed)


def _burns(board: "Board", lamp: "Lamp", percent: int) -> bool:
    return board.state.lamp(lamp) == percent


def _card_status(arguments: argparse.Namespace) -> int:
    from hardware.card.owner import CardReader

    reader = CardReader(lambda event: None, arguments.name)
    reader.start()
    try:
        _until(lambda: reader.status != "starting", LOOK_FOR_S)
        word = reader.status
    finally:
        reader.stop()
    return _say({"status": word}, arguments, good=word == "ready")


def _card_test(arguments: argparse.Namespace) -> int:
    """Waits for one card; says that it came, never its number."""
    from hardware.card.owner import CardReader
    from hardware.card.status import CardEvent, CardInserted

    heard: queue.Queue[CardEvent] = queue.Queue()
    reader = CardReader(heard.put, arguments.name)
    reader.start()
    try:
        _invite("lay a card onto the reader", arguments)
        card = _first(heard, CardInserted)
        word = reader.status
    finally:
        reader.stop()
    facts: dict[str, Value] = {"status": word, "card": card is not None}
    return _say(facts, arguments, good=card is not None)


def _sound_status(arguments: argparse.Namespace) -> int:
    from hardware.sound import jack, volume

    level = volume.get() if arguments.volume is None else volume.put(arguments.volume)
    good = isinstance(level, volume.Level)
    facts: dict[str, Value] = {"status": "ready" if isinstance(level, volume.Level) else level.kind}
    if isinstance(level, volume.Level):
        facts |= {"volume": level.percent, "muted": level.muted}
    return _say(facts | {"headphone_jack": jack.find() is not None}, arguments, good=good)


def _find(arguments: argparse.Namespace) -> int:
    from hardware import hotplug

    kinds: tuple[hotplug.Kind, ...] = ("camera", "serial", "printer")
    found = [asdict(one) | {"kind": kind} for kind in kinds for one in hotplug.find(kind) if one.vid]
    if arguments.json:
        print(json.dumps(found))
    for one in () if arguments.json else found:
        print(f"{one['kind']} {one['node']} {one['vid']}:{one['pid']}/{one['serial']}")
    return 0


def _simulate(arguments: argparse.Namespace) -> int:
    """Says the addresses as one line of JSON, then stays until it is interrupted or ended."""
    from hardware.board.simulated import SimulatedBoard
    from hardware.camera.simulated import MjpegCamera, moving_pattern
    from hardware.control import ControlFile, Simulators
    from hardware.scanner.simulated import SimulatedScanner
    from hardware.ups.simulated import SimulatedUps

    camera = MjpegCamera(moving_pattern(), fps=15)
    simulators = Simulators(camera, SimulatedScanner(), SimulatedBoard(), SimulatedUps())
    control = ControlFile(simulators, arguments.control) if arguments.control else None
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, at: ended.set())
    try:
        print(json.dumps(simulators.uris()), flush=True)
        ended.wait()
    except KeyboardInterrupt:
        pass  # how a person ends it
    finally:
        if control is not None:
            control.close()
        simulators.close()
    return 0


# -- saying and waiting


def _say(facts: Mapping[str, Value], arguments: argparse.Namespace, *, good: bool) -> int:
    if arguments.json:
        print(json.dumps(dict(facts) | {"good": good}), flush=True)
    else:
        words = (f"{name}: {'unknown' if value is None else value}" for name, value in facts.items())
        print(", ".join(words), flush=True)
    return 0 if good else 1


def _invite(words: str, arguments: argparse.Namespace) -> None:
    if not arguments.json:
        print(words, flush=True)


def _until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _first(heard: "queue.Queue[E]", kind: type[T]) -> T | None:
    """The first event of a kind; None when none came while a person could be waited for."""
    deadline = time.monotonic() + PERSON_S
    while (left := deadline - time.monotonic()) > 0:
        try:
            event = heard.get(timeout=left)
        except queue.Empty:
            return None
        if isinstance(event, kind):
            return event
    return None
