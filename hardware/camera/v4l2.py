"""The few V4L2 calls that OpenCV does not offer: what a node is, and the controls that must stay still.

Numbers and layouts are those of <linux/videodev2.h> and <linux/v4l2-controls.h>, the same on every machine.
"""

import errno
import fcntl
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

VIDIOC_QUERYCAP = 0x80685600
VIDIOC_G_CTRL, VIDIOC_S_CTRL = 0xC008561B, 0xC008561C
CAPABILITY = struct.Struct("16s32s32sIII12x")
CONTROL = struct.Struct("Ii")
CAPTURE, DEVICE_CAPS = 0x00000001, 0x80000000

ControlName = Literal[
    "white_balance_auto", "exposure_auto", "exposure", "privacy", "focus_auto", "gain_auto", "brightness"
]
CONTROLS: Mapping[ControlName, int] = {
    "brightness": 0x00980900,
    "white_balance_auto": 0x0098090C,
    "gain_auto": 0x00980912,
    "exposure_auto": 0x009A0901,
    "exposure": 0x009A0902,
    "focus_auto": 0x009A090C,
    "privacy": 0x009A0910,
}
STILL: Mapping[ControlName, int] = {
    "exposure_auto": 1,
    "white_balance_auto": 0,
    "gain_auto": 0,
    "focus_auto": 0,
}
"""For the face screen: whatever the camera found by itself stays (1 is V4L2_EXPOSURE_MANUAL)."""
FREE: Mapping[ControlName, int] = {
    "exposure_auto": 3,
    "white_balance_auto": 1,
    "gain_auto": 1,
    "focus_auto": 1,
}
"""3 is V4L2_EXPOSURE_APERTURE_PRIORITY, the automatic mode of UVC cameras."""

Outcome = Literal["set", "unsupported", "refused", "gone"]


@dataclass(frozen=True, slots=True)
class Capability:
    driver: str
    card: str
    bus: str
    captures: bool


def capability(path: Path) -> Capability | None:
    """What the node is; None where it cannot be opened or is no V4L2 device."""
    try:
        node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        answer = fcntl.ioctl(node, VIDIOC_QUERYCAP, bytes(CAPABILITY.size))
    except OSError:
        return None
    finally:
        os.close(node)
    return parse_capability(answer)


def parse_capability(answer: bytes) -> Capability:
    """A `struct v4l2_capability`; the node's own abilities count, not those of the whole device."""
    driver, card, bus, _, whole, own = CAPABILITY.unpack(answer)
    abilities = own if whole & DEVICE_CAPS else whole
    return Capability(_text(driver), _text(card), _text(bus), bool(abilities & CAPTURE))


def _text(raw: bytes) -> str:
    return raw.split(b"\0")[0].decode("utf-8", "replace")


def capture_devices(dev: Path = Path("/dev")) -> list[Path]:
    """The nodes that give pictures, in the order of their numbers; UVC cameras have a second that does not."""
    nodes = sorted(dev.glob("video[0-9]*"), key=lambda node: int(node.name.removeprefix("video")))
    return [node for node in nodes if (found := capability(node)) is not None and found.captures]


def get_control(path: Path, name: ControlName) -> int | None:
    """A control's value; None where the camera has no such control or is gone."""
    try:
        node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        _, value = CONTROL.unpack(fcntl.ioctl(node, VIDIOC_G_CTRL, CONTROL.pack(CONTROLS[name], 0)))
    except OSError:
        return None
    finally:
        os.close(node)
    return int(value)


def set_control(path: Path, name: ControlName, value: int) -> Outcome:
    """Sets one control of the camera that this process owns; drivers allow it beside the open stream."""
    try:
        node = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return "gone"
    try:
        fcntl.ioctl(node, VIDIOC_S_CTRL, CONTROL.pack(CONTROLS[name], value))
    except OSError as error:
        return "unsupported" if error.errno in (errno.EINVAL, errno.ENOTTY) else "refused"
    finally:
        os.close(node)
    return "set"


def hold_still(path: Path, still: bool) -> dict[ControlName, Outcome]:
    """Locks exposure, white balance, gain and focus, or frees them; what each control answered.

    A camera that goes to manual falls back to an old exposure, so the one it had found is set again.
    """
    found = get_control(path, "exposure") if still else None
    answers = {name: set_control(path, name, value) for name, value in (STILL if still else FREE).items()}
    if found is not None:
        answers["exposure"] = set_control(path, "exposure", found)
    return answers
