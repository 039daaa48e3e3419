"""Sundanese and Javanese: what they have fits, what they lack is Indonesian, and they are two touches away."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from ui import intent as i
from ui.languages import FOLDER
from ui.samples import screens
from ui.words import PLACEHOLDER

PACKS = ("su", "jv")


def texts(language: str) -> dict[str, str]:
    tree = ElementTree.parse(FOLDER / f"kiosk_{language}.ts")
    return {str(one.get("id")): one.findtext("translation") or "" for one in tree.iter("message")}


@pytest.mark.parametrize("language", PACKS)
def test_a_pack_holds_no_text_that_the_screens_lack(language: str) -> None:
    assert texts(language).keys() - texts("id").keys() == set()


@pytest.mark.parametrize("language", PACKS)
def test_a_pack_keeps_the_placeholders(language: str) -> None:
    ground = texts("id")
    differ = [
        name
        for name, text in texts(language).items()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(ground[name]))
    ]
    assert differ == []


@pytest.mark.parametrize("language", PACKS)
def test_a_pack_leaves_the_consent_text_to_the_reviewed_one(language: str) -> None:
    assert [name for name in texts(language) if name.startswith("consent.")] == []


def test_what_a_pack_lacks_is_shown_in_indonesian(stage) -> None:
    stage.show(screens("su")["nik"])
    assert stage.shell.text_of("title") == "Lebetkeun NIK Anjeun"
    stage.show(screens("su")["consent"])
    assert stage.shell.text_of("title") == texts("id")["consent.title"]


def test_every_language_is_two_touches_away_on_every_screen(stage) -> None:
    stage.show("nik")
    for code in ("en", "su", "jv"):
        assert stage.tap("languages", f"lang-{code}") == [i.ChooseLanguage(code)]


def test_the_language_can_change_while_a_field_is_filled_in(stage) -> None:
    stage.show("form")
    stage.tap("field-nama_anak", "key-space", "key-a")
    form = screens("jv")["form"]
    stage.show(replace(form, overlay=None))
    assert stage.shell.text_of("typed").startswith("Bayu Pratama Contoh A")
    assert stage.shell.text_of("title") == "Priksa lan jangkepi"
