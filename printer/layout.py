"""Where it stands: a receipt becomes lines that fit the paper.

Pure. Every line is checked against the code pages of the printer and its width; words wrap, an application
number breaks after a hyphen, and only a word longer than the line breaks inside.
"""

import textwrap
from collections.abc import Iterator
from typing import Literal

import qrcode
from qrcode import constants

from printer import charset
from printer.elements import Align, Cut, Element, Feed, Picture, Qr, Rule, Text
from printer.profiles import Profile
from printer.receipt import Receipt, TestPage, day, moment, say

_LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
_QUIET = 4  # modules of white that ISO/IEC 18004 asks for on each side
_LINE_DOTS = 30  # the printers' own line spacing
_CELL_DOTS = 24


def compose(page: Receipt | TestPage, profile: Profile, logo: Picture | None = None) -> tuple[Element, ...]:
    """Lay a receipt or a test page out for one printer, under a logo where there is one."""
    lines = _receipt(page, profile) if isinstance(page, Receipt) else _test_page(page, profile)
    return (*((logo,) if logo is not None else ()), *lines)


def lossy(page: Receipt | TestPage, profile: Profile) -> tuple[str, ...]:
    """The characters of a receipt that this printer cannot show; each is printed as "?"."""
    texts = [page.office, page.kiosk_id]
    if isinstance(page, Receipt):
        texts += [page.region, page.service, page.number, page.queue or "", page.counter or "", *page.bring]
    return tuple(dict.fromkeys(lost for text in texts for lost in charset.fit(text, profile).lost))


def length_mm(elements: tuple[Element, ...], profile: Profile) -> float:
    """How much paper it takes, the feed to the knife included."""
    dots = 0
    for element in elements:
        match element:
            case Text(height=height):
                dots += max(_LINE_DOTS, height * _CELL_DOTS)
            case Rule():
                dots += _LINE_DOTS
            case Feed(lines=lines):
                dots += lines * _LINE_DOTS
            case Qr(content=content, module=module, level=level):
                dots += qr_modules(content, level) * module
            case Picture(height=height):
                dots += height
            case Cut():
                dots += round(profile.cut_feed_mm * profile.dots_per_mm)
    return dots / profile.dots_per_mm


def qr_modules(content: str, level: Literal["L", "M", "Q", "H"]) -> int:
    """The side of the QR code in modules, without the quiet zone (ISO/IEC 18004)."""
    code = qrcode.QRCode(error_correction=_LEVELS[level])
    code.add_data(content.encode(), optimize=0)
    return 17 + 4 * int(code.best_fit(start=1))


def _receipt(page: Receipt, profile: Profile) -> Iterator[Element]:
    pen = _Pen(profile, page.large)
    language = page.language
    yield from pen.lines(page.office, bold=True)
    if page.region.casefold() not in page.office.casefold():
        yield from pen.lines(page.region)
    if page.copy:
        yield from pen.lines(say("rcpt.copy", language, copy=page.copy), bold=True, grow=2)
    yield Feed()
    yield from pen.lines(page.service, bold=True)
    yield Feed()
    if page.queue is not None:
        yield from pen.lines(say("rcpt.queue", language))
        yield from pen.lines(page.queue, bold=True, grow=4)
        if page.counter is not None:
            yield from pen.lines(say("rcpt.counter", language, counter=page.counter), bold=True, grow=2)
        yield Feed()
    yield from pen.lines(say("rcpt.track", language))
    yield from pen.number(page.number, grow=1 if page.queue else 2)
    yield from pen.lines(say("rcpt.nik", language, masked=page.nik_masked))
    if page.due is not None:
        yield Feed()
        yield from pen.lines(say("rcpt.due", language))
        yield from pen.date(day(page.due, language))
        if page.auto_issue:
            yield from pen.lines(say("rcpt.auto_issue", language))
    for key, holds in (("rcpt.pending", page.pending), ("rcpt.offline", page.offline)):
        if holds:
            yield Feed()
            yield from pen.lines(say(key, language), bold=True)
    if page.bring:
        yield Feed()
        yield from pen.lines(say("rcpt.bring", language) + ":", bold=True, align="left")
        for item in page.bring:
            yield from pen.item(item)
    yield Feed()
    yield from pen.lines(say("rcpt.qr", language))
    yield Feed()
    yield pen.qr(page.track_url)
    yield Feed()
    yield from pen.lines(say("rcpt.free", language))
    if page.offline:  # until it is sent, the paper is the citizen's only proof
        yield from pen.lines(say("rcpt.keep", language), bold=True)
    yield from pen.lines(f"{moment(page.at, language)}  {page.kiosk_id}")
    yield Cut(notch=page.large)


def _test_page(page: TestPage, profile: Profile) -> Iterator[Element]:
    pen = _Pen(profile, large=False)
    language = page.language
    yield from pen.lines(say("test.title", language), bold=True, grow=2)
    yield from pen.lines(page.office)
    yield from pen.lines(say("test.edges", language), align="left")
    yield Rule()
    digits = "".join(str(column % 10) for column in range(1, profile.columns + 1))
    yield Text(digits)
    for size in (1, 2, 4):
        yield from pen.lines(say("test.sizes", language, size=size), grow=size, align="left")
    yield Feed()
    yield pen.qr(page.kiosk_id)
    yield from pen.lines(say("test.qr", language, kiosk=page.kiosk_id))
    yield from pen.lines(profile.title)
    yield from pen.lines(moment(page.at, language))
    yield from pen.lines(say("test.end", language))
    yield Cut()


class _Pen:
    """Writes lines in normal or in large print on one width of paper."""

    def __init__(self, profile: Profile, large: bool) -> None:
        self._profile = profile
        self._base = 2 if large else 1

    def lines(
        self, text: str, *, bold: bool = False, grow: int = 1, tall: int = 1, align: Align = "center"
    ) -> Iterator[Text]:
        """Wrap at words; a text that would not fit even in one word a line is written smaller."""
        fitted = charset.fit(text, self._profile).text
        width = max(grow, self._base)
        longest = max((len(word) for word in fitted.split()), default=0)
        while width > 1 and longest > self._profile.columns // width:
            width -= 1
        height = max(tall, grow, self._base)
        for line in textwrap.wrap(fitted, self._profile.columns // width, break_on_hyphens=False):
            yield Text(line, align, width, height, bold)

    def number(self, number: str, grow: int) -> Iterator[Text]:
        """The application number, tall, broken after a hyphen where it is too long for one line."""
        width = max(self._base, grow)
        columns = self._profile.columns // width
        parts = charset.fit(number, self._profile).text.replace("-", "-\0").split("\0")
        fewest = len(_broken(parts, columns))
        # As narrow as the same number of lines allows, so that no lone digit stands on the last one.
        narrow = next(limit for limit in range(1, columns + 1) if len(_broken(parts, limit)) == fewest)
        for line in _broken(parts, narrow):
            for piece in textwrap.wrap(line, columns):
                yield Text(piece, "center", width, 2, bold=True)

    def date(self, text: str) -> Iterator[Text]:
        """Large; the day of the week on a line of its own where both do not fit on one."""
        fits = len(text) * 2 <= self._profile.columns
        for line in [text] if fits else text.split(" ", 1):
            yield Text(line, "center", 2, 2, bold=True)

    def item(self, text: str) -> Iterator[Text]:
        """One line of a list, hanging under its dash."""
        columns = self._profile.columns // self._base
        fitted = charset.fit(text, self._profile).text
        for line in textwrap.wrap(fitted, columns, initial_indent="- ", subsequent_indent="  "):
            yield Text(line, "left", self._base, self._base)

    def qr(self, content: str) -> Qr:
        """As large as the profile wishes and the paper allows, quiet zone included."""
        wished = self._profile.qr_module + (2 if self._base > 1 else 0)
        widest = self._profile.dots // (qr_modules(content, "M") + 2 * _QUIET)
        return Qr(content, min(wished, widest))


def _broken(parts: list[str], columns: int) -> list[str]:
    """Join parts to lines of at most `columns`; a longer part stands alone."""
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + len(part) > columns:
            lines.append("")
        lines[-1] += part
    return lines
