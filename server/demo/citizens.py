"""Invented citizens. District 99 does not exist (districts run to 51), so no real person has such a NIK."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from server.adapters.population import Citizen

AS_OF = date(2026, 11, 23)
FATHER, ELDER, NURSE = "3217991505800001", "3217992011550002", "3217995207880003"
MOTHER, CHILD, CLERK = "3217996303820004", "3217994909130005", "3217990802960006"
FAMILY_CARD = "3217991203100001"


@dataclass(frozen=True, slots=True)
class DemoCitizen:
    """A citizen with the file names of two portraits: on file, and in front of the camera."""

    nik: str
    name: str
    dukcapil: Mapping[str, str]
    sdmk: Mapping[str, str]
    reference: str = ""
    probe: str = ""

    def citizen(self, template: bytes | None) -> Citizen:
        return Citizen.model_construct(
            nik=self.nik, as_of=AS_OF, dukcapil=self.dukcapil, sdmk=self.sdmk, template=template
        )


def _born(nik: str) -> date:
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    return date((2000 if year <= AS_OF.year - 2000 else 1900) + year, month, day % 40)


def _member(nik: str, name: str, relation: str, married: str) -> dict[str, str]:
    return {
        "nik": nik,
        "nama": name,
        "hubungan": relation,
        "tanggal_lahir": _born(nik).isoformat(),
        "status_kawin": married,
        "no_akta_lahir": f"3217-LT-{_born(nik):%d%m%Y}-{nik[-4:]}",
    }


_SANTOSO = (
    _member(FATHER, "BUDI CONTOH SANTOSO", "Kepala Keluarga", "Kawin"),
    _member(MOTHER, "RATNA CONTOH DEWI", "Istri", "Kawin"),
    _member(CHILD, "PUTRI CONTOH SANTOSO", "Anak", "Belum Kawin"),
)


def _dukcapil(nik: str, name: str, *, family: tuple[dict[str, str], ...] = (), **more: str) -> dict[str, str]:
    """The population registry's facts; what is not said is what most people have."""
    own = family or (_member(nik, name, "Kepala Keluarga", more.get("status_kawin", "Belum Kawin")),)
    return {
        "no_kk": f"321799{_born(nik):%d%m}15{nik[-4:]}",
        "nama_lengkap": name,
        "tempat_lahir": "BANDUNG",
        "tanggal_lahir": _born(nik).isoformat(),
        "jenis_kelamin": "P" if int(nik[6:8]) > 40 else "L",
        "alamat": "JL. CONTOH NO. 1 RT 001 RW 002, PADALARANG, KABUPATEN BANDUNG BARAT, JAWA BARAT 40553",
        "agama": "Islam",
        "status_kawin": "Belum Kawin",
        "pendidikan": "SLTA/SEDERAJAT",
        "pekerjaan": "KARYAWAN SWASTA",
        "golongan_darah": "O",
        "no_akta_lahir": f"3217-LT-{_born(nik):%d%m%Y}-{nik[-4:]}",
        "anggota_keluarga": json.dumps(own),
        **more,
    }


_MARRIED = {"no_kk": FAMILY_CARD, "status_kawin": "Kawin", "no_akta_kawin": "3217-KW-12032010-0001"}
_NURSE = {
    "profesi": "Perawat",
    "kompetensi": "Ners",
    "str_no": "XX00001234567890",
    "str_berlaku": "Seumur hidup",
    "skp_terpenuhi": "Ya",
    "faskes_kode": "1032170001",
    "faskes_nama": "RSUD CONTOH BANDUNG BARAT",
    "faskes_alamat": "JL. CONTOH NO. 2, NGAMPRAH, KABUPATEN BANDUNG BARAT",
    "sip_lama_no": "440/0001/SIP-P/2021",
    "sip_ke": "1",
}

CITIZENS = (
    DemoCitizen(
        FATHER,
        "BUDI CONTOH SANTOSO",
        _dukcapil(FATHER, "BUDI CONTOH SANTOSO", family=_SANTOSO, pasangan_nik=MOTHER, **_MARRIED),
        {},
        reference="obama.jpg",
        probe="obama3.jpg",
    ),
    DemoCitizen(
        ELDER,
        "AGUS CONTOH WIJAYA",
        _dukcapil(
            ELDER,
            "AGUS CONTOH WIJAYA",
            status_kawin="Cerai Mati",
            pekerjaan="PENSIUNAN",
            pendidikan="DIPLOMA IV/STRATA I",
        ),
        {},
        reference="biden.jpg",
        probe="biden.jpg",
    ),
    DemoCitizen(
        NURSE,
        "SITI CONTOH RAHAYU",
        _dukcapil(NURSE, "SITI CONTOH RAHAYU", pekerjaan="PERAWAT", pendidikan="DIPLOMA IV/STRATA I"),
        _NURSE,
        reference="astronaut.png",
        probe="astronaut.png",
    ),
    DemoCitizen(
        MOTHER,
        "RATNA CONTOH DEWI",
        _dukcapil(
            MOTHER,
            "RATNA CONTOH DEWI",
            family=_SANTOSO,
            pasangan_nik=FATHER,
            pekerjaan="MENGURUS RUMAH TANGGA",
            **_MARRIED,
        ),
        {},
    ),
    DemoCitizen(
        CHILD,
        "PUTRI CONTOH SANTOSO",
        _dukcapil(
            CHILD,
            "PUTRI CONTOH SANTOSO",
            family=_SANTOSO,
            no_kk=FAMILY_CARD,
            ayah_nik=FATHER,
            ibu_nik=MOTHER,
            pekerjaan="PELAJAR/MAHASISWA",
            pendidikan="TAMAT SD/SEDERAJAT",
        ),
        {},
    ),
    DemoCitizen(CLERK, "DODI CONTOH PERMANA", _dukcapil(CLERK, "DODI CONTOH PERMANA"), {}),
)
