"""Facts about the machine, and devices that come and go as udev tells them."""

import ctypes.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hardware import host
from hardware.hotplug import Hotplug

SCENE = Path(__file__).with_name("umockdev_scene.py")
MISSING = next(
    (
        words
        for absent, words in (
            (shutil.which("umockdev-wrapper") is None, "umockdev is not installed"),
            (ctypes.util.find_library("umockdev") is None, "the library of umockdev is not installed"),
            (ctypes.util.find_library("udev") is None, "libudev is not installed"),
        )
        if absent
    ),
    None,
)


# -- the machine


def test_the_boot_id_is_the_same_within_one_boot() -> None:
    assert host.boot_id() == host.boot_id()
    assert len(host.boot_id()) == 36


def test_free_disk_is_that_of_the_nearest_folder_that_exists(tmp_path: Path) -> None:
    whole = shutil.disk_usage(tmp_path)
    free = host.disk_free_mb(tmp_path / "not" / "made" / "yet")
    assert 0 <= free <= whole.total // 1_000_000


def test_available_memory_is_in_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = tmp_path / "meminfo"
    facts.write_text("MemTotal:  8000000 kB\nMemAvailable:  1000000 kB\n", encoding="ascii")
    monkeypatch.setattr(host, "MEMORY", facts)
    assert host.memory_available_mb() == 1024


def test_memory_is_unknown_where_the_kernel_does_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = tmp_path / "meminfo"
    facts.write_text("MemTotal:  8000000 kB\n", encoding="ascii")
    monkeypatch.setattr(host, "MEMORY", facts)
    assert host.memory_available_mb() is None


def test_the_hottest_zone_counts_and_a_silent_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, text in enumerate(("41000\n", "57500\n", "", "not a number\n")):
        (tmp_path / f"thermal_zone{number}").mkdir()
        (tmp_path / f"thermal_zone{number}" / "temp").write_text(text, encoding="ascii")
    (tmp_path / "thermal_zone9" / "temp").mkdir(parents=True)  # reading it fails as a disabled zone does
    monkeypatch.setattr(host, "THERMAL", tmp_path)
    assert host.temperature_celsius() == 57.5


def test_a_machine_without_a_sensor_has_no_temperature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "THERMAL", tmp_path)
    assert host.temperature_celsius() is None


# -- hot-plug


@pytest.mark.skipif(ctypes.util.find_library("udev") is None, reason="libudev is not installed")
def test_the_monitor_leaves_no_thread_and_no_socket(nothing_left: None) -> None:
    for _ in range(3):
        monitor = Hotplug(lambda event: None)
        monitor.start()
        assert monitor.stop()


@pytest.mark.skipif(ctypes.util.find_library("udev") is None, reason="libudev is not installed")
def test_a_monitor_that_never_started_stops(nothing_left: None) -> None:
    assert Hotplug(lambda event: None).stop()


@pytest.fixture(scope="module")
def heard() -> list[dict[str, str]]:
    """What the monitor said while devices came and went on a simulated bus, in a process of its own."""
    if MISSING is not None:
        pytest.skip(MISSING)
    ran = subprocess.run(
        ["umockdev-wrapper", sys.executable, "-W", "error", str(SCENE)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SCENE.parents[2])},
    )
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_devices_are_named_by_what_they_are(heard: list[dict[str, str]]) -> None:
    assert heard[0] == {
        "action": "add",
        "subsystem": "tty",
        "node": "/dev/ttyACM0",
        "vid": "0c2e",
        "pid": "0caa",
        "serial": "SN-1",
    }


def test_a_device_that_goes_is_told_and_told_again_when_it_returns(heard: list[dict[str, str]]) -> None:
    scanner = [(one["action"], one["node"]) for one in heard if one["serial"] == "SN-1"]
    assert scanner == [("add", "/dev/ttyACM0"), ("remove", "/dev/ttyACM0"), ("add", "/dev/ttyACM0")]


def test_two_of_a_kind_are_told_apart_by_their_serial_number(heard: list[dict[str, str]]) -> None:
    cameras = {one["serial"]: one["node"] for one in heard if one["subsystem"] == "video4linux"}
    assert cameras == {"CAM-A": "/dev/video0", "CAM-B": "/dev/video2"}


def test_a_device_that_udev_knows_nothing_about_is_told_with_empty_names(heard: list[dict[str, str]]) -> None:
    assert {
        "action": "add",
        "subsystem": "usbmisc",
        "node": "/dev/usb/lp0",
        "vid": "",
        "pid": "",
        "serial": "",
    } in heard


def test_what_is_no_device_of_the_kiosk_is_not_told(heard: list[dict[str, str]]) -> None:
    assert {one["subsystem"] for one in heard} == {"tty", "video4linux", "usbmisc"}
    assert {one["action"] for one in heard} == {"add", "remove"}
