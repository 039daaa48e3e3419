"""A picture of the paper, dot for dot as a 203 dpi thermal head would burn it."""

from functools import cache
from importlib.resources import as_file, files

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont
from qrcode import constants

from printer.elements import Align
from printer.paper import CELL_HEIGHT, CELL_WIDTH, QrRow, RasterRow, Row, SlitRow, SpaceRow, Style, TextRow
from printer.profiles import Profile

_PAPER, _INK, _TABLE = (252, 251, 246), (44, 42, 48), (214, 217, 222)
_TOOTH = 5  # the knife leaves teeth of this many dots
_TABLE_MARGIN = 24
_LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
# Glyphs are drawn at four times their size and then thresholded: clean edges, no grey.
_OVERSAMPLE = 4


def draw(rows: tuple[Row, ...], profile: Profile) -> Image.Image:
    """Draw one piece of paper on a table, RGB; one pixel is one dot of the print head."""
    print_ = ink(rows, profile)
    margin = round((profile.paper_mm * profile.dots_per_mm - profile.dots) / 2)
    width, top = profile.dots + 2 * margin, margin // 2 + 16
    height = top + print_.height + 8
    burnt = Image.new("L", (width, height), 0)
    burnt.paste(print_, (margin, top))
    # A burnt dot bleeds a little into its neighbours.
    burnt = ImageChops.lighter(burnt.filter(ImageFilter.GaussianBlur(0.6)), burnt.point(lambda v: v * 0.8))
    sheet = Image.composite(Image.new("RGB", burnt.size, _INK), Image.new("RGB", burnt.size, _PAPER), burnt)
    table = Image.new("RGB", (width + 2 * _TABLE_MARGIN, height + 2 * _TABLE_MARGIN), _TABLE)
    shadow = Image.new("L", table.size, 0)
    shadow.paste(
        90, (_TABLE_MARGIN + 3, _TABLE_MARGIN + 6, _TABLE_MARGIN + width + 3, _TABLE_MARGIN + height + 6)
    )
    table.paste((120, 122, 130), mask=shadow.filter(ImageFilter.GaussianBlur(6)))
    table.paste(sheet, (_TABLE_MARGIN, _TABLE_MARGIN), _outline(sheet.size))
    return table


def ink(rows: tuple[Row, ...], profile: Profile) -> Image.Image:
    """The dots alone, mode L, as wide as the print head; 255 is burnt."""
    strips = [_strip(row, profile) for row in rows]
    whole = Image.new("L", (profile.dots, sum(strip.height for strip in strips)), 0)
    y = 0
    for strip in strips:
        whole.paste(strip, (0, y))
        y += strip.height
    return whole


def _outline(size: tuple[int, int]) -> Image.Image:
    """The paper's shape: straight sides, teeth where the knife went."""
    width, height = size
    shape = Image.new("L", size, 255)
    pen = ImageDraw.Draw(shape)
    for x in range(0, width, 2 * _TOOTH):
        tooth = (x, x + _TOOTH, x + 2 * _TOOTH)
        pen.polygon([(tooth[0], 0), (tooth[1], _TOOTH), (tooth[2], 0)], fill=0)
        pen.polygon([(tooth[0], height), (tooth[1], height - _TOOTH), (tooth[2], height)], fill=0)
    return shape


def _strip(row: Row, profile: Profile) -> Image.Image:
    """One row across the printable width, mode L, 255 is ink."""
    match row:
        case SpaceRow(dots):
            return Image.new("L", (profile.dots, max(dots, 1)), 0)
        case SlitRow():
            return _slit(profile)
        case TextRow():
            return _text(row, profile)
        case QrRow(content, module, level, align):
            return _placed(_qr(content, module, level), align, profile)
        case RasterRow():
            return _placed(_raster(row), row.align, profile)


def _slit(profile: Profile) -> Image.Image:
    """A cut across the paper that leaves a bridge in the middle."""
    strip = Image.new("L", (profile.dots, 2), 110)
    middle = profile.dots // 2
    strip.paste(0, (middle - 12, 0, middle + 12, 2))
    return strip


def _placed(picture: Image.Image, align: Align, profile: Profile) -> Image.Image:
    strip = Image.new("L", (profile.dots, picture.height), 0)
    spare = profile.dots - picture.width
    strip.paste(picture, ({"left": 0, "center": spare // 2, "right": spare}[align], 0))
    return strip


def _text(row: TextRow, profile: Profile) -> Image.Image:
    width = sum(style.width for _, style in row.cells) * CELL_WIDTH
    line = Image.new("L", (max(width, 1), row.dots), 0)
    tallest = max((style.height for _, style in row.cells), default=1) * CELL_HEIGHT
    x = 0
    for character, style in row.cells:
        glyph = _glyph(character, style)
        line.paste(glyph, (x, tallest - glyph.height))
        x += glyph.width
    return _placed(line, row.align, profile)


def _qr(content: str, module: int, level: str) -> Image.Image:
    code = qrcode.QRCode(error_correction=_LEVELS[level], box_size=module, border=0)
    code.add_data(content.encode(), optimize=0)
    code.make()
    matrix = code.get_matrix()
    picture = Image.new("L", (len(matrix), len(matrix)), 0)
    picture.putdata([255 if dark else 0 for line in matrix for dark in line])
    return picture.resize((len(matrix) * module,) * 2, Image.Resampling.NEAREST)


def _raster(row: RasterRow) -> Image.Image:
    if not row.width or not row.height:
        return Image.new("L", (1, 1), 0)
    picture = Image.frombytes("1", (row.width * 8, row.height), row.rows).convert("L")
    return picture.resize(
        (picture.width * row.scale_x, picture.height * row.scale_y), Image.Resampling.NEAREST
    )


@cache
def _glyph(character: str, style: Style) -> Image.Image:
    """One character in its cell, mode L, 255 is ink."""
    size = (CELL_WIDTH, CELL_HEIGHT)
    cell = Image.new("L", (size[0] * _OVERSAMPLE, size[1] * _OVERSAMPLE), 0)
    pen = ImageDraw.Draw(cell)
    if character == "─":
        middle = cell.height // 2
        pen.rectangle((0, middle - _OVERSAMPLE, cell.width, middle + _OVERSAMPLE - 1), fill=255)
    else:
        stroke = _OVERSAMPLE // 2 if style.bold else 0
        pen.text((cell.width / 2, cell.height * 0.76), character, 255, _font(), "ms", stroke_width=stroke)
    if style.underline:
        pen.rectangle((0, cell.height - 2 * _OVERSAMPLE, cell.width, cell.height), fill=255)
    if style.inverse:
        cell = ImageChops.invert(cell)
    scaled = cell.resize((size[0] * style.width, size[1] * style.height), Image.Resampling.BOX)
    return scaled.point(lambda value: 255 if value > 110 else 0)


@cache
def _font() -> ImageFont.FreeTypeFont:
    """DM Mono; its cells are 0.6 em wide, so 20 dots fill a 12-dot cell."""
    with as_file(files("fontpkg_dm_mono") / "files" / "DMMono-Medium.ttf") as path:
        return ImageFont.truetype(path, 20 * _OVERSAMPLE)
