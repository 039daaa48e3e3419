"""Whether a picture that the driver calls good shows the present. Pure."""

import zlib
from dataclasses import dataclass

import numpy as np

from hardware.camera.status import CameraFault, Image

FROZEN_S = 1.5
"""No sensor gives equal frames for so long: a decoder that fails repeats its last frame and looks healthy."""
BLACK_LUMA = 6.0
"""Mean of 0-255. A sensor behind a closed shutter reads 0 to 3, the darkest usable room about 20."""
GRID = 8
"""Every eighth pixel is enough: sensor noise reaches each of them."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The few numbers of a picture that the judgement needs."""

    width: int
    height: int
    checksum: int
    luma: float


def glance(image: Image) -> Glance:
    """Takes (H, W, 3) uint8."""
    grid = np.ascontiguousarray(image[::GRID, ::GRID])
    return Glance(image.shape[1], image.shape[0], zlib.crc32(grid.tobytes()), float(grid.mean()))


class Watchdog:
    """Judges the pictures of one opened camera in their order."""

    def __init__(self, stuck_at: int | None = None) -> None:
        """`stuck_at` is the checksum that was frozen before the camera was opened again."""
        self._stuck_at = stuck_at
        self._size: tuple[int, int] | None = None
        self._checksum: int | None = None
        self._since = 0.0

    def judge(self, seen: Glance, at: float) -> CameraFault | None:
        """None when the picture is good; `at` is monotonic seconds."""
        size = (seen.width, seen.height)
        if self._size is not None and size != self._size:
            return CameraFault("size_changed", temporary=True, detail=f"{self._size} to {size}")
        self._size = size
        if seen.checksum != self._checksum:
            self._checksum, self._since = seen.checksum, at
        if seen.luma < BLACK_LUMA:  # before frozen: darkness has no noise to change it
            return CameraFault("black", temporary=True, detail="shutter closed or no light")
        if seen.checksum == self._stuck_at or at - self._since > FROZEN_S:
            self._stuck_at = seen.checksum
            return CameraFault("frozen", temporary=True)
        self._stuck_at = None
        return None

    @property
    def stuck_at(self) -> int | None:
        """The checksum of the frozen picture, to be given to the next watchdog of the same camera."""
        return self._stuck_at
