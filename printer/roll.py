"""The paper roll: how much is used, how much is left, and when it ends. Pure; the kiosk keeps the value."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self

# An 80 mm roll of 80 mm diameter holds about 80 m of 55 g/m2 paper, a 58 mm one of 50 mm about 25 m.
USUAL_ROLL_MM = {80: 80_000.0, 58: 25_000.0}
# The near-end sensor of receipt printers sees a roll that has shrunk to about 23 mm: some 5 m are left.
NEAR_END_MM = 5_000.0


@dataclass(frozen=True, slots=True)
class Roll:
    """One roll and what this printer has printed in its life.

    Attributes:
        length_mm: paper on a new roll.
        used_mm: taken from this roll.
        prints: receipts printed in the printer's life.
        cuts: cuts in the printer's life; knives wear out (about 1.5 million).
        paper_mm: paper printed in the printer's life; heads wear out (about 150 km).
    """

    length_mm: float
    used_mm: float = 0.0
    prints: int = 0
    cuts: int = 0
    paper_mm: float = 0.0

    def printed(self, length_mm: float) -> Self:
        """After one receipt of this length, its cut included."""
        return replace(
            self,
            used_mm=self.used_mm + length_mm,
            prints=self.prints + 1,
            cuts=self.cuts + 1,
            paper_mm=self.paper_mm + length_mm,
        )

    def near_end_seen(self) -> Self:
        """The sensor knows better than the sum: correct what is left."""
        return replace(self, used_mm=max(self.used_mm, self.length_mm - NEAR_END_MM))

    def renewed(self) -> Self:
        """A new roll was put in."""
        return replace(self, used_mm=0.0)

    @property
    def left_mm(self) -> float:
        """Paper left on the roll; never below zero."""
        return max(0.0, self.length_mm - self.used_mm)

    def receipts_left(self, mean_mm: float) -> int:
        """How many receipts of `mean_mm` the roll still gives."""
        return int(self.left_mm // mean_mm) if mean_mm > 0 else 0

    def lasts(self, mm_per_day: float) -> timedelta | None:
        """How long the roll lasts at this use; None when nothing is used."""
        return timedelta(days=self.left_mm / mm_per_day) if mm_per_day > 0 else None
