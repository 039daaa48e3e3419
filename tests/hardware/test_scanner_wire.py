import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanner.wire import LONGEST, QUIET_S, Framer, Shape, shape_for

CODES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="]"),
    min_size=1,
    max_size=60,
)


def feed(framer: Framer, *pieces: tuple[float, bytes]) -> list[str]:
    return [code for at, data in pieces for code in framer.feed(data, at)]


@given(st.lists(CODES, min_size=1, max_size=6), st.data())
def test_codes_come_whole_in_their_order_however_the_bytes_are_cut(codes: list[str], data: st.DataObject):
    stream = b"".join(code.encode() + data.draw(st.sampled_from([b"\r", b"\n", b"\r\n"])) for code in codes)
    cuts = data.draw(st.lists(st.integers(0, len(stream)), max_size=40).map(sorted))
    edges = [0, *cuts, len(stream)]
    framer, got = Framer(), []
    for n, (start, end) in enumerate(itertools.pairwise(edges)):
        got += framer.feed(stream[start:end], 100.0 + n * 0.01)
    assert got == codes
    assert framer.dropped == 0


@given(st.lists(st.tuples(st.floats(0, 5), st.binary(max_size=80)), max_size=60))
def test_noise_never_raises_never_fills_the_memory_and_a_code_still_gets_through(noise):
    framer, at = Framer(Shape(longest=100)), 0.0
    for gap, data in noise:
        at += gap
        assert all(code and len(code.encode()) <= 100 for code in framer.feed(data, at))
        assert len(framer._held) <= 100
    framer.feed(b"\r", at)
    assert framer.feed(b"3217010101010001\r", at + QUIET_S + 0.1) == ["3217010101010001"]


@given(st.text("0123456789", min_size=2, max_size=40), st.floats(0.1, 3.0))
def test_a_code_that_drips_past_its_deadline_is_lost_whole(text: str, gap: float):
    framer = Framer(Shape(deadline_s=gap / 2))
    pieces = [(n * gap, bytes([byte])) for n, byte in enumerate(text.encode())]
    end = (len(text) * gap - gap * 0.9, b"\r")
    assert feed(framer, *pieces, end) in ([], [text[-1]]), "no more than a last letter after a pause"


def test_the_tail_of_a_dripping_code_is_no_code():
    framer = Framer(Shape(deadline_s=1.0))
    assert feed(framer, (0.0, b"3217"), (0.4, b"0101"), (0.8, b"01"), (1.2, b"010"), (1.3, b"001\r")) == []
    assert framer.dropped == 1
    assert feed(framer, (1.4, b"whole\r")) == ["whole"]


def test_half_a_code_from_an_unplugged_device_does_not_spoil_the_next():
    framer = Framer(Shape(deadline_s=1.0))
    assert feed(framer, (0.0, b"half of a c"), (9.0, b"the next one\r\n")) == ["the next one"]


def test_a_silence_ends_half_a_code_before_its_deadline_does():
    framer = Framer(Shape(deadline_s=3.0))
    assert feed(framer, (0.0, b"half"), (QUIET_S + 0.1, b"whole\r")) == ["whole"]
    assert framer.dropped == 1


def test_a_code_that_never_ends_is_dropped_and_the_next_one_read():
    framer = Framer()
    assert framer.feed(b"7" * (LONGEST + 500) + b"\rafter\r", 1.0) == ["after"]
    assert framer.dropped == 1


@pytest.mark.parametrize("raw", [b"\xff\xfe\xfd", b"a\x00b", b"a\x1bb", b"\x07", "½".encode("latin-1")])
def test_bytes_that_are_no_text_are_dropped(raw: bytes):
    framer = Framer()
    assert framer.feed(raw + b"\rgood\r", 1.0) == ["good"]
    assert framer.dropped == 1


def test_separators_of_gs1_data_stay():
    assert Framer().feed(b"0112345\x1d21ABC\r", 1.0) == ["0112345\x1d21ABC"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"]Q1https://mpp.go.id/t/1\r", "https://mpp.go.id/t/1"),
        (b"]d2ABC\r", "ABC"),
        (b"]C0\r", ""),
        (b"]?1data\r", "]?1data"),
        (b"[1]\r", "[1]"),
    ],
)
def test_the_aim_identifier_is_no_part_of_the_code(raw: bytes, code: str):
    assert "".join(Framer().feed(raw, 1.0)) == code


def test_prefix_and_suffix_are_taken_off_and_demanded():
    framer = Framer(Shape(prefix="~", suffix="\x03"))
    assert framer.feed(b"~code\x03\rcode\r~code\r\n\r~two\x03\r", 1.0) == ["code", "two"]
    assert framer.dropped == 2


@pytest.mark.parametrize("baud", [1200, 9600, 115_200])
def test_the_longest_code_keeps_the_deadline_at_every_speed(baud: int):
    framer, seconds = Framer(shape_for(baud)), 10 / baud
    codes = [code for n in range(LONGEST) for code in framer.feed(b"8", n * seconds)]
    assert codes + framer.feed(b"\r", LONGEST * seconds) == ["8" * LONGEST]
