"""The command line as a technician uses it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PHOTOS = Path(sys.prefix) / "share/mpp-kiosk/photos"
TOOL = str(Path(sys.executable).with_name("mpp-kiosk"))


def kiosk(*arguments, cwd=None, code=0):
    done = subprocess.run([TOOL, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=120)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["run"],
        ["tour"],
        ["doctor"],
        ["sync", "status"],
        ["audit", "verify"],
        ["face", "verify"],
        ["receipt", "render"],
    ],
)
def test_every_command_has_help(words):
    assert "usage: mpp-kiosk" in kiosk(*words, "--help").stdout


@pytest.mark.skipif(not PHOTOS.exists(), reason="the demo photographs are not installed")
def test_face_verify_tells_one_person_from_two():
    same = json.loads(kiosk("face", "verify", PHOTOS / "obama.jpg", PHOTOS / "obama2.jpg", "--json").stdout)
    other = json.loads(kiosk("face", "verify", PHOTOS / "obama.jpg", PHOTOS / "biden.jpg", "--json").stdout)
    assert same["available"]
    assert same["decision"] == "match"
    assert same["score"] > same["threshold"]
    assert other["decision"] == "no_match"
    assert 0 < same["fmr"] < 1e-4


def test_face_verify_on_something_else_says_so(tmp_path):
    (tmp_path / "x.jpg").write_bytes(b"not a picture")
    found = json.loads(kiosk("face", "verify", tmp_path / "x.jpg", tmp_path / "x.jpg", "--json").stdout)
    assert not found["available"]
    assert found["decision"] == "unavailable"
    assert "reference:unreadable" in found["reasons"]
    assert "there is no picture" in kiosk("face", "verify", tmp_path / "y", tmp_path / "x.jpg", code=2).stderr


def test_wrong_settings_name_file_key_and_expected_value(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text("[printer]\nwidth = 81\n")
    said = kiosk("--settings", file, "sync", "status", code=2).stderr
    assert str(file) in said
    assert "printer.width" in said
    assert "80 or 58" in said


def test_sync_and_audit_before_the_first_run_say_so(tmp_path):
    assert "no kiosk has run" in kiosk("sync", "status", cwd=tmp_path, code=2).stderr
    assert "no kiosk has run" in kiosk("audit", "verify", cwd=tmp_path, code=2).stderr


def test_doctor_reports_each_part(tmp_path):
    found = json.loads(kiosk("doctor", "--json", cwd=tmp_path, code=1).stdout)
    names = {one["name"] for one in found["findings"]}
    assert {"settings", "disk", "store", "enrolment", "centre", "camera", "printer"} <= names
    assert not found["ok"], "nothing is enrolled here"


def test_a_receipt_can_be_rendered(tmp_path):
    kiosk("receipt", "render", "--out", tmp_path / "r.png")
    assert (tmp_path / "r.png").read_bytes().startswith(b"\x89PNG")
