"""The window: draws one `Screen` value, gives back intents, and is the only door to Qt for the rest."""

import logging
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import fontpkg_plus_jakarta_sans
from PyQt6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    pyqtSignal,
    qInstallMessageHandler,
)
from PyQt6.QtGui import QFont, QFontDatabase, QGuiApplication
from PyQt6.QtQml import QQmlComponent, qmlRegisterType
from PyQt6.QtQuick import QQuickItem, QQuickView

from ui import pointer, scene
from ui.bridge import Bridge, ValueMap
from ui.camera_item import CameraView, Frames
from ui.focus import Box, Direction, nearest
from ui.images import Pictures
from ui.intent import Intent
from ui.languages import Languages
from ui.plain import members, plain
from ui.scan import Step
from ui.switches import Switches
from ui.theme import tokens
from ui.view import Modes, Screen
from ui.voice import Espeak, Speaker, Voice

QML = Path(__file__).parent / "qml"
PRELOAD_MS = 40
SETTLING_ROUNDS = 5
log = logging.getLogger(__name__)


class _Post(QObject):
    asked = pyqtSignal(object)


class Shell:
    """One kiosk window. Every method but `post` belongs to the thread that made it."""

    def __init__(
        self,
        *,
        diagonal_inch: float,
        size: tuple[int, int] | None,
        fullscreen: bool,
        on_intent: Callable[[Intent], None],
        speaker: Speaker | None = None,
    ) -> None:
        self._diagonal = diagonal_inch
        self._modes = Modes()
        self._language = ""
        self._closed = False
        self._shown: type | None = None
        self._page: ValueMap | None = None
        self._ready: list[QQmlComponent] = []
        self._application = application()
        self._post = _Post()
        self._post.asked.connect(lambda fn: fn(), Qt.ConnectionType.QueuedConnection)  # type: ignore[call-arg]
        self._languages = Languages()
        self._frames = Frames()
        self._pictures = Pictures()
        self._view = QQuickView()
        self._idle = QTimer(self._view)
        self._idle.timeout.connect(self._preload)
        self._bridge = Bridge(on_intent, self._view)
        self._bridge.focusMoveAsked.connect(self._move_focus)
        self._switches = Switches()
        self._bridge.switchPressed.connect(self._switch)
        self._voice = Voice(speaker or Espeak(self._view))
        self._view.activeFocusItemChanged.connect(self._focus_moved)
        start = self._start_size(size)
        self._theme = ValueMap(self._tokens(start.width(), start.height()), self._view)
        self._chrome = ValueMap({"language": "", "overlay": None, "modes": plain(Modes())}, self._view)
        self._load(start, fullscreen)

    def show(self, screen: Screen) -> None:
        """Draws the screen; a screen of the same kind changes in place."""
        modes = screen.chrome.modes
        if modes != self._modes:
            self._modes = modes
            self._resized()
        if screen.chrome.language != self._language:
            self._language = screen.chrome.language
            self._languages.use(self._language)
            engine = self._view.engine()
            assert engine is not None
            engine.retranslate()
        overlay = plain(screen.overlay)
        if isinstance(overlay, dict):
            overlay = {"kind": type(screen.overlay).__name__, **overlay}
        self._chrome.become({**members(screen.chrome), "overlay": overlay})
        self._show_view(screen.view)
        self._voice.set(modes.voice, modes.slow, screen.chrome.language)
        if modes.voice:
            # After the bindings have run, so that the new texts stand on the screen.
            QTimer.singleShot(0, self._look)

    def post(self, fn: Callable[[], None]) -> None:
        """Runs `fn` in the window's thread, soon. May be called from any thread."""
        self._post.asked.emit(fn)

    def every(self, seconds: float, fn: Callable[[], None]) -> None:
        """Runs `fn` again and again in the window's thread."""
        timer = QTimer(self._view)
        timer.timeout.connect(fn)
        timer.start(round(seconds * 1000))

    def run(self) -> int:
        """Runs until `quit`; returns its code."""
        self._idle.start(PRELOAD_MS)
        return self._application.exec()

    def quit(self, code: int = 0) -> None:
        self._application.exit(code)

    def close(self) -> None:
        """Takes the window down and forgets the camera frame."""
        self._closed = True
        self._voice.stop()
        self._frames.clear()
        self._ready.clear()
        self._view.close()
        self._view.setSource(QUrl())
        self._languages.close()
        self._view.deleteLater()
        QCoreApplication.sendPostedEvents(self._view, QEvent.Type.DeferredDelete.value)

    def set_frame(self, width: int, height: int, bgr: memoryview | bytes | None) -> None:
        """The newest camera frame, `height` x `width` x 3 bytes BGR; None forgets it."""
        if bgr is None:
            self._frames.clear()
        else:
            self._frames.put(width, height, bgr)

    def grab(self, path: str | Path) -> None:
        """Saves what the window shows as PNG.

        Raises:
            OSError: The file cannot be written.
        """
        if not self._view.grabWindow().save(str(path)):
            raise OSError(f"cannot write {path}")

    def settle(self) -> None:
        """Lets all that is due happen now: bindings, layout, deletions."""
        self._application.processEvents()
        scene.settle(self.root)
        self._application.processEvents()

    def tap(self, object_name: str) -> bool:
        """Presses a control with a real pointer; False where it is not there, not enabled, or covered."""
        item = self.item(object_name)
        if item is None:
            return False
        middle = self._resting_place(item)
        if not scene.belongs(scene.hit(self.root, middle), item):
            return False
        pointer.click(self._view, middle)
        return True

    def _resting_place(self, item: QQuickItem) -> QPointF:
        """Where an item stands once rows, lists and scroll positions have settled."""
        middle = QPointF()
        for _ in range(SETTLING_ROUNDS):
            scene.settle(self.root)
            scene.bring_into_view(item)
            before, middle = middle, scene.rect_of(item).center()
            if middle == before:
                break
        return middle

    def visible_names(self) -> list[str]:
        """The names of all controls that can be used now."""
        return scene.names(self.root)

    def text_of(self, object_name: str) -> str:
        """What a visible item says; empty where there is none."""
        found = next((one for one in scene.walk(self.root) if one.objectName() == object_name), None)
        return "" if found is None else scene.text_of(found)

    def item(self, object_name: str) -> QQuickItem | None:
        return scene.find(self.root, object_name)

    @property
    def root(self) -> QQuickItem:
        root = self._view.rootObject()
        assert root is not None
        return root

    @property
    def window(self) -> QQuickView:
        return self._view

    def _load(self, size: QSize, fullscreen: bool) -> None:
        engine, context = self._view.engine(), self._view.rootContext()
        assert engine is not None
        assert context is not None
        engine.addImageProvider("kiosk", self._pictures)
        for name, value in (("Ui", self._bridge), ("Theme", self._theme), ("Chrome", self._chrome)):
            context.setContextProperty(name, value)
        context.setContextProperty("Frames", self._frames)
        self._view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self._view.resize(size)
        self._view.setSource(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if self._view.status() != QQuickView.Status.Ready:
            raise RuntimeError("; ".join(error.toString() for error in self._view.errors()))
        self._view.widthChanged.connect(self._resized)
        self._view.heightChanged.connect(self._resized)
        if fullscreen:
            self._view.showFullScreen()
        else:
            self._view.show()
        self._view.requestActivate()

    def _start_size(self, size: tuple[int, int] | None) -> QSize:
        if size is not None:
            return QSize(*size)
        screen = QGuiApplication.primaryScreen()
        return QSize(1080, 1920) if screen is None else screen.size()

    def _tokens(self, width: int, height: int) -> dict[str, object]:
        family = self._application.font().family()
        return {**tokens(width, height, self._diagonal, self._modes), "family": family}

    def _resized(self) -> None:
        self._theme.become(self._tokens(self._view.width(), self._view.height()))

    def _show_view(self, view: object) -> None:
        if type(view) is self._shown and self._page is not None:
            self._page.become(members(view))
            return
        old, self._page = self._page, ValueMap(members(view), self._view)
        self._shown = type(view)
        self._switches.rest()
        self._bridge.mark_row(QRectF())
        page = QML / "screens" / f"{type(view).__name__}.qml"
        self._bridge.pageOpened.emit(QUrl.fromLocalFile(str(page)).toString(), self._page)
        if old is not None:
            old.deleteLater()

    def _preload(self) -> None:
        """Compiles one more screen while nothing else is to do, so that its first showing is quick."""
        pages = sorted((QML / "screens").glob("*.qml"))
        if len(self._ready) == len(pages):
            self._idle.stop()
            return
        url = QUrl.fromLocalFile(str(pages[len(self._ready)]))
        self._ready.append(QQmlComponent(self._view.engine(), url))

    def _look(self) -> None:
        if not self._closed:
            self._voice.look(self.root)

    def _focus_moved(self) -> None:
        if self._bridge.keyboardMode:
            self._voice.reached(self._view.activeFocusItem())

    def _switch(self, what: Step) -> None:
        scene.settle(self.root)
        self._bridge.mark_row(self._switches.press(self.root, what))

    def _move_focus(self, direction: Direction) -> None:
        now = self._view.activeFocusItem()
        controls = [
            one
            for one in scene.walk(self.root)
            if one is not now and one.isEnabled() and one.property("takesFocus") is True
        ]
        if now is None or now.property("takesFocus") is not True:
            chosen: int | None = 0 if controls else None
        else:
            chosen = nearest(_box(now), [_box(one) for one in controls], direction)
        if chosen is not None:
            scene.bring_into_view(controls[chosen])
            controls[chosen].forceActiveFocus(Qt.FocusReason.TabFocusReason)


def _box(item: QQuickItem) -> Box:
    rect = scene.rect_of(item)
    return Box(rect.x(), rect.y(), rect.width(), rect.height())


def application() -> QGuiApplication:
    """The one application object, with the product's type and its messages in the log."""
    running = QGuiApplication.instance() or _created()
    assert isinstance(running, QGuiApplication)
    _register()
    if running.font().family() != fontpkg_plus_jakarta_sans.FAMILY:
        file = fontpkg_plus_jakarta_sans.ROOT / "files" / "PlusJakartaSans[wght].ttf"
        QFontDatabase.addApplicationFont(str(file))
        running.setFont(QFont(fontpkg_plus_jakarta_sans.FAMILY))
    return running


@lru_cache(maxsize=1)  # kept until the process ends: PyQt deletes an application that nobody holds
def _created() -> QGuiApplication:
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    qInstallMessageHandler(_log_qt)
    return QGuiApplication(["mpp-kiosk"])


@lru_cache(maxsize=1)
def _register() -> None:
    qmlRegisterType(CameraView, "Kiosk", 1, 0, "CameraView")


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(kind: QtMsgType, _where: object, text: str | None) -> None:
    log.log(_LEVELS[kind], "qt: %s", text)
