"""Walks the live scene: finds items by name, reads their texts, brings them into view, points at them."""

from collections.abc import Iterator

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtQuick import QQuickItem


def walk(root: QQuickItem) -> Iterator[QQuickItem]:
    """Every visible item below and with `root`, parents before children.

    Children of a Repeater are found too, which `findChild` does not do.
    """
    if not root.isVisible():
        return
    yield root
    for child in root.childItems():
        yield from walk(child)


def find(root: QQuickItem, name: str) -> QQuickItem | None:
    """The visible and enabled item with that `objectName`."""
    return next((one for one in walk(root) if one.objectName() == name and one.isEnabled()), None)


def names(root: QQuickItem) -> list[str]:
    return [one.objectName() for one in walk(root) if one.objectName() and one.isEnabled()]


def text_of(item: QQuickItem) -> str:
    """What an item says: its texts from top to bottom, or its accessible label where it has none."""
    texts = [str(one.property("text")) for one in walk(item) if one.inherits("QQuickText")]
    return "\n".join(text for text in texts if text) or str(item.property("label") or "")


def rect_of(item: QQuickItem) -> QRectF:
    """Where an item stands in the window."""
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def flickable_of(item: QQuickItem) -> QQuickItem | None:
    above = item.parentItem()
    while above is not None and not above.inherits("QQuickFlickable"):
        above = above.parentItem()
    return above


def bring_into_view(item: QQuickItem) -> None:
    """Scrolls the list that holds an item as far as needed."""
    list_ = flickable_of(item)
    if list_ is None:
        return
    top = item.mapRectToItem(list_, QRectF(0, 0, item.width(), item.height()))
    at = float(list_.property("contentY"))
    most = max(0.0, float(list_.property("contentHeight")) - list_.height())
    if top.top() < 0:
        at += top.top()
    elif top.bottom() > list_.height():
        at += min(top.bottom() - list_.height(), top.top())
    list_.setProperty("contentY", min(max(at, 0.0), most))


def hit(root: QQuickItem, point: QPointF) -> QQuickItem | None:
    """The item that would get a press at `point` of the window."""
    inside = root.contains(root.mapFromScene(point))
    if not root.isVisible() or not root.isEnabled() or (root.clip() and not inside):
        return None
    for child in sorted(root.childItems(), key=lambda one: one.z())[::-1]:
        found = hit(child, point)
        if found is not None:
            return found
    takes = root.acceptedMouseButtons() & Qt.MouseButton.LeftButton
    return root if inside and takes else None


def belongs(item: QQuickItem | None, to: QQuickItem) -> bool:
    while item is not None and item is not to:
        item = item.parentItem()
    return item is to


def settle(root: QQuickItem) -> None:
    """Places rows and columns now instead of with the next frame."""
    for one in walk(root):
        one.ensurePolished()
