"""The words of the pages in both languages."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["id", "en"]
Words = Mapping[str, str]

_TRACKING: Mapping[str, tuple[str, str]] = {
    "title": ("Lacak permohonan", "Track an application"),
    "number": ("Nomor permohonan", "Application number"),
    "service": ("Layanan", "Service"),
    "status": ("Status", "Status"),
    "due": ("Batas waktu", "Due date"),
    "received": ("Diterima", "Received"),
    "queue": ("Nomor antrean", "Queue number"),
    "privacy": (
        "Halaman ini tidak menampilkan nama atau NIK.",
        "This page shows no name and no NIK.",
    ),
    "not_found": (
        "Nomor permohonan tidak ditemukan. Periksa kembali nomor pada struk Anda. Bila kiosk sedang tanpa "
        "jaringan saat Anda mengajukan, coba lagi nanti.",
        "This application number was not found. Check the number on your receipt. If the kiosk had no network "
        "when you applied, try again later.",
    ),
    "too_many": ("Terlalu banyak permintaan. Coba lagi sebentar lagi.", "Too many requests. Try again soon."),
    "other_language": ("English", "Bahasa Indonesia"),
    "stage.received": ("Diterima", "Received"),
    "stage.waiting_identity": ("Menunggu pemeriksaan identitas", "Waiting for the identity check"),
    "stage.in_review": ("Sedang diperiksa petugas", "An officer is checking it"),
    "stage.approved": ("Disetujui", "Approved"),
    "stage.rejected": ("Tidak dapat dikabulkan", "Not granted"),
    "stage.done": ("Selesai", "Done"),
    "stage.withdrawn": ("Dicabut", "Withdrawn"),
    "next.received": ("Permohonan Anda menunggu petugas.", "Your application waits for an officer."),
    "next.waiting_identity": (
        "Identitas Anda belum dapat dipastikan. Bila perlu, bawa KTP-el ke loket.",
        "Your identity is not confirmed yet. If needed, bring your ID card to the counter.",
    ),
    "next.in_review": ("Petugas sedang memeriksa berkas Anda.", "An officer is checking your file."),
    "next.approved": ("Dokumen Anda sedang disiapkan.", "Your document is being made."),
    "next.rejected": (
        "Datang ke loket dengan struk Anda untuk mengetahui alasannya.",
        "Bring your receipt to the counter to learn why.",
    ),
    "next.done": ("Dokumen Anda selesai.", "Your document is ready."),
    "next.withdrawn": ("Permohonan ini dicabut.", "This application was withdrawn."),
    "step.received": ("Diterima", "Received"),
    "step.in_review": ("Diperiksa", "Checked"),
    "step.done": ("Selesai", "Done"),
}


def tracking_words(language: Language) -> Words:
    return _in(_TRACKING, language)


def _in(table: Mapping[str, tuple[str, str]], language: Language) -> Words:
    return {key: pair[1 if language == "en" else 0] for key, pair in table.items()}
