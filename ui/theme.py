"""The one design language: millimetres, type scale, spacing and colour roles for a screen and its modes. Pure.

`tokens` gives every name that QML reads as `Theme.<name>`; screens hold no colour and no size of their own.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from ui.view import Modes

TARGET_MM = 20.0
"""Smallest side of a control for the public (EN 301 549 asks for 9 mm; a standing, hurried hand needs more)."""
SMALL_TARGET_MM = 12.0
"""Smallest side of a control for technicians."""
GAP_MM = 2.0
BODY_MM = 4.2
"""Smallest em of body text; at 40 cm it is seen under 36 minutes of arc."""
REACH_MM = 190.0
"""Lowered screens keep at least this much height for the controls, so small panels are not crushed."""
REACH_SHARE = 0.66
TEXT_FACTORS = (1.0, 1.25, 1.5)
TITLE_FACTORS = (1.0, 1.1, 1.22)
"""Titles are large already and grow less."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colour roles as `#rrggbb`; `PAIRS` says which stand on which."""

    paper: str
    card: str
    sunken: str
    ink: str
    ink_soft: str
    outline: str
    edge: str
    primary: str
    primary_down: str
    primary_ink: str
    idle: str
    idle_ink: str
    chosen: str
    chosen_ink: str
    tint: str
    tint_ink: str
    hero: str
    hero_deep: str
    hero_ink: str
    hero_soft: str
    hero_mark: str
    accent: str
    accent_ink: str
    flag_red: str
    flag_white: str
    good: str
    good_ink: str
    warn: str
    warn_ink: str
    bad: str
    bad_ink: str
    danger: str
    ring: str
    ring_good: str
    ring_rest: str
    focus: str
    focus_edge: str
    scrim: str
    glass: str
    glass_ink: str


PAPER = Palette(
    paper="#faf6ef",
    card="#ffffff",
    sunken="#f1eadd",
    ink="#10233a",
    ink_soft="#46566b",
    outline="#6b7c90",
    edge="#e3dacb",
    primary="#0b3d6b",
    primary_down="#062a4e",
    primary_ink="#ffffff",
    idle="#dfe4ea",
    idle_ink="#46566b",
    chosen="#0b3d6b",
    chosen_ink="#ffffff",
    tint="#e4eef7",
    tint_ink="#0b3d6b",
    hero="#0b3d6b",
    hero_deep="#062a4e",
    hero_ink="#ffffff",
    hero_soft="#dce8f4",
    hero_mark="#ffffff",
    accent="#f4b83f",
    accent_ink="#10233a",
    flag_red="#c4161c",
    flag_white="#ffffff",
    good="#e1f3ea",
    good_ink="#075e39",
    warn="#fdf0d2",
    warn_ink="#6a4300",
    bad="#fce6e4",
    bad_ink="#a11016",
    danger="#a11016",
    ring="#f4b83f",
    ring_good="#2fd08c",
    ring_rest="#ffffff",
    focus="#f4b83f",
    focus_edge="#10233a",
    scrim="#061a30",
    glass="#0a1f36",
    glass_ink="#ffffff",
)
CONTRAST = Palette(
    paper="#000000",
    card="#000000",
    sunken="#000000",
    ink="#ffffff",
    ink_soft="#ffffff",
    outline="#ffffff",
    edge="#ffffff",
    primary="#ffd400",
    primary_down="#ffffff",
    primary_ink="#000000",
    idle="#000000",
    idle_ink="#b4b4b4",
    chosen="#ffd400",
    chosen_ink="#000000",
    tint="#000000",
    tint_ink="#ffd400",
    hero="#000000",
    hero_deep="#000000",
    hero_ink="#ffffff",
    hero_soft="#ffffff",
    hero_mark="#ffffff",
    accent="#ffd400",
    accent_ink="#000000",
    flag_red="#ff5a5f",
    flag_white="#ffffff",
    good="#000000",
    good_ink="#5dffb0",
    warn="#000000",
    warn_ink="#ffd400",
    bad="#000000",
    bad_ink="#ff9a9c",
    danger="#ff9a9c",
    ring="#ffd400",
    ring_good="#5dffb0",
    ring_rest="#ffffff",
    focus="#00e5ff",
    focus_edge="#000000",
    scrim="#000000",
    glass="#000000",
    glass_ink="#ffffff",
)

TEXT_PAIRS = (
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "sunken"),
    ("ink_soft", "paper"),
    ("ink_soft", "card"),
    ("primary_ink", "primary"),
    ("primary_ink", "primary_down"),
    ("idle_ink", "idle"),
    ("chosen_ink", "chosen"),
    ("tint_ink", "tint"),
    ("tint_ink", "card"),
    ("hero_ink", "hero"),
    ("hero_ink", "hero_deep"),
    ("hero_soft", "hero"),
    ("hero_soft", "hero_deep"),
    ("accent_ink", "accent"),
    ("good_ink", "good"),
    ("good_ink", "card"),
    ("warn_ink", "warn"),
    ("warn_ink", "card"),
    ("bad_ink", "bad"),
    ("bad_ink", "card"),
    ("bad_ink", "paper"),
    ("danger", "card"),
    ("glass_ink", "glass"),
)
"""Text on its ground: at least 4.5:1, in high contrast 7:1 (WCAG 2.2, 1.4.3 and 1.4.6)."""
SHAPE_PAIRS = (
    ("outline", "paper"),
    ("outline", "card"),
    ("primary", "paper"),
    ("primary", "card"),
    ("danger", "card"),
    ("focus_edge", "paper"),
    ("focus_edge", "card"),
    ("focus", "hero"),
    ("focus", "hero_deep"),
    ("focus", "primary"),
    ("ring_good", "scrim"),
    ("ring", "scrim"),
)
"""Outlines, rings and other shapes that carry meaning: at least 3:1 (WCAG 2.2, 1.4.11)."""
DARK_SHAPE_PAIRS = (
    *(pair for pair in SHAPE_PAIRS if pair[0] != "focus_edge" and pair != ("focus", "primary")),
    ("focus", "paper"),
    ("focus_edge", "primary"),
)
"""On black the bright half of the focus ring shows; its black half parts it from a yellow button."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1..21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pixels_per_mm(width: int, height: int, diagonal_inch: float) -> float:
    return math.hypot(width, height) / (diagonal_inch * 25.4)


def palette(modes: Modes) -> Palette:
    return CONTRAST if modes.contrast else PAPER


def tokens(width: int, height: int, diagonal_inch: float, modes: Modes) -> Mapping[str, object]:
    """Everything that QML reads of the theme: lengths in pixels, colours as `#rrggbb`, switches as bool."""
    mm = pixels_per_mm(width, height, diagonal_inch)
    wide = width > height
    unit = max(min(width, height) / 1080, BODY_MM * mm / 34)
    text = TEXT_FACTORS[modes.text_size]
    title = TITLE_FACTORS[modes.text_size]
    colours = palette(modes)
    found: dict[str, object] = {_camel(one.name): getattr(colours, one.name) for one in fields(colours)}
    least = math.ceil(TARGET_MM * mm)
    found |= {
        "dark": modes.contrast,
        "mm": mm,
        "unit": unit,
        "wide": wide,
        "tight": height / mm < 150,
        "least": least,
        "touch": max(least, round(104 * unit)),
        "smallTouch": max(math.ceil(SMALL_TARGET_MM * mm), round(72 * unit)),
        "gap": max(math.ceil(GAP_MM * mm), round(16 * unit)),
        "space": round(28 * unit),
        "margin": round((40 if wide else 52) * unit),
        "radius": round(24 * unit),
        "line": max(2, round(3 * unit)),
        "display": round(104 * unit * title),
        "h1": round(64 * unit * title),
        "h2": round(44 * unit * title),
        "body": round(34 * unit * text),
        "small": round(28 * unit * text),
        "tiny": round(24 * unit * text),
        "digit": round(60 * unit * title),
        "icon": round(44 * unit * text),
        "bigIcon": round(64 * unit * title),
        "heroWidth": round(width * 0.34),
        "lowTop": round(_lowered(height, mm)) if modes.low else 0,
        "moreWeight": 100 if modes.contrast else 0,
    }
    return found


def _lowered(height: int, mm: float) -> float:
    """How many pixels stay free above the controls of a lowered screen."""
    return height - min(height, max(REACH_SHARE * height, REACH_MM * mm))


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
