"""Every view value has a screen that draws it without a complaint of Qt."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from PyQt6.QtGui import QImage

from ui import samples
from ui import view as v
from ui.scene import rect_of
from ui.shell import Shell
from ui.view import Message
from ui.words import words


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", samples.screens())
def test_a_screen_draws_without_a_warning(stage, name: str, language: str) -> None:
    stage.show(samples.screens(language)[name])
    assert stage.shell.visible_names()


def test_the_samples_show_every_view_and_overlay() -> None:
    shown = samples.screens().values()
    assert {type(one.view) for one in shown} == set(get_args(v.View))
    assert {type(one.overlay) for one in shown} - {type(None)} == set(get_args(v.Overlay))


def test_the_same_view_changes_in_place(stage) -> None:
    stage.show("nik")
    before = stage.shell.item("digit-1")
    screen = samples.screens()["nik"]
    assert isinstance(screen.view, v.NikEntry)
    stage.show(replace(screen, view=replace(screen.view, digits="32012345")))
    assert stage.shell.item("digit-1") is before
    assert stage.shell.text_of("nik").replace("\n", "").replace(" ", "").startswith("32012345")


def test_hidden_digits_are_nowhere_in_the_scene(stage) -> None:
    stage.show("nik-ready")
    digits = set("".join(stage.shell.text_of("nik").split()))
    assert not digits & set("0123456789")


def test_a_change_of_language_keeps_the_screen_and_changes_the_words(stage) -> None:
    stage.show("identify")
    assert stage.shell.text_of("title") == "Siapa Anda?"
    stage.show(samples.screens("en")["identify"])
    assert stage.shell.text_of("title") == "Who are you?"
    assert "Type your NIK" in stage.shell.text_of("way-nik")
    stage.show("identify")
    assert stage.shell.text_of("title") == "Siapa Anda?"


def test_messages_from_the_session_change_language_too(stage) -> None:
    stage.show("nik-error")
    indonesian = stage.shell.text_of("nik-message")
    stage.show(samples.screens("en")["nik-error"])
    assert "Check digits 7 to 12" in stage.shell.text_of("nik-message")
    assert indonesian != stage.shell.text_of("nik-message")


def test_an_accepted_application_shows_number_queue_and_counter(stage) -> None:
    stage.show("done")
    assert stage.shell.text_of("number") == samples.DONE.number
    assert stage.shell.text_of("queue") == samples.DONE.queue
    assert "reprint" not in stage.shell.visible_names()


def test_a_printer_problem_keeps_the_number_and_offers_a_reprint(stage) -> None:
    stage.show("done-problem")
    assert stage.shell.text_of("number") == samples.DONE.number
    assert "Kertas habis" in stage.shell.text_of("problem")
    assert "reprint" in stage.shell.visible_names()


def test_no_retry_is_offered_when_no_attempt_is_left(stage) -> None:
    stage.show("face-failed")
    assert "retry" in stage.shell.visible_names()
    stage.show("face-stopped")
    assert "retry" not in stage.shell.visible_names()
    assert "way-counter" in stage.shell.visible_names()


def test_the_camera_is_mirrored(stage, tmp_path: Path) -> None:
    left_half_red = (bytes((0, 0, 255)) * 160 + bytes((255, 0, 0)) * 160) * 240
    stage.show("maintenance-camera")
    stage.shell.set_frame(320, 240, left_half_red)
    stage.shell.settle()
    picture = _grabbed(stage.shell, tmp_path)
    area = stage.shell.item("camera-view")
    assert area is not None
    place = rect_of(area)
    y = round(place.center().y())
    assert picture.pixelColor(round(place.left() + place.width() * 0.25), y).blue() == 255
    assert picture.pixelColor(round(place.left() + place.width() * 0.75), y).red() == 255


def test_a_cleared_frame_is_no_longer_drawn(stage, tmp_path: Path) -> None:
    stage.show("maintenance-camera")
    stage.shell.set_frame(320, 240, bytes((0, 255, 0)) * 320 * 240)
    stage.shell.settle()
    assert _greens(_grabbed(stage.shell, tmp_path)) > 100
    stage.shell.set_frame(0, 0, None)
    stage.shell.settle()
    assert _greens(_grabbed(stage.shell, tmp_path)) == 0


def test_a_frame_of_the_wrong_size_is_refused(stage) -> None:
    with pytest.raises(ValueError, match="320x240"):
        stage.shell.set_frame(320, 240, bytes(10))


def test_an_open_dialog_keeps_what_lies_behind_out_of_reach(stage) -> None:
    stage.show("staff-call")
    assert not stage.shell.tap("way-nik")
    assert stage.shell.tap("close-staff")


def _grabbed(shell: Shell, folder: Path) -> QImage:
    shell.grab(folder / "shot.png")
    return QImage(str(folder / "shot.png"))


def _greens(picture: QImage) -> int:
    return sum(
        picture.pixelColor(x, y).getRgb()[:3] == (0, 255, 0)
        for x in range(0, picture.width(), 20)
        for y in range(0, picture.height(), 20)
    )


def test_a_placeholder_without_a_value_stays_to_be_seen(stage) -> None:
    assert "{s}" in words(Message("maint.locked"))
