"""Settings: defaults, overriding key by key, and faults that a technician can act on."""

import tomllib
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from config.load import DEFAULTS, SettingsFault, load_settings
from config.schema import Settings


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def fault(tmp_path: Path, text: str) -> SettingsFault:
    found = load_settings(write(tmp_path, text))
    assert isinstance(found, SettingsFault)
    return found


def test_the_shipped_settings_are_complete_and_right() -> None:
    settings = load_settings(None)
    assert isinstance(settings, Settings)
    assert settings.printer.width == 80


def test_every_shipped_setting_carries_a_comment_or_stands_in_a_commented_section() -> None:
    lines = DEFAULTS.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    assert sum("#" in line for line in lines) > 25


def test_the_demo_pin_is_the_documented_one() -> None:
    settings = load_settings(None)
    assert isinstance(settings, Settings)
    assert PasswordHasher().verify(settings.maintenance.pin_hash, "246810")
    assert "DEMO ONLY" in DEFAULTS.read_text(encoding="utf-8")


def test_a_kiosks_own_file_overrides_key_by_key(tmp_path: Path) -> None:
    file = write(tmp_path, '[printer]\nwidth=58\n[session.deadlines]\nform=400\n[kiosk]\nid="mpp-1107-02"\n')
    settings, shipped = load_settings(file), load_settings(None)
    assert isinstance(settings, Settings)
    assert isinstance(shipped, Settings)
    assert settings.printer.width == 58
    assert settings.printer.uri == shipped.printer.uri
    assert settings.session.deadlines.form == 400
    assert settings.session.deadlines.review == shipped.session.deadlines.review
    assert settings.kiosk.id == "mpp-1107-02"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    found = load_settings(tmp_path / "absent.toml")
    assert isinstance(found, SettingsFault)
    assert found.code == "SET-01"
    assert "absent.toml" in found.words


@pytest.mark.parametrize("content", [b"[kiosk\n", b"\xff\xfe\x00", b"a = 1\na = 2\n"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.toml"
    file.write_bytes(content)
    found = load_settings(file)
    assert isinstance(found, SettingsFault)
    assert found.code == "SET-01"
    assert "broken.toml" in found.words


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("[printer]\nwidht = 58\n", "printer.widht", "printer.width"),
        ("[sessoin]\nattempts = 2\n", "sessoin", "session"),
        ("[session.deadlines]\nfrom = 3\n", "session.deadlines.from", "session.deadlines.form"),
        ("zzzz = 1\n", "zzzz", "settings.toml"),
    ],
)
def test_an_unknown_key_names_file_key_and_the_nearest_known_key(
    tmp_path: Path, text: str, key: str, nearest: str
) -> None:
    found = fault(tmp_path, text)
    assert found.code == "SET-02"
    assert found.key == key
    assert nearest in found.expected
    assert "kiosk.toml" in found.words
    assert key in found.words


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("[printer]\nwidth = 72\n", "printer.width", "80 or 58"),
        ("[session]\nattempts = 0\n", "session.attempts", "1 to 5"),
        ("[session]\nattempts = true\n", "session.attempts", "1 to 5"),
        ('[session]\nattempts = "3"\n', "session.attempts", "1 to 5"),
        ('[kiosk]\nopens = "25:00"\n', "kiosk.opens", "time of day"),
        ('[kiosk]\nopens = "16:00"\n', "kiosk.closes", "later than opens"),
        ('[kiosk]\nregion_code = "321"\n', "kiosk.region_code", "4 digits"),
        ('[camera]\nsource = "http://x"\n', "camera.source", "v4l2:/dev/kiosk/camera"),
        (
            "[maintenance]\nlock_out_seconds = [30, -1]\n",
            "maintenance.lock_out_seconds",
            "list of whole seconds",
        ),
        ('[maintenance]\npin_hash = "246810"\n', "maintenance.pin_hash", "argon2id"),
        ("[server]\nread_seconds = nan\n", "server.read_seconds", "above 0"),
        ("printer = 3\n", "printer", "section [printer]"),
        ("[consent]\nagencies = 3\n", "consent.agencies", "section [consent.agencies]"),
        ('[consent.agencies]\nen = ""\n', "consent.agencies.en", "English"),
        ("[kiosk]\nprovisioning = 3\n", "kiosk.provisioning", "enrolment"),
    ],
)
def test_a_wrong_value_names_file_key_and_what_was_expected(
    tmp_path: Path, text: str, key: str, expected: str
) -> None:
    found = fault(tmp_path, text)
    assert found.code == "SET-03"
    assert found.key == key
    assert expected in found.expected
    assert "kiosk.toml" in found.words
    assert key in found.words
    assert expected in found.words


def test_any_wrong_type_for_any_key_is_a_fault_that_names_the_key(tmp_path: Path) -> None:
    shipped = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    for section, keys in shipped.items():
        for key, value in keys.items():
            if isinstance(value, dict):
                continue
            found = fault(tmp_path, f"[{section}]\n{key} = 1979-05-27\n")
            assert (found.code, found.key) == ("SET-03", f"{section}.{key}")
            assert found.expected
