"""Fictional values of every screen, for the gallery, the layout checker and the tests."""

from dataclasses import replace

from ui import view as v
from ui.view import Message

CHROME = v.Chrome(
    office="Mal Pelayanan Publik Kota Contoh",
    region="Kota Contoh",
    clock="09.41",
    date="Selasa, 24 November 2026",
    steps=9,
)
CONSENT = tuple(
    Message(f"consent.{name}", values)
    for name, values in (
        ("intro", ()),
        ("who", (("controller", "Pemerintah Kota Contoh"),)),
        ("what", ()),
        ("why", ()),
        ("legal", ()),
        ("keep", (("retention", "5 tahun"),)),
        ("share", (("agencies", "Dinas Dukcapil Kota Contoh"),)),
        ("rights", (("channel", "mpp.contoh.go.id"),)),
        ("optional", ()),
    )
)
DOMAINS = tuple(
    (name, Message(f"svc.{name}"))
    for name in (
        "adminduk",
        "nakes",
        "life_birth",
        "life_move",
        "life_death",
        "life_marry",
        "life_lost",
        "life_17",
    )
)
CARDS = (
    v.ServiceCard("ADM-01", "Kartu Keluarga baru", "Untuk keluarga baru atau pecah KK", "users", "submit"),
    v.ServiceCard(
        "ADM-06", "Cetak ulang KTP-el", "Kartu hilang, rusak, atau data berubah", "id-card", "full"
    ),
    v.ServiceCard("ADM-15", "Akta kelahiran", "Untuk anak yang baru lahir", "baby", "submit"),
    v.ServiceCard("ADM-11", "Surat pindah", "Pindah rumah ke kota atau provinsi lain", "log-out", "submit"),
    v.ServiceCard("ADM-17", "Akta perkawinan", "Untuk perkawinan yang belum tercatat", "gem", "handoff"),
    v.ServiceCard("NKS-01", "Izin praktik dokter", "SIP dokter umum dan spesialis", "stethoscope", "submit"),
)
FIELDS = (
    v.FormField("nama_anak", "Nama lengkap anak", "text", "Bayu Pratama Contoh", None, True),
    v.FormField("nama_ibu", "Nama ibu", "text", "SITI CONTOH", Message("form.prefilled"), True),
    v.FormField(
        "nama_ayah", "Nama ayah", "text", "BUDI CONTOH", Message("form.prefilled"), True, flagged=True
    ),
    v.FormField(
        "tanggal_lahir", "Tanggal lahir", "date", "31-02-2026", None, True, error=Message("form.err_date")
    ),
    v.FormField(
        "jenis_kelamin",
        "Jenis kelamin",
        "choice",
        "L",
        None,
        True,
        options=(("L", "Laki-laki"), ("P", "Perempuan")),
    ),
    v.FormField(
        "penolong",
        "Penolong kelahiran",
        "choice",
        "",
        None,
        True,
        options=(("dokter", "Dokter"), ("bidan", "Bidan"), ("lain", "Lainnya")),
    ),
    v.FormField("hp", "Nomor HP untuk kabar permohonan", "phone", "0812", None, False),
    v.FormField("surel", "Alamat surel", "email", "", None, False),
)
REVIEW = tuple((one.label, one.value) for one in FIELDS if one.value)
FACE = v.FaceCheck(
    "hold",
    Message("live.hold"),
    "check",
    0.62,
    light="good",
    distance="good",
    gaze="good",
    good=True,
)
DONE = v.Done(
    service="Akta kelahiran",
    number="MPP-7F3K-2Q9D-X8",
    queue="B-014",
    counter="3",
    due="Selasa, 1 Desember 2026",
    auto_issue=False,
    offline=False,
    qr="https://mpp.contoh.go.id/lacak/MPP-7F3K-2Q9D-X8",
    printed=True,
)
SURVEY_QUESTION = "u2"
DEVICES = tuple(
    v.DeviceRow(Message(f"maint.device.{name}"), state, good, detail)
    for name, state, good, detail in (
        ("camera", "ready", True, "1280x720, 30/s"),
        ("face", "ready", True, ""),
        ("printer", "paper_out", False, "80 mm"),
        ("scanner", "ready", True, ""),
        ("server", "gone", False, "12 min"),
        ("store", "ready", True, "41 GB"),
    )
)
DETAIL = v.ServiceDetail(
    name="Akta kelahiran",
    summary="Untuk anak yang baru lahir",
    mode="submit",
    need=("Surat keterangan lahir dari bidan atau rumah sakit", "Buku nikah atau akta perkawinan orang tua"),
    have=("Kartu Keluarga", "KTP-el orang tua"),
    due="Selasa, 1 Desember 2026",
    fee="Gratis",
    legal_basis=("UU 24/2013 pasal 27", "Perpres 96/2018 pasal 33"),
    eligibility="Orang tua atau wali anak",
    can_start=True,
)

_SCREENS: dict[str, tuple[v.View, int]] = {
    "starting": (v.Starting(), 0),
    "out-of-service": (v.OutOfService("SET-02", Message("oos.settings")), 0),
    "attract": (v.Attract("08.00", "16.00"), 0),
    "attract-notice": (v.Attract("08.00", "16.00", Message("welcome.offline")), 0),
    "access": (v.Access(), 1),
    "consent": (v.Consent(CONSENT, "1", face=True, data=False, can_agree=False), 2),
    "identify": (v.Identify(("nik", "ikd", "ktp", "counter")), 3),
    "nik": (v.NikEntry("3201234", shown=True), 3),
    "nik-error": (v.NikEntry("3201239902900001", shown=True, error=Message("nik.err_date")), 3),
    "nik-ready": (
        v.NikEntry("3201234101900001", shown=False, warning=Message("nik.warn_region"), can_continue=True),
        3,
    ),
    "ikd": (v.IkdScan(), 3),
    "ikd-error": (v.IkdScan(Message("ikd.expired")), 3),
    "face-guide": (v.FaceGuide(3), 4),
    "face-position": (
        v.FaceCheck("position", Message("cam.closer"), "zoom-in", 0.1, "good", "far", "unknown"),
        4,
    ),
    "face-hold": (FACE, 4),
    "face-challenge": (
        replace(
            FACE,
            phase="challenge",
            instruction=Message("live.left"),
            icon="arrow-left",
            good=False,
            can_skip=True,
        ),
        4,
    ),
    "face-matching": (
        replace(FACE, phase="matching", instruction=Message("cam.checking"), icon="loader", progress=1.0),
        4,
    ),
    "face-failed": (
        v.FaceFailed(
            Message("fail.title"), Message("fail.tips", (("n", "2"),)), 2, ("ikd", "ktp", "counter")
        ),
        4,
    ),
    "face-stopped": (v.FaceFailed(Message("fail.title"), Message("fail.max"), 0, ("ikd", "counter")), 4),
    "profile": (
        v.Profile(
            Message("cam.ok", (("name", "SITI CONTOH"),)),
            Message("profile.pending"),
            ((Message("profile.name"), "SITI CONTOH"), (Message("profile.nik"), "3201********0001")),
        ),
        5,
    ),
    "profile-loading": (v.Profile(Message("profile.title"), None, (), loading=True), 5),
    "services": (v.Services("adminduk", DOMAINS, "", CARDS, 1, 5), 6),
    "services-none": (v.Services("", DOMAINS, "paspor", (), 1, 1), 6),
    "service": (DETAIL, 6),
    "service-refused": (
        replace(
            DETAIL, can_start=False, refusal=Message("svc.refused", (("reason", "usia di bawah 17 tahun"),))
        ),
        6,
    ),
    "form": (v.Form("Akta kelahiran", FIELDS[:4], 1, 2, can_continue=False), 7),
    "form-choices": (v.Form("Akta kelahiran", FIELDS[4:], 2, 2, can_continue=True), 7),
    "documents": (v.Documents("Akta kelahiran", DETAIL.need, DETAIL.have), 7),
    "documents-none": (v.Documents("Akta kelahiran", (), DETAIL.have), 7),
    "review": (v.Review("Akta kelahiran", REVIEW, ticked=True), 8),
    "review-sending": (v.Review("Akta kelahiran", REVIEW, ticked=True, sending=True), 8),
    "printing": (v.Printing(DONE.number, DONE.queue), 9),
    "done": (DONE, 9),
    "done-problem": (
        replace(DONE, printed=False, problem=Message("print.paper_out"), queue=None, counter=None),
        9,
    ),
    "done-offline": (replace(DONE, offline=True, auto_issue=True), 9),
    "survey": (v.Survey("u2", Message("skm.u2"), 2), 0),
    "farewell": (v.Farewell(Message("farewell.thanks")), 0),
    "maintenance-sign-in": (v.MaintenanceSignIn(3), 0),
    "maintenance-locked": (v.MaintenanceSignIn(0, Message("maint.wrong_pin"), 30), 0),
    "maintenance": (v.Maintenance("overview", DEVICES, 4, 1, "0.1.0", Message("maint.done")), 0),
    "maintenance-camera": (v.Maintenance("camera", DEVICES, 0, 0, "0.1.0"), 0),
}


def screens(language: str = "id", modes: v.Modes | None = None) -> dict[str, v.Screen]:
    """Every screen by name, then the overlays over one of them."""
    chrome = replace(CHROME, language=language, modes=modes or v.Modes())
    found = {
        name: v.Screen(view, replace(chrome, step=step, steps=CHROME.steps if step else 0))
        for name, (view, step) in _SCREENS.items()
    }
    found["idle-warning"] = replace(found["form"], overlay=v.IdleWarning(20))
    found["staff-call"] = replace(found["identify"], overlay=v.StaffCall())
    return found


def face_frame(width: int = 640, height: int = 480) -> bytes:
    """A drawn, nobody's face as a camera frame, `height` x `width` x 3 BGR."""
    rows = bytearray()
    for y in range(height):
        for x in range(width):
            across, down = (x - width / 2) / (width * 0.16), (y - height * 0.46) / (height * 0.34)
            inside = across * across + down * down < 1
            shoulders = ((x - width / 2) / (width * 0.36)) ** 2 + (
                (y - height * 1.1) / (height * 0.38)
            ) ** 2 < 1
            rows += bytes((120, 150, 205) if inside else (110, 74, 40) if shoulders else (176, 168, 158))
    return bytes(rows)
