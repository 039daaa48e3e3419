"""The paper of a roll is accounted for, and its end foreseen."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from printer.roll import NEAR_END_MM, Roll


def test_what_is_printed_is_taken_from_the_roll():
    roll = Roll(80_000).printed(130).printed(150)
    assert (roll.left_mm, roll.prints, roll.cuts, roll.paper_mm) == (79_720, 2, 2, 280)


def test_a_new_roll_is_full_and_the_printers_life_goes_on():
    roll = Roll(80_000, used_mm=79_900, prints=600, paper_mm=79_900).renewed()
    assert (roll.left_mm, roll.prints, roll.paper_mm) == (80_000, 600, 79_900)


def test_the_sensor_corrects_a_roll_that_was_not_full():
    assert Roll(80_000).near_end_seen().left_mm == NEAR_END_MM
    assert Roll(80_000, used_mm=79_000).near_end_seen().left_mm == 1_000


def test_the_end_is_foreseen():
    roll = Roll(80_000, used_mm=66_000)
    assert roll.receipts_left(140) == 100
    assert roll.lasts(7_000) == timedelta(days=2)
    assert roll.lasts(0) is None


@given(st.lists(st.floats(0, 2_000), max_size=100))
def test_a_roll_never_has_less_than_nothing(lengths: list[float]):
    roll = Roll(25_000)
    for length in lengths:
        roll = roll.printed(length)
    assert 0 <= roll.left_mm <= 25_000
