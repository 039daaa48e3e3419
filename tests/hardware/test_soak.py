"""Owners that live for months: whatever comes and goes, threads, descriptors and memory stay as they were."""

import gc
import random
import resource
import threading
from pathlib import Path

import pytest

from hardware.board.owner import Board
from hardware.board.simulated import SimulatedBoard
from hardware.camera.owner import Camera
from hardware.camera.simulated import MjpegCamera, moving_pattern
from hardware.scanner.owner import Scanned, Scanner
from hardware.scanner.simulated import SimulatedScanner
from tests.hardware.kit import until

WARM, ROUNDS = 20, 120


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def memory_kb() -> int:
    """Resident now, not at most."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024


@pytest.mark.timeout(170)
def test_a_scanner_and_a_board_that_come_and_go_leave_nothing_behind(nothing_left: None):
    heard: list[str] = []
    scanner_end, board_end = SimulatedScanner(), SimulatedBoard()
    scanner = Scanner(
        scanner_end.uri, lambda event: heard.append(event.text) if isinstance(event, Scanned) else None
    )
    board = Board(board_end.uri, lambda state: None)
    scanner.start()
    board.start()
    chance, sent, before = random.Random(5), [], (0, 0, 0)
    try:
        for turn in range(WARM + ROUNDS):
            until(lambda: scanner.status == "ready" and board.status == "ready", "both ready")
            if turn == WARM:
                gc.collect()
                before = (threading.active_count(), open_files(), memory_kb())
            fault = chance.choice(["none", "none", "noise", "half", "unplug", "board", "long"])
            if fault == "noise":
                scanner_end.garbage()
                scanner_end.send(b"\r")
            elif fault == "long":
                scanner_end.send(b"9" * 3000 + b"\r")
            elif fault == "half":
                scanner_end.send(b"half of a code")
            if fault in ("half", "unplug"):
                scanner_end.unplug()
                until(lambda: scanner.status == "gone", "the loss")
                scanner_end.plug()
                until(lambda: scanner.status == "ready", "the return")
            elif fault == "board":
                board_end.unplug()
                until(lambda: board.status == "gone", "the loss")
                board_end.plug()
            scanner_end.scan(f"code {turn}")
            sent.append(f"code {turn}")
            until(lambda: len(heard) == len(sent), "the code")
        until(lambda: board.status == "ready")
        gc.collect()
        threads, files, memory = before
        assert heard == sent, "every code once, in its order"
        assert threading.active_count() == threads
        assert open_files() == files
        assert memory_kb() <= memory * 1.02 + 512
    finally:
        assert scanner.stop()
        assert board.stop()
        scanner_end.close()
        board_end.close()


@pytest.mark.timeout(170)
def test_a_camera_that_comes_and_goes_leaves_nothing_behind(nothing_left: None):
    camera_end = MjpegCamera(moving_pattern(320, 240), fps=25)
    camera = Camera(camera_end.uri, 320, 240, 25)
    before = (0, 0)
    try:
        for turn in range(12):
            until(lambda: camera.status == "live" and camera.newest(0.0) is not None, "a picture")
            if turn == 3:
                before = (threading.active_count(), open_files())
            camera_end.gone(True)
            until(lambda: camera.status == "gone", "the loss")
            camera_end.gone(False)
        until(lambda: camera.status == "live")
        assert (threading.active_count(), open_files()) == before
    finally:
        assert camera.stop()
        camera_end.close()
