"""An invented citizen and right answers, to walk every way through a service's form.

For measuring (`kiosk.services.coverage`) and for tests. The NIKs carry district 99, which no real one has.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product

from config.catalogue import Catalogue, Service
from config.catalogue.models import FieldSpec
from kiosk.services.answers import Answer
from kiosk.services.form import FormState, answers, edit, start
from kiosk.services.number import check_character

TODAY = date(2026, 11, 24)
REGION = "3217"
FATHER, MOTHER = "3217990101900001", "3217994202920002"
CHILD, TODDLER = "3217990505160003", "3217994606230004"
WITNESS, OTHER_WITNESS = "3217991003800005", "3217995107850006"

_NUMBER = "MPP-3217-261124-AAAAAAA"

Profile = Mapping[str, tuple[str, str]]

_FAMILY = (
    {"nama": "CONTOH AYAH", "nik": FATHER, "hubungan": "Kepala Keluarga", "status_kawin": "Kawin"},
    {"nama": "CONTOH IBU", "nik": MOTHER, "hubungan": "Istri", "status_kawin": "Kawin"},
    {"nama": "CONTOH ANAK", "nik": CHILD, "hubungan": "Anak", "no_akta_lahir": "3217-LT-05052016-0007"},
    {"nama": "CONTOH BALITA", "nik": TODDLER, "hubungan": "Anak", "no_akta_lahir": "3217-LT-06062023-0008"},
)
_DUKCAPIL = {
    "no_kk": "3217990101150001",
    "nama_lengkap": "CONTOH AYAH",
    "tempat_lahir": "BANDUNG",
    "tanggal_lahir": "1990-01-01",
    "jenis_kelamin": "L",
    "alamat": "JL. CONTOH NO. 1 RT 001 RW 002, LEMBANG",
    "agama": "Kristen",
    "status_kawin": "Kawin",
    "pendidikan": "SLTA/SEDERAJAT",
    "pekerjaan": "KARYAWAN SWASTA",
    "golongan_darah": "O",
    "no_akta_lahir": "3217-LU-01011990-0001",
    "no_akta_kawin": "3217-KW-10102014-0002",
    "pasangan_nik": MOTHER,
    "anggota_keluarga": json.dumps(_FAMILY),
}
_SDMK = {
    "kompetensi": "Umum",
    "str_no": "XX00001234567890",
    "str_berlaku": "Seumur hidup",
    "skp_terpenuhi": "Ya",
    "faskes_kode": "1032170001",
    "faskes_nama": "RS CONTOH",
    "faskes_alamat": "JL. CONTOH NO. 2, LEMBANG",
    "sip_lama_no": "440/0001/SIP/2021",
    "sip_ke": "2",
}


def profile(service: Service) -> Profile:
    """What the registries return of a citizen for whom this service is meant."""
    known = {name: (value, "dukcapil") for name, value in _DUKCAPIL.items()}
    if service.code == "CAP-KWN-01":  # not married yet, as far as the registry knows
        alone = json.dumps([_FAMILY[0]])
        known |= {"status_kawin": ("Belum kawin", "dukcapil"), "anggota_keluarga": (alone, "dukcapil")}
        del known["pasangan_nik"], known["no_akta_kawin"]
    profession = next(
        (one.any_of[0] for rule in service.eligibility for one in rule.any if one.field == "profesi"), None
    )
    if profession is not None:
        known |= {name: (value, "sdmk") for name, value in {**_SDMK, "profesi": profession}.items()}
    return known


def opened(service: Service, catalogue: Catalogue, *, verified: bool = True) -> FormState:
    """The form of a service as the sample citizen finds it."""
    known = profile(service) if verified else {}
    return start(service, catalogue, known, FATHER, verified, today=TODAY, region_code=REGION)


def ways(service: Service, catalogue: Catalogue) -> Iterator[FormState]:
    """Every way through the form: all combinations of the answers that decide what else is needed."""
    decisive = _decisive(service, catalogue)
    seen: set[tuple[tuple[str, str], ...]] = set()
    for chosen in product(*decisive.values()):
        wanted = dict(zip(decisive, chosen, strict=True))
        state = filled(opened(service, catalogue), wanted)
        path = tuple(sorted((name, text) for name, text in state.typed.items() if name in decisive))
        if path not in seen:  # a choice that is not asked on this way makes no other way
            seen.add(path)
            yield state


def filled(state: FormState, wanted: Mapping[str, str] | None = None) -> FormState:
    """The form with every question answered rightly; choices as wanted, else the first option.

    Optional fields stay empty unless wanted.
    """
    wanted = wanted or {}
    while True:
        open_ones = [one for one in answers(state) if not one.read_only and not state.typed.get(one.name)]
        todo = [one for one in open_ones if (one.required and not one.value) or one.name in wanted]
        if not todo:
            return state
        one = todo[0]
        before, state = state, edit(state, one.name, wanted.get(one.name) or right_answer(one))
        if state == before:
            raise ValueError(f"{state.service.code}: {one.name} takes no such answer")


def right_answer(one: Answer) -> str:
    """A text that this field accepts."""
    return one.options[0].code if one.options else _text(one.name, one.spec)


def _text(name: str, spec: FieldSpec) -> str:
    special = {
        "saksi1_nik": WITNESS,
        "saksi2_nik": OTHER_WITNESS,
        "anak_nik": CHILD,
        "almarhum_nik": OTHER_WITNESS,
    }
    match spec.kind:
        case "nik":
            return special.get(name, MOTHER)
        case "kk":
            return "3217990101150001"
        case "digits" | "number":
            return str(spec.min or 1)
        case "date" | "validity":
            return (TODAY - timedelta(days=30)).isoformat() if spec.not_future else "2031-01-31"
        case "time":
            return "0830"
        case "email":
            return "contoh@example.id"
        case "phone":
            return "081200000000"
        case "name":
            return "Contoh Nama"
        case "tracking":
            return f"{_NUMBER}-{check_character(_NUMBER)}"
        case _:
            return f"Contoh {name}"


def _decisive(service: Service, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The asked choices that some condition of this service looks at, with their options."""
    whens = [use.when for use in service.fields] + [use.when for use in service.documents]
    whens += [form.when for form in service.forms]
    looked_at = {condition.field for when in whens for condition in when}
    looked_at |= {group.count_by for group in service.groups}
    for use in service.fields:
        looked_at |= {one.field for derive in catalogue.fields[use.name].derive for one in derive.when}
    found: dict[str, tuple[str, ...]] = {}
    for use in service.fields:
        spec = catalogue.fields[use.name]
        if use.name in looked_at and spec.kind == "choice":
            found[use.name] = use.options or tuple(option.code for option in spec.options)
        elif spec.kind == "person" and spec.options and spec.members == "children":
            found[use.name] = ("k3", "k4", "lain")
    return found
