"""What presentation attack detection leaves of a face comparison: a match needs a person who was there."""

import math
from typing import Literal

Decision = Literal["match", "officer", "no_match"]
Pad = Literal["live", "spoof", "unsure"]


def capped(decision: Decision, pad: Pad) -> Decision:
    """`spoof` is never a match, `unsure` at most a matter for an officer."""
    if pad == "spoof":
        return "no_match"
    if pad == "unsure" and decision == "match":
        return "officer"
    return decision


def consistent(decision: Decision, score: float, threshold: float) -> bool:
    """Whether an answer can be right at all: a match below its own threshold is a fault of the registry."""
    if not (math.isfinite(score) and math.isfinite(threshold)):
        return False
    return (decision == "match") == (score >= threshold)
