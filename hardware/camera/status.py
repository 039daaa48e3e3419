"""What a camera gives and what can be wrong with it. Frames are (H, W, 3) uint8 BGR and stay in memory."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
FaultKind = Literal["absent", "busy", "gone", "stalled", "frozen", "black", "size_changed"]
Word = FaultKind | Literal["starting", "live", "unknown"]


@dataclass(frozen=True, slots=True)
class Frame:
    """`at` is monotonic seconds when the frame was read; `sequence` grows by one with each frame."""

    image: Image = field(repr=False)
    at: float
    sequence: int
    checksum: int


@dataclass(frozen=True, slots=True)
class CameraFault:
    """Why there is no frame. A temporary fault is worth trying again at once."""

    kind: FaultKind
    temporary: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """What the driver really gives, read back after asking; `fps` is 0 where it does not say."""

    width: int
    height: int
    fps: float
    fourcc: str

    def __str__(self) -> str:
        return f"{self.width}x{self.height} {self.fourcc or '?'} {self.fps:g}/s"
