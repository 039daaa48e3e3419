"""Application numbers: well formed, hard to mistype, easy to read back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kiosk.services.number import ALPHABET, BASE32, check_character, is_valid, new_number, tidied
from protocol.wire import ApplicationNumber

DAY = date(2026, 11, 24)
number_parts = st.text(BASE32, min_size=7, max_size=7)


def numbered(drawn: str) -> str:
    body = f"MPP-3217-261124-{drawn}"
    return f"{body}-{check_character(body)}"


def test_a_new_number_carries_region_and_day_and_fits_the_wire() -> None:
    made = new_number("3217", DAY)
    assert made.startswith("MPP-3217-261124-")
    assert is_valid(made)
    assert TypeAdapter(ApplicationNumber).validate_python(made) == made


def test_numbers_do_not_repeat() -> None:
    assert len({new_number("3217", DAY) for _ in range(2000)}) == 2000


def test_the_check_character_follows_iso_7064() -> None:
    # the published example of MOD 37,36: a Global Release Identifier, A1-2425G-ABC1234002-M
    assert check_character("A12425GABC1234002") == "M"


@given(drawn=number_parts, at=st.integers(4, 24), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(drawn: str, at: int, other: str) -> None:
    right = numbered(drawn)
    if right[at] in ("-", other):
        return
    assert not is_valid(right[:at] + other + right[at + 1 :])


@given(number_parts)
def test_a_number_is_understood_as_people_type_it(drawn: str) -> None:
    right = numbered(drawn)
    assert tidied(right.lower().replace("-", " ")) == right
    assert tidied(right.removeprefix("MPP-")) == right
    lookalike = right[:16] + right[16:23].replace("O", "0").replace("I", "1").replace("B", "8") + right[23:]
    assert tidied(lookalike) == right


@given(st.text(max_size=40))
def test_other_texts_are_no_numbers(text: str) -> None:
    assert tidied(text) is None or is_valid(str(tidied(text)))


def test_a_date_that_does_not_exist_is_no_number() -> None:
    body = "MPP-3217-261341-AAAAAAA"
    assert not is_valid(f"{body}-{check_character(body)}")
