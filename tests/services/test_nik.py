"""A NIK is checked as a citizen types it: wrong shapes are errors with a reason, odd regions a warning."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal import PROVINCES

from kiosk.nik import check_nik, mask_nik

TODAY = date(2026, 11, 24)


def nik(day: date, *, woman: bool = False, region: str = "321701", serial: int = 1) -> str:
    return f"{region}{day.day + (40 if woman else 0):02}{day:%m%y}{serial:04}"


@pytest.mark.parametrize(
    "digits", ["", "321701", "3217010101900001x", "32170101019000012", "3217 0101 0190 001"]
)
def test_anything_but_sixteen_digits_is_refused(digits: str) -> None:
    assert check_nik(digits, TODAY).error == "nik.err_len"


def test_digits_of_other_scripts_are_not_digits() -> None:
    assert check_nik("٣٢١٧٠١٠١٠١٩٠٠٠٠١", TODAY).error == "nik.err_len"
    assert check_nik("３２１７０１０１０１９００００１", TODAY).error == "nik.err_len"


@pytest.mark.parametrize(
    "date_part", ["000190", "320190", "400190", "720190", "310290", "300200", "011390", "010090"]
)
def test_a_date_that_does_not_exist_is_refused(date_part: str) -> None:
    assert check_nik(f"321701{date_part}0001", TODAY).error == "nik.err_date"


def test_the_29th_of_february_counts_in_leap_years_only() -> None:
    assert check_nik(nik(date(2000, 2, 29)), TODAY).birth_date == date(2000, 2, 29)
    assert check_nik("3217012902010001", TODAY).error == "nik.err_date"


def test_the_29th_of_february_1904_is_right_and_2004_more_likely() -> None:
    assert check_nik("3217012902040001", TODAY).birth_date == date(2004, 2, 29)


def test_a_date_in_the_future_belongs_to_the_last_century() -> None:
    assert check_nik(nik(date(1927, 1, 1)), TODAY).birth_date == date(1927, 1, 1)
    assert check_nik(nik(date(2026, 11, 24)), TODAY).birth_date == TODAY
    assert check_nik(nik(date(1926, 11, 25)), TODAY).birth_date == date(1926, 11, 25)


def test_the_serial_0000_is_refused() -> None:
    assert check_nik("3217010101900000", TODAY).error == "nik.err_serial"


def test_an_unknown_province_is_refused() -> None:
    assert check_nik("9917010101900001", TODAY).error == "nik.err_province"


@pytest.mark.parametrize("region", ["329901", "321799", "321700", "320001"])
def test_an_unknown_regency_or_district_is_a_warning_only(region: str) -> None:
    found = check_nik(nik(date(1990, 1, 1), region=region), TODAY)
    assert found.ok
    assert found.error is None
    assert found.warning == "nik.warn_region"


def test_a_known_region_gives_no_warning() -> None:
    assert check_nik(nik(date(1990, 1, 1)), TODAY).warning is None


@given(
    day=st.dates(date(1926, 11, 25), TODAY),
    woman=st.booleans(),
    province=st.sampled_from(sorted(PROVINCES)),
    rest=st.from_regex(r"[0-9]{4}", fullmatch=True),
    serial=st.integers(1, 9999),
)
def test_every_well_made_nik_is_accepted_with_its_sex_and_day(
    day: date, woman: bool, province: str, rest: str, serial: int
) -> None:
    found = check_nik(nik(day, woman=woman, region=province + rest, serial=serial), TODAY)
    assert found.ok
    assert found.sex == ("P" if woman else "L")
    assert found.birth_date is not None
    assert found.birth_date.strftime("%d%m%y") == day.strftime("%d%m%y")


@given(st.text(max_size=20))
def test_no_text_at_all_breaks_the_check(text: str) -> None:
    found = check_nik(text, TODAY)
    assert found.ok == (found.error is None)


@given(st.from_regex(r"[0-9]{16}", fullmatch=True))
def test_a_masked_nik_keeps_region_and_serial_and_hides_the_birth_date(digits: str) -> None:
    masked = mask_nik(digits)
    assert len(masked) == 16
    assert masked[:4] + masked[12:] == digits[:4] + digits[12:]
    assert masked[4:12] == "********"


def test_half_a_nik_is_masked_whole() -> None:
    assert mask_nik("32170101") == "********"
