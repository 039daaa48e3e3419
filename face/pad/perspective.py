"""Perspective: who comes closer shows more of the middle of the face and less of its sides; a flat picture does not.

Score: growth of (outer eye corners apart / outline apart at the ears) from the far to the near view. The mesh model
pulls every face towards its mean shape, so that the score is small and noisy: it is reported, confirms nothing and
denies nothing (docs/decisions/013).
"""

import numpy as np
from numpy.typing import NDArray

from face.landmarks import EYE_CORNERS, OUTLINE
from face.pad.report import WitnessScore


def middle_share(points: NDArray[np.float32]) -> float:
    """Outer eye corners apart, as a share of the outline's width; (468, 3) points of the mesh."""
    corners = points[EYE_CORNERS[0][0], :2] - points[EYE_CORNERS[1][0], :2]
    outline = points[OUTLINE[0], :2] - points[OUTLINE[1], :2]
    return float(np.linalg.norm(corners) / max(float(np.linalg.norm(outline)), 1e-3))


def witness(far: float | None, near: float | None) -> WitnessScore:
    """Compares the middle's share far away with that nearby."""
    if far is None or near is None:
        return WitnessScore("perspective", None, "inactive")
    return WitnessScore("perspective", near / far - 1.0, "unsure")
