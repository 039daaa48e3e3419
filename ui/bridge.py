"""What QML sees of Python: intents go out, words come in, and the small state of the screen itself."""

from collections.abc import Callable, Mapping

# The stubs of PyQt6 6.11 lack `pyqtProperty`, connection types and `result`; each is marked where it is used.
from PyQt6.QtCore import QObject, QRectF, Qt, pyqtProperty, pyqtSignal, pyqtSlot  # type: ignore[attr-defined]
from PyQt6.QtQml import QQmlPropertyMap

from ui.intent import Intent
from ui.plain import make_intent, message
from ui.words import words


class ValueMap(QQmlPropertyMap):
    """Named values for QML that change one by one, so that only what differs is drawn anew."""

    def __init__(self, values: Mapping[str, object], parent: QObject) -> None:
        super().__init__(parent)
        self._values: dict[str, object] = dict(values)
        for name, value in values.items():
            self.insert(name, value)

    def become(self, values: Mapping[str, object]) -> None:
        """Takes new values; those that stay equal are not touched."""
        for name, value in values.items():
            if name not in self._values or self._values[name] != value:
                self._values[name] = value
                self.insert(name, value)


class Bridge(QObject):
    """`Ui` in QML."""

    pageOpened = pyqtSignal(str, QObject)
    editAsked = pyqtSignal("QVariantMap")
    editEnded = pyqtSignal()
    choiceAsked = pyqtSignal("QVariantMap")
    filterTyped = pyqtSignal(str)
    focusMoveAsked = pyqtSignal(str)
    keyboardModeChanged = pyqtSignal()
    switchPressed = pyqtSignal(str)
    markChanged = pyqtSignal()
    _meant = pyqtSignal(object)

    def __init__(self, on_intent: Callable[[Intent], None], parent: QObject) -> None:
        super().__init__(parent)
        self._keyboard_mode = False
        self._mark = QRectF()
        # Queued: a screen may be replaced only after the touch that asked for it has been dealt with.
        self._meant.connect(on_intent, Qt.ConnectionType.QueuedConnection)  # type: ignore[call-arg]

    @pyqtProperty(bool, notify=keyboardModeChanged)
    def keyboardMode(self) -> bool:
        """Whether keys are in use, so that the focus ring is shown."""
        return self._keyboard_mode

    @keyboardMode.setter  # type: ignore[no-redef]
    def keyboardMode(self, value: bool) -> None:
        if value != self._keyboard_mode:
            self._keyboard_mode = value
            if not value:
                self.mark_row(QRectF())
            self.keyboardModeChanged.emit()

    @pyqtProperty(QRectF, notify=markChanged)  # type: ignore[untyped-decorator]
    def mark(self) -> QRectF:
        """The row of controls that a switch has reached, in the window; empty where there is none."""
        return self._mark

    def mark_row(self, frame: QRectF) -> None:
        if frame != self._mark:
            self._mark = frame
            self.markChanged.emit()

    @pyqtSlot(str)
    def pressSwitch(self, what: str) -> None:
        """A switch was pressed: `next` or `choose`."""
        self.switchPressed.emit(what)

    @pyqtSlot(str)
    @pyqtSlot(str, "QVariantList")
    def send(self, name: str, args: list[object] | None = None) -> None:
        """Means an intent, by its class name and arguments."""
        self._meant.emit(make_intent(name, args or []))

    @pyqtSlot("QVariantMap", str, result=str)  # type: ignore[arg-type]
    def text(self, said: dict[str, object], language: str) -> str:
        """The words of a message. `language` is not read: it makes the binding depend on the language."""
        return words(message(said)) if said.get("id") else ""

    @pyqtSlot("QVariantMap")
    def edit(self, target: dict[str, object]) -> None:
        """Opens the on-screen keyboard: `name`, `kind`, `label`, `text`."""
        self.editAsked.emit(target)

    @pyqtSlot("QVariantMap")
    def choose(self, target: dict[str, object]) -> None:
        """Opens the list of answers: `name`, `label`, `options`, `value`."""
        self.choiceAsked.emit(target)

    @pyqtSlot(str)
    def filter(self, text: str) -> None:
        """Narrows the open list down."""
        self.filterTyped.emit(text)

    @pyqtSlot()
    def endEdit(self) -> None:
        self.editEnded.emit()

    @pyqtSlot(str)
    def moveFocus(self, direction: str) -> None:
        """To the nearest control `left`, `right`, `up` or `down`."""
        self.focusMoveAsked.emit(direction)
