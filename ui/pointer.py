"""Real pointer events into a window, as the window system would deliver them."""

# The stubs of PyQt6 6.11 take QTest's functions for methods.
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QWindow
from PyQt6.QtTest import QTest


def press(window: QWindow, at: QPointF) -> None:
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at.toPoint())  # type: ignore[call-overload]


def move(window: QWindow, to: QPointF) -> None:
    QTest.mouseMove(window, to.toPoint())  # type: ignore[call-overload]


def release(window: QWindow, at: QPointF) -> None:
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at.toPoint())  # type: ignore[call-overload]


def click(window: QWindow, at: QPointF) -> None:
    press(window, at)
    release(window, at)
