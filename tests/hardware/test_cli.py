"""The commands by which a technician looks at a device, as the kiosk's command line offers them."""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from hardware import cli
from hardware.scanner.simulated import SimulatedScanner


def ask(*words: str) -> int:
    root = argparse.ArgumentParser()
    commands = root.add_subparsers(required=True)
    cli.add_commands(commands)
    arguments = root.parse_args(words)
    return int(arguments.run(arguments))


@pytest.fixture
def pictures(tmp_path: Path) -> str:
    for level in (60, 120):
        cv2.imwrite(str(tmp_path / f"{level}.png"), np.full((48, 64, 3), level, np.uint8))
    return f"images:{tmp_path}"


@pytest.fixture
def scanner() -> Iterator[SimulatedScanner]:
    device = SimulatedScanner()
    yield device
    device.close()


def test_a_live_camera_says_what_it_gives(
    pictures: str, nothing_left: None, capsys: pytest.CaptureFixture[str]
):
    assert ask("device", "camera", "status", "--source", pictures, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["status"], said["width"], said["height"]) == ("live", 64, 48)
    assert said["fps"] > 0


def test_a_camera_that_is_not_there_is_found_wrong(nothing_left: None, capsys: pytest.CaptureFixture[str]):
    assert ask("device", "camera", "status", "--uri", "v4l2:/dev/kiosk/nowhere") == 1
    assert capsys.readouterr().out == "status: absent\n"


def test_a_scanner_that_is_there_is_ready(
    scanner: SimulatedScanner, nothing_left: None, capsys: pytest.CaptureFixture[str]
):
    assert ask("device", "scanner", "status", "--uri", scanner.uri) == 0
    assert capsys.readouterr().out == "status: ready\n"


def test_a_scanner_that_is_not_there_is_found_wrong(nothing_left: None, capsys: pytest.CaptureFixture[str]):
    assert ask("device", "scanner", "status", "--uri", "serial:/dev/kiosk/nowhere", "--json") == 1
    assert json.loads(capsys.readouterr().out) == {"status": "gone"}


def test_the_machine_tells_its_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert ask("device", "host", "status", "--disk", str(tmp_path), "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["disk_free_mb"] >= 0
    assert said["boot_id"]


@pytest.mark.parametrize(
    "words",
    [
        ("scanner", "status", "--uri", "serial:/dev/ttyACM0?baud=fast"),
        ("scanner", "status", "--uri", "/dev/ttyACM0"),
        ("camera", "status", "--width", "0"),
        ("camera",),
    ],
)
def test_a_wrong_command_line_is_refused(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        ask("device", *words)
    assert end.value.code == 2
    assert capsys.readouterr().err


def test_another_parts_device_group_is_added_to(capsys: pytest.CaptureFixture[str]):
    root = argparse.ArgumentParser()
    commands = root.add_subparsers(required=True)
    theirs = commands.add_parser("device").add_subparsers(required=True)
    theirs.add_parser("printer").set_defaults(run=lambda arguments: 7)
    cli.add_commands(commands)
    assert root.parse_args(["device", "printer"]).run(None) == 7
    assert root.parse_args(["device", "host", "status"]).run is not None


def watching(*words: str) -> "subprocess.Popen[str]":
    """A watch in a process of its own, as a technician starts it."""
    start = (
        "import argparse, sys; from hardware import cli; root = argparse.ArgumentParser();"
        "cli.add_commands(root.add_subparsers(required=True));"
        "arguments = root.parse_args(sys.argv[1:]); sys.exit(arguments.run(arguments))"
    )
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", start, "device", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def test_watching_the_scanner_tells_that_a_code_came_and_never_which(scanner: SimulatedScanner):
    with watching("scanner", "watch", "--uri", scanner.uri, "--json") as watch:
        try:
            assert watch.stdout is not None
            assert json.loads(watch.stdout.readline()) == {"status": "ready"}
            scanner.scan("3171234567890001")
            told = watch.stdout.readline()
            assert json.loads(told) == {"characters": 16}
            scanner.unplug()
            assert json.loads(watch.stdout.readline()) == {"status": "gone"}
        finally:
            watch.send_signal(signal.SIGINT)
            rest, trouble = watch.communicate(timeout=20)
        assert watch.returncode == 0
        assert "3171" not in told + rest + trouble
        assert trouble == ""


def test_watching_the_camera_ends_cleanly(pictures: str):
    with watching("camera", "watch", "--source", pictures) as watch:
        try:
            assert watch.stdout is not None
            lines = [watch.stdout.readline()]
            while lines[-1] == "status: starting\n":
                lines.append(watch.stdout.readline())
            assert lines[-1] == "status: live\n"
        finally:
            watch.send_signal(signal.SIGINT)
            _, trouble = watch.communicate(timeout=20)
        assert watch.returncode == 0
        assert trouble == ""
