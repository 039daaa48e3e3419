"""Two switches for a person who cannot touch: one goes on to the next row or control, the other chooses. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ui.focus import Box

Step = Literal["next", "choose"]


@dataclass(frozen=True, slots=True)
class Scan:
    """Where the scan stands: at a row, or at a control inside it."""

    rows: tuple[tuple[int, ...], ...]
    """Indexes of the controls, row by row."""
    row: int = -1
    """-1 before the first step."""
    inside: int | None = None

    @property
    def marked(self) -> tuple[int, ...]:
        """The controls that the mark stands around: a row or one control."""
        if self.row < 0:
            return ()
        row = self.rows[self.row]
        return row if self.inside is None else (row[self.inside],)


def rows_of(boxes: Sequence[Box]) -> tuple[tuple[int, ...], ...]:
    """Controls that stand beside each other make a row; rows go from top to bottom, controls from the left."""
    order = sorted(range(len(boxes)), key=lambda at: boxes[at].middle[1])
    rows: list[list[int]] = []
    for at in order:
        middle = boxes[at].middle[1]
        above = boxes[rows[-1][0]] if rows else None
        if above is not None and above.y < middle < above.y + above.height:
            rows[-1].append(at)
        else:
            rows.append([at])
    return tuple(tuple(sorted(row, key=lambda at: boxes[at].x)) for row in rows)


def step(scan: Scan, what: Step) -> tuple[Scan, int | None]:
    """One press of a switch.

    Past the last control of a row the whole row is marked again, so that nobody is caught in a wrong row.

    Returns:
        Where the scan stands then, and the index of the control that was chosen, if one was.
    """
    if not scan.rows:
        return scan, None
    if what == "next":
        return _on(scan), None
    if scan.row < 0:
        return _on(scan), None
    row = scan.rows[scan.row]
    if scan.inside is not None:
        return replace(scan, inside=None), row[scan.inside]
    if len(row) == 1:
        return scan, row[0]
    return replace(scan, inside=0), None


def _on(scan: Scan) -> Scan:
    if scan.inside is None:
        return replace(scan, row=(scan.row + 1) % len(scan.rows))
    inside = scan.inside + 1
    return replace(scan, inside=inside if inside < len(scan.rows[scan.row]) else None)
