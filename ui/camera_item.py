"""The live preview: the newest camera frame, mirrored, behind an oval with its ring of progress.

Drawn by a painted item, since QtMultimedia's video output stays blank under the software renderer.
"""

from PyQt6.QtCore import QObject, QPointF, QRectF, QSize, Qt, pyqtProperty, pyqtSignal  # type: ignore[attr-defined]
from PyQt6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform
from PyQt6.QtQuick import QQuickItem, QQuickPaintedItem
from PyQt6.sip import voidptr

BYTES_PER_PIXEL = 3


class Frames(QObject):
    """Holds the newest frame in a buffer of its own, so that clearing it leaves no pixel behind."""

    came = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buffer = bytearray()
        self._image: QImage | None = None

    @property
    def image(self) -> QImage | None:
        """The frame, not mirrored; valid until the next `put` or `clear`."""
        return self._image

    def put(self, width: int, height: int, bgr: memoryview | bytes) -> None:
        """Takes a frame of `height` x `width` x 3 bytes, BGR.

        Raises:
            ValueError: The bytes are not of that size.
        """
        size = width * height * BYTES_PER_PIXEL
        pixels = memoryview(bgr).cast("B")
        if len(pixels) != size:
            raise ValueError(f"a frame of {width}x{height} has {size} bytes, not {len(pixels)}")
        if len(self._buffer) != size or self._image is None or self._image.width() != width:
            self.clear()
            self._buffer = bytearray(size)
            stride = width * BYTES_PER_PIXEL
            pixels_at = voidptr(
                self._buffer
            )  # no copy: what is overwritten here is gone from the picture too
            self._image = QImage(pixels_at, width, height, stride, QImage.Format.Format_BGR888)  # type: ignore[call-overload]
        self._buffer[:] = pixels
        self.came.emit()

    def clear(self) -> None:
        """Forgets the frame and overwrites its memory."""
        self._image = None
        self._buffer[:] = bytes(len(self._buffer))
        self.came.emit()


class CameraView(QQuickPaintedItem):
    """Shows the frames of `source` mirrored and cropped to fill; with `oval`, everything outside it dimmed."""

    changed = pyqtSignal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._source: Frames | None = None
        self._oval = True
        self._progress = 0.0
        self._colours = {"ring": QColor("white"), "rest": QColor("white")}
        self._colours |= {"scrim": QColor("black"), "ground": QColor("white")}
        self._radius = 0.0
        self._mask: QImage | None = None
        self.changed.connect(self._redraw)

    @pyqtProperty(QObject, notify=changed)
    def source(self) -> QObject | None:
        return self._source

    @source.setter  # type: ignore[no-redef]
    def source(self, value: QObject | None) -> None:
        if self._source is not None:
            self._source.came.disconnect(self._frame_came)
        self._source = value if isinstance(value, Frames) else None
        if self._source is not None:
            self._source.came.connect(self._frame_came)
        self.changed.emit()

    @pyqtProperty(bool, notify=changed)
    def oval(self) -> bool:
        return self._oval

    @oval.setter  # type: ignore[no-redef]
    def oval(self, value: bool) -> None:
        self._oval = value
        self._mask = None
        self.changed.emit()

    @pyqtProperty(float, notify=changed)
    def progress(self) -> float:
        return self._progress

    @progress.setter  # type: ignore[no-redef]
    def progress(self, value: float) -> None:
        if value != self._progress:
            self._progress = value
            self.update()

    @pyqtProperty(float, notify=changed)
    def radius(self) -> float:
        return self._radius

    @radius.setter  # type: ignore[no-redef]
    def radius(self, value: float) -> None:
        self._radius = value
        self._mask = None
        self.changed.emit()

    @pyqtProperty(QColor, notify=changed)
    def ringColour(self) -> QColor:
        return self._colours["ring"]

    @ringColour.setter  # type: ignore[no-redef]
    def ringColour(self, value: QColor) -> None:
        self._colour("ring", value)

    @pyqtProperty(QColor, notify=changed)
    def restColour(self) -> QColor:
        return self._colours["rest"]

    @restColour.setter  # type: ignore[no-redef]
    def restColour(self, value: QColor) -> None:
        self._colour("rest", value)

    @pyqtProperty(QColor, notify=changed)
    def scrimColour(self) -> QColor:
        return self._colours["scrim"]

    @scrimColour.setter  # type: ignore[no-redef]
    def scrimColour(self, value: QColor) -> None:
        self._colour("scrim", value)

    @pyqtProperty(QColor, notify=changed)
    def groundColour(self) -> QColor:
        return self._colours["ground"]

    @groundColour.setter  # type: ignore[no-redef]
    def groundColour(self, value: QColor) -> None:
        self._colour("ground", value)

    def oval_rect(self) -> QRectF:
        """Where the face belongs: an oval of 3:4, in the upper middle, inside the item."""
        height = min(self.height() * 0.84, self.width() * 0.84 / 0.75)
        width = height * 0.75
        return QRectF((self.width() - width) / 2, (self.height() - height) * 0.36, width, height)

    def paint(self, painter: QPainter | None) -> None:
        if painter is None:
            return
        self._paint_frame(painter)
        if self._mask is None or self._mask.size() != QSize(round(self.width()), round(self.height())):
            self._mask = self._draw_mask()
        painter.drawImage(0, 0, self._mask)
        if self._oval:
            self._paint_ring(painter)

    def _paint_frame(self, painter: QPainter) -> None:
        image = self._source.image if self._source is not None else None
        if image is None:
            painter.fillRect(QRectF(0, 0, self.width(), self.height()), self._colours["scrim"])
            return
        scale = max(self.width() / image.width(), self.height() / image.height())
        mirrored = QTransform(-scale, 0, 0, scale, (self.width() + image.width() * scale) / 2, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(mirrored, combine=True)
        painter.drawImage(QPointF(0, (self.height() / scale - image.height()) / 2), image)
        painter.restore()

    def _draw_mask(self) -> QImage:
        """Everything over the frame that stays the same from frame to frame."""
        whole = QRectF(0, 0, self.width(), self.height())
        mask = QImage(round(whole.width()), round(whole.height()), QImage.Format.Format_ARGB32_Premultiplied)
        mask.fill(Qt.GlobalColor.transparent)
        painter = QPainter(mask)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._oval:
            dimmed = QPainterPath()
            dimmed.addRect(whole)
            dimmed.addEllipse(self.oval_rect())
            scrim = QColor(self._colours["scrim"])
            scrim.setAlphaF(0.58)
            painter.fillPath(dimmed, scrim)
        corners = QPainterPath()
        corners.addRect(whole)
        corners.addRoundedRect(whole, self._radius, self._radius)
        painter.fillPath(corners, self._colours["ground"])
        painter.end()
        return mask

    def _paint_ring(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._colours["rest"], max(3.0, self.width() * 0.010))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawEllipse(self.oval_rect())
        if self._progress > 0:
            pen.setColor(self._colours["ring"])
            pen.setWidthF(max(6.0, self.width() * 0.022))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            sixteenths = round(min(self._progress, 1.0) * 360 * 16)
            painter.drawArc(self.oval_rect(), 90 * 16, -sixteenths)

    def _colour(self, role: str, value: QColor) -> None:
        self._colours[role] = QColor(value)
        self._mask = None
        self.changed.emit()

    def _redraw(self) -> None:
        self.update()

    def _frame_came(self) -> None:
        self.update()
