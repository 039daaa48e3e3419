"""Measures an engine on a list of pairs: the numbers by which a ministry can judge it on its own pictures."""

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from face import statistics
from face.engine import Engine
from face.reference import enrol
from face.statistics import Rate, Scores
from face.template import Template

FEW_PEOPLE = 30
"""Under this many people a group's rates say little."""
OPERATING = ("1e-2", "1e-3", "1e-4")


class ListFaultError(ValueError):
    """The list of pairs cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Pair:
    same: bool
    reference: str
    probe: str
    groups: tuple[tuple[str, str], ...]
    """Column and value of every further column."""


@dataclass(frozen=True, slots=True)
class Group:
    column: str
    value: str
    people: int
    """Different references."""
    fmr: Rate
    fnmr: Rate


@dataclass(frozen=True, slots=True)
class Evaluation:
    engine: str
    pairs: int
    images: int
    not_found: int
    accuracy: float
    eer: float
    threshold: float
    fmr: Rate
    fnmr: Rate
    fnmr_at_fmr: dict[str, float | None]
    """Over all cross pairs of the list's pictures."""
    groups: tuple[Group, ...]
    genuine: Scores
    impostor: Scores


def read_pairs(path: Path) -> tuple[Pair, ...]:
    """Raises:
    ListFaultError
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise ListFaultError(f"{path}: cannot be read as a list") from fault
    needed = {"same", "reference", "probe"}
    if not rows or not needed <= set(rows[0]):
        raise ListFaultError(f"{path}: needs the columns same,reference,probe and at least one pair")
    for line, row in enumerate(rows, 2):
        if row["same"] not in ("0", "1") or not row["reference"] or not row["probe"]:
            raise ListFaultError(f"{path}: line {line}: same is 0 or 1, and both pictures are named")
    return tuple(
        Pair(
            row["same"] == "1",
            row["reference"],
            row["probe"],
            tuple((column, value or "") for column, value in row.items() if column and column not in needed),
        )
        for row in rows
    )


def evaluate(pairs: tuple[Pair, ...], folder: Path, engine: Engine) -> Evaluation:
    """Compares every pair, and every picture with every other.

    Raises:
        ListFaultError: a picture is absent, or the list has no usable genuine or impostor pair.
    """
    names = sorted({name for pair in pairs for name in (pair.reference, pair.probe)})
    absent = next((name for name in names if not (folder / name).is_file()), None)
    if absent is not None:
        raise ListFaultError(f"{folder}: there is no picture {absent}")
    found = {name: enrol(folder / name, engine, central=True) for name in names}
    vectors = {name: one.vector for name, one in found.items() if isinstance(one, Template)}
    usable = [pair for pair in pairs if pair.reference in vectors and pair.probe in vectors]
    scores = np.array([float(vectors[one.reference] @ vectors[one.probe]) for one in usable])
    same = np.array([one.same for one in usable], dtype=bool)
    if not same.any() or same.all():
        raise ListFaultError("the list needs genuine and impostor pairs whose faces are found")
    genuine, impostor = scores[same], scores[~same]
    cross_genuine, cross_impostor = _cross(pairs, vectors)
    threshold = engine.thresholds.match
    return Evaluation(
        engine.name,
        len(pairs),
        len(names),
        len(names) - len(vectors),
        statistics.accuracy(genuine, impostor),
        statistics.eer(genuine, impostor),
        threshold,
        statistics.at_least(impostor, threshold),
        statistics.below(genuine, threshold),
        {key: statistics.fnmr_at(cross_genuine, cross_impostor, float(key)) for key in OPERATING},
        _groups(usable, scores, threshold),
        cross_genuine,
        cross_impostor,
    )


def _cross(pairs: tuple[Pair, ...], vectors: dict[str, NDArray[np.float32]]) -> tuple[Scores, Scores]:
    """All pictures against all; who is who follows from the name before the number, else from the genuine pairs."""
    names = list(vectors)
    people = {name: name for name in names}

    def root(name: str) -> str:
        while people[name] != name:
            name = people[name]
        return name

    for pair in pairs:
        if pair.same and pair.reference in people and pair.probe in people:
            people[root(pair.probe)] = root(pair.reference)
    first: dict[str, str] = {}
    for name in names:
        stem = Path(name).stem.rpartition("_")
        person = str(Path(name).parent / stem[0]) if stem[0] and stem[2].isdigit() else name
        people[root(name)] = root(first.setdefault(person, name))
    identity = np.unique([root(name) for name in names], return_inverse=True)[1]
    matrix = np.stack([vectors[name] for name in names])
    rows, columns = np.triu_indices(len(names), 1)
    scores = (matrix @ matrix.T)[rows, columns].astype(np.float64)
    same = identity[rows] == identity[columns]
    return scores[same], scores[~same]


def _groups(usable: list[Pair], scores: Scores, threshold: float) -> tuple[Group, ...]:
    members: dict[tuple[str, str], list[int]] = {}
    for index, pair in enumerate(usable):
        for group in pair.groups:
            members.setdefault(group, []).append(index)
    found = []
    for (column, value), indices in sorted(members.items()):
        same = np.array([usable[index].same for index in indices], dtype=bool)
        of_group = scores[indices]
        people = len({usable[index].reference for index in indices})
        matches = statistics.at_least(of_group[~same], threshold)
        found.append(Group(column, value, people, matches, statistics.below(of_group[same], threshold)))
    return tuple(found)


def draw_det(found: Evaluation, path: Path) -> None:
    """The trade-off of false matches (across, 1e-5 to 1) and false non-matches (up, 1e-4 to 1), both logarithmic."""
    side, edge = 720, 70
    canvas = np.full((side, side, 3), 255, np.uint8)

    def place(fmr: float, fnmr: float) -> tuple[int, int]:
        x = (np.log10(min(max(fmr, 1e-5), 1.0)) + 5) / 5
        y = (np.log10(min(max(fnmr, 1e-4), 1.0)) + 4) / 4
        return (int(edge + x * (side - 2 * edge)), int(side - edge - y * (side - 2 * edge)))

    font, grey, ink = cv2.FONT_HERSHEY_SIMPLEX, (205, 205, 205), (40, 40, 40)
    for power in range(-5, 1):
        x = place(10.0**power, 1)[0]
        cv2.line(canvas, (x, edge), (x, side - edge), grey, 1)
        cv2.putText(canvas, f"1e{power}", (x - 18, side - edge + 24), font, 0.45, ink, 1, cv2.LINE_AA)
    for power in range(-4, 1):
        y = place(1, 10.0**power)[1]
        cv2.line(canvas, (edge, y), (side - edge, y), grey, 1)
        cv2.putText(canvas, f"1e{power}", (14, y + 5), font, 0.45, ink, 1, cv2.LINE_AA)
    cv2.putText(canvas, "FMR", (side // 2, side - 14), font, 0.6, ink, 1, cv2.LINE_AA)
    cv2.putText(canvas, f"FNMR ({found.engine})", (14, 36), font, 0.6, ink, 1, cv2.LINE_AA)
    genuine, impostor = np.sort(found.genuine), np.sort(found.impostor)
    curve = [
        place(
            1 - np.searchsorted(impostor, at, "left") / impostor.size,
            np.searchsorted(genuine, at, "left") / genuine.size,
        )
        for at in np.linspace(-0.3, 1.0, 800)
    ]
    cv2.polylines(canvas, [np.array(curve, dtype=np.int32)], False, (150, 70, 20), 2, cv2.LINE_AA)
    if not cv2.imwrite(str(path), canvas):
        raise ListFaultError(f"{path}: the curve cannot be written")
