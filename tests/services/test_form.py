"""The form engine: nothing is asked whose answer is known, and what is asked is checked."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.catalogue import Catalogue, Service, load
from kiosk.services import form, sample
from kiosk.services.form import FormState

CODES = [service.code for service in load().services]


def service(catalogue: Catalogue, code: str) -> Service:
    found = catalogue.service(code)
    assert found is not None
    return found


def opened(catalogue: Catalogue, code: str) -> FormState:
    return sample.opened(service(catalogue, code), catalogue)


def names(state: FormState) -> list[str]:
    return [one.name for one in form.answers(state)]


def field(state: FormState, name: str) -> form.FormField:
    pages = range(1, form.page_count(state) + 1)
    return next(
        one for at in pages for one in form.fields_on_page(state, at, strict=True) if one.name == name
    )


@pytest.mark.parametrize("code", CODES)
def test_every_way_through_every_service_can_be_completed(catalogue: Catalogue, code: str) -> None:
    for state in sample.ways(service(catalogue, code), catalogue):
        assert form.complete(state), (code, dict(form.errors(state)))
        written = form.values(state)
        assert all(0 < len(value) <= 2000 for value in written.values())
        for at in range(1, form.page_count(state) + 1):
            assert 1 <= len(form.fields_on_page(state, at)) <= form.PER_PAGE


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_asked_that_a_registry_knows(catalogue: Catalogue, code: str) -> None:
    one = service(catalogue, code)
    known = sample.profile(one)
    for state in sample.ways(one, catalogue):
        asked = {answer.name for answer in form.answers(state) if not answer.read_only}
        assert not asked & set(known)


@pytest.mark.parametrize("code", CODES)
def test_without_verification_no_registry_field_is_asked_or_shown(catalogue: Catalogue, code: str) -> None:
    state = sample.filled(sample.opened(service(catalogue, code), catalogue, verified=False))
    sources = {one.spec.source for one in form.answers(state)}
    assert sources <= {"verified", "user", "office"}
    assert form.complete(state)


def test_a_known_field_is_read_only_and_says_who_knows_it(catalogue: Catalogue) -> None:
    state = opened(catalogue, "ADM-KK-05")
    shown = field(state, "nama_lengkap")
    assert (shown.value, shown.source) == ("CONTOH AYAH", "dukcapil")
    assert form.edit(state, "nama_lengkap", "X") == state
    assert field(opened(catalogue, "NKS-PRW-01"), "str_no").source == "sdmk"
    assert field(state, "nik").source == "verified"


def test_a_registry_field_that_did_not_come_is_asked(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-KK-05")
    known = {name: fact for name, fact in sample.profile(one).items() if name != "no_kk"}
    state = form.start(one, catalogue, known, sample.FATHER, True, today=sample.TODAY)
    assert field(state, "no_kk").source is None
    assert form.errors(state)["no_kk"].message == "form.err_required"
    state = form.edit(state, "no_kk", "123")
    assert form.errors(state)["no_kk"].message == "form.err_digits"
    assert form.values(form.edit(state, "no_kk", "3217990101150001"))["no_kk"] == "3217990101150001"


def test_a_wrong_registry_value_can_be_flagged_and_unflagged(catalogue: Catalogue) -> None:
    state = form.flag_wrong(opened(catalogue, "ADM-KTP-02"), "alamat")
    assert field(state, "alamat").flagged
    assert form.corrections(state) == ("alamat",)
    assert form.corrections(form.flag_wrong(state, "alamat")) == ()
    assert form.flag_wrong(state, "no_hp") == state


def test_what_was_typed_earlier_in_the_visit_stands_there_and_may_be_changed(catalogue: Catalogue) -> None:
    first = form.edit(form.edit(opened(catalogue, "ADM-KK-05"), "no_hp", "0812 0000 0000"), "email", "A@B.id")
    learned = form.typed_for_visit(first)
    assert learned == {"no_hp": ("+6281200000000", "visit"), "email": ("a@b.id", "visit")}
    one = service(catalogue, "ADM-NIK-01")
    state = form.start(
        one, catalogue, {**sample.profile(one), **learned}, sample.FATHER, True, today=sample.TODAY
    )
    assert field(state, "no_hp").value == "+6281200000000"
    assert not field(state, "no_hp").source
    assert form.values(form.edit(state, "no_hp", "081300000000"))["no_hp"] == "+6281300000000"


def test_a_reason_decides_what_else_is_asked(catalogue: Catalogue) -> None:
    state = opened(catalogue, "ADM-KK-05")
    assert "no_surat_kehilangan" not in names(state)
    state = form.edit(state, "alasan_permohonan", "hilang")
    assert "no_surat_kehilangan" in names(state)
    state = form.edit(form.edit(state, "no_surat_kehilangan", "LP/1"), "alasan_permohonan", "rusak")
    assert "no_surat_kehilangan" not in form.values(state)
    back = form.edit(state, "alasan_permohonan", "hilang")
    assert form.values(back)["no_surat_kehilangan"] == "LP/1"


def test_a_choice_that_is_not_offered_changes_nothing(catalogue: Catalogue) -> None:
    state = opened(catalogue, "ADM-KK-05")
    assert form.edit(state, "alasan_permohonan", "nikah") == state
    assert form.edit(state, "no_such_field", "x") == state


def test_the_current_value_of_what_changes_comes_from_the_registry(catalogue: Catalogue) -> None:
    state = form.edit(opened(catalogue, "ADM-KK-04"), "elemen_data", "pekerjaan")
    assert field(state, "data_semula").value == "KARYAWAN SWASTA"
    assert field(state, "data_semula").source == "dukcapil"
    other = form.edit(state, "elemen_data", "orang_tua")
    assert field(other, "data_semula").source is None
    same = form.edit(state, "data_menjadi", "karyawan swasta")
    assert form.errors(same)["data_menjadi"].message == "form.err_check"


def test_a_father_reports_a_birth_and_both_parents_are_known(catalogue: Catalogue) -> None:
    state = form.edit(opened(catalogue, "CAP-LHR-01"), "pelapor_hubungan", "ayah")
    assert field(state, "anak_ayah_nik").value == sample.FATHER
    assert field(state, "anak_ibu_nik").value == sample.MOTHER
    other = form.edit(state, "pelapor_hubungan", "keluarga")
    assert field(other, "anak_ibu_nik").source is None
    found = form.edit(state, "pelapor_hubungan", "penemu")
    assert "anak_ibu_nik" not in names(found)


def test_a_marriage_deed_in_the_registry_answers_the_question_for_it(catalogue: Catalogue) -> None:
    assert field(opened(catalogue, "ADM-KK-01"), "punya_buku_nikah").source == "dukcapil"


def test_children_are_chosen_by_name_and_sent_by_nik(catalogue: Catalogue) -> None:
    state = opened(catalogue, "ADM-KIA-01")
    offered = [option.label.id for option in field(state, "anak_ref").options]
    assert offered == ["CONTOH ANAK", "CONTOH BALITA", "Anak lain, tidak ada di KK saya"]
    state = form.edit(state, "anak_ref", "k4")
    assert form.values(state)["anak_ref"] == sample.TODDLER
    assert form.values(state)["anak_akta_lahir"] == "3217-LT-06062023-0008"
    assert "anak_nik" in names(form.edit(state, "anak_ref", "lain"))


def test_without_a_family_card_the_childs_nik_is_asked_at_once(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-KIA-01")
    known = {name: fact for name, fact in sample.profile(one).items() if name != "anggota_keluarga"}
    state = form.start(one, catalogue, known, sample.FATHER, True, today=sample.TODAY)
    assert "anak_ref" not in names(state)
    assert "anak_nik" in names(state)


def test_each_member_who_may_move_is_asked_about_and_sent_by_nik(catalogue: Catalogue) -> None:
    state = form.edit(opened(catalogue, "ADM-PDH-01"), "jenis_kepindahan", "sebagian")
    rows = [name for name in names(state) if name.startswith("anggota_pindah.")]
    assert rows == ["anggota_pindah.k2", "anggota_pindah.k3", "anggota_pindah.k4"]
    for row, going in zip(rows, ("ya", "tidak", "ya"), strict=True):
        state = form.edit(state, row, going)
    assert form.values(state)["anggota_pindah"] == f"{sample.MOTHER};{sample.TODDLER}"


def test_a_region_picker_goes_from_province_to_village(catalogue: Catalogue) -> None:
    state = opened(catalogue, "ADM-PDH-01")
    assert len(field(state, "tujuan_provinsi").options) == 38
    assert field(state, "tujuan_kab").options == ()
    for name, code in [("tujuan_provinsi", "33"), ("tujuan_kab", "33.28"), ("tujuan_kec", "33.28.01")]:
        state = form.edit(state, name, code)
    village = field(state, "tujuan_desa").options[0].code
    assert village.startswith("33.28.01.")
    state = form.edit(state, "tujuan_desa", village)
    assert form.values(state)["tujuan_desa"] == village
    moved = form.edit(state, "tujuan_provinsi", "34")
    assert {"tujuan_kab", "tujuan_kec", "tujuan_desa"} <= set(form.errors(moved))


def test_a_move_inside_the_regency_knows_the_regency(catalogue: Catalogue) -> None:
    state = opened(catalogue, "ADM-PDH-03")
    assert field(state, "kab_ini").value == "32.17"
    assert all(option.code.startswith("32.17.") for option in field(state, "kec_ini").options)


def test_the_place_of_birth_is_suggested_and_may_be_changed(catalogue: Catalogue) -> None:
    state = opened(catalogue, "CAP-LHR-01")
    assert field(state, "bayi_kab").value == "32.17"
    state = form.edit(state, "bayi_provinsi", "31")
    assert field(state, "bayi_kab").value == ""


@pytest.mark.parametrize(
    ("code", "name", "text", "message"),
    [
        ("ADM-KK-05", "no_hp", "0812", "form.err_phone"),
        ("ADM-KK-05", "no_hp", "021 5551234", "form.err_phone"),
        ("ADM-KK-05", "email", "a@b", "form.err_email"),
        ("ADM-KK-05", "email", "a b@c.id", "form.err_email"),
        ("CAP-LHR-01", "bayi_tgl", "2026-02-30", "form.err_date"),
        ("CAP-LHR-01", "bayi_tgl", "2026-11-25", "form.err_future"),
        ("CAP-LHR-01", "bayi_nama", "Budi", "form.err_name"),
        ("CAP-LHR-01", "bayi_nama", "Budi R2D2", "form.err_name"),
        ("CAP-LHR-01", "bayi_nama", "Budi " + "a" * 60, "form.err_name"),
        ("CAP-LHR-01", "bayi_berat", "3", "form.err_range"),
        ("CAP-LHR-01", "bayi_berat", "9000", "form.err_range"),
        ("CAP-LHR-01", "bayi_jam", "2460", "form.err_time"),
        ("CAP-LHR-01", "saksi1_nik", "3217010101900000", "nik.err_serial"),
        ("ADM-STS-01", "nomor_lacak", "MPP-3217-261124-AAAAAAA-A", "form.err_number"),
        ("CAP-NMA-01", "nama_baru", "CONTOH  AYAH", "form.err_check"),
        ("CAP-MTI-01", "mati_tempat", "x" * 101, "form.err_long"),
    ],
)
def test_a_wrong_entry_has_its_own_words(
    catalogue: Catalogue, code: str, name: str, text: str, message: str
) -> None:
    state = form.edit(opened(catalogue, code), name, text)
    assert form.errors(state)[name].message == message
    assert name not in form.values(state) or message == "form.err_check"


@pytest.mark.parametrize("text", ["2026-11-01", "01-11-2026", "1/11/2026", "01112026"])
def test_a_date_is_understood_as_people_write_it(catalogue: Catalogue, text: str) -> None:
    state = form.edit(opened(catalogue, "CAP-LHR-01"), "bayi_tgl", text)
    assert form.values(state)["bayi_tgl"] == "2026-11-01"


def test_a_fault_waits_until_the_citizen_leaves_the_field(catalogue: Catalogue) -> None:
    state = form.edit(opened(catalogue, "ADM-KK-05"), "no_hp", "08")
    page = next(
        at
        for at in range(1, form.page_count(state) + 1)
        if "no_hp" in [f.name for f in form.fields_on_page(state, at)]
    )
    typing = {one.name: one.error for one in form.fields_on_page(state, page)}
    assert typing["no_hp"] is None
    left = {one.name: one.error for one in form.fields_on_page(form.edit(state, "email", "x"), page)}
    assert left["no_hp"] is not None
    pressed = {one.name: one.error for one in form.fields_on_page(state, page, strict=True)}
    assert pressed["alasan_permohonan"] is not None
    assert not form.page_complete(state, page)


def test_witnesses_must_be_two_people_and_not_the_reporter(catalogue: Catalogue) -> None:
    state = form.edit(opened(catalogue, "CAP-LHR-01"), "saksi1_nik", sample.WITNESS)
    state = form.edit(state, "saksi2_nik", sample.WITNESS)
    assert form.errors(state)["saksi2_nik"].words is not None
    own = form.edit(state, "saksi1_nik", sample.FATHER)
    assert form.errors(own)["saksi1_nik"].message == "form.err_check"


def test_twins_are_asked_for_one_after_the_other(catalogue: Catalogue) -> None:
    state = sample.filled(
        opened(catalogue, "CAP-LHR-01"), {"bayi_jenis": "kembar2", "bayi_nama.2": "Budi Dua"}
    )
    written = form.values(state)
    assert written["bayi_nama.2"] == "Budi Dua"
    assert {"bayi_nama", "bayi_jk.2", "bayi_jam.2", "bayi_berat.2", "bayi_panjang.2"} <= written.keys()
    assert field(state, "bayi_nama.2").label.en == "Child's name - twin 2"
    assert form.errors(form.edit(state, "bayi_nama.2", "Budi"))["bayi_nama.2"].message == "form.err_name"
    single = form.edit(state, "bayi_jenis", "tunggal")
    assert not [name for name in form.values(single) if name.endswith(".2")]


@pytest.mark.parametrize(
    ("code", "name"),
    [("CAP-LHR-01", "bayi_tgl"), ("CAP-MTI-01", "mati_tgl"), ("CAP-CRI-01", "cerai_tgl_putusan")],
)
def test_a_late_report_is_accepted_and_shown_to_the_officer(
    catalogue: Catalogue, code: str, name: str
) -> None:
    state = sample.filled(opened(catalogue, code))
    assert name not in dict(form.warnings(state))
    late = form.edit(state, name, "2026-01-05")
    assert name in dict(form.warnings(late))
    assert form.complete(late)


def test_a_relation_that_does_not_fit_the_sex_is_a_warning(catalogue: Catalogue) -> None:
    state = sample.filled(opened(catalogue, "CAP-LHR-01"), {"pelapor_hubungan": "ibu"})
    assert "pelapor_hubungan" in dict(form.warnings(state))
    assert form.complete(state)


def test_a_child_typed_by_nik_must_be_under_17(catalogue: Catalogue) -> None:
    state = form.edit(opened(catalogue, "ADM-KIA-01"), "anak_ref", "lain")
    assert form.errors(form.edit(state, "anak_nik", sample.WITNESS))["anak_nik"].words is not None
    assert "anak_nik" not in form.errors(form.edit(state, "anak_nik", sample.CHILD))


@pytest.mark.parametrize(("which", "refused"), [("3", False), ("4", True)])
def test_a_licence_beyond_the_practice_limit_is_refused_in_words(
    catalogue: Catalogue, which: str, refused: bool
) -> None:
    one = service(catalogue, "NKS-DOK-01")
    known = {**sample.profile(one), "sip_ke": (which, "sdmk")}
    state = form.start(one, catalogue, known, sample.FATHER, True, today=sample.TODAY)
    state = form.edit(state, "jenis_permohonan_sip", "baru")
    assert ("jenis_permohonan_sip" in form.errors(state)) == refused
    assert "jenis_permohonan_sip" not in form.errors(form.edit(state, "jenis_permohonan_sip", "pencabutan"))


def test_nobody_dies_before_birth(catalogue: Catalogue) -> None:
    one = service(catalogue, "CAP-MTI-01")
    family = json.dumps(
        [{"nama": "A", "nik": sample.CHILD, "hubungan": "anak", "tanggal_lahir": "2016-05-05"}]
    )
    known = {**sample.profile(one), "anggota_keluarga": (family, "dukcapil")}
    state = form.start(one, catalogue, known, sample.FATHER, True, today=sample.TODAY)
    state = form.edit(form.edit(state, "almarhum_ref", "k1"), "mati_tgl", "2016-05-04")
    assert form.errors(state)["mati_tgl"].message == "form.err_check"
    assert "mati_tgl" not in form.errors(form.edit(state, "mati_tgl", "2016-05-05"))


def test_a_birth_date_that_differs_from_the_nik_is_a_warning_for_the_officer_only(
    catalogue: Catalogue,
) -> None:
    one = service(catalogue, "ADM-NIK-01")
    known = {**sample.profile(one), "tanggal_lahir": ("1990-01-02", "dukcapil")}
    state = sample.filled(form.start(one, catalogue, known, sample.FATHER, True, today=sample.TODAY))
    assert [name for name, _ in form.warnings(state)] == ["tanggal_lahir"]
    assert form.complete(state)


def test_a_renewal_without_enough_credits_is_refused_in_words(catalogue: Catalogue) -> None:
    one = service(catalogue, "NKS-PRW-01")
    known = {**sample.profile(one), "skp_terpenuhi": ("Tidak", "sdmk")}
    state = form.start(one, catalogue, known, sample.FATHER, True, today=sample.TODAY)
    renewal = form.edit(state, "jenis_permohonan_sip", "perpanjangan")
    assert form.errors(renewal)["jenis_permohonan_sip"].message == "form.err_check"
    assert "jenis_permohonan_sip" not in form.errors(form.edit(state, "jenis_permohonan_sip", "baru"))


def test_official_forms_follow_the_answers(catalogue: Catalogue) -> None:
    state = sample.filled(opened(catalogue, "CAP-LHR-01"), {"punya_suket_lahir": "tidak"})
    assert form.forms(state) == ("F-2.01", "F-2.03")


def test_a_form_is_resumed_with_what_was_typed(catalogue: Catalogue) -> None:
    done = sample.filled(opened(catalogue, "ADM-PDH-01"))
    again = form.resume(opened(catalogue, "ADM-PDH-01"), done.typed)
    assert form.values(again) == form.values(done)


def test_no_personal_data_shows_in_a_repr(catalogue: Catalogue) -> None:
    state = sample.filled(opened(catalogue, "ADM-KIA-01"))
    printed = repr(state) + repr(form.answers(state)) + repr(form.fields_on_page(state, 1))
    for secret in (sample.FATHER, sample.CHILD, "CONTOH AYAH", "CONTOH ANAK", "LEMBANG"):
        assert secret not in printed


edits = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.one_of(
            st.integers(0, 6),
            st.sampled_from(["", "1", "0812", "ya", "lain", "2026-01-01", sample.WITNESS, "x" * 2500]),
            st.text(max_size=12),
        ),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(code=st.sampled_from(CODES), moves=edits, verified=st.booleans())
def test_no_sequence_of_edits_breaks_a_form(
    code: str, moves: list[tuple[int, int | str]], verified: bool
) -> None:
    catalogue = load()
    one = service(catalogue, code)
    state = sample.opened(one, catalogue, verified=verified)
    known = {
        answer.name: answer.value for answer in form.answers(state) if answer.source in ("dukcapil", "sdmk")
    }
    for at, what in moves:
        found = form.answers(state)
        target = found[at % len(found)]
        text = (
            target.options[what % len(target.options)].code
            if isinstance(what, int) and target.options
            else str(what)
        )
        state = form.edit(state, target.name, text)
        now = {answer.name: answer for answer in form.answers(state)}
        for name, value in known.items():
            if name in now and now[name].source == "dukcapil" and not now[name].spec.derive:
                assert now[name].value == value
        shown = [
            f.name for page in range(1, form.page_count(state) + 1) for f in form.fields_on_page(state, page)
        ]
        assert sorted(shown) == sorted(now)
        assert all(
            len(form.fields_on_page(state, page)) <= 5 for page in range(1, form.page_count(state) + 1)
        )
        if form.complete(state):
            required = {
                answer.name for answer in now.values() if answer.required and answer.spec.kind != "people"
            }
            assert required <= set(form.values(state))


def test_a_form_opens_on_any_day(catalogue: Catalogue) -> None:
    one = service(catalogue, "ADM-KK-05")
    for today in (date(2028, 2, 29), date(1999, 1, 1)):
        state = form.start(one, catalogue, {}, sample.FATHER, False, today=today)
        assert form.page_count(state) >= 1
