"""A citizen finds a service by section, life event or words, with typing errors, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.catalogue import Catalogue, load
from kiosk.services import browse


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("akta lahir", "CAP-LHR-01"),
        ("akte lahri", "CAP-LHR-01"),
        ("birth certificate", "CAP-LHR-01"),
        ("baby", "CAP-LHR-01"),
        ("ktp hilang", "ADM-KTP-02"),
        ("saya mau bikin ktp", "ADM-KTP-01"),
        ("surat pindah", "ADM-PDH-01"),
        ("SIP perawat", "NKS-PRW-01"),
        ("nurse", "NKS-PRW-01"),
        ("dokter gigi spesialis", "NKS-DGS-01"),
        ("adm-kk-05", "ADM-KK-05"),
        ("ikd", "ADM-IKD-01"),
        ("meninggal", "CAP-MTI-01"),
        ("apotekre", "NKS-APT-01"),
    ],
)
def test_words_find_the_service_that_is_meant(catalogue: Catalogue, query: str, first: str) -> None:
    assert browse.search(catalogue, query)[0].code == first


def test_every_service_is_found_by_its_own_name_in_both_languages(catalogue: Catalogue) -> None:
    for service in catalogue.services:
        assert service in browse.search(catalogue, service.name.id)[:3], service.code
        assert service in browse.search(catalogue, service.name.en)[:3], service.code


@pytest.mark.parametrize("query", ["", "   ", "!!!", "zzzzqqq"])
def test_words_that_mean_nothing_find_nothing(catalogue: Catalogue, query: str) -> None:
    assert browse.search(catalogue, query) == ()


@given(st.text(max_size=40))
def test_any_text_may_be_searched(query: str) -> None:
    found = browse.search(load(), query)
    assert len({one.code for one in found}) == len(found)


def test_every_service_stands_in_its_domain_and_every_section_has_services(catalogue: Catalogue) -> None:
    listed = [one.code for name in catalogue.domains for one in browse.in_section(catalogue, name)]
    assert sorted(listed) == sorted(one.code for one in catalogue.services)
    for section in browse.sections(catalogue):
        assert browse.in_section(catalogue, section.id), section.id


def test_a_life_event_gathers_services(catalogue: Catalogue) -> None:
    codes = [one.code for one in browse.in_section(catalogue, "life_move")]
    assert codes == ["ADM-PDH-01", "ADM-PDH-02", "ADM-PDH-03"]


def test_pages_hold_every_service_once_and_stay_in_range(catalogue: Catalogue) -> None:
    services = catalogue.services
    _, _, count = browse.page(services, 1)
    shown = [one for number in range(1, count + 1) for one in browse.page(services, number)[0]]
    assert tuple(shown) == services
    assert browse.page(services, 99)[1] == count
    assert browse.page(services, -3)[1] == 1
    assert browse.page((), 1) == ((), 1, 1)
