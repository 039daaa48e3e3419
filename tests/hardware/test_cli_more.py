"""Trying devices out from the command line, and the devices that not every kiosk has."""

import argparse
import json
import threading
from collections.abc import Callable, Iterator

import pytest

from hardware import cli, cli_more
from hardware.board.simulated import SimulatedBoard
from hardware.camera.simulated import MjpegCamera, moving_pattern
from hardware.scanner.simulated import SimulatedScanner
from hardware.ups.simulated import SimulatedUps

Ask = Callable[..., tuple[int, dict[str, object]]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], nothing_left: None) -> Iterator[Ask]:
    def run(*words: str) -> tuple[int, dict[str, object]]:
        root = argparse.ArgumentParser()
        cli.add_commands(root.add_subparsers(required=True))
        arguments = root.parse_args(["device", *words, "--json"])
        code = int(arguments.run(arguments))
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_moving_camera_passes_and_a_black_one_does_not(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cli_more, "PERSON_S", 3.0)
    camera = MjpegCamera(moving_pattern(320, 240), fps=15)
    try:
        code, said = ask("camera", "test", "--source", camera.uri)
        assert (code, said["status"], said["good"]) == (0, "live", True)
        assert said["different"] == said["frames"]
        camera.black(True)
        code, said = ask("camera", "test", "--source", camera.uri)
        assert (code, said["status"], said["frames"]) == (1, "black", 0)
    finally:
        camera.close()


def test_a_scanner_passes_with_a_code_whose_words_are_not_said(ask: Ask):
    scanner = SimulatedScanner()
    hand = threading.Timer(1.0, scanner.scan, ["3217010101010001"])
    hand.start()
    try:
        code, said = ask("scanner", "test", "--uri", scanner.uri)
    finally:
        hand.join()
        scanner.close()
    assert (code, said["characters"]) == (0, 16)
    assert "3217" not in json.dumps(said)


def test_a_scanner_that_nobody_shows_a_code_does_not_pass(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cli_more, "PERSON_S", 0.5)
    scanner = SimulatedScanner()
    try:
        code, said = ask("scanner", "test", "--uri", scanner.uri)
    finally:
        scanner.close()
    assert (code, said["status"], said["characters"]) == (1, "ready", None)


def test_a_machine_with_a_full_disk_does_not_pass(ask: Ask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cli_more.host, "disk_free_mb", lambda path: 10)
    code, said = ask("host", "test")
    assert (code, said["disk"]) == (1, "low")


def test_a_supply_on_mains_passes_and_one_on_battery_does_not(ask: Ask):
    ups = SimulatedUps()
    try:
        assert ask("ups", "status", "--uri", ups.uri)[0] == 0
        ups.supply.status = "OB"
        code, said = ask("ups", "status", "--uri", ups.uri)
        assert (code, said["status"], said["charge"]) == (1, "battery", 100)
    finally:
        ups.close()


def test_a_board_whose_lamps_obey_passes_and_is_left_dark(ask: Ask):
    board = SimulatedBoard()
    board.sense("door", True)
    try:
        code, said = ask("board", "test", "--uri", board.uri)
        assert (code, said["lamps_obey"], said["door"]) == (0, True, True)
        assert {percent for _, percent in board.state.lamps} == {0}
    finally:
        board.close()


def test_a_reader_that_is_not_there_is_found_wrong(ask: Ask):
    code, said = ask("card", "status", "--name", "a reader that nobody makes")
    assert code == 1
    assert said["status"] in ("no_reader", "no_service", "no_driver")


def test_the_devices_on_the_bus_are_listed(capsys: pytest.CaptureFixture[str]):
    root = argparse.ArgumentParser()
    cli.add_commands(root.add_subparsers(required=True))
    arguments = root.parse_args(["device", "find", "--json"])
    assert arguments.run(arguments) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)
