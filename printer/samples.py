"""Receipts to look at: for the command line, the benchmark and the training mode. No real person's."""

import dataclasses
from datetime import date, datetime, timedelta, timezone

from printer.receipt import Language, Receipt, TestPage

_WIB = timezone(timedelta(hours=7))
_AT = datetime(2026, 11, 24, 9, 28, tzinfo=_WIB)


def usual(language: Language = "id") -> Receipt:
    """The receipt of most visits: submitted at the kiosk, nothing to be done at a counter."""
    return Receipt(
        office="MPP Kabupaten Bandung Barat",
        region="Kabupaten Bandung Barat",
        service="Perubahan Kartu Keluarga" if language == "id" else "Change of the family card",
        number="MPP-3217-261124-AB2CD3E-5",
        queue=None,
        counter=None,
        nik_masked="3217********0001",
        due=date(2026, 11, 30),
        auto_issue=False,
        track_url="https://mpp.go.id/l/MPP-3217-261124-AB2CD3E-5",
        bring=(),
        at=_AT,
        kiosk_id="mpp-3217-01",
        language=language,
    )


def counter(language: Language = "id") -> Receipt:
    """With a queue number, a counter, papers to bring and a permit that is issued by itself."""
    indonesian = language == "id"
    return dataclasses.replace(
        usual(language),
        service="Surat Izin Praktik Dokter" if indonesian else "Practice permit for doctors",
        queue="S-012",
        counter="6",
        auto_issue=True,
        bring=(
            ("STR asli", "Surat keterangan tempat praktik")
            if indonesian
            else ("Registration certificate (original)", "Letter of the place of practice")
        ),
    )


def numbered(number: str) -> Receipt:
    """The usual receipt under another application number."""
    return dataclasses.replace(usual(), number=number, track_url=f"https://mpp.go.id/l/{number}")


def trial_page(language: Language = "id") -> TestPage:
    """What `mpp-kiosk device printer test` prints."""
    return TestPage(office="MPP Kabupaten Bandung Barat", kiosk_id="mpp-3217-01", at=_AT, language=language)
