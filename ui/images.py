"""Pictures that are drawn at run time: lucide icons in any colour, QR codes, and the kawung ground."""

from functools import lru_cache
from importlib import resources
from urllib.parse import unquote
from zipfile import ZipFile

import qrcode
from PyQt6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPainterPath
from PyQt6.QtQuick import QQuickImageProvider
from PyQt6.QtSvg import QSvgRenderer

FORMAT = QImage.Format.Format_ARGB32_Premultiplied


class IconMissingError(Exception):
    """The icon package has no icon of this name."""


@lru_cache(maxsize=1)
def _icons() -> ZipFile:
    return ZipFile(str(resources.files("lucide").joinpath("lucide.zip")))


def icon_svg(name: str) -> bytes:
    """The SVG source of a lucide icon, drawn in `currentColor`.

    Raises:
        IconMissingError: There is no such icon.
    """
    try:
        return _icons().read(f"{name}.svg")
    except KeyError:
        raise IconMissingError(name) from None


def draw_icon(name: str, colour: str, size: int, stroke: float = 2.0) -> QImage:
    """A square picture of an icon; `colour` is `#rrggbb`, `stroke` is in 24ths of the side."""
    svg = icon_svg(name).replace(b"currentColor", colour.encode())
    svg = svg.replace(b'stroke-width="2"', f'stroke-width="{stroke:g}"'.encode())
    image = QImage(size, size, FORMAT)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return image


def draw_qr(text: str, size: int) -> QImage:
    """A black and white QR code (level M) with its quiet zone of four modules, about `size` pixels wide."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    scale = max(1, size // len(modules))
    side = scale * len(modules)
    image = QImage(side, side, FORMAT)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                painter.fillRect(column * scale, row * scale, scale, scale, QColor("black"))
    painter.end()
    return image


def draw_kawung(colour: str, size: int) -> QImage:
    """One tile of the kawung batik pattern: four petals around a centre, seeds between them."""
    image = QImage(size, size, FORMAT)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(QColor(colour))
    pen.setWidthF(max(1.0, size / 90))
    painter.setPen(pen)
    half = size / 2
    petal = QPainterPath(QPointF(half * 0.10, half * 0.10))
    petal.quadTo(QPointF(half * 0.86, half * 0.14), QPointF(half * 0.90, half * 0.90))
    petal.quadTo(QPointF(half * 0.14, half * 0.86), QPointF(half * 0.10, half * 0.10))
    for turn in range(4):
        painter.save()
        painter.translate(half, half)
        painter.rotate(90 * turn)
        painter.translate(-half, -half)
        painter.drawPath(petal)
        painter.drawLine(QPointF(half * 0.36, half * 0.36), QPointF(half * 0.64, half * 0.64))
        painter.restore()
    painter.setBrush(QColor(colour))
    seed = size / 40
    for x, y in ((half, half), (0, half), (size, half), (half, 0), (half, size)):
        painter.drawEllipse(QRectF(x - seed / 2, y - seed / 2, seed, seed))
    painter.end()
    return image


class Pictures(QQuickImageProvider):
    """`image://kiosk/icon/NAME/rrggbb`, `image://kiosk/qr/TEXT`, `image://kiosk/kawung/rrggbb`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str | None, requested: QSize) -> tuple[QImage, QSize]:
        kind, _, rest = (id or "").partition("/")
        size = max(1, requested.width())
        match kind:
            case "icon":
                name, _, colour = rest.partition("/")
                image = draw_icon(name, f"#{colour}", size)
            case "qr":
                image = draw_qr(unquote(rest), size)
            case "kawung":
                image = draw_kawung(f"#{rest}", size)
            case _:
                raise ValueError(f"no such picture: {id}")
        return image, image.size()
