"""Moire: a screen before the camera adds regular patterns, which stand out as peaks in the spectrum.

Score: the highest peak of the upper half of the aligned face's spectrum, in median absolute deviations above
the median of its frequency ring, on a logarithmic scale. Skin has none.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from face.engine import Image
from face.pad.report import WitnessScore

SIZE = 112
PEAK = 9.0
"""Deny from here on; living faces of the development pictures stay below 7."""


def peak(crop: Image) -> float:
    """The score of one aligned (112, 112, 3) face."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.float32)
    window = np.outer(np.hanning(SIZE), np.hanning(SIZE)).astype(np.float32)
    spectrum = np.log1p(np.abs(np.fft.fftshift(np.fft.fft2((grey - grey.mean()) * window))))
    rings = _rings()
    best = 0.0
    for ring in range(20, 56, 4):
        values = spectrum[(rings >= ring) & (rings < ring + 4)]
        middle = float(np.median(values))
        spread = float(np.median(np.abs(values - middle))) + 1e-6
        best = max(best, (float(values.max()) - middle) / spread)
    return best


def _rings() -> NDArray[np.float64]:
    y, x = np.indices((SIZE, SIZE)) - SIZE // 2
    return np.asarray(np.hypot(x, y))


def witness(peaks: list[float]) -> WitnessScore:
    """Judges by the median of several frames."""
    if not peaks:
        return WitnessScore("moire", None, "inactive")
    score = float(np.median(peaks))
    return WitnessScore("moire", score, "deny" if score >= PEAK else "unsure")
