"""The satisfaction index (IKM) of PermenPANRB 14/2017: nine elements, 1 to 4, each with the weight 1/9.

IKM = 25 x the sum of (mean of each element / 9), from 25 to 100. The weight is exact: the printed 0.11 would end
at 99. Rounded half up to two decimals before grading, since the table has gaps between its intervals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Grade = Literal["A", "B", "C", "D"]
ELEMENTS = tuple(f"u{number}" for number in range(1, 10))
GRADES: tuple[tuple[Decimal, Grade], ...] = (
    (Decimal("88.31"), "A"),
    (Decimal("76.61"), "B"),
    (Decimal("65.00"), "C"),
    (Decimal("0"), "D"),
)
CHI_SQUARE = Decimal("3.841")
"""One degree of freedom, 95 %."""
ERROR = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Index:
    respondents: int
    elements: Mapping[str, Decimal]
    """The mean of each element that somebody answered, two decimals."""
    ikm: Decimal
    grade: Grade


def index(answers: Iterable[tuple[Mapping[str, int], int]]) -> Index | None:
    """The index over answers (element to 1-4) with how many people gave each; None without any.

    An element that nobody answered (U4 where a service is free) leaves its weight to the others.
    """
    sums = dict.fromkeys(ELEMENTS, 0)
    counts = dict.fromkeys(ELEMENTS, 0)
    people = 0
    for answer, times in answers:
        people += times
        for element in ELEMENTS:
            if element in answer:
                sums[element] += answer[element] * times
                counts[element] += times
    means = {one: Decimal(sums[one]) / counts[one] for one in ELEMENTS if counts[one]}
    if not means:
        return None
    ikm = rounded(25 * sum(means.values(), Decimal()) / len(means))
    return Index(people, {one: rounded(mean) for one, mean in means.items()}, ikm, grade(ikm))


def grade(ikm: Decimal) -> Grade:
    return next(name for least, name in GRADES if ikm >= least)


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def sample_target(population: int) -> int:
    """How many answers a population needs (Krejcie and Morgan, 1970): 10,000 need 370."""
    if population <= 0:
        return 0
    n, quarter = Decimal(population), Decimal("0.25")
    size = CHI_SQUARE * n * quarter / (ERROR**2 * (n - 1) + CHI_SQUARE * quarter)
    return int(size.quantize(Decimal(1), ROUND_HALF_UP))
