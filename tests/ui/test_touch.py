"""What a finger on a control means: real pointer events go into the window, intents come out."""

from dataclasses import replace

import pytest

from ui import intent as i
from ui import pointer, samples, scene
from ui import view as v
from ui.samples import screens

ONE_TOUCH = [
    ("attract", "begin", i.Begin()),
    ("attract", "lang-en", i.ChooseLanguage("en")),
    ("access", "mode-contrast", i.ToggleMode("contrast")),
    ("access", "continue", i.Continue()),
    ("access", "cancel", i.Cancel()),
    ("consent", "consent-face", i.TickConsent("face")),
    ("consent", "consent-data", i.TickConsent("data")),
    ("consent", "refuse", i.Refuse()),
    ("consent", "back", i.Back()),
    ("identify", "way-nik", i.ChooseWay("nik")),
    ("identify", "way-ikd", i.ChooseWay("ikd")),
    ("identify", "way-ktp", i.ChooseWay("ktp")),
    ("identify", "way-counter", i.ChooseWay("counter")),
    ("identify", "mode-text_size", i.ToggleMode("text_size")),
    ("identify", "mode-low", i.ToggleMode("low")),
    ("identify", "mode-slow", i.ToggleMode("slow")),
    ("identify", "mode-voice", i.ToggleMode("voice")),
    ("identify", "mode-no_camera", i.ToggleMode("no_camera")),
    ("identify", "call-staff", i.CallStaff()),
    ("nik", "digit-0", i.DigitPressed("0")),
    ("nik", "delete", i.DeletePressed()),
    ("nik", "clear", i.ClearPressed()),
    ("nik", "show-digits", i.ToggleShown()),
    ("nik", "back", i.Back()),
    ("nik-ready", "continue", i.Continue()),
    ("ikd", "back", i.Back()),
    ("face-guide", "continue", i.Continue()),
    ("face-hold", "cancel", i.Cancel()),
    ("face-hold", "back", i.Back()),
    ("face-challenge", "skip-challenge", i.SkipChallenge()),
    ("face-failed", "retry", i.Retry()),
    ("face-failed", "way-ikd", i.ChooseWay("ikd")),
    ("profile", "continue", i.Continue()),
    ("services", "domain-nakes", i.ChooseDomain("nakes")),
    ("services", "service-ADM-15", i.ChooseService("ADM-15")),
    ("services", "next-page", i.TurnPage(1)),
    ("services", "finish", i.Finish()),
    ("service", "continue", i.Continue()),
    ("service", "back", i.Back()),
    ("form", "wrong-nama_ibu", i.FlagWrong("nama_ibu")),
    ("form-choices", "option-jenis_kelamin-P", i.EditField("jenis_kelamin", "P")),
    ("form-choices", "option-penolong-bidan", i.EditField("penolong", "bidan")),
    ("form-choices", "continue", i.Continue()),
    ("documents", "continue", i.Continue()),
    ("review", "statement", i.TickStatement()),
    ("review", "submit", i.Submit()),
    ("done", "another", i.AnotherService()),
    ("done", "continue", i.Continue()),
    ("done-problem", "reprint", i.Reprint()),
    ("survey", "rate-1", i.Rate("u2", 1)),
    ("survey", "rate-4", i.Rate("u2", 4)),
    ("survey", "skip-survey", i.SkipSurvey()),
    ("farewell", "finish", i.Finish()),
    ("maintenance-sign-in", "digit-7", i.DigitPressed("7")),
    ("maintenance-sign-in", "continue", i.Continue()),
    ("maintenance", "maint-test_print", i.MaintenanceAction("test_print")),
    ("maintenance", "maint-camera", i.MaintenanceAction("camera")),
    ("maintenance-camera", "maint-overview", i.MaintenanceAction("overview")),
    ("maintenance", "maint-sync_now", i.MaintenanceAction("sync_now")),
    ("maintenance", "maint-leave", i.MaintenanceAction("leave")),
    ("idle-warning", "still-here", i.StillHere()),
    ("staff-call", "close-staff", i.CloseStaff()),
]


@pytest.mark.parametrize(("screen", "control", "meant"), ONE_TOUCH)
def test_a_touch_means_one_thing(stage, screen: str, control: str, meant: i.Intent) -> None:
    stage.show(screen)
    assert stage.tap(control) == [meant]


@pytest.mark.parametrize(
    ("screen", "control"),
    [
        ("consent", "agree"),
        ("nik", "continue"),
        ("review-sending", "submit"),
        ("profile-loading", "continue"),
        ("services", "previous-page"),
        ("maintenance-locked", "digit-1"),
    ],
)
def test_what_is_not_possible_now_cannot_be_pressed(stage, screen: str, control: str) -> None:
    stage.show(screen)
    assert not stage.shell.tap(control)


def test_agreeing_is_possible_once_the_session_says_so(stage) -> None:
    screen = screens()["consent"]
    assert isinstance(screen.view, v.Consent)
    stage.show(replace(screen, view=replace(screen.view, data=True, can_agree=True)))
    assert stage.tap("agree") == [i.Agree()]


def test_a_finger_that_slides_off_a_key_means_nothing(stage) -> None:
    stage.show("nik")
    key = stage.shell.item("digit-5")
    assert key is not None
    start = scene.rect_of(key).center()
    away = scene.rect_of(stage.shell.item("digit-8")).center()
    pointer.press(stage.shell.window, start)
    pointer.move(stage.shell.window, away)
    pointer.release(stage.shell.window, away)
    stage.shell.settle()
    assert stage.meant == []


def test_the_key_that_is_held_stands_enlarged(stage) -> None:
    stage.show("nik")
    key = stage.shell.item("digit-5")
    assert key is not None
    pointer.press(stage.shell.window, scene.rect_of(key).center())
    stage.shell.settle()
    assert "enlarged" in stage.shell.visible_names()
    pointer.release(stage.shell.window, scene.rect_of(key).center())
    stage.shell.settle()
    assert "enlarged" not in stage.shell.visible_names()


def test_five_touches_in_the_corner_open_maintenance(stage) -> None:
    stage.show("attract")
    assert stage.tap(*["maintenance-corner"] * 4) == []
    assert stage.tap("maintenance-corner") == [i.MaintenanceGesture()]


def test_a_control_below_the_fold_is_scrolled_to(stage) -> None:
    fields = tuple(v.FormField(f"f{n}", f"Isian {n}", "text", "", None, True) for n in range(12))
    stage.show(replace(screens()["form"], view=v.Form("Akta kelahiran", fields, 1, 1, can_continue=True)))
    stage.tap("field-f11")
    assert "key-done" in stage.shell.visible_names()


def test_the_scroll_buttons_turn_a_long_page(stage) -> None:
    fields = tuple(v.FormField(f"f{n}", f"Isian {n}", "text", "", None, True) for n in range(12))
    stage.show(replace(screens()["form"], view=v.Form("Akta kelahiran", fields, 1, 1, can_continue=True)))
    first = stage.shell.item("field-f0")
    assert first is not None
    before = scene.rect_of(first).top()
    stage.tap("scroll-down")
    assert scene.rect_of(first).top() < before
    stage.tap("scroll-up")
    assert scene.rect_of(first).top() == before


def test_every_name_in_the_journey_is_unique_on_its_screen(stage) -> None:
    for name in samples.screens():
        stage.show(name)
        controls = [
            one.objectName()
            for one in scene.walk(stage.shell.root)
            if one.property("takesFocus") is True and one.objectName() and one.isEnabled()
        ]
        assert len(controls) == len(set(controls)), name
