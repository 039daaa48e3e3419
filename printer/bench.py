"""What a receipt costs on the line, measured beside the same receipt as a picture."""

import statistics
import time
from collections.abc import Callable
from typing import TypedDict

from PIL import ImageOps

from printer import layout, wire
from printer.draw import ink
from printer.elements import Cut, Element, Feed, Qr, Text
from printer.library import Dummy
from printer.profiles import Profile
from printer.receipt import Receipt
from printer.render import decode

_BAUDS = (9_600, 19_200, 38_400, 57_600, 115_200)
_BITS_PER_BYTE = 10  # 8N1: a start and a stop bit
_USB_BYTES_PER_S = 1_000_000  # full-speed bulk, 64-byte packets, as receipt printers have it
_ROUNDS = 50


class Bench(TypedDict):
    """bytes: text and native QR. raster_bytes: the same paper as one picture."""

    bytes: int
    raster_bytes: int
    raster_ratio: float
    compose_ms: float
    plain_escpos_ms: float
    line_s: dict[str, float]
    raster_line_s: dict[str, float]


def run(receipt: Receipt, profile: Profile) -> Bench:
    """Compose one receipt many times; medians in milliseconds."""
    elements = layout.compose(receipt, profile)
    native = wire.encode(elements, profile)
    raster = _as_picture(native, profile)
    return Bench(
        bytes=len(native),
        raster_bytes=len(raster),
        raster_ratio=round(len(raster) / len(native), 1),
        compose_ms=_median_ms(lambda: wire.encode(layout.compose(receipt, profile), profile)),
        plain_escpos_ms=_median_ms(lambda: _plain(receipt, profile)),
        line_s=_on_the_line(len(native)),
        raster_line_s=_on_the_line(len(raster)),
    )


def _as_picture(native: bytes, profile: Profile) -> bytes:
    """The same paper sent as one GS v 0 picture and cut."""
    driver = Dummy(profile=wire.escpos_profile(profile))
    driver.hw("INIT")
    driver.image(ImageOps.invert(ink(decode(native, profile)[0].rows, profile)))
    driver.cut(feed=False)
    return bytes(driver.output)


def _plain(receipt: Receipt, profile: Profile) -> bytes:
    """The same lines as python-escpos' manual would have them written."""
    driver = Dummy(profile=wire.escpos_profile(profile))
    for element in layout.compose(receipt, profile):
        _write_plainly(driver, element)
    return bytes(driver.output)


def _write_plainly(driver: Dummy, element: Element) -> None:
    match element:
        case Text(content, align, width, height, bold):
            driver.set_with_default(align=align, bold=bold, custom_size=True, width=width, height=height)
            driver.textln(content)
        case Qr(content, module):
            driver.qr(content, size=module, native=True)
        case Feed(lines):
            driver.ln(lines)
        case Cut():
            driver.cut()


def _median_ms(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return round(statistics.median(times) * 1000, 3)


def _on_the_line(count: int) -> dict[str, float]:
    seconds = {str(baud): round(count * _BITS_PER_BYTE / baud, 4) for baud in _BAUDS}
    return seconds | {"usb": round(count / _USB_BYTES_PER_S, 4)}
