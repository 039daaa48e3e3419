"""Error rates of biometrics, with what their sample size allows to say (ISO/IEC 19795-1)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of errors with its 95 % Wilson interval."""

    errors: int
    count: int

    @property
    def value(self) -> float | None:
        return self.errors / self.count if self.count else None

    @property
    def interval(self) -> tuple[float, float]:
        if not self.count:
            return (0.0, 1.0)
        share, square = self.errors / self.count, Z95 * Z95 / self.count
        middle = (share + square / 2) / (1 + square)
        reach = Z95 * np.sqrt(share * (1 - share) / self.count + square / 4 / self.count) / (1 + square)
        return (max(0.0, float(middle - reach)), min(1.0, float(middle + reach)))


def below(scores: Scores, threshold: float) -> Rate:
    return Rate(int((scores < threshold).sum()), scores.size)


def at_least(scores: Scores, threshold: float) -> Rate:
    return Rate(int((scores >= threshold).sum()), scores.size)


def eer(genuine: Scores, impostor: Scores) -> float:
    """The rate at the threshold where false matches and false non-matches are closest to equal."""
    thresholds = np.unique(np.concatenate([genuine, impostor]))
    misses = np.searchsorted(np.sort(genuine), thresholds, "left") / genuine.size
    matches = 1 - np.searchsorted(np.sort(impostor), thresholds, "left") / impostor.size
    at = int(np.argmin(np.abs(misses - matches)))
    return float((misses[at] + matches[at]) / 2)


def accuracy(genuine: Scores, impostor: Scores, folds: int = 10) -> float:
    """Mean accuracy over folds; each fold is judged at the threshold that is best on the others."""
    correct = []
    for fold in range(folds):
        same, other = np.arange(genuine.size) % folds == fold, np.arange(impostor.size) % folds == fold
        thresholds = np.unique(np.concatenate([genuine[~same], impostor[~other]]))
        right = genuine[~same].size - np.searchsorted(np.sort(genuine[~same]), thresholds, "left")
        right = right + np.searchsorted(np.sort(impostor[~other]), thresholds, "left")
        best = thresholds[int(np.argmax(right))]
        hits = int((genuine[same] >= best).sum() + (impostor[other] < best).sum())
        correct.append(hits / max(int(same.sum() + other.sum()), 1))
    return float(np.mean(correct))


def fnmr_at(genuine: Scores, impostor: Scores, fmr: float) -> float | None:
    """FNMR at the lowest threshold with at most this FMR; None where too few impostors can show such a rate."""
    allowed = int(fmr * impostor.size)
    if allowed < 1:
        return None
    threshold = np.partition(impostor, -allowed - 1)[-allowed - 1]
    return float((genuine <= threshold).mean())
