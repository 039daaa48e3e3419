"""1:1 comparison with three answers: match, an officer decides, no match; and a fourth: could not compare."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from face.engine import Thresholds
from face.template import Template

Decision = Literal["match", "officer", "no_match", "unavailable"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`available` says whether a comparison took place; only then there is a score."""

    available: bool
    decision: Decision
    score: float | None
    threshold: float
    fmr: float
    reasons: tuple[str, ...] = ()


def compare(reference: Template, probe: Template, thresholds: Thresholds) -> Comparison:
    """Compares by cosine.

    Args:
        reference: From the registry.
        probe: From the camera.
        thresholds: Of the engine that made both.
    """
    if reference.engine != probe.engine or reference.vector.shape != probe.vector.shape:
        return unavailable(thresholds, "engine_differs")
    score = float(np.dot(reference.vector, probe.vector))
    if score >= thresholds.match:
        decision: Decision = "match"
    else:
        decision = "officer" if score >= thresholds.officer else "no_match"
    return Comparison(True, decision, score, thresholds.match, thresholds.fmr)


def unavailable(thresholds: Thresholds, *reasons: str) -> Comparison:
    """No comparison took place; never a match."""
    return Comparison(False, "unavailable", None, thresholds.match, thresholds.fmr, reasons)
