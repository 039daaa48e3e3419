"""Simulated devices worked by words, as a dock, a script or a test in another process does."""

import json
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.board.simulated import SimulatedBoard
from hardware.camera.owner import Camera
from hardware.control import BadOrderError, ControlFile, Simulators, obey
from hardware.scanner.owner import Scanned, Scanner
from hardware.scanner.simulated import SimulatedScanner
from hardware.ups.owner import Ups
from hardware.ups.simulated import SimulatedUps
from tests.hardware.kit import PATIENCE_S, until

SIMULATE = (
    "import argparse, sys; from hardware import cli; root = argparse.ArgumentParser(); "
    "cli.add_commands(root.add_subparsers()); arguments = root.parse_args(); sys.exit(arguments.run(arguments))"
)


@pytest.fixture
def simulators(nothing_left: None) -> Iterator[Simulators]:
    made = Simulators(scanner=SimulatedScanner(), board=SimulatedBoard(), ups=SimulatedUps())
    yield made
    made.close()


def test_a_line_added_to_the_file_is_obeyed_once(simulators: Simulators, tmp_path: Path):
    file = tmp_path / "control"
    control = ControlFile(simulators, file)
    codes: queue.Queue[str] = queue.Queue()
    assert simulators.scanner is not None
    scanner = Scanner(
        simulators.scanner.uri, lambda event: codes.put(event.text) if isinstance(event, Scanned) else None
    )
    scanner.start()
    until(lambda: scanner.status == "ready")
    with file.open("a") as orders:
        orders.write(
            "# a remark\n\nscanner scan a code with spaces\nscanner sing\nups battery\nboard door on\n"
        )
    assert codes.get(timeout=PATIENCE_S) == "a code with spaces"
    until(lambda: control.refused == 1, "the refusal")
    assert simulators.ups is not None
    assert simulators.board is not None
    until(lambda: simulators.board.state.door is True)
    assert simulators.ups.supply.status == "OB DISCHRG"
    assert codes.empty()
    assert scanner.stop()
    assert control.close()


@pytest.mark.parametrize(
    "line",
    [
        "camera gone on",  # there is none
        "scanner",
        "scanner scan",
        "scanner drip soon text",
        "board door perhaps",
        "board window on",
        "ups charge much",
        "ups",
        "printer paper out",
    ],
)
def test_what_is_no_order_is_refused(simulators: Simulators, line: str):
    with pytest.raises(BadOrderError):
        obey(simulators, line)


@given(st.text(max_size=60).filter(lambda line: "drip" not in line))
def test_no_line_raises_anything_else(line: str):
    with suppress(BadOrderError):
        obey(Simulators(), line)


def test_a_scanned_identity_is_not_repeated_in_a_refusal(simulators: Simulators):
    obey(simulators, "scanner unplug")
    with pytest.raises(BadOrderError) as refusal:
        obey(simulators, "scanner scan 3217010101010001")
    assert "3217" not in str(refusal.value)


def test_the_command_is_four_devices_until_it_is_ended(tmp_path: Path):
    control = tmp_path / "control"
    process = subprocess.Popen(
        [sys.executable, "-c", SIMULATE, "device", "simulate", "--control", str(control)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        assert process.stdout is not None
        uris = json.loads(process.stdout.readline())
        camera = Camera(uris["camera"], 640, 480, 15)
        ups = Ups(uris["ups"], lambda power: None, poll_s=0.05)
        ups.start()
        until(lambda: camera.status == "live" and ups.status == "mains", "both at work")
        with control.open("a") as orders:
            orders.write("camera black on\nups low\n")
        until(lambda: camera.status == "black" and ups.status == "battery_low", "both faults")
        assert camera.stop()
        assert ups.stop()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert process.stdout is not None
        process.stdout.close()
