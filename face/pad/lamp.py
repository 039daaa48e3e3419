"""Screen-as-lamp: the kiosk shows random colours, and the light on a real face follows them.

Score: correlation of the colour on the face with the colour on the screen at the best delay, over the capture. A
recording on a screen shines by itself and follows nothing; an injected stream never saw the kiosk's screen. A print
reflects as skin does: for prints this witness says nothing. A low score denies only where calibration has shown that
the camera sees the lamp at all (the room may be too bright).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from face.engine import Image
from face.pad.report import LAMP, Cue, WitnessScore

Colour = tuple[float, float, float]
"""Red, green, blue, 0..1."""
COLOURS: tuple[Colour, ...] = ((1.0, 0.55, 0.35), (0.35, 0.7, 1.0), (0.55, 0.75, 0.35), (0.9, 0.5, 0.95))
"""Pale and of like lightness: nothing flashes (WCAG 2.3.1: at most three flashes a second, and no saturated red)."""
CHANGE_S = 0.36
LONGEST = 512
"""Colours, before they come again; no capture is so long."""
DELAYS_S = tuple(step * 0.03 for step in range(13))
"""From drawing on the screen to the frame that shows it: display, exposure and transport."""
FEWEST, SHORTEST_S = 12, 2.5
"""Frames and seconds, below which chance alone could give a good score."""
CONFIRM, DENY = 0.8, 0.5
"""Of 400 simulated faces lit by another session's colours for 2.5 seconds, 1.3 % reach the first; of 400 lit by this
one's, all do."""
CLEAR = 0.004
"""Least swing of the face's colour (natural logarithm of a ratio) that is no noise; a lamp gives 0.02 and more."""


@dataclass(frozen=True, slots=True)
class Lamp:
    """The colours of one capture, drawn from a nonce; what comes next cannot be known without it."""

    nonce: bytes

    def colour(self, since: float) -> Colour:
        """What the screen shows so many seconds after the start; neighbours differ."""
        return COLOURS[_order(self.nonce)[max(0, int(since / CHANGE_S)) % LONGEST]]


@cache
def _order(nonce: bytes) -> tuple[int, ...]:
    steps = hashlib.shake_256(b"lamp" + nonce).digest(LONGEST)
    return tuple(
        total % len(COLOURS) for total in accumulate(1 + step % (len(COLOURS) - 1) for step in steps)
    )


def tint(crop: Image) -> tuple[float, float]:
    """The colour of the cheeks and the nose of an aligned (112, 112, 3) face: ln(R/G), ln(B/G)."""
    blue, green, red = crop[56:84, 30:82].reshape(-1, 3).mean(axis=0) + 1.0
    return float(np.log(red / green)), float(np.log(blue / green))


def witness(lamp: Lamp | None, tints: Sequence[tuple[float, float, float]], *, visible: bool) -> WitnessScore:
    """Judges the colours of a capture.

    Args:
        lamp: What the screen showed, or None where it showed nothing.
        tints: Seconds since the lamp's start, and `tint` of the frame.
        visible: Calibration has shown that this camera sees the lamp on a face.
    """
    if lamp is None or len(tints) < FEWEST or tints[-1][0] - tints[0][0] < SHORTEST_S:
        return WitnessScore(LAMP, None, "inactive")
    seen = _detrended(np.array([one[1:] for one in tints]))
    times = np.array([one[0] for one in tints])
    if float(seen.std()) < CLEAR / 4:
        score = 0.0
    else:
        score = max(_correlation(seen, _shown(lamp, times - delay)) for delay in DELAYS_S)
    decision: Cue = "unsure"
    if score >= CONFIRM and float(seen.std()) >= CLEAR:
        decision = "confirm"
    elif score < DENY and visible:
        decision = "deny"
    return WitnessScore(LAMP, score, decision)


def _shown(lamp: Lamp, times: NDArray[np.float64]) -> NDArray[np.float64]:
    colours = np.array([lamp.colour(float(at)) for at in times])
    logs = np.log(colours + 0.2)
    return _detrended(np.stack([logs[:, 0] - logs[:, 1], logs[:, 2] - logs[:, 1]], axis=1))


def _detrended(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Without the slow change that turning heads and white balance bring (a running mean of nine frames)."""
    wide = min(9, len(values) | 1)
    padded = np.pad(values, ((wide // 2, wide // 2), (0, 0)), mode="edge")
    kernel = np.ones(wide) / wide
    slow = np.stack([np.convolve(padded[:, at], kernel, "valid") for at in range(values.shape[1])], axis=1)
    return np.asarray(values - slow[: len(values)])


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float((one * other).sum()) / size if size > 1e-9 else 0.0
