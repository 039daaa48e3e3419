"""The bytes: elements become ESC/POS through python-escpos, in as few commands as the paper needs."""

from PIL import Image, ImageOps

from printer import charset
from printer.elements import Cut, Element, Feed, Picture, Qr, Rule, Text
from printer.library import Dummy, EscposProfile
from printer.profiles import Profile

# GS r 1: answered once everything before it has been printed. DLE EOT n: answered at once.
ASK_DONE = b"\x1dr\x01"
AUTO_STATUS_OFF = b"\x1da\x00"
# DLE DC4 8: throws away what the printer holds but has not printed (Epson's ESC/POS reference).
CLEAR_BUFFER = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CLEARED = b"\x37\x25\x00"  # its answer
# DLE ENQ 2: leave a recoverable error (a knife that was freed) with empty buffers.
RECOVER = b"\x10\x05\x02"

_HORIZONTAL = "─"  # on CP437 and its relatives; fills its whole cell, so eight-fold cells join to one line
_WIDEST = 8
_MODE_LARGEST = 2  # ESC ! doubles, GS ! goes up to eight
_NOTCH_DOTS = 24  # 3 mm at 203 dpi: a fingertip feels it
_LEVELS = {"L": 0, "M": 1, "Q": 2, "H": 3}


def ask(n: int) -> bytes:
    """The real-time status query DLE EOT n (1 printer, 2 offline cause, 3 error cause, 4 paper)."""
    return b"\x10\x04" + bytes((n,))


def encode(elements: tuple[Element, ...], profile: Profile) -> bytes:
    """The whole job, from initialisation to cut.

    Raises:
        ValueError: a text that `layout` did not fit to the code pages: a bug, never sent as "?".
    """
    pen = _Pen(profile)
    for element in elements:
        pen.put(element)
    return pen.output


def escpos_profile(profile: Profile) -> EscposProfile:
    """The same printer in python-escpos' words."""
    known = EscposProfile(columns=profile.columns)
    known.profile_data = {
        "name": profile.name,
        "codePages": {str(page.number): page.name for page in profile.code_pages},
        "fonts": {"0": {"name": "Font A", "columns": profile.columns}},
        "media": {"width": {"mm": profile.paper_mm, "pixels": profile.dots}},
    }
    known.features = {"paperFullCut": True, "paperPartCut": True, "bitImageRaster": True}
    return known


class _Pen:
    """Knows what the printer is set to and sends only what changes."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._driver = Dummy(profile=escpos_profile(profile))
        self._driver.hw("INIT")
        self._align = "left"
        self._size = (1, 1)
        self._bold = False

    @property
    def output(self) -> bytes:
        return bytes(self._driver.output)

    def put(self, element: Element) -> None:
        match element:
            case Text(content, align, width, height, bold):
                self._set(align, (width, height), bold)
                self._write(content)
            case Rule():
                self._rule()
            case Feed(lines):
                self._driver._raw(b"\n" * lines)
            case Qr():
                self._qr(element)
            case Picture():
                self._set("center", self._size, self._bold)
                dots = Image.frombytes("1", (element.width, element.height), element.rows)
                self._driver.image(ImageOps.invert(dots.convert("L")))
            case Cut():
                self._cut()
                if element.notch and self._profile.cut != "none":
                    # ESC J and GS V 1: a partial cut leaves a bridge, so the strip stays on the receipt.
                    self._driver._raw(b"\x1bJ" + bytes((_NOTCH_DOTS,)) + b"\x1dV\x01")

    def _set(self, align: str, size: tuple[int, int], bold: bool) -> None:
        if align != self._align:
            self._driver.set(align=align)
        if (size, bold) != (self._size, self._bold):
            self._style(size, bold)
        self._align, self._size, self._bold = align, size, bold

    def _style(self, size: tuple[int, int], bold: bool) -> None:
        width, height = size
        if max(size) <= _MODE_LARGEST:
            # ESC ! says size and weight in three bytes; python-escpos has no call for it.
            self._driver._raw(b"\x1b!" + bytes((bold << 3 | (height - 1) << 4 | (width - 1) << 5,)))
            return
        if size != self._size:
            self._driver.set(custom_size=True, width=width, height=height)
        if bold != self._bold:
            self._driver.set(bold=bold)

    def _write(self, content: str) -> None:
        missing = [character for character in content if not charset.printable(character, self._profile)]
        if missing:
            raise ValueError(f"not on the code pages of {self._profile.name}: {missing!r}")
        line = content + "\n"
        # ASCII is the same on every code page; ESC t is sent only where another character follows.
        if line.isascii():
            self._driver._raw(line.encode())
        else:
            self._driver.text(line)

    def _rule(self) -> None:
        if charset.printable(_HORIZONTAL, self._profile):
            self._set(self._align, (_WIDEST, 1), self._bold)
            self._write(_HORIZONTAL * (self._profile.columns // _WIDEST))
        else:
            self._set(self._align, (1, 1), self._bold)
            self._write("-" * self._profile.columns)

    def _qr(self, code: Qr) -> None:
        self._set("center", self._size, self._bold)
        level = _LEVELS[code.level]
        if self._profile.native_qr:
            # qr(native=True) without its first function: model 2 is the default of every printer.
            send = self._driver._send_2d_code_data
            send(b"C", b"1", bytes((code.module,)))
            send(b"E", b"1", bytes((48 + level,)))
            send(b"P", b"1", code.content.encode(), b"0")
            send(b"Q", b"1", b"", b"0")
        else:
            self._driver.qr(code.content, ec=level, size=code.module)

    def _cut(self) -> None:
        match self._profile.cut:
            case "feed_and_cut":
                self._driver.cut(feed=False)
            case "cut":
                self._driver.cut(mode="PART")
            case "none":
                self._driver.print_and_feed(4)
