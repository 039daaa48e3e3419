"""A face template: a unit vector and the name of the engine that made it. Templates live in memory only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

MAGIC = b"MPPT1"
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Template:
    """`vector` is (dimension,) float32 of unit length; templates of two engines are never compared."""

    engine: str
    vector: NDArray[np.float32] = field(repr=False)

    def __post_init__(self) -> None:
        """Raises:
        ValueError: not a finite, non-zero vector.
        """
        length = float(np.linalg.norm(self.vector))
        if self.vector.ndim != 1 or not np.isfinite(length) or length < 1e-6:
            raise ValueError("a template is a finite vector that is not zero")
        object.__setattr__(self, "vector", (self.vector / length).astype(np.float32))

    def to_bytes(self) -> bytes:
        name = self.engine.encode()
        return MAGIC + bytes([len(name)]) + name + self.vector.astype("<f4").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Template":
        """Raises:
        ValueError: not the bytes of a template.
        """
        if not data.startswith(MAGIC) or len(data) < 7 or len(data) > LONGEST:
            raise ValueError("not a template")
        size = data[5]
        body = data[6 + size :]
        if not body or len(body) % 4:
            raise ValueError("not a template")
        return cls(data[6 : 6 + size].decode("ascii"), np.frombuffer(body, dtype="<f4").astype(np.float32))


def mean(templates: Sequence[Template]) -> Template:
    """The mean of several frames of one person; it halves the misses of a single frame.

    Raises:
        ValueError: none, or of several engines.
    """
    if len({one.engine for one in templates}) != 1:
        raise ValueError("the mean needs templates of one engine")
    return Template(templates[0].engine, np.mean([one.vector for one in templates], axis=0))
