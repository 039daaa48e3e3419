"""A region changes what is its own to change, and nothing that the law sets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import regions
from config.catalogue import Catalogue, check, load
from config.regions import RegionOverride

DAY = date(2026, 11, 24)
BASE = {"code": "3217", "name": "Contoh", "version": "2026.11.2", "valid_from": "2026-11-24"}
SHIPPED = [one.code for one in regions.shipped()]


def override(**changes: object) -> RegionOverride:
    return RegionOverride.model_validate({**BASE, **changes})


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_override_is_sound_and_leaves_a_sound_catalogue(code: str) -> None:
    found = regions.load(code)
    assert found is not None
    assert found.code == code
    assert regions.check(found, load()) == ()
    assert check(regions.applied(load(), found, DAY)) == ()


@pytest.mark.parametrize("code", ["9999", "", "../3217", "32171"])
def test_a_region_without_an_override_follows_the_national_catalogue(code: str) -> None:
    assert regions.load(code) is None
    assert regions.applied(load(), None, DAY) is load()


def test_times_counters_papers_limits_and_switched_off_services_are_local() -> None:
    local = regions.applied(
        load(),
        override(
            off=["CAP-ANK-01"],
            working_days={"ADM-KK-01": 3},
            counters={"A": "12"},
            waived={"NKS-PRW-01": ["denah"]},
            practice_limit={"NKS-PRW-01": 2},
        ),
        DAY,
    )
    card, nurse = local.service("ADM-KK-01"), local.service("NKS-PRW-01")
    assert card is not None
    assert nurse is not None
    assert local.service("CAP-ANK-01") is None
    assert card.sla.value == 3
    assert local.counter(card) == "12"
    assert "denah" not in [use.name for use in nurse.documents]
    assert nurse.practice_limit == 2
    assert local.version == "2026.11.1+3217.2026.11.2"
    assert Catalogue.model_validate_json(local.model_dump_json()) == local


def test_a_legal_limit_is_not_local() -> None:
    change = override(working_days={"NKS-PRW-01": 14})
    assert regions.check(change, load()) == ("3217: NKS-PRW-01: the time is set by law",)
    nurse = regions.applied(load(), change, DAY).service("NKS-PRW-01")
    assert nurse is not None
    assert nurse.sla.value == 5


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 25)])
def test_an_override_outside_its_validity_changes_nothing(day: date) -> None:
    change = override(valid_until="2026-12-24", off=["CAP-ANK-01"])
    assert regions.applied(load(), change, day) is load()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"off": ["ADM-XX-01"]}, "unknown service ADM-XX-01"),
        ({"counters": {"Z": "1"}}, "unknown queue prefix Z"),
        ({"waived": {"ADM-KK-01": ["shoe"]}}, "ADM-KK-01: unknown document shoe"),
        ({"working_days": {"ADM-CTK-01": 2}}, "ADM-CTK-01: the time is not in working days"),
        ({"hours": {"opens": "15:00", "closes": "08:00"}}, "closes is not later than opens"),
        ({"valid_until": "2020-01-01"}, "valid_until is before valid_from"),
    ],
)
def test_a_fault_in_an_override_is_named(changes: dict[str, object], said: str) -> None:
    assert regions.check(override(**changes), load()) == (f"3217: {said}",)


@given(st.sets(st.sampled_from([one.code for one in load().services])))
def test_switching_services_off_never_breaks_the_others(off: set[str]) -> None:
    local = regions.applied(load(), override(off=sorted(off)), DAY)
    assert {one.code for one in local.services} == {one.code for one in load().services} - off
    assert not [fault for fault in check(local) if "used by no service" not in fault]
