"""Faults by word: what a person at the dock, a test in another process or a script does to the simulator.

A control file grows line by line (`echo "paper out" >> FILE`); each line is obeyed once. The words:

    paper ok|near_end|out       cover open|closed       knife stuck|free
    mute on|off                 garbage on|off          auto-status on|off
    drip SECONDS|off            slow BYTES_PER_S|off    unplug          replug
    after BYTES paper-out|reset|unplug                  wait SECONDS    calm
"""

import threading
import time
from pathlib import Path
from typing import Final, get_args

from printer.simulated import PaperSimulator, PaperState

_TICK_S: Final = 0.05
_LONGEST_WAIT_S: Final = 60.0


class BadOrderError(ValueError):
    """A line that says nothing the simulator can do."""


def obey(simulator: PaperSimulator, line: str) -> None:
    """Do what one line says; an empty line or one that begins with # says nothing.

    Raises:
        BadOrderError
    """
    words = line.split("#", 1)[0].split()
    try:
        _obey(simulator, words)
    except (ValueError, KeyError):
        raise BadOrderError(f"not an order to the printer: {line.strip()!r}") from None


def _obey(simulator: PaperSimulator, words: list[str]) -> None:
    match words:
        case []:
            pass
        case ["paper", state] if state in get_args(PaperState):
            simulator.paper = state  # type: ignore[assignment]  # one of its words, just checked
        case ["cover", state]:
            simulator.cover_open = {"open": True, "closed": False}[state]
        case ["knife", state]:
            simulator.cutter_jam = {"stuck": True, "free": False}[state]
        case ["mute", state]:
            simulator.mute = _switch(state)
        case ["garbage", state]:
            simulator.garbage = _switch(state)
        case ["auto-status", state]:
            simulator.auto_status = _switch(state)
        case ["drip", seconds]:
            simulator.drip = None if seconds == "off" else float(seconds)
        case ["slow", rate]:
            simulator.slow = None if rate == "off" else max(1.0, float(rate))
        case ["unplug"]:
            simulator.unplug()
        case ["replug"]:
            simulator.replug()
        case ["calm"]:
            simulator.calm()
        case ["after", count, what]:
            {
                "paper-out": simulator.paper_out_after,
                "reset": simulator.reset_after,
                "unplug": simulator.unplug_after,
            }[what](int(count))
        case ["wait", seconds]:
            time.sleep(min(float(seconds), _LONGEST_WAIT_S))
        case _:
            raise ValueError(words)


def _switch(state: str) -> bool:
    return {"on": True, "off": False}[state]


class ControlFile:
    """Follows a file and obeys each line that is added; says what it could not obey.

    Attributes:
        refused: the lines that made no sense, newest last.
    """

    def __init__(self, simulator: PaperSimulator, path: Path) -> None:
        self.refused: list[str] = []
        self._simulator = simulator
        self._path = path
        self._stopping = threading.Event()
        path.touch()
        self._thread = threading.Thread(target=self._follow, name="printer-control", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop following."""
        self._stopping.set()
        self._thread.join(_LONGEST_WAIT_S)

    def _follow(self) -> None:
        with self._path.open(encoding="utf-8") as lines:
            held = ""
            while not self._stopping.wait(_TICK_S):
                held += lines.read()
                *complete, held = held.split("\n")
                for line in complete:
                    try:
                        obey(self._simulator, line)
                    except BadOrderError:
                        self.refused.append(line)
