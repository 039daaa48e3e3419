"""Drives the live scene by two switches: marks rows and controls, and presses the one that was chosen."""

from PyQt6.QtCore import QMetaObject, QRectF, Qt
from PyQt6.QtQuick import QQuickItem

from ui import scene
from ui.focus import Box
from ui.scan import Scan, Step, rows_of, step


class Switches:
    """The scan of one window. It begins anew when other controls stand on the screen."""

    def __init__(self) -> None:
        self._controls: list[QQuickItem] = []
        self._names: list[str] = []
        self._scan = Scan(())

    def press(self, root: QQuickItem, what: Step) -> QRectF:
        """One press of a switch; returns the frame of the marked row, empty where one control is marked."""
        controls = _reachable(root)
        names = [one.objectName() or str(one.property("label")) for one in controls]
        if names != self._names:
            self._controls, self._names = controls, names
            self._scan = Scan(rows_of([_box(one) for one in controls]))
        self._scan, chosen = step(self._scan, what)
        if chosen is not None:
            control = self._controls[chosen]
            control.forceActiveFocus(Qt.FocusReason.TabFocusReason)
            QMetaObject.invokeMethod(control, "fire")
        marked = [self._controls[at] for at in self._scan.marked]
        if len(marked) == 1:
            marked[0].forceActiveFocus(Qt.FocusReason.TabFocusReason)
            return QRectF()
        frame = QRectF()
        for one in marked:
            frame = frame.united(scene.rect_of(one))
        return frame

    def rest(self) -> None:
        """Forgets the scan; the next press begins with the first row."""
        self._controls, self._names, self._scan = [], [], Scan(())


def _reachable(root: QQuickItem) -> list[QQuickItem]:
    """The controls of what is on top that can be seen; the others are reached by the scroll buttons."""
    modal = [one for one in scene.walk(root) if one.property("modal") is True]
    top = modal[-1] if modal else root
    found = []
    for one in scene.walk(top):
        if one.property("takesFocus") is not True or not one.isEnabled():
            continue
        list_ = scene.flickable_of(one)
        if list_ is None or scene.rect_of(list_).contains(scene.rect_of(one).center()):
            found.append(one)
    return found


def _box(item: QQuickItem) -> Box:
    rect = scene.rect_of(item)
    return Box(rect.x(), rect.y(), rect.width(), rect.height())
