"""A logo file becomes dots for the paper."""

from pathlib import Path

from PIL import Image, ImageOps

from printer.elements import Picture
from printer.profiles import Profile

_TALLEST_MM = 20


def load_logo(path: Path, profile: Profile) -> Picture:
    """Read a picture, as large as half the paper's width and 20 mm allow, dithered to black and white.

    Raises:
        OSError: it cannot be read, or is no picture.
    """
    with Image.open(path) as picture:
        flat = Image.new("RGBA", picture.size, "white")
        flat.alpha_composite(picture.convert("RGBA"))
    box = (profile.dots // 2, round(_TALLEST_MM * profile.dots_per_mm))
    grey = ImageOps.contain(flat.convert("L"), box)
    wide = ImageOps.pad(grey, (-(-grey.width // 8) * 8, grey.height), color=255)
    dots = ImageOps.invert(wide).convert("1")
    return Picture(dots.width, dots.height, dots.tobytes())
