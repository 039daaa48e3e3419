"""The demo's dock: a second window with a button for each fault and each thing to show the kiosk."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PyQt6.QtCore import QObject, Qt, QUrl, pyqtSlot
from PyQt6.QtGui import QWindow
from PyQt6.QtQuick import QQuickView

QML = Path(__file__).parent / "qml" / "Dock.qml"


class _Hands(QObject):
    def __init__(self, actions: Sequence[tuple[str, Callable[[], None]]], parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions

    @pyqtSlot(int)
    def press(self, index: int) -> None:
        self._actions[index][1]()


class Dock:
    """Never part of a kiosk in service: only `run --demo` opens it."""

    def __init__(self, actions: Sequence[tuple[str, Callable[[], None]]], kiosk: QWindow) -> None:
        self._view = QQuickView()
        self._view.setTitle("Demo dock")
        context = self._view.rootContext()
        assert context is not None
        context.setContextProperty("Hands", _Hands(actions, self._view))
        context.setContextProperty("labels", [label for label, _ in actions])
        self._view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self._view.resize(300, 760)
        self._view.setSource(QUrl.fromLocalFile(str(QML)))
        if self._view.status() != QQuickView.Status.Ready:
            raise RuntimeError("; ".join(error.toString() for error in self._view.errors()))
        # Above the kiosk, which fills the screen: its dialog for the window manager.
        self._view.setTransientParent(kiosk)
        self._view.setFlags(Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        screen = self._view.screen()
        if screen is not None:
            self._view.setPosition(screen.availableGeometry().right() - 310, 60)
        self._view.show()

    def close(self) -> None:
        self._view.close()
        self._view.setSource(QUrl())
