"""The simulated printer takes anything, forgets nothing on its paper and draws it."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printer import layout, profiles, samples, wire
from printer.connection import open_connection
from printer.decode import Decoder
from printer.elements import Cut, Qr, Text
from printer.paper import Paper
from printer.render import decode, render_bytes
from printer.simulated import PaperSimulator

PROFILE = profiles.load(80)
JOB = wire.encode(layout.compose(samples.counter(), PROFILE), PROFILE)
# Bytes that begin commands come often, so that every parser is entered.
COMMANDS = st.sampled_from(
    [
        b"\x1b",
        b"\x1d",
        b"\x10",
        b"\x1c",
        b"\x1d(k",
        b"\x1dv0",
        b"\x1b*",
        b"\x1dk",
        b"\x1bD",
        b"\x10\x14",
        b"\n",
    ]
)
NOISE = st.lists(COMMANDS | st.binary(max_size=12), max_size=40).map(b"".join)


@given(NOISE)
@settings(deadline=None)
def test_any_bytes_are_taken_and_none_is_lost(data: bytes):
    decoder = Decoder()
    commands = decoder.feed(data)
    assert b"".join(command.raw for command in commands) == data[: len(data) - decoder.waiting]


@given(NOISE, st.integers(1, 9))
@settings(deadline=None)
def test_the_paper_does_not_depend_on_how_the_bytes_arrive(data: bytes, size: int):
    pieces = Decoder()
    paper = Paper(PROFILE)
    for at in range(0, len(data), size):
        for command in pieces.feed(data[at : at + size]):
            paper.apply(command)
    paper.tear()
    whole = decode(data, PROFILE)
    assert [piece.text for piece in paper.receipts] == [piece.text for piece in whole]
    assert [piece.qr_texts for piece in paper.receipts] == [piece.qr_texts for piece in whole]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=150))
@settings(deadline=None)
def test_a_qr_text_comes_back_as_it_was_meant(text: str):
    (piece,) = decode(wire.encode((Qr(text, 4), Cut()), PROFILE), PROFILE)
    assert piece.qr_texts == (text,)


def test_a_line_longer_than_the_paper_goes_on_in_the_next():
    (piece,) = decode(b"x" * 50 + b"\n\x1dV\x00", PROFILE)
    assert piece.text == "x" * 48 + "\n" + "x" * 2


def test_two_receipts_are_two_pieces_of_paper():
    assert len(decode(JOB + JOB, PROFILE)) == 2


def test_bytes_that_print_nothing_are_refused(tmp_path):
    with pytest.raises(ValueError, match="print nothing"):
        render_bytes(b"\x1b@", tmp_path / "nothing.png", PROFILE)


def test_a_printer_without_native_qr_gets_a_picture_of_it():
    profile = profiles.load("zjiang-58")
    raw = wire.encode((Text("x"), Qr("hello", 5)), profile)
    assert b"\x1d(k" not in raw
    assert b"\x1dv0" in raw


@pytest.mark.parametrize("line", ["pty", "tcp"])
def test_the_paper_of_a_real_line_is_drawn(line, tmp_path):
    with PaperSimulator(PROFILE, line) as simulator:
        with pytest.raises(LookupError):
            simulator.render(tmp_path / "early.png")
        connection = open_connection(simulator.uri)
        for at in range(0, len(JOB), 7):
            connection.write(JOB[at : at + 7], 5)
        connection.write(wire.ASK_DONE, 5)
        assert connection.read(10) == b"\x00"
        connection.close()
        (piece,) = simulator.receipts()
        assert piece.raw == JOB
        simulator.render(tmp_path / "paper.png")
    with Image.open(tmp_path / "paper.png") as picture:
        assert picture.width == 80 * 8 + 48
        assert picture.height > 800


def test_status_queries_are_answered_as_the_reference_says():
    with PaperSimulator(PROFILE, "tcp") as simulator:
        connection = open_connection(simulator.uri)

        def answers() -> bytes:
            heard = b""
            for n in (1, 2, 3, 4):
                connection.write(wire.ask(n), 5)
                heard += connection.read(10)
            return heard

        assert answers() == b"\x12\x12\x12\x12"
        simulator.paper = "near_end"
        assert answers() == b"\x12\x12\x12\x1e"
        simulator.paper = "out"
        assert answers() == b"\x1a\x32\x12\x7e"
        simulator.paper = "ok"
        simulator.cover_open = True
        assert answers() == b"\x1a\x16\x12\x12"
        connection.close()


def test_what_waits_is_printed_once_the_paper_is_back():
    with PaperSimulator(PROFILE, "tcp") as simulator:
        connection = open_connection(simulator.uri)
        simulator.paper_out_after(len(JOB) // 2)
        connection.write(JOB + wire.ask(4), 5)
        assert connection.read(10) == b"\x7e"
        assert simulator.receipts() == []
        simulator.paper = "ok"
        connection.write(wire.ASK_DONE, 5)
        assert connection.read(10) == b"\x00"
        torn, rest = simulator.receipts()
        connection.close()
    assert not torn.cut
    assert rest.cut
    assert samples.counter().kiosk_id in rest.text


def test_every_profile_is_complete():
    for name, large in itertools.product(profiles.names(), (False, True)):
        profile = profiles.load(name)
        assert profile.columns * 12 <= profile.dots
        assert wire.encode(layout.compose(samples.usual(), profile), profile)
        assert isinstance(large, bool)
    with pytest.raises(profiles.UnknownProfileError, match="epson-tm-t82"):
        profiles.load("daisywheel")
