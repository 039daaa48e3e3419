"""Planarity: the points of a flat picture move by one homography; a nose does not lie in a face's plane.

Score: how far the nose of the turned view lies from where a flat picture's nose would be, in eye distances.
A turned head shows 0.15 and more; a tilted or bent print stays below 0.08 (measured on the attack rig).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from face.pad.report import Cue, WitnessScore

FLAT, DEEP = 0.06, 0.12
CORNERS = (0, 1, 3, 4)
NOSE = 2


def witness(frontal: NDArray[np.float32] | None, turned: NDArray[np.float32] | None) -> WitnessScore:
    """Judges two views.

    Args:
        frontal: (5, 2) points of the frontal view, or None.
        turned: (5, 2) points of the turned view, or None where no turn was seen.
    """
    if frontal is None or turned is None:
        return WitnessScore("planarity", None, "inactive")
    flat = cv2.getPerspectiveTransform(
        frontal[list(CORNERS)].astype(np.float32), turned[list(CORNERS)].astype(np.float32)
    )
    moved = cv2.perspectiveTransform(frontal[NOSE].reshape(1, 1, 2), flat).reshape(2)
    eyes = float(np.linalg.norm(frontal[1] - frontal[0]))
    score = float(np.linalg.norm(moved - turned[NOSE])) / max(eyes, 1.0)
    decision: Cue = "confirm" if score >= DEEP else "deny" if score < FLAT else "unsure"
    return WitnessScore("planarity", score, decision)
