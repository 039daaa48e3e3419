"""Every service for three people: one who qualifies, one who does not, one with a paper missing."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from config.catalogue import Catalogue, Service, load
from kiosk.services import form, sample
from kiosk.services.documents import documents, needs_counter, preview
from kiosk.services.eligibility import Eligibility, eligibility
from kiosk.services.known import gather

Facts = Mapping[str, str]
TEENAGER: Facts = {"tanggal_lahir": "2011-05-05", "status_kawin": "Belum kawin"}
MUSLIM: Facts = {"agama": "Islam"}
CHILDLESS: Facts = {
    "anggota_keluarga": '[{"nama":"A","nik":"3217990101900001","hubungan":"Kepala Keluarga"}]'
}
EXPIRED: Facts = {"str_berlaku": "2026-11-23"}
COOK: Facts = {"profesi": "Juru masak"}


@dataclass(frozen=True)
class Case:
    code: str
    refused: Facts | None
    """What makes a person unfit; None where the service is for everybody."""
    lost: str | None
    """A paper that somebody with the typical case must bring; None where nothing is ever brought."""
    answers: Mapping[str, str] | None = None
    """The case in which it must be brought, where it is not the first one."""


CASES = [
    Case("ADM-KK-01", TEENAGER, "izin_pemilik", {"status_rumah": "orang_lain"}),
    Case("ADM-KK-02", TEENAGER, "akta_cerai", {"alasan_permohonan": "cerai"}),
    Case("ADM-KK-03", TEENAGER, "akta_mati"),
    Case("ADM-KK-04", TEENAGER, "bukti_ubah"),
    Case("ADM-KK-05", TEENAGER, "surat_hilang", {"alasan_permohonan": "hilang"}),
    Case("ADM-KTP-01", TEENAGER, None),
    Case("ADM-KTP-02", TEENAGER, "ktp_rusak", {"alasan_permohonan": "rusak"}),
    Case("ADM-KTP-03", TEENAGER, "surat_hilang", {"alasan_permohonan": "hilang"}),
    Case("ADM-KIA-01", CHILDLESS, "pas_foto_anak", {"anak_ref": "k3"}),
    Case("ADM-KIA-02", CHILDLESS, "surat_hilang", {"alasan_permohonan": "hilang"}),
    Case(
        "ADM-PDH-01",
        TEENAGER,
        "wali",
        {
            "jenis_kepindahan": "sebagian",
            "anggota_pindah.k2": "ya",
            "anggota_pindah.k3": "tidak",
            "anggota_pindah.k4": "tidak",
        },
    ),
    Case("ADM-PDH-02", TEENAGER, "skpwni"),
    Case("ADM-PDH-03", TEENAGER, "izin_pemilik", {"status_rumah": "orang_lain"}),
    Case("ADM-BIO-01", TEENAGER, "pengantar_rt"),
    Case("CAP-LHR-01", TEENAGER, "suket_lahir"),
    Case("CAP-MTI-01", TEENAGER, "suket_mati"),
    Case("CAP-KWN-01", MUSLIM, "akta_cerai", {"status_pasangan_sebelum": "cerai_hidup"}),
    Case("CAP-CRI-01", MUSLIM, "akta_kawin_asli"),
    Case("CAP-AKU-01", TEENAGER, "penetapan", {"ada_orang_asing": "ya"}),
    Case("CAP-SAH-01", TEENAGER, "penetapan", {"ada_orang_asing": "ya"}),
    Case("CAP-ANK-01", TEENAGER, "penetapan"),
    Case("CAP-NMA-01", TEENAGER, "penetapan"),
    Case("CAP-KTP2-01", TEENAGER, "surat_hilang", {"alasan_permohonan": "hilang"}),
    Case("ADM-CTK-01", TEENAGER, None),
    Case("ADM-NIK-01", TEENAGER, None),
    Case("ADM-LEG-01", None, None),
    Case("ADM-IKD-01", TEENAGER, "hp_ikd"),
    Case("ADM-STS-01", None, None),
    Case("NKS-DOK-01", EXPIRED, "izin_atasan", {"pegawai_pemerintah": "ya"}),
    Case("NKS-DSP-01", COOK, "denah", {"jenis_praktik": "mandiri"}),
    Case("NKS-DRG-01", COOK, "suket_praktik"),
    Case("NKS-DGS-01", EXPIRED, "suket_praktik"),
    Case("NKS-PRW-01", EXPIRED, "denah", {"jenis_praktik": "mandiri"}),
    Case("NKS-BDN-01", COOK, "denah", {"jenis_praktik": "mandiri"}),
    Case("NKS-APT-01", EXPIRED, "suket_praktik", {"jenis_permohonan_sip": "perpanjangan"}),
    Case("NKS-TVF-01", COOK, "suket_praktik", {"jenis_permohonan_sip": "tambah"}),
    Case("NKS-ATM-01", EXPIRED, "pas_foto", {"jenis_permohonan_sip": "pencabutan"}),
    Case("NKS-RAD-01", COOK, "suket_praktik"),
    Case("NKS-GIZ-01", EXPIRED, "denah", {"jenis_praktik": "mandiri"}),
    Case("NKS-FIS-01", COOK, "denah", {"jenis_praktik": "mandiri"}),
    Case("NKS-SAN-01", EXPIRED, "suket_praktik"),
    Case("NKS-RMD-01", COOK, "suket_praktik"),
    Case("NKS-TGM-01", EXPIRED, "denah", {"jenis_praktik": "mandiri"}),
    Case("NKS-ROP-01", COOK, "suket_praktik"),
    Case("NKS-ANE-01", EXPIRED, "suket_praktik"),
    Case("NKS-PSK-01", COOK, "denah", {"jenis_praktik": "mandiri"}),
    Case("NKS-STS-01", None, None),
]
every_case = pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])


def service(catalogue: Catalogue, code: str) -> Service:
    found = catalogue.service(code)
    assert found is not None
    return found


def judged(catalogue: Catalogue, one: Service, changed: Facts) -> Eligibility:
    profile = {**sample.profile(one), **{name: (value, "dukcapil") for name, value in changed.items()}}
    known = gather(catalogue, profile, sample.FATHER, True, today=sample.TODAY, region_code=sample.REGION)
    return eligibility(one, known)


def test_the_table_holds_every_service_once() -> None:
    assert sorted(case.code for case in CASES) == sorted(one.code for one in load().services)


@every_case
def test_who_qualifies_may_start_and_can_send(catalogue: Catalogue, case: Case) -> None:
    one = service(catalogue, case.code)
    assert judged(catalogue, one, {}).verdict == "yes"
    assert form.complete(sample.filled(sample.opened(one, catalogue)))


@every_case
def test_who_does_not_qualify_is_told_why_before_starting(catalogue: Catalogue, case: Case) -> None:
    one = service(catalogue, case.code)
    if case.refused is None:
        assert one.eligibility == ()
        return
    found = judged(catalogue, one, case.refused)
    assert not found.may_start
    assert found.words is not None
    if case.refused is TEENAGER:
        assert found.message == "err.underage"


@every_case
def test_a_paper_that_is_missing_is_asked_for_and_brings_the_citizen_to_a_counter(
    catalogue: Catalogue, case: Case
) -> None:
    one = service(catalogue, case.code)
    state = sample.filled(sample.opened(one, catalogue), case.answers)
    papers = documents(one, state)
    if case.lost is None:
        assert papers.bring == ()
        assert needs_counter(one, papers) == (one.mode == "handoff")
        return
    assert case.lost in [paper.name for paper in papers.bring]
    assert needs_counter(one, papers)
    assert one.prefix in catalogue.prefixes
    scanned = documents(one, state, frozenset(paper.name for paper in papers.bring))
    assert scanned.bring == ()
    assert needs_counter(one, scanned) == (one.mode == "handoff")


@every_case
def test_before_the_first_question_every_paper_that_may_be_needed_is_named(
    catalogue: Catalogue, case: Case
) -> None:
    one = service(catalogue, case.code)
    shown = preview(one, sample.opened(one, catalogue))
    named = {paper.name for paper in (*shown.bring, *shown.have)}
    for state in sample.ways(one, catalogue):
        bring, _ = documents(one, state)
        assert {paper.name for paper in bring} <= named
    for paper in shown.bring:
        assert paper.words is None or paper.words.en


def test_an_unverified_citizen_brings_even_what_the_registry_holds(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-NIK-01")
    papers = documents(one, sample.opened(one, catalogue, verified=False))
    assert [paper.name for paper in papers.bring] == ["kk", "ktp"]
    assert needs_counter(one, papers)


def test_a_registry_that_says_nothing_leaves_the_decision_to_the_officer(catalogue: Catalogue) -> None:
    one = service(catalogue, "NKS-PRW-01")
    known = gather(catalogue, {}, sample.FATHER, True, today=sample.TODAY)
    found = eligibility(one, known)
    assert found.verdict == "unknown"
    assert found.may_start


def test_a_married_teenager_may_apply(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-KTP-01")
    assert judged(catalogue, one, {**TEENAGER, "status_kawin": "Kawin"}).verdict == "yes"


@pytest.mark.parametrize(
    ("born", "verdict"), [("2009-11-24", "yes"), ("2009-11-25", "no")], ids=["17 today", "17 tomorrow"]
)
def test_the_seventeenth_birthday_counts(catalogue: Catalogue, born: str, verdict: str) -> None:
    one = service(catalogue, "ADM-KTP-01")
    found = judged(catalogue, one, {"tanggal_lahir": born, "status_kawin": "Belum kawin"})
    assert found.verdict == verdict


def test_without_a_profile_the_nik_tells_the_age(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-KTP-01")
    known = gather(catalogue, {}, "3217990505110001", False, today=sample.TODAY)
    assert eligibility(one, known).verdict == "unknown"  # young by the NIK, but perhaps married
    adult = gather(catalogue, {}, sample.FATHER, False, today=sample.TODAY)
    assert eligibility(one, adult).verdict == "yes"


@pytest.mark.parametrize(
    ("text", "verdict"), [("Seumur hidup", "yes"), ("2026-11-24", "yes"), ("?", "unknown")]
)
def test_a_registration_is_valid_for_life_or_up_to_its_day(
    catalogue: Catalogue, text: str, verdict: str
) -> None:
    assert judged(catalogue, service(catalogue, "NKS-BDN-01"), {"str_berlaku": text}).verdict == verdict


def test_a_child_under_five_needs_no_photograph(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-KIA-01")
    state = sample.filled(sample.opened(one, catalogue), {"anak_ref": "k4"})
    assert "pas_foto_anak" not in [paper.name for paper in documents(one, state).bring]


def test_no_guardian_is_needed_when_an_adult_stays(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-PDH-01")
    moving = {"jenis_kepindahan": "kepala"}
    state = sample.filled(sample.opened(one, catalogue), moving)
    assert "wali" not in [paper.name for paper in documents(one, state).bring]
