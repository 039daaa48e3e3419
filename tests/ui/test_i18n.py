"""Both languages are complete: the same texts, the same placeholders, every id that is used, and no other."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import QTranslator

from ui.languages import FOLDER
from ui.words import PLACEHOLDER

ROOT = Path(__file__).parents[2]
LANGUAGES = ("id", "en")
COMPUTED = ("access.size", "chip.", "skm.", "maint.device.", "svc.tag_", "device.")
"""Beginnings of ids that are put together at run time."""
_QML_ID = re.compile(r'qsTrId\("([^"]+)"\)|\bfill\("([a-z.0-9_]+)"|"?id"?: "([a-z]+\.[a-z0-9_.]+)"')
_PY_ID = re.compile(r'Message\(\s*"([a-z]+\.[a-z0-9_.]+)"')


def texts(language: str) -> dict[str, str]:
    tree = ElementTree.parse(FOLDER / f"kiosk_{language}.ts")
    return {str(one.get("id")): one.findtext("translation") or "" for one in tree.iter("message")}


def used(pattern: re.Pattern[str], folder: str, suffix: str) -> dict[str, str]:
    found = {}
    for file in sorted((ROOT / folder).rglob(f"*{suffix}")):
        for match in pattern.finditer(file.read_text()):
            found[next(group for group in match.groups() if group)] = str(file.relative_to(ROOT))
    return found


def test_both_languages_have_the_same_texts() -> None:
    assert texts("id").keys() == texts("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_listed_twice(language: str) -> None:
    assert [name for name, text in texts(language).items() if not text.strip()] == []
    tree = ElementTree.parse(FOLDER / f"kiosk_{language}.ts")
    assert len(list(tree.iter("message"))) == len(texts(language))


def test_placeholders_are_the_same_in_both_languages() -> None:
    english = texts("en")
    differ = {
        name
        for name, text in texts("id").items()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(english[name]))
    }
    assert differ == set()


@pytest.mark.parametrize(
    ("pattern", "folder", "suffix"),
    [(_QML_ID, "ui/qml", ".qml"), (_PY_ID, "kiosk", ".py"), (_PY_ID, "ui", ".py")],
)
def test_every_text_that_is_used_exists(pattern: re.Pattern[str], folder: str, suffix: str) -> None:
    known = texts("id")
    absent = {name: file for name, file in used(pattern, folder, suffix).items() if name not in known}
    assert {name: file for name, file in absent.items() if not name.startswith(COMPUTED)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_translation_is_as_new_as_its_source(language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"kiosk_{language}.qm"))
    stale = [name for name, text in texts(language).items() if translator.translate("", name) != text]
    assert stale == [], "tools/install.sh builds the .qm files"


def test_no_screen_holds_a_text_of_its_own() -> None:
    """A word in quotes that is neither an id nor a name would stay in one language."""
    own = re.compile(r'\b(?:text|label|title|subtitle|body|heading): "([A-Za-z][^"]*)"')
    found = {
        str(file.relative_to(ROOT)): own.findall(file.read_text())
        for file in (ROOT / "ui/qml/screens").glob("*.qml")
        if own.search(file.read_text())
    }
    assert found == {}


def test_no_screen_holds_a_colour_or_a_pixel_size_of_its_own() -> None:
    own = re.compile(r'"#[0-9a-fA-F]{3,8}"|\b(?:width|height|size|spacing|margins|radius): [1-9]\d+\b')
    files = [*(ROOT / "ui/qml/screens").glob("*.qml"), *(ROOT / "ui/qml/components").glob("*.qml")]
    assert {file.name: own.findall(file.read_text()) for file in files if own.search(file.read_text())} == {}
