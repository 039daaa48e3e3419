"""The family card: whoever may be chosen, and nobody of another family."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.services import sample
from kiosk.services.family import parse_family

ROWS = [
    {"nama": "AYAH", "nik": sample.FATHER, "hubungan": "KEPALA KELUARGA", "status_kawin": "KAWIN"},
    {"nama": "IBU", "nik": sample.MOTHER, "hubungan": "ISTRI", "status_kawin": "KAWIN"},
    {"nama": "ANAK", "nik": sample.CHILD, "hubungan": "ANAK", "status_kawin": "BELUM KAWIN"},
    {"nama": "SULUNG", "nik": "3217991205010009", "hubungan": "ANAK", "status_kawin": "BELUM KAWIN"},
]


def test_husband_and_wife_are_each_others_partner() -> None:
    father = parse_family(json.dumps(ROWS), sample.FATHER).partner
    mother = parse_family(json.dumps(ROWS), sample.MOTHER).partner
    assert father is not None
    assert mother is not None
    assert (father.nik, mother.nik) == (sample.MOTHER, sample.FATHER)
    assert parse_family(json.dumps(ROWS), sample.CHILD).partner is None


def test_two_wives_leave_the_partner_open() -> None:
    rows = [*ROWS, {"nama": "IBU DUA", "nik": sample.WITNESS, "hubungan": "ISTRI"}]
    assert parse_family(json.dumps(rows), sample.FATHER).partner is None


def test_children_are_the_unmarried_under_17() -> None:
    family = parse_family(json.dumps(ROWS), sample.FATHER)
    assert [one.name for _, one in family.choosable("children", sample.TODAY)] == ["ANAK"]


def test_codes_say_nothing_about_a_person_and_do_not_shift() -> None:
    family = parse_family(json.dumps(ROWS), sample.FATHER)
    assert [code for code, _ in family.choosable("others", sample.TODAY)] == ["k2", "k3", "k4"]


@pytest.mark.parametrize("value", ["AYAH; IBU ;ANAK", "AYAH"])
def test_names_alone_are_a_family_too(value: str) -> None:
    family = parse_family(value, sample.FATHER)
    assert len(family.members) == len(value.split(";"))
    assert family.applicant is None


@given(
    st.one_of(
        st.text(max_size=60),
        st.recursive(st.none() | st.integers() | st.text(max_size=5), st.lists).map(json.dumps),
    )
)
def test_no_registry_answer_breaks_the_reading(value: str) -> None:
    family = parse_family(value, sample.FATHER)
    for which in ("all", "children", "others", "not_head"):
        family.choosable(which, sample.TODAY)


def test_a_member_never_shows_in_a_repr() -> None:
    assert "AYAH" not in repr(parse_family(json.dumps(ROWS), sample.FATHER))
