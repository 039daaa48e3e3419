"""Real pointer events into a window, as the window system would deliver them."""

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QWindow
from PyQt6.QtTest import QTest


def press(window: QWindow, at: QPointF) -> None:
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at.toPoint())


def move(window: QWindow, to: QPointF) -> None:
    QTest.mouseMove(window, to.toPoint())


def release(window: QWindow, at: QPointF) -> None:
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at.toPoint())


def click(window: QWindow, at: QPointF) -> None:
    press(window, at)
    release(window, at)
