"""Simulated devices worked by words: by a person at a dock, a test in another process, or a script.

A control file grows line by line (`echo "camera gone on" >> FILE`); each line is obeyed once. The words:

    camera gone|freeze|black|stall on|off
    scanner unplug|plug|garbage         scanner scan TEXT         scanner drip SECONDS TEXT
    board unplug|plug                   board presence|door|tamper|mute|garbage on|off
    ups mains|battery|low|replace       ups stale|mute|garbage|calm       ups charge PERCENT
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar, get_args

from hardware.board.simulated import SimulatedBoard
from hardware.board.wire import Sense
from hardware.camera.simulated import FaultWord, MjpegCamera
from hardware.scanner.simulated import SimulatedScanner
from hardware.ups.simulated import Fault, SimulatedUps

W = TypeVar("W")
_TICK_S: Final = 0.05
_LONGEST_GAP_S: Final = 5.0
_SWITCH: Final = {"on": True, "off": False}
_UPS: Final = {"mains": "OL", "battery": "OB DISCHRG", "low": "OB LB", "replace": "OL RB"}


class BadOrderError(ValueError):
    """A line that says nothing that a simulator can do. What it said is not repeated: it may be an identity."""


@dataclass(frozen=True, slots=True)
class Simulators:
    """Those that there are."""

    camera: MjpegCamera | None = None
    scanner: SimulatedScanner | None = None
    board: SimulatedBoard | None = None
    ups: SimulatedUps | None = None

    def uris(self) -> dict[str, str]:
        """What the owners open, by the device's name."""
        there = {"camera": self.camera, "scanner": self.scanner, "board": self.board, "ups": self.ups}
        return {name: one.uri for name, one in there.items() if one is not None}

    def close(self) -> None:
        for one in (self.camera, self.scanner, self.board, self.ups):
            if one is not None:
                one.close()


def obey(simulators: Simulators, line: str) -> None:
    """Do what one line says; an empty line or one that begins with # says nothing.

    Raises:
        BadOrderError
    """
    words = line.strip().split(" ")
    if words == [""] or words[0].startswith("#"):
        return
    try:
        _obey(simulators, words)
    except (KeyError, ValueError, RuntimeError):
        raise BadOrderError("not an order to a simulated device") from None


def _obey(simulators: Simulators, words: list[str]) -> None:
    match words, simulators:
        case ["camera", fault, state], Simulators(camera=MjpegCamera() as camera):
            camera.fault(_one(fault, get_args(FaultWord)), _SWITCH[state])
        case ["scanner", *rest], Simulators(scanner=SimulatedScanner() as scanner):
            _scanner(scanner, rest)
        case ["board", *rest], Simulators(board=SimulatedBoard() as board):
            _board(board, rest)
        case ["ups", *rest], Simulators(ups=SimulatedUps() as ups):
            _ups(ups, rest)
        case _:
            raise ValueError


def _scanner(scanner: SimulatedScanner, words: list[str]) -> None:
    match words:
        case ["unplug"]:
            scanner.unplug()
        case ["plug"]:
            scanner.plug()
        case ["garbage"]:
            scanner.garbage()
        case ["scan", *text] if text:
            scanner.scan(" ".join(text))
        case ["drip", seconds, *text] if text:
            scanner.drip(" ".join(text), min(max(float(seconds), 0.0), _LONGEST_GAP_S))
        case _:
            raise ValueError


def _board(board: SimulatedBoard, words: list[str]) -> None:
    match words:
        case ["unplug"]:
            board.unplug()
        case ["plug"]:
            board.plug()
        case ["mute", state]:
            board.mute = _SWITCH[state]
        case ["garbage", state]:
            board.garbage = _SWITCH[state]
        case [sense, state]:
            board.sense(_one(sense, get_args(Sense)), _SWITCH[state])
        case _:
            raise ValueError


def _ups(ups: SimulatedUps, words: list[str]) -> None:
    match words:
        case ["charge", percent]:
            ups.supply.charge = str(int(percent))
        case ["calm"]:
            ups.supply.fault = "none"
        case [word] if word in _UPS:
            ups.supply.status = _UPS[word]
        case [word]:
            ups.supply.fault = _one(word, get_args(Fault))
        case _:
            raise ValueError


def _one(word: str, known: tuple[W, ...]) -> W:
    """Raises:
    KeyError: none of them.
    """
    return {str(one): one for one in known}[word]


class ControlFile:
    """Follows a file and obeys each line that is added.

    Attributes:
        refused: how many lines made no sense.
    """

    def __init__(self, simulators: Simulators, path: Path) -> None:
        self.refused = 0
        self._simulators = simulators
        self._path = path
        self._stopping = threading.Event()
        path.touch()
        self._thread = threading.Thread(target=self._follow, name="device-control", daemon=True)
        self._thread.start()

    def close(self, timeout: float = 10.0) -> bool:
        """Stop following; whether the thread has ended."""
        self._stopping.set()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _follow(self) -> None:
        with self._path.open(encoding="utf-8", errors="replace") as lines:
            held = ""
            while not self._stopping.wait(_TICK_S):
                held += lines.read()
                *complete, held = held.split("\n")
                for line in complete:
                    try:
                        obey(self._simulators, line)
                    except BadOrderError:
                        self.refused += 1
