"""What the witnesses say, and what follows from it together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Cue = Literal["confirm", "deny", "unsure", "inactive"]
PadDecision = Literal["live", "spoof", "unsure"]
PASSIVE = "passive"
"""The name of the trained witness (`face.pad.minifasnet`)."""
LAMP = "lamp"
SUBSTANTIAL = frozenset({PASSIVE, "planarity"})
"""Paper follows the light and a recording can make a movement: one of these has to confirm."""


@dataclass(frozen=True, slots=True)
class WitnessScore:
    """`score` is in the witness's own unit, as its module says; None where it did not look."""

    name: str
    score: float | None
    decision: Cue


@dataclass(frozen=True, slots=True)
class PadReport:
    decision: PadDecision
    score: float
    """0..1: the share of the active witnesses that confirm; 0 with a veto."""
    witnesses: tuple[WitnessScore, ...]


def fuse(witnesses: Sequence[WitnessScore]) -> PadReport:
    """One deny cue vetoes; two confirming witnesses make it live, one of which saw depth or skin; else it is unsure.

    Where the passive models are imported or the screen is the lamp, these have to confirm as well: what they doubt is
    never more than unsure.
    """
    found = tuple(witnesses)
    if any(one.decision == "deny" for one in found):
        return PadReport("spoof", 0.0, found)
    active = [one for one in found if one.decision != "inactive"]
    confirmed = {one.name for one in active if one.decision == "confirm"}
    score = len(confirmed) / len(active) if active else 0.0
    doubted = any(one.name in (PASSIVE, LAMP) and one.decision == "unsure" for one in found)
    live = len(confirmed) >= 2 and bool(confirmed & SUBSTANTIAL) and not doubted
    return PadReport("live" if live else "unsure", score, found)
