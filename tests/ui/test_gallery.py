"""The gallery photographs what it is asked for, the same way each time."""

from pathlib import Path

from PyQt6.QtGui import QImage

from ui import gallery
from ui.report import Variant
from ui.view import Modes


def test_every_picture_has_the_size_of_the_panel(tmp_path: Path) -> None:
    files = gallery.photograph(Variant(800, 1280, 15.6), tmp_path, ["attract", "nik"])
    assert [one.name for one in files] == ["attract.png", "nik.png"]
    assert {(QImage(str(one)).width(), QImage(str(one)).height()) for one in files} == {(800, 1280)}


def test_software_rendering_gives_the_same_picture_twice(tmp_path: Path) -> None:
    first = gallery.photograph(Variant(1080, 1920, 21.5), tmp_path / "one", ["done", "services"])
    second = gallery.photograph(Variant(1080, 1920, 21.5), tmp_path / "two", ["done", "services"])
    assert [QImage(str(one)) for one in first] == [QImage(str(one)) for one in second]


def test_high_contrast_changes_the_picture(tmp_path: Path) -> None:
    plain = gallery.photograph(Variant(1080, 1920, 21.5), tmp_path / "one", ["identify"])
    dark = gallery.photograph(
        Variant(1080, 1920, 21.5, modes=Modes(contrast=True)), tmp_path / "two", ["identify"]
    )
    assert QImage(str(plain[0])).pixelColor(5, 900).lightness() > 200
    assert QImage(str(dark[0])).pixelColor(5, 900).lightness() < 20


def test_words_become_modes() -> None:
    assert gallery.read_modes(["text_size=2", "contrast"]) == Modes(text_size=2, contrast=True)


def test_the_sheet_shows_every_screen_in_every_variant(tmp_path: Path) -> None:
    gallery.photograph(Variant(800, 1280, 15.6), tmp_path / "a", ["nik"])
    page = gallery.sheet(tmp_path, ["a", "b"])
    assert 'src="a/nik.png"' in page
    assert 'src="b/nik.png"' in page
