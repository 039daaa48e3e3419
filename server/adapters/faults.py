"""Fault switches of the simulators: a small file that a running server notices at once."""

import asyncio
import json
from pathlib import Path
from typing import Literal, get_args

from server.keys import replace_private

System = Literal["registry", "profile", "sdmk", "ikd", "notice"]
Fault = Literal["ok", "down", "slow", "wrong"]
SYSTEMS: tuple[System, ...] = get_args(System)
FAULTS: tuple[Fault, ...] = get_args(Fault)
SLOW_SECONDS = 60.0
"""Longer than anybody waits."""


class FaultSwitches:
    """Which simulated system misbehaves, and how."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "faults.json"
        self._stamp = (0, 0)
        self._set: dict[System, Fault] = {}

    def of(self, system: System) -> Fault:
        return self.all().get(system, "ok")

    def all(self) -> dict[System, Fault]:
        """Everything that is not in order."""
        try:
            status = self._file.stat()
        except FileNotFoundError:
            return {}
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp != self._stamp:
            said: dict[str, str] = json.loads(self._file.read_text(encoding="ascii"))
            self._set = {system: fault for system in SYSTEMS for fault in FAULTS if said.get(system) == fault}
            self._stamp = stamp
        return self._set

    def set(self, system: System, fault: Fault) -> None:
        said = {**self.all(), system: fault}
        content = json.dumps({name: value for name, value in said.items() if value != "ok"})
        replace_private(self._file, content.encode("ascii"))

    async def pause(self, system: System) -> Fault:
        """Waits if the system is slow, then says what is wrong with it."""
        fault = self.of(system)
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        return fault
