"""The headphone jack: the kernel tells its switch as an input event; whoever plugs in wants to be spoken to."""

import fcntl
import os
import select
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from evdev import ecodes

from hardware.owner import Lost, Owner

Word = Literal["starting", "plugged", "unplugged", "absent", "denied", "gone", "unknown"]
INPUTS = Path("/sys/class/input")
EVENT = struct.Struct("llHHi")
"""`struct input_event` of <linux/input.h>: seconds, microseconds, type, code, value."""
SWITCHES = 8
EVIOCGSW = 2 << 30 | SWITCHES << 16 | ord("E") << 8 | 0x1B


def find(inputs: Path = INPUTS) -> str | None:
    """The name of the first input device with a headphone switch, for example `event3`; opens nothing."""
    for device in sorted(inputs.glob("event*"), key=lambda one: int(one.name.removeprefix("event"))):
        try:
            *_, lowest = (device / "device/capabilities/sw").read_text(encoding="ascii").split()
        except (OSError, ValueError):
            continue  # unplugged in this moment, or it has no switches
        if int(lowest, 16) >> ecodes.SW_HEADPHONE_INSERT & 1:
            return device.name
    return None


class Jack(Owner[Word]):
    """Tells whether something is plugged in; `on_word` is called in its thread."""

    def __init__(self, on_word: Callable[[Word], None], inputs: Path = INPUTS) -> None:
        super().__init__("jack", "starting", "unknown", on_word)
        self._inputs = inputs

    def serve(self) -> Lost[Word]:
        name = find(self._inputs)
        if name is None:
            return Lost("absent")
        try:
            node = os.open(f"/dev/input/{name}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except PermissionError:
            return Lost("denied", temporary=False)
        except OSError:
            return Lost("gone")
        try:
            return self._watch(node)
        except OSError:
            return Lost("gone")
        finally:
            os.close(node)

    def _watch(self, node: int) -> Lost[Word]:
        while self.turn():
            # The state is asked for, not put together from events: none can be missed.
            switches = fcntl.ioctl(node, EVIOCGSW, bytes(SWITCHES))
            self.alive("plugged" if switches[0] >> ecodes.SW_HEADPHONE_INSERT & 1 else "unplugged")
            if select.select([node], [], [], 0.3)[0]:
                os.read(node, 64 * EVENT.size)
        return Lost("gone")
