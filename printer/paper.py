"""What a printer does with commands: rows of ink on a strip of paper, cut into receipts."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from printer.decode import Command, Control, Letters, Raster, Symbol
from printer.elements import Align
from printer.profiles import Profile

CELL_WIDTH, CELL_HEIGHT, LINE_HEIGHT = 12, 24, 30
# Epson's numbers of ESC t; a printer of another make differs, which is why profiles name theirs.
_CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    18: "cp852",
    19: "cp858",
}
_ALIGNS: tuple[Align, Align, Align] = ("left", "center", "right")
_QR = 49


@dataclass(frozen=True, slots=True)
class Style:
    """How a character looks: width and height multiply the 12x24 dots of font A."""

    width: int = 1
    height: int = 1
    bold: bool = False
    underline: bool = False
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class TextRow:
    """One printed line: characters with their looks."""

    cells: tuple[tuple[str, Style], ...]
    align: Align
    spacing: int = LINE_HEIGHT

    @property
    def text(self) -> str:
        return "".join(character for character, _ in self.cells).rstrip()

    @property
    def dots(self) -> int:
        return max(self.spacing, max((style.height * CELL_HEIGHT for _, style in self.cells), default=0))


@dataclass(frozen=True, slots=True)
class QrRow:
    """A QR code that the printer draws itself."""

    content: str
    module: int
    level: str
    align: Align


@dataclass(frozen=True, slots=True)
class RasterRow:
    """A picture: `height` lines of `width` bytes, a set bit is black; scale 2 doubles dots."""

    width: int
    height: int
    rows: bytes
    scale_x: int
    scale_y: int
    align: Align


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """Paper moved without ink."""

    dots: int


@dataclass(frozen=True, slots=True)
class SlitRow:
    """A cut that left the paper hanging by its bridge."""


Row = TextRow | QrRow | RasterRow | SpaceRow | SlitRow


@dataclass(frozen=True, slots=True)
class Decoded:
    """One piece of paper as it came out.

    Attributes:
        text: its lines, without the padding of alignment.
        qr_texts: what each QR code says.
        raw: the bytes that made it, status queries left out.
        cut: whether the knife parted it; False for a piece torn off or interrupted.
        rows: for drawing.
    """

    text: str
    qr_texts: tuple[str, ...]
    raw: bytes
    cut: bool
    rows: tuple[Row, ...] = field(repr=False)

    @property
    def notched(self) -> bool:
        """Whether a second cut right behind the first marks its foot for the fingers."""
        return any(isinstance(row, SlitRow) for row in self.rows)


@dataclass(slots=True)
class _Modes:
    """What ESC @ resets."""

    style: Style = Style()
    align: Align = "left"
    codec: str = "cp437"
    spacing: int = LINE_HEIGHT
    qr_module: int = 3
    qr_level: str = "L"
    qr_data: str = ""


class Paper:
    """The strip under the print head. Not thread-safe: its owner serialises."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.receipts: deque[Decoded] = deque(maxlen=1000)
        self._codecs = _CODE_PAGES | {page.number: page.codec for page in profile.code_pages}
        self._modes = _Modes()
        self._line: list[tuple[str, Style]] = []
        self._rows: list[Row] = []
        self._raw = bytearray()

    @property
    def pending(self) -> tuple[Row, ...]:
        """What hangs out of the printer, not cut yet."""
        return (*self._rows, *([self._row()] if self._line else []))

    def reset(self) -> None:
        """Power off and on: modes and the unprinted line are lost, the paper stays."""
        self._modes = _Modes()
        self._line.clear()

    def tear(self, *, cut: bool = False) -> None:
        """End this piece of paper."""
        self._end_line()
        if self._rows:
            text = "\n".join(row.text for row in self._rows if isinstance(row, TextRow))
            qr_texts = tuple(row.content for row in self._rows if isinstance(row, QrRow))
            self.receipts.append(Decoded(text, qr_texts, bytes(self._raw), cut, tuple(self._rows)))
        self._rows.clear()
        self._raw.clear()

    def apply(self, command: Command) -> None:
        """Do what a command says; what it does not print it ignores."""
        self._raw += command.raw
        match command:
            case Letters(raw):
                self._write(raw.decode(self._modes.codec, errors="replace"))
            case Control(_, name, parameters):
                action = _ACTIONS.get(name)
                if action:
                    action(self, parameters)
            case Symbol(_, code, function, data) if code == _QR:
                self._qr(function, data)
            case Raster() as picture:
                self._end_line()
                scale_x, scale_y = 1 + (picture.mode & 1), 1 + (picture.mode >> 1 & 1)
                self._rows.append(
                    RasterRow(
                        picture.width, picture.height, picture.rows, scale_x, scale_y, self._modes.align
                    )
                )

    def _write(self, text: str) -> None:
        for character in text:
            used = sum(style.width for _, style in self._line)
            if used + self._modes.style.width > self.profile.columns:
                self._feed_line()
            self._line.append((character, self._modes.style))

    def _row(self) -> TextRow:
        return TextRow(tuple(self._line), self._modes.align, self._modes.spacing)

    def _feed_line(self) -> None:
        self._rows.append(self._row())
        self._line.clear()

    def _end_line(self) -> None:
        if self._line:
            self._feed_line()

    def _look(self, **changes: int | bool) -> None:
        style = self._modes.style
        fields = {name: getattr(style, name) for name in Style.__slots__}
        self._modes.style = Style(**{**fields, **changes})

    def _qr(self, function: int, data: bytes) -> None:
        modes = self._modes
        match function:
            case 67 if data:
                modes.qr_module = min(16, max(1, data[0]))
            case 69 if data and data[0] - 48 in range(4):
                modes.qr_level = "LMQH"[data[0] - 48]
            case 80:
                modes.qr_data = data[1:].decode("utf-8", errors="replace")
            case 81 if modes.qr_data:
                self._end_line()
                self._rows.append(QrRow(modes.qr_data, modes.qr_module, modes.qr_level, modes.align))

    # What each control does; a parameter is at hand wherever `decode` says so.

    def _initialise(self, _: bytes) -> None:
        self.reset()

    def _line_feed(self, _: bytes) -> None:
        self._feed_line()

    def _tab(self, _: bytes) -> None:
        used = sum(style.width for _, style in self._line)
        self._write(" " * (8 - used % 8))

    def _feed_lines(self, parameters: bytes) -> None:
        self._end_line()
        self._rows.append(SpaceRow(parameters[0] * self._modes.spacing))

    def _feed_dots(self, parameters: bytes) -> None:
        self._end_line()
        self._rows.append(SpaceRow(parameters[0]))

    def _set_align(self, parameters: bytes) -> None:
        if parameters[0] & 3 < 3:
            self._modes.align = _ALIGNS[parameters[0] & 3]

    def _set_size(self, parameters: bytes) -> None:
        self._look(width=(parameters[0] >> 4 & 7) + 1, height=(parameters[0] & 7) + 1)

    def _set_mode(self, parameters: bytes) -> None:
        bits = parameters[0]
        self._look(
            bold=bool(bits & 8),
            height=2 if bits & 16 else 1,
            width=2 if bits & 32 else 1,
            underline=bool(bits & 128),
        )

    def _set_bold(self, parameters: bytes) -> None:
        self._look(bold=bool(parameters[0] & 1))

    def _set_underline(self, parameters: bytes) -> None:
        self._look(underline=bool(parameters[0] & 3))

    def _set_inverse(self, parameters: bytes) -> None:
        self._look(inverse=bool(parameters[0] & 1))

    def _set_code_page(self, parameters: bytes) -> None:
        self._modes.codec = self._codecs.get(parameters[0], "cp437")

    def _set_spacing(self, parameters: bytes) -> None:
        self._modes.spacing = parameters[0]

    def _usual_spacing(self, _: bytes) -> None:
        self._modes.spacing = LINE_HEIGHT

    def _cut(self, parameters: bytes) -> None:
        self._end_line()
        if self.receipts and self._rows and all(isinstance(row, SpaceRow) for row in self._rows):
            self._notch()
            return
        if len(parameters) == 2:  # feeds to the knife first, and so many dots further
            to_knife = round(self.profile.cut_feed_mm * self.profile.dots_per_mm)
            self._rows.append(SpaceRow(to_knife + parameters[1]))
        self.tear(cut=True)

    def _notch(self) -> None:
        """Two cuts with nothing between them: the strip hangs on the receipt by its bridge."""
        strip = bytes(self._raw)
        last = self.receipts.pop()
        rows = (*last.rows, SlitRow(), *self._rows)
        self.receipts.append(replace(last, raw=last.raw + strip, rows=rows))
        self._rows.clear()
        self._raw.clear()


_ACTIONS: dict[str, Callable[[Paper, bytes], None]] = {
    "ESC @": Paper._initialise,
    "LF": Paper._line_feed,
    "HT": Paper._tab,
    "ESC d": Paper._feed_lines,
    "ESC J": Paper._feed_dots,
    "ESC a": Paper._set_align,
    "GS !": Paper._set_size,
    "ESC !": Paper._set_mode,
    "ESC E": Paper._set_bold,
    "ESC G": Paper._set_bold,
    "ESC -": Paper._set_underline,
    "GS B": Paper._set_inverse,
    "ESC t": Paper._set_code_page,
    "ESC 3": Paper._set_spacing,
    "ESC 2": Paper._usual_spacing,
    "GS V": Paper._cut,
}
