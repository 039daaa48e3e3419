"""Pictures from outside: any file becomes (H, W, 3) uint8 BGR, or a named fault; never a crash."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from face.engine import Image

SMALLEST = 32
LARGEST_PIXELS = 60_000_000
WORKING_SIDE = 2400
"""A larger picture is scaled down to this: no face needs more."""


@dataclass(frozen=True, slots=True)
class ImageFault:
    reason: Literal["not_found", "empty", "unreadable", "too_small", "too_large"]


def load(source: Path | bytes) -> Image | ImageFault:
    """Decodes a picture: EXIF rotation applied, grey, alpha, palette and 16 bit brought to 8-bit BGR."""
    if isinstance(source, Path):
        try:
            source = source.read_bytes()
        except OSError:
            return ImageFault("not_found")
    if not source:
        return ImageFault("empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a suspiciously large picture is measured below
            picture = Pillow.open(BytesIO(source))
            if picture.width * picture.height > LARGEST_PIXELS:
                return ImageFault("too_large")
            if min(picture.size) < SMALLEST:
                return ImageFault("too_small")
            picture.load()
            return _bgr(picture)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Pillow.DecompressionBombError,
        EOFError,
    ):
        return ImageFault("unreadable")


def _bgr(picture: Pillow.Image) -> Image:
    turned = ImageOps.exif_transpose(picture) or picture
    if turned.mode.startswith("I") or turned.mode == "F":
        values = np.nan_to_num(np.asarray(turned, dtype=np.float64))
        top = 65535.0 if values.max() > 255 else 255.0
        turned = Pillow.fromarray(np.clip(values / top * 255, 0, 255).astype(np.uint8))
    if "A" in turned.mode or turned.mode == "P":
        white = Pillow.new("RGBA", turned.size, "white")
        turned = Pillow.alpha_composite(white, turned.convert("RGBA"))
    turned.thumbnail((WORKING_SIDE, WORKING_SIDE))
    return np.ascontiguousarray(np.asarray(turned.convert("RGB"), dtype=np.uint8)[:, :, ::-1])
