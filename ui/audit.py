"""Walks the live scene and finds what a person would stumble over: clipped text, controls over each other,
small or nameless controls, weak contrast, texts without a translation.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtQuick import QQuickItem

from ui import scene
from ui.theme import SMALL_TARGET_MM, TARGET_MM, contrast

Kind = Literal["clipped", "overlaps", "small_targets", "gaps", "low_contrast", "unnamed", "untranslated"]
GAP_MM = 2.0
KEY_MM = 12.0
"""Ten letter keys share the width of the panel, so that a key is held to the size for technicians."""
ROUNDING = 1.5
"""Pixels by which positions may differ from exact ones."""
LARGE_PX = 32.0
"""From here on text counts as large at 96 dpi (18 pt bold or more), where 3:1 is enough (WCAG 2.2, 1.4.3)."""
_BARE_ID = re.compile(r"[a-z]+\.[a-z][a-z_0-9.]*|.*\{[a-z]+\}.*")


@dataclass(frozen=True, slots=True)
class Fault:
    kind: Kind
    where: str
    """The name of the item, or the beginning of its text."""
    detail: str


@dataclass(frozen=True, slots=True)
class Control:
    item: QQuickItem
    name: str
    rect: QRectF
    """The part that can be seen."""
    whole: QRectF


def check(root: QQuickItem, picture: QImage, mm: float, *, strict: bool = False) -> list[Fault]:
    """All faults of what is on top now.

    Args:
        root: The root of the scene, laid out.
        picture: What the window shows, for the contrast.
        mm: Pixels per millimetre.
        strict: High contrast is on: text needs 7:1 instead of 4.5:1.
    """
    layer = top_layer(root)
    small = _is_for_technicians(root)
    controls = list(_controls(layer))
    texts = [one for one in scene.walk(layer) if one.inherits("QQuickText") and str(one.property("text"))]
    return [
        *_sizes(controls, mm, small),
        *_overlaps(controls, mm),
        *_names(controls),
        *itertools.chain.from_iterable(_text(one, root, picture, strict) for one in texts),
        *_texts_apart(texts),
    ]


def top_layer(root: QQuickItem) -> QQuickItem:
    """The item that has everything which can be used: a dialog, the keyboard, or the whole window."""
    modal = [one for one in scene.walk(root) if one.property("modal") is True and one.isVisible()]
    return modal[-1] if modal else root


def _is_for_technicians(root: QQuickItem) -> bool:
    return any(one.property("technical") is True for one in scene.walk(root))


def _controls(layer: QQuickItem) -> Iterator[Control]:
    for one in scene.walk(layer):
        if one.property("takesFocus") is not True or one.opacity() == 0:
            continue
        whole = scene.rect_of(one)
        seen = _seen(one, whole)
        if seen.width() > 1 and seen.height() > 1:
            yield Control(one, one.objectName() or str(one.property("label")), seen, whole)


def _seen(item: QQuickItem, rect: QRectF) -> QRectF:
    """The part of `rect` that no clipping parent hides."""
    above = item.parentItem()
    while above is not None:
        if above.clip():
            rect = rect.intersected(scene.rect_of(above))
        above = above.parentItem()
    return rect


def _sizes(controls: Sequence[Control], mm: float, small: bool) -> Iterator[Fault]:
    for one in controls:
        least = KEY_MM if one.name.startswith("key-") else SMALL_TARGET_MM if small else TARGET_MM
        side = min(one.whole.width(), one.whole.height()) / mm
        if side < least - ROUNDING / mm:
            yield Fault("small_targets", one.name, f"{side:.1f} mm, not {least:.0f}")


def _overlaps(controls: Sequence[Control], mm: float) -> Iterator[Fault]:
    for one, other in itertools.combinations(controls, 2):
        common = one.rect.intersected(other.rect)
        if common.width() > ROUNDING and common.height() > ROUNDING:
            yield Fault("overlaps", one.name, f"over {other.name}")
            continue
        beside = (
            min(one.rect.bottom(), other.rect.bottom()) - max(one.rect.top(), other.rect.top()) > ROUNDING
        )
        below = min(one.rect.right(), other.rect.right()) - max(one.rect.left(), other.rect.left()) > ROUNDING
        if not beside and not below:
            continue
        across = max(one.rect.left(), other.rect.left()) - min(one.rect.right(), other.rect.right())
        down = max(one.rect.top(), other.rect.top()) - min(one.rect.bottom(), other.rect.bottom())
        gap = across if beside else down
        if gap < GAP_MM * mm - ROUNDING:
            yield Fault("gaps", one.name, f"{gap / mm:.1f} mm from {other.name}")


def _names(controls: Sequence[Control]) -> Iterator[Fault]:
    for one in controls:
        if not str(one.item.property("label") or "").strip():
            yield Fault("unnamed", one.name, "no name for assistive technology")


def _text(item: QQuickItem, root: QQuickItem, picture: QImage, strict: bool) -> Iterator[Fault]:
    said = str(item.property("text"))
    where = item.objectName() or said[:40]
    if _BARE_ID.fullmatch(said):
        yield Fault("untranslated", where, said)
    ink = ink_rect(item)
    cut = _cut(item, ink, root)
    if cut:
        yield Fault("clipped", where, cut)
    ratio = _contrast(item, ink, picture)
    large = float(item.property("font").pixelSize()) >= LARGE_PX
    least = 7.0 if strict and not large else 4.5 if strict or not large else 3.0
    if ratio is not None and item.isEnabled() and ratio < least - 0.05:
        yield Fault("low_contrast", where, f"{ratio:.1f}:1, not {least:g}:1")


def ink_rect(text: QQuickItem) -> QRectF:
    """Where the letters of a text stand in the window, aligned as the item says."""
    wide, high = float(text.property("contentWidth")), float(text.property("contentHeight"))
    across, down = int(text.property("across") or 0), int(text.property("downwards") or 0)
    spare_x, spare_y = text.width() - wide, text.height() - high
    x = spare_x / 2 if across & 4 else spare_x if across & 2 else 0.0
    y = spare_y / 2 if down & 128 else spare_y if down & 64 else 0.0
    return text.mapRectToScene(QRectF(x, y, wide, high))


def _cut(item: QQuickItem, ink: QRectF, root: QQuickItem) -> str:
    if item.property("truncated") is True and item.property("elides") is not True:
        return "lines are left out"
    own = scene.rect_of(item)
    if ink.width() > own.width() + ROUNDING or ink.height() > own.height() + ROUNDING:
        return f"{ink.width():.0f}x{ink.height():.0f} in {own.width():.0f}x{own.height():.0f}"
    holder = item.parentItem()
    while holder is not None and holder is not root and not _holds(holder):
        holder = holder.parentItem()
    if holder is None or _within(ink, scene.rect_of(holder)):
        return ""
    if holder.inherits("QQuickFlickable"):
        return "wider than the list" if ink.right() > scene.rect_of(holder).right() + ROUNDING else ""
    return f"out of {holder.objectName() or 'its frame'}"


def _holds(item: QQuickItem) -> bool:
    """Whether an item is a frame that a text must not leave: a control, a drawn rectangle, a list."""
    return (
        item.property("takesFocus") is True
        or item.inherits("QQuickRectangle")
        or item.inherits("QQuickFlickable")
    )


def _within(inner: QRectF, outer: QRectF) -> bool:
    return outer.adjusted(-ROUNDING, -ROUNDING, ROUNDING, ROUNDING).contains(inner)


def _contrast(item: QQuickItem, ink: QRectF, picture: QImage) -> float | None:
    """The contrast of a text with the colour that fills most of its place; None where it is not to be seen."""
    place = _seen(item, ink).toAlignedRect().intersected(picture.rect())
    if place.width() < 4 or place.height() < 4 or item.opacity() < 1 or _fades(item, ink):
        return None
    ink_colour = QColor(item.property("color"))
    ink_shade = _shade(ink_colour.rgb())
    shades: Counter[int] = Counter()
    for y in range(place.top(), place.bottom() + 1, 2):
        for x in range(place.left(), place.right() + 1, 2):
            shades[_shade(picture.pixel(x, y))] += 1
    del shades[ink_shade]
    ground = shades.most_common(1)[0][0] if shades else ink_shade
    return contrast(ink_colour.name(), f"#{ground:06x}")


def _fades(item: QQuickItem, ink: QRectF) -> bool:
    """Whether a text stands at the lower edge of a list, where it fades out to show that there is more."""
    list_ = scene.flickable_of(item)
    if list_ is None or list_.property("atYEnd") is not False:
        return False
    return ink.bottom() > scene.rect_of(list_).bottom() - float(item.property("font").pixelSize()) * 1.2


def _shade(pixel: int) -> int:
    """A colour in 32 steps a channel, so that a gradient counts as few colours."""
    return (pixel & 0xF8F8F8) | (pixel & 0xE0E0E0) >> 5


def _texts_apart(texts: Sequence[QQuickItem]) -> Iterator[Fault]:
    places = [(one, _seen(one, ink_rect(one))) for one in texts if one.opacity() > 0]
    for (one, rect), (other, other_rect) in itertools.combinations(places, 2):
        common = rect.intersected(other_rect)
        least = min(rect.height(), other_rect.height()) * 0.25
        if common.width() > ROUNDING and common.height() > max(ROUNDING, least):
            yield Fault(
                "overlaps", str(one.property("text"))[:40], f"over {str(other.property('text'))[:40]}"
            )
