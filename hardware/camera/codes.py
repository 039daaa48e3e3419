"""The camera as a scanner of last resort: QR codes in a picture."""

from typing import Final

import cv2
import numpy as np

from hardware.camera.status import Image

LONGEST_SIDE: Final = 960
"""Pixels; a code that a person holds up fills a quarter of the picture, and time grows with the area."""


class CodeReader:
    """Looks for codes in the pictures of the camera's owner; opens nothing."""

    def __init__(self) -> None:
        self._qr = cv2.QRCodeDetector()

    def read(self, image: Image) -> str | None:
        """The text of the first code in a (H, W, 3) uint8 BGR picture; None where there is none to be read.

        A code may be an identity: keep it nowhere.
        """
        small = _shrunk(np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8))
        try:
            text, _, _ = self._qr.detectAndDecode(small)
        except cv2.error:  # degenerate corners in a picture without a code: nothing to read
            return None
        return text or None


def _shrunk(grey: Image) -> Image:
    scale = LONGEST_SIDE / max(grey.shape)
    if scale >= 1:
        return grey
    return np.asarray(
        cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )
