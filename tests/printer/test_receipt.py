"""What the receipt says and where it stands."""

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from printer import layout, profiles, samples, wire
from printer.draw import draw, ink
from printer.elements import Text
from printer.paper import RasterRow
from printer.picture import load_logo
from printer.profiles import Profile
from printer.receipt import Receipt, TestPage, day, moment
from printer.render import decode

PROFILES = [profiles.load(name) for name in profiles.names()]
VARIANTS = [
    dataclasses.replace(sample(language), **changes)
    for language in ("id", "en")
    for sample in (samples.usual, samples.counter)
    for changes in (
        {},
        {"pending": True, "offline": True},
        {"large": True},
        {"large": True, "pending": True, "offline": True, "copy": 2},
        {"due": None, "bring": ()},
        {"region": "Kota Cimahi"},
    )
]


def paper(page: Receipt | TestPage, profile: Profile):
    (piece,) = decode(wire.encode(layout.compose(page, profile), profile), profile)
    return piece


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@pytest.mark.parametrize("receipt", VARIANTS, ids=range(len(VARIANTS)))
def test_every_receipt_carries_every_fact_on_every_printer(receipt: Receipt, profile: Profile):
    piece = paper(receipt, profile)
    read = " ".join(piece.text.split())
    joined = piece.text.replace("\n", "")
    assert receipt.number in joined
    assert receipt.nik_masked in joined
    assert receipt.service in read
    assert receipt.office in read
    assert receipt.kiosk_id in read
    assert moment(receipt.at, receipt.language) in read
    for item in receipt.bring:
        assert item in read
    if receipt.queue:
        assert receipt.queue in piece.text.splitlines()
    if receipt.due:
        assert day(receipt.due, receipt.language) in read
    if receipt.region == "Kota Cimahi":
        assert "Kota Cimahi" in read
    if receipt.copy:
        assert f"SALINAN / COPY {receipt.copy}" in read
    else:
        assert "SALINAN" not in read


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@pytest.mark.parametrize("receipt", VARIANTS[::3], ids=range(len(VARIANTS[::3])))
def test_the_qr_on_the_drawn_paper_reads_as_it_was_meant(receipt: Receipt, profile: Profile):
    picture = draw(paper(receipt, profile).rows, profile)
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR))
    assert read == receipt.track_url


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@pytest.mark.parametrize("receipt", VARIANTS, ids=range(len(VARIANTS)))
def test_no_line_is_wider_than_the_paper(receipt: Receipt, profile: Profile):
    for element in layout.compose(receipt, profile):
        if isinstance(element, Text):
            assert len(element.content) * element.width <= profile.columns


def test_large_print_is_at_least_twice_as_tall_everywhere():
    receipt = dataclasses.replace(samples.counter(), large=True)
    for name in (80, 58):
        texts = [e for e in layout.compose(receipt, profiles.load(name)) if isinstance(e, Text)]
        assert all(text.height >= 2 for text in texts)


def test_large_print_ends_with_a_notch_that_fingers_find():
    large = dataclasses.replace(samples.usual(), large=True)
    assert paper(large, profiles.load(80)).notched
    assert not paper(large, profiles.load("zjiang-58")).notched, "it has no knife"
    assert not paper(samples.usual(), profiles.load(80)).notched


def test_a_logo_stands_above_the_text(tmp_path):
    Image.new("RGBA", (400, 100), (0, 60, 120, 255)).save(tmp_path / "logo.png")
    profile = profiles.load(58)
    logo = load_logo(tmp_path / "logo.png", profile)
    assert logo.width <= profile.dots // 2
    elements = layout.compose(samples.usual(), profile, logo)
    (piece,) = decode(wire.encode(elements, profile), profile)
    first = piece.rows[0]
    assert isinstance(first, RasterRow)
    assert (first.width * 8, first.height, first.align) == (logo.width, logo.height, "center")
    assert first.rows == logo.rows
    with pytest.raises(OSError):
        load_logo(tmp_path / "missing.png", profile)


def test_a_due_date_that_is_too_long_for_a_line_breaks_after_the_weekday():
    texts = [e.content for e in layout.compose(samples.usual(), profiles.load(58)) if isinstance(e, Text)]
    assert texts[texts.index("Senin,") + 1] == "30 Nov 2026"


def test_the_queue_number_is_the_biggest_thing_on_the_paper():
    texts = [e for e in layout.compose(samples.counter(), profiles.load(58)) if isinstance(e, Text)]
    biggest = max(texts, key=lambda text: text.height * text.width)
    assert biggest.content == "S-012"


def test_without_a_queue_number_the_application_number_is_the_biggest():
    texts = [e for e in layout.compose(samples.usual(), profiles.load(80)) if isinstance(e, Text)]
    size = max(text.height * text.width for text in texts)
    biggest = "".join(text.content for text in texts if text.height * text.width == size)
    assert biggest.startswith(samples.usual().number)


def test_a_copy_has_the_same_numbers_as_the_original():
    original = paper(samples.counter(), profiles.load(80))
    copy = paper(dataclasses.replace(samples.counter(), copy=3), profiles.load(80))
    assert copy.text.replace("SALINAN / COPY 3\n", "") == original.text
    assert copy.qr_texts == original.qr_texts


def test_the_usual_receipt_stays_within_350_bytes():
    assert len(wire.encode(layout.compose(samples.usual(), profiles.load(80)), profiles.load(80))) <= 350


def test_the_length_that_is_accounted_is_the_length_that_is_drawn():
    for profile in (profiles.load(80), profiles.load(58)):
        elements = layout.compose(samples.counter(), profile)
        rows = decode(wire.encode(elements, profile), profile)[0].rows
        drawn_mm = ink(rows, profile).height / profile.dots_per_mm
        assert drawn_mm == pytest.approx(layout.length_mm(elements, profile), abs=1)


def test_an_unmasked_nik_is_refused_and_not_repeated():
    with pytest.raises(ValueError) as refusal:
        dataclasses.replace(samples.usual(), nik_masked="3217064107900001")
    assert "3217064107900001" not in str(refusal.value)


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="aware"):
        dataclasses.replace(samples.usual(), at=datetime(2026, 11, 24))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hours", "zone"), [(7, "WIB"), (8, "WITA"), (9, "WIT"), (0, "UTC+0"), (5.5, "UTC+5.5")]
)
def test_times_carry_the_zone_that_people_say(hours: float, zone: str):
    at = datetime(2026, 5, 3, 9, 5, tzinfo=timezone(timedelta(hours=hours)))
    assert moment(at, "id") == f"3 Mei 2026 09.05 {zone}"
    assert moment(at, "en") == f"3 May 2026 09:05 {zone}"


def test_dates_are_written_in_both_languages():
    assert day(date(2026, 8, 17), "id") == "Senin, 17 Agu 2026"
    assert day(date(2026, 8, 17), "en") == "Monday, 17 Aug 2026"


@given(text=st.text(max_size=60), large=st.booleans(), name=st.sampled_from(profiles.names()))
@settings(max_examples=150, deadline=None)
def test_any_text_prints_within_the_paper_or_is_reported(text: str, large: bool, name: str):
    profile = profiles.load(name)
    receipt = dataclasses.replace(samples.usual(), service=text, large=large, at=datetime.now(UTC))
    lost = layout.lossy(receipt, profile)
    shown = paper(receipt, profile).text
    assert shown.count("?") >= len(lost) > 0 or not lost
    assert "\x1b" not in shown
