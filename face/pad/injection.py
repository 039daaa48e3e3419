"""Injection: frames that do not come from the kiosk's own camera.

`camera` says whether the camera is the one that the kiosk was set up with, and no virtual one. `timing` looks at the
times of the frames: a camera's exposure gives a steady beat that neither runs backwards nor bursts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from face.pad.report import WitnessScore

VIRTUAL = ("v4l2 loopback", "v4l2loopback", "dummy video", "obs virtual", "droidcam", "vivid", "akvcam")
"""Driver and card names of virtual cameras."""
FEWEST = 10
MOST_BURSTS = 0.25
"""Share of gaps shorter than a quarter of the usual one: a camera's own buffer gives a few after a stall."""


@dataclass(frozen=True, slots=True)
class CameraIdentity:
    """What the system says about a camera; each may be empty where it is not known."""

    driver: str = ""
    card: str = ""
    bus: str = ""
    """The path of the bus, for example `usb-0000:00:14.0-2`: another plug is another camera."""


def camera(expected: CameraIdentity | None, seen: CameraIdentity | None) -> WitnessScore:
    """Whether the camera is the bound one; score 1 or 0."""
    if seen is None:
        return WitnessScore("camera", None, "inactive")
    words = f"{seen.driver} {seen.card}".lower()
    if any(name in words for name in VIRTUAL):
        return WitnessScore("camera", 0.0, "deny")
    if expected is None:
        return WitnessScore("camera", None, "inactive")
    same = expected == seen
    return WitnessScore("camera", float(same), "unsure" if same else "deny")


def timing(times: Sequence[float]) -> WitnessScore:
    """The share of frames that come out of the beat; time that does not go forward denies at once."""
    if len(times) < FEWEST:
        return WitnessScore("timing", None, "inactive")
    gaps = np.diff(np.asarray(times))
    if float(gaps.min()) <= 0:
        return WitnessScore("timing", 1.0, "deny")
    bursts = float((gaps < np.median(gaps) / 4).mean())
    return WitnessScore("timing", bursts, "deny" if bursts > MOST_BURSTS else "unsure")
