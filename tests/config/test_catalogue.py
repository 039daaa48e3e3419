"""The shipped catalogue is sound, and the check names every kind of planted fault."""

import copy
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from config.catalogue import Catalogue, assembled, check, load, parsed, read

SHIPPED = resources.files("config.catalogue")
ICONS = frozenset(
    [service.icon for service in load().services]
    + [domain.icon for domain in load().domains.values()]
    + [event.icon for event in load().life_events.values()]
)

Files = dict[str, Any]


def planted(change: Callable[[Files], object]) -> tuple[str, ...]:
    files: Files = copy.deepcopy(parsed(SHIPPED))
    change(files)
    return check(assembled(files), ICONS)


def service(files: Files, code: str) -> Any:
    return next(
        one for name in ("adminduk", "nakes") for one in files[name]["service"] if one["code"] == code
    )


def field(files: Files, name: str) -> Any:
    return files["fields"][name]


def when(name: str, **said: object) -> list[dict[str, object]]:
    return [{"field": name, **said}]


LOST = "alasan_permohonan"
WORDS = ["bila", "if"]

FAULTS: list[tuple[str, Callable[[Files], object]]] = [
    ("ADM-KK-05: the code is used 2 times", lambda f: service(f, "ADM-KK-04").update(code="ADM-KK-05")),
    ("ADM-KK-05: unknown icon no-such", lambda f: service(f, "ADM-KK-05").update(icon="no-such")),
    ("birth: unknown icon no-such", lambda f: f["meta"]["life_events"]["birth"].update(icon="no-such")),
    ("ADM-KK-05: unknown domain tax", lambda f: service(f, "ADM-KK-05").update(domain="tax")),
    ("ADM-KK-05: unknown queue prefix Z", lambda f: service(f, "ADM-KK-05").update(prefix="Z")),
    (
        "ADM-KK-04: may need the counter, but has no queue prefix",
        lambda f: service(f, "ADM-KK-04").pop("prefix"),
    ),
    ("ADM-KK-05: unknown life event fire", lambda f: service(f, "ADM-KK-05").update(life_events=["fire"])),
    ("ADM-KK-05: unknown legal basis uu99", lambda f: service(f, "ADM-KK-05").update(legal=["uu99"])),
    ("ADM-KK-05: unknown source S99", lambda f: service(f, "ADM-KK-05").update(sources=["S99"])),
    ("ADM-KK-05: unknown form F-9.99", lambda f: service(f, "ADM-KK-05").update(forms=["F-9.99"])),
    (
        "ADM-KK-05: unknown field shoe_size",
        lambda f: service(f, "ADM-KK-05")["add_fields"].append("shoe_size"),
    ),
    (
        "ADM-KK-05: field nik: stands there 2 times",
        lambda f: service(f, "ADM-KK-05")["add_fields"].append("nik"),
    ),
    ("ADM-KK-05: unknown document pass", lambda f: service(f, "ADM-KK-05")["documents"].append("pass")),
    (
        "ADM-KK-05: field alasan_permohonan: unknown option stolen",
        lambda f: service(f, "ADM-KK-05")["add_fields"][0].update(options=["hilang", "stolen"]),
    ),
    (
        "ADM-KK-05: field tgl_surat_kehilangan: dead condition: alasan_permohonan is never nikah",
        lambda f: service(f, "ADM-KK-05")["add_fields"][2].update(when=when(LOST, any_of=["nikah"])),
    ),
    (
        "ADM-KK-05: document surat_hilang: dead condition: alasan_permohonan has no other value",
        lambda f: service(f, "ADM-KK-05")["documents"][1].update(
            when=when(LOST, none_of=["hilang", "rusak"])
        ),
    ),
    (
        "ADM-KK-05: document surat_hilang: dead condition: alasan_pindah is not in this service",
        lambda f: service(f, "ADM-KK-05")["documents"][1].update(
            when=when("alasan_pindah", any_of=["keluarga"])
        ),
    ),
    (
        "ADM-KK-05: document surat_hilang: condition on unknown field mood",
        lambda f: service(f, "ADM-KK-05")["documents"][1].update(when=when("mood", any_of=["good"])),
    ),
    (
        "ADM-KK-05: document surat_hilang: condition on alasan_permohonan says nothing",
        lambda f: service(f, "ADM-KK-05")["documents"][1].update(when=when(LOST)),
    ),
    (
        "ADM-KK-05: document surat_hilang: dead condition: umur from 18 to 17",
        lambda f: service(f, "ADM-KK-05")["documents"][1].update(when=when("umur", min=18, max=17)),
    ),
    (
        "ADM-KK-05: document surat_hilang: dead condition: alasan_permohonan cannot have both values",
        lambda f: service(f, "ADM-KK-05")["documents"][1].update(
            when=when(LOST, any_of=["hilang"]) + when(LOST, any_of=["rusak"])
        ),
    ),
    (
        "ADM-KK-05: field alasan_permohonan: dead condition: it waits for itself",
        lambda f: service(f, "ADM-KK-05")["add_fields"][0].update(when=when(LOST, any_of=["hilang"])),
    ),
    (
        "ADM-KK-05: document surat_hilang: a condition without words for it",
        lambda f: service(f, "ADM-KK-05")["documents"][1].pop("words"),
    ),
    (
        "ADM-KK-05: document surat_hilang: words without a condition",
        lambda f: service(f, "ADM-KK-05")["documents"][1].pop("when"),
    ),
    (
        "ADM-KK-04: form F-1.06: condition on unknown field mood",
        lambda f: service(f, "ADM-KK-04").update(
            forms=[{"code": "F-1.06", "when": when("mood", any_of=["x"])}]
        ),
    ),
    (
        "CAP-KWN-01: eligibility: dead condition: agama is never jedi",
        lambda f: service(f, "CAP-KWN-01")["add_eligibility"][0].update(any=when("agama", none_of=["jedi"])),
    ),
    (
        "CAP-NMA-01: check differ: field mati_tgl is not in this service",
        lambda f: service(f, "CAP-NMA-01")["checks"][0].update(fields=["nama_lengkap", "mati_tgl"]),
    ),
    (
        "CAP-NMA-01: check refuse: a refusal without a condition",
        lambda f: service(f, "CAP-NMA-01")["checks"][0].update(kind="refuse"),
    ),
    (
        "ADM-PDH-01: field tujuan_kec: tujuan_kab, the region above it, is not asked",
        lambda f: service(f, "ADM-PDH-01")["add_fields"].remove("tujuan_kab"),
    ),
    ("field bayi_jk: a choice without options", lambda f: field(f, "bayi_jk").pop("options")),
    (
        "field bayi_jk: an option code is used twice",
        lambda f: field(f, "bayi_jk")["options"].append(["L", "Lain", "Other"]),
    ),
    ("field tujuan_kec: a region without a level", lambda f: field(f, "tujuan_kec").pop("level")),
    ("field tujuan_kec: a region without the one above it", lambda f: field(f, "tujuan_kec").pop("parent")),
    (
        "field tujuan_kec: tujuan_provinsi is not the level just above",
        lambda f: field(f, "tujuan_kec").update(parent="tujuan_provinsi"),
    ),
    (
        "field tujuan_kec: unknown region field nik above it",
        lambda f: field(f, "tujuan_kec").update(parent="nik"),
    ),
    (
        "field anak_ref: says not which family members may be chosen",
        lambda f: field(f, "anak_ref").pop("members"),
    ),
    ("field bayi_ke: min 30 is above max 20", lambda f: field(f, "bayi_ke").update(min=30)),
    (
        "field istri_nik: derived from unknown field spouse",
        lambda f: field(f, "istri_nik")["derive"][0].update(copy_of="spouse"),
    ),
    (
        "field istri_nik: a derived value needs copy_of or value",
        lambda f: field(f, "istri_nik")["derive"][0].pop("copy_of"),
    ),
    ("field bayi_kab: suggests unknown field home", lambda f: field(f, "bayi_kab").update(suggest="home")),
    (
        "fields no_kk label: missing translation (en)",
        lambda f: field(f, "no_kk").update(label=["Nomor KK", ""]),
    ),
    (
        "ADM-KK-05 plain: missing translation (id)",
        lambda f: service(f, "ADM-KK-05").update(plain=[" ", "Prints a card."]),
    ),
    (
        "document surat_tua: used by no service",
        lambda f: f["documents"].update(surat_tua={"label": WORDS, "capture": "scan"}),
    ),
    (
        "field shoe_size: used by no service",
        lambda f: f["fields"].update(shoe_size={"label": WORDS, "kind": "text", "source": "user"}),
    ),
    (
        "legal basis uu99: used by no service",
        lambda f: f["meta"]["legal"].update(uu99={"text": "UU 99", "confidence": "low"}),
    ),
    (
        "CAP-LHR-01: group by bayi_jenis: unknown option many",
        lambda f: service(f, "CAP-LHR-01")["groups"][0].update(counts={"many": 2}),
    ),
    (
        "CAP-LHR-01: group by bayi_jenis: field mati_tgl is not in this service",
        lambda f: service(f, "CAP-LHR-01")["groups"][0].update(fields=["mati_tgl"]),
    ),
    (
        "CAP-LHR-01: group by mati_sebab: it is not in this service",
        lambda f: service(f, "CAP-LHR-01")["groups"][0].update(count_by="mati_sebab"),
    ),
    (
        "CAP-LHR-01: group by bayi_jenis: the words say not which one, {n} (en)",
        lambda f: service(f, "CAP-LHR-01")["groups"][0].update(words=["ke-{n}", "another"]),
    ),
    (
        "CAP-LHR-01: check within_days: days belong to within_days and are above 0",
        lambda f: service(f, "CAP-LHR-01")["checks"][0].pop("days"),
    ),
    ("valid_until is before valid_from", lambda f: f["meta"].update(valid_until="2020-01-01")),
]


def test_the_shipped_catalogue_has_no_fault() -> None:
    assert check(load(), ICONS) == ()


@pytest.mark.parametrize(("said", "change"), FAULTS, ids=[said for said, _ in FAULTS])
def test_a_planted_fault_is_named(said: str, change: Callable[[Files], object]) -> None:
    assert said in planted(change)


def test_there_are_47_services_in_two_domains() -> None:
    domains = [one.domain for one in load().services]
    assert (domains.count("adminduk"), domains.count("nakes")) == (28, 19)


def test_every_service_is_free_as_the_law_says() -> None:
    assert {one.fee_idr for one in load().services} == {0}


def test_every_licence_is_due_in_five_working_days_and_then_issues_itself() -> None:
    licences = [one for one in load().services if one.practice_limit and one.documents]
    assert len(licences) == 18
    assert all(
        one.sla.value == 5 and one.sla.deemed_approval and not one.sla.local_override for one in licences
    )


def test_a_catalogue_survives_the_wire() -> None:
    assert Catalogue.model_validate_json(load().model_dump_json()) == load()


def shipped_copy(tmp_path: Path) -> Path:
    for name in ("meta", "fields", "documents", "adminduk", "nakes"):
        shutil.copy(str(SHIPPED.joinpath(f"{name}.toml")), tmp_path)
    return tmp_path


def test_a_folder_in_work_is_read_as_the_shipped_one(tmp_path: Path) -> None:
    assert read(shipped_copy(tmp_path)) == load()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("meta.toml", "version = \n", "meta.toml"),
        ("fields.toml", 'nik = { label = ["a", "b"], kind = "shoe", source = "user" }\n', "fields.nik.kind"),
        ("documents.toml", "kk = { capture = 'scan' }\n", "documents.kk.label"),
        ("adminduk.toml", "service = 3\n", "adminduk.toml"),
    ],
)
def test_a_folder_that_breaks_the_model_says_where(tmp_path: Path, name: str, text: str, said: str) -> None:
    folder = shipped_copy(tmp_path)
    (folder / name).write_text(text, encoding="utf-8")
    faults = read(folder)
    assert isinstance(faults, tuple)
    assert any(said in fault for fault in faults)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = shipped_copy(tmp_path)
    (folder / "nakes.toml").unlink()
    faults = read(folder)
    assert isinstance(faults, tuple)
    assert "nakes.toml" in faults[0]
