"""The keyboards: the one on the screen, and a real one."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from ui import intent as i
from ui.samples import screens
from ui.view import FormField


def type_keys(stage, text: str) -> list[i.Intent]:
    stage.meant.clear()
    for sign in text:
        QTest.keyClick(stage.shell.window, sign)
        stage.shell.settle()
    return list(stage.meant)


def press_key(stage, key: Qt.Key) -> list[i.Intent]:
    stage.meant.clear()
    QTest.keyClick(stage.shell.window, key)
    stage.shell.settle()
    return list(stage.meant)


def test_each_key_means_the_whole_new_text(stage) -> None:
    stage.show("form")
    stage.tap("field-nama_anak")
    assert stage.tap("key-space", "key-a", "key-1") == [
        i.EditField("nama_anak", "Bayu Pratama Contoh "),
        i.EditField("nama_anak", "Bayu Pratama Contoh A"),
        i.EditField("nama_anak", "Bayu Pratama Contoh A1"),
    ]
    assert stage.tap("key-backspace") == [i.EditField("nama_anak", "Bayu Pratama Contoh A")]


def test_the_keyboard_closes_when_done(stage) -> None:
    stage.show("form")
    stage.tap("field-nama_anak")
    assert "key-q" in stage.shell.visible_names()
    assert stage.tap("key-done") == []
    assert "key-q" not in stage.shell.visible_names()


def test_a_date_and_a_phone_number_get_digits_only(stage) -> None:
    stage.show("form")
    stage.tap("field-tanggal_lahir")
    names = stage.shell.visible_names()
    assert "key-9" in names
    assert "key-q" not in names
    stage.tap(*["key-backspace"] * 8)
    assert stage.tap(*(f"key-{digit}" for digit in "17081990"))[-1] == i.EditField(
        "tanggal_lahir", "17-08-1990"
    )
    stage.tap("key-done")
    stage.show("form-choices")
    stage.tap("field-hp")
    assert stage.tap("key-3", "key-4") == [i.EditField("hp", "08123"), i.EditField("hp", "081234")]


def test_an_address_can_be_typed(stage) -> None:
    stage.show("form-choices")
    stage.tap("field-surel")
    meant = stage.tap("key-a", "key-at", "key-b", "key-dot", "key-i", "key-d")
    assert meant[-1] == i.EditField("surel", "a@b.id")


def test_a_name_begins_with_a_capital_letter(stage) -> None:
    stage.show("starting")
    field = FormField("nama", "Nama", "text", "", None, True)
    form = screens()["form"]
    stage.show(replace(form, view=replace(form.view, fields=(field,))))
    stage.tap("field-nama")
    assert stage.tap("key-s", "key-i", "key-shift", "key-t")[-1] == i.EditField("nama", "SiT")


def test_the_search_word_is_meant_as_it_grows(stage) -> None:
    stage.show("services")
    stage.tap("search")
    assert stage.tap("key-k", "key-t", "key-p")[-1] == i.Search("ktp")


def test_a_known_value_cannot_be_typed_over(stage) -> None:
    stage.show("form")
    stage.shell.tap("field-nama_ibu")
    stage.shell.settle()
    assert "key-done" not in stage.shell.visible_names()


def test_typed_text_is_forgotten_with_the_screen(stage) -> None:
    stage.show("form")
    stage.tap("field-nama_anak")
    stage.show("farewell")
    assert "Bayu" not in stage.shell.text_of("typed")
    assert "key-a" not in stage.shell.visible_names()


def test_digits_of_a_real_keyboard_enter_the_nik(stage) -> None:
    stage.show("nik")
    assert type_keys(stage, "32") == [i.DigitPressed("3"), i.DigitPressed("2")]
    assert press_key(stage, Qt.Key.Key_Backspace) == [i.DeletePressed()]


def test_escape_goes_back(stage) -> None:
    stage.show("identify")
    assert press_key(stage, Qt.Key.Key_Escape) == [i.Back()]
    stage.show("idle-warning")
    assert press_key(stage, Qt.Key.Key_Escape) == [i.StillHere()]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_tab_and_enter_press_a_control(stage, key: Qt.Key) -> None:
    stage.show("identify")
    seen: set[str] = set()
    for _ in range(20):
        press_key(stage, Qt.Key.Key_Tab)
        focused = stage.shell.window.activeFocusItem()
        assert focused is not None
        seen.add(focused.objectName())
        if focused.objectName() == "way-ikd":
            break
    assert press_key(stage, key) == [i.ChooseWay("ikd")], seen


def test_arrows_reach_every_way(stage) -> None:
    stage.show("identify")
    press_key(stage, Qt.Key.Key_Tab)
    for _ in range(12):
        press_key(stage, Qt.Key.Key_Up)
    seen = set()
    for _ in range(12):
        focused = stage.shell.window.activeFocusItem()
        assert focused is not None
        seen.add(focused.objectName())
        press_key(stage, Qt.Key.Key_Down)
    assert {"way-nik", "way-ikd", "way-ktp", "way-counter"} <= seen


def many(n: int) -> FormField:
    options = tuple((f"{at:02}", f"Kecamatan {at:02}") for at in range(n))
    return FormField("kecamatan", "Kecamatan", "choice", "", None, True, options=options)


def show_field(stage, field: FormField) -> None:
    form = screens()["form"]
    stage.show(replace(form, view=replace(form.view, fields=(field,))))


def test_a_long_list_of_answers_opens_on_a_sheet_of_its_own(stage) -> None:
    show_field(stage, many(30))
    assert "option-kecamatan-03" not in stage.shell.visible_names()
    stage.tap("field-kecamatan")
    assert stage.tap("option-kecamatan-03") == [i.EditField("kecamatan", "03")]
    assert "option-kecamatan-03" not in stage.shell.visible_names()


def test_a_few_letters_narrow_the_long_list_down(stage) -> None:
    show_field(stage, many(30))
    stage.tap("field-kecamatan", "picker-filter")
    assert stage.tap("key-2", "key-7", "key-done") == []
    assert [name for name in stage.shell.visible_names() if name.startswith("option-")] == [
        "option-kecamatan-27"
    ]


def test_escape_closes_the_list_and_goes_no_further(stage) -> None:
    show_field(stage, many(30))
    stage.tap("field-kecamatan")
    assert press_key(stage, Qt.Key.Key_Escape) == []
    assert "picker-close" not in stage.shell.visible_names()


def test_a_real_keyboard_types_into_the_open_field(stage) -> None:
    show_field(stage, FormField("surel", "Surel", "email", "", None, False))
    stage.tap("field-surel")
    assert type_keys(stage, "a@b.id")[-1] == i.EditField("surel", "a@b.id")
    assert press_key(stage, Qt.Key.Key_Backspace) == [i.EditField("surel", "a@b.i")]
    assert press_key(stage, Qt.Key.Key_Return) == []
    assert "key-done" not in stage.shell.visible_names()


def test_a_digit_field_takes_no_letters_from_a_real_keyboard(stage) -> None:
    show_field(stage, FormField("hp", "Nomor HP", "phone", "08", None, True))
    stage.tap("field-hp")
    assert type_keys(stage, "a1b2")[-1] == i.EditField("hp", "0812")
