"""A receipt as a picture, by the same way as on paper: encoded, decoded, drawn."""

from pathlib import Path

from printer import layout, wire
from printer.decode import Decoder
from printer.draw import draw
from printer.paper import Decoded, Paper
from printer.profiles import Profile
from printer.receipt import Receipt, TestPage


def decode(raw: bytes, profile: Profile) -> tuple[Decoded, ...]:
    """What a printer makes of these bytes; a last piece that is not cut is given too."""
    paper, decoder = Paper(profile), Decoder()
    for command in decoder.feed(raw):
        paper.apply(command)
    paper.tear()
    return tuple(paper.receipts)


def render_bytes(raw: bytes, path: Path, profile: Profile) -> None:
    """Draw the first piece of paper that `raw` prints into a PNG.

    Raises:
        ValueError: the bytes print nothing.
    """
    pieces = decode(raw, profile)
    if not pieces:
        raise ValueError("these bytes print nothing")
    draw(pieces[0].rows, profile).save(path, format="PNG")


def render_receipt(page: Receipt | TestPage, path: Path, profile: Profile) -> bytes:
    """Draw a receipt into a PNG; give the ESC/POS bytes that it was drawn from."""
    raw = wire.encode(layout.compose(page, profile), profile)
    render_bytes(raw, path, profile)
    return raw
