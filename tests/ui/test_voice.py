"""The voice guide says what a person who cannot see the screen needs, and never a hidden digit."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from ui.samples import screens
from ui.shell import Shell
from ui.view import Message, Modes, NikEntry, Screen
from ui.voice import Espeak

VOICE = Modes(voice=True)


@dataclass
class Ear:
    """Writes down what is said."""

    heard: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    stops: int = 0

    def say(self, text: str, language: str, slow: bool) -> None:
        self.heard.append(text)
        self.languages.append(language)

    def stop(self) -> None:
        self.stops += 1


@dataclass
class Guide:
    shell: Shell
    ear: Ear

    def show(self, screen: Screen) -> str:
        self.ear.heard.clear()
        self.shell.show(screen)
        self.shell.settle()
        return " | ".join(self.ear.heard)


@pytest.fixture
def guide() -> Iterator[Guide]:
    ear = Ear()
    shell = Shell(
        diagonal_inch=21.5, size=(1080, 1920), fullscreen=False, on_intent=lambda _: None, speaker=ear
    )
    yield Guide(shell, ear)
    shell.close()


def test_a_new_screen_says_its_title_and_what_to_do(guide: Guide) -> None:
    heard = guide.show(screens("id", VOICE)["identify"])
    assert heard.startswith("Siapa Anda?")
    assert "Pilih cara menunjukkan identitas" in heard


def test_nothing_is_said_while_the_guide_is_off(guide: Guide) -> None:
    assert guide.show(screens()["identify"]) == ""


def test_only_what_changed_is_said_again(guide: Guide) -> None:
    screen = screens("id", VOICE)["nik"]
    guide.show(screen)
    assert isinstance(screen.view, NikEntry)
    heard = guide.show(replace(screen, view=replace(screen.view, error=Message("nik.err_len"))))
    assert "NIK harus 16 angka" in heard
    assert "Masukkan NIK" not in heard


def test_the_language_of_the_screen_is_spoken(guide: Guide) -> None:
    guide.show(screens("id", VOICE)["identify"])
    assert "Who are you?" in guide.show(screens("en", VOICE)["identify"])
    assert guide.ear.languages[-1] == "en"


def test_the_camera_instructions_are_said(guide: Guide) -> None:
    guide.show(screens("id", VOICE)["face-position"])
    assert "Tengok ke kiri perlahan" in guide.show(screens("id", VOICE)["face-challenge"])


def test_a_dialog_is_said_before_what_lies_behind(guide: Guide) -> None:
    guide.show(screens("id", VOICE)["form"])
    heard = guide.show(screens("id", VOICE)["idle-warning"])
    assert heard.startswith("Anda masih di sini?")


def test_the_digits_of_the_nik_are_never_said(guide: Guide) -> None:
    heard = guide.show(screens("id", VOICE)["nik-ready"])
    assert "3201" not in heard


def test_the_control_that_the_keys_reach_is_said_with_its_state(guide: Guide) -> None:
    guide.show(screens("id", VOICE)["consent"])
    heard: list[str] = []
    for _ in range(12):
        QTest.keyClick(guide.shell.window, Qt.Key.Key_Tab)
        guide.shell.settle()
    heard = guide.ear.heard
    assert "Saya setuju wajah saya difoto dan dicocokkan, aktif" in heard
    assert "Saya setuju data kependudukan saya diambil untuk layanan ini, tidak aktif" in heard


def test_switching_the_guide_off_stops_it_at_once(guide: Guide) -> None:
    guide.show(screens("id", VOICE)["identify"])
    before = guide.ear.stops
    guide.show(screens()["identify"])
    assert guide.ear.stops == before + 1


def test_a_kiosk_without_a_synthesiser_stays_silent_and_says_so_in_the_log(monkeypatch, caplog) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    speaker = Espeak()
    speaker.say("Selamat datang", "id", slow=False)
    speaker.stop()
    assert "espeak-ng is not installed" in caplog.text
