"""Status bytes become one word; silence and noise become "unknown", never "no paper"."""

import itertools
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.status import UNKNOWN, Automatic, Done, Framer, PrinterStatus, RealTime, State, read_status

byte = st.none() | st.integers(0, 255)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((0x12, 0x12, 0x12, 0x12), "ready"),
        ((0x12, 0x12, 0x12, 0x1E), "paper_near_end"),
        ((0x1A, 0x32, 0x12, 0x7E), "paper_out"),
        ((0x1A, 0x32, 0x12, None), "paper_out"),
        ((0x1A, 0x16, 0x12, 0x12), "cover_open"),
        ((0x1A, 0x52, 0x1A, 0x12), "cutter_error"),
        ((0x1A, 0x52, 0x32, 0x12), "error"),
        ((0x1A, 0x52, 0x52, 0x12), "error"),
        ((0x1A, 0x12, 0x12, 0x12), "offline"),
        ((0x12, 0x12, 0x12, None), "unknown"),
        ((None, None, None, None), "unknown"),
        ((0xFF, 0x00, 0x81, 0x60), "unknown"),
    ],
)
def test_the_word_that_matters_most_is_named(answers: tuple[int | None, ...], state: str):
    assert read_status(*answers).state == state


def test_a_printer_is_printed_on_when_it_is_ready_or_says_nothing():
    can = {state for state in get_args(State) if PrinterStatus(state).can_print}
    assert can == {"ready", "paper_near_end", "unknown"}


@given(byte, byte, byte, byte)
def test_any_bytes_give_a_word(one: int | None, two: int | None, three: int | None, four: int | None):
    status = read_status(one, two, three, four)
    assert status.state != "gone"
    if all(answer is None or answer & 0x93 != 0x12 for answer in (one, two, three, four)):
        assert status == UNKNOWN


@given(st.binary(max_size=300), st.integers(1, 7))
def test_answers_do_not_depend_on_how_the_bytes_arrive(data: bytes, size: int):
    whole, pieces = Framer(), Framer()
    cut = [pieces.feed(data[at : at + size]) for at in range(0, len(data), size)]
    assert whole.feed(data) == list(itertools.chain.from_iterable(cut))
    assert whole.noise == pieces.noise


def test_automatic_status_bytes_are_not_taken_for_answers():
    answers = Framer().feed(b"\x10\x00\x00\x00\x12\x18\x00\x0f\x00\x00")
    assert answers == [
        Automatic(b"\x10\x00\x00\x00"),
        RealTime(0x12),
        Automatic(b"\x18\x00\x0f\x00"),
        Done(0x00),
    ]
