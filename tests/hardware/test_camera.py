"""The camera: real MJPEG over the loopback through the real driver, and everything that can be wrong with it."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from hardware.camera.owner import Camera
from hardware.camera.simulated import MjpegCamera

Wait = Callable[[Callable[[], bool]], None]
WIDTH, HEIGHT, FPS = 320, 240, 15


class Scene:
    """Changing noise, as a sensor gives it; `size` can change as a camera does that starts anew."""

    def __init__(self) -> None:
        self.size = (HEIGHT, WIDTH)
        self._random = np.random.default_rng(7)

    def __call__(self, seconds: float) -> NDArray[np.uint8]:
        coarse = self._random.integers(40, 220, (self.size[0] // 8, self.size[1] // 8, 3), dtype=np.uint8)
        return np.repeat(np.repeat(coarse, 8, axis=0), 8, axis=1)


class Desk:
    """A camera on the loopback with its owner."""

    def __init__(self, wait: Wait) -> None:
        self.scene = Scene()
        self.device = MjpegCamera(self.scene, FPS)
        self.camera = Camera(f"mjpeg:{self.device.url}", WIDTH, HEIGHT, FPS)
        self._wait = wait

    def until(self, word: str) -> None:
        self._wait(lambda: self.camera.status == word)

    def until_frame(self, after: int = 0) -> int:
        """The sequence number of a fresh frame."""
        self._wait(lambda: self.camera.newest(0.5, after) is not None)
        frame = self.camera.newest(0.5, after)
        assert frame is not None
        return frame.sequence

    def close(self) -> None:
        assert self.camera.stop()
        self.device.close()


def warm_up() -> None:
    """OpenCV keeps the threads and sockets of its first use for the life of the process."""
    device = MjpegCamera(Scene(), FPS)
    camera = Camera(f"mjpeg:{device.url}", WIDTH, HEIGHT, FPS)
    camera.newest(5.0)
    camera.stop()
    device.close()


@pytest.fixture(scope="module", autouse=True)
def driver() -> None:
    warm_up()


@pytest.fixture
def desk(driver: None, nothing_left: None, wait: Wait) -> Iterator[Desk]:
    made = Desk(wait)
    try:
        made.until("live")
        yield made
    finally:
        made.close()


def test_live_frames_are_pictures_in_order(desk: Desk) -> None:
    last = 0
    for _ in range(5):
        frame = desk.camera.newest(5.0, after=last)
        assert frame is not None
        assert frame.image.shape == (HEIGHT, WIDTH, 3)
        assert frame.image.dtype == np.uint8
        assert frame.sequence > last
        last = frame.sequence
    assert desk.camera.status == "live"


def test_a_frame_shows_no_pixels_in_its_repr(desk: Desk) -> None:
    frame = desk.camera.newest(5.0)
    assert "array" not in repr(frame)


def test_a_frozen_camera_is_no_live_camera(desk: Desk) -> None:
    desk.device.freeze(True)
    desk.until("frozen")
    before = time.monotonic()
    words = set()
    while time.monotonic() - before < 3.0:
        words.add(desk.camera.status)
        assert desk.camera.newest(0.0) is None, "a picture of the past was given as the present"
        time.sleep(0.02)
    assert words == {"frozen"}, "opening it again does not make it live"
    desk.device.freeze(False)
    desk.until("live")
    desk.until_frame()


def test_a_closed_shutter_is_black_and_stays_so_until_it_opens(desk: Desk) -> None:
    desk.device.black(True)
    desk.until("black")
    before = time.monotonic()
    words = set()
    while time.monotonic() - before < 2.5:
        words.add(desk.camera.status)
        time.sleep(0.02)
    assert words == {"black"}, "darkness does not change; that is no stuck decoder"
    assert desk.camera.newest(0.0) is None
    desk.device.black(False)
    desk.until("live")
    desk.until_frame()


def test_a_stalled_camera_gives_nothing_and_comes_back(desk: Desk) -> None:
    last = desk.until_frame()
    desk.device.stall(True)
    desk.until("stalled")
    assert desk.camera.newest(0.1) is None
    before = time.monotonic()
    words = set()
    while time.monotonic() - before < 4.0:
        words.add(desk.camera.status)
        time.sleep(0.02)
    assert words == {"stalled"}, "it is still connected"
    desk.device.stall(False)
    desk.until("live")
    assert desk.until_frame(after=last) > last


def test_unplugged_and_plugged_again_it_is_live_without_a_restart(desk: Desk) -> None:
    last = 0
    for _ in range(2):
        last = desk.until_frame(after=last)
        desk.device.gone(True)
        desk.until("gone")
        assert desk.camera.newest(0.0, after=last + 1000) is None
        desk.device.gone(False)
        desk.until("live")
        assert desk.until_frame(after=last) > last, "the numbers of frames go on"


def test_another_camera_of_another_size_takes_its_place(desk: Desk, wait: Wait) -> None:
    def tall() -> bool:
        frame = desk.camera.newest(0.5)
        return frame is not None and frame.image.shape == (480, 640, 3)

    desk.device.gone(True)
    desk.until("gone")
    desk.scene.size = (480, 640)
    desk.device.gone(False)
    wait(tall)
    assert desk.camera.status == "live"


def test_waiting_for_a_frame_ends_without_one(desk: Desk) -> None:
    assert desk.camera.newest(0.05, after=10**9) is None


def test_a_stopped_camera_gives_no_frame(desk: Desk) -> None:
    desk.until_frame()
    assert desk.camera.stop()
    assert desk.camera.newest(0.0) is None


def written_files() -> set[str]:
    """Regular files that this process, OpenCV included, holds open for writing."""
    found = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            target = Path(f"/proc/self/fd/{number}").readlink()
            flags = Path(f"/proc/self/fdinfo/{number}").read_text(encoding="ascii").splitlines()[1].split()[1]
        except FileNotFoundError:
            continue  # the descriptor of this very listing
        if target.is_file() and int(flags, 8) & (os.O_WRONLY | os.O_RDWR):
            found.add(str(target))
    return found


def test_frames_never_reach_the_disk(
    wait: Wait, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, nothing_left: None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = written_files()
    made = Desk(wait)
    try:
        last = 0
        for _ in range(10):
            last = made.until_frame(after=last)
            assert written_files() <= before
    finally:
        made.close()
    assert list(tmp_path.iterdir()) == []


# -- a folder of pictures


def test_a_folder_of_pictures_is_a_camera(tmp_path: Path, nothing_left: None) -> None:
    for number, level in enumerate((60, 120, 180)):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((48, 64, 3), level, np.uint8))
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    camera = Camera(f"images:{tmp_path}", 64, 48, 30)
    try:
        seen, last = set(), 0
        for _ in range(6):
            frame = camera.newest(5.0, after=last)
            assert frame is not None
            seen.add(int(frame.image[0, 0, 0]))
            last = frame.sequence
        assert seen == {60, 120, 180}
        assert camera.status == "live"
    finally:
        assert camera.stop()


def test_a_folder_with_a_damaged_picture_is_no_live_camera(
    tmp_path: Path, nothing_left: None, wait: Wait
) -> None:
    (tmp_path / "0.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    camera = Camera(f"images:{tmp_path}", 64, 48, 30)
    try:
        wait(lambda: camera.status == "gone")
        assert camera.newest(0.1) is None
    finally:
        assert camera.stop()


# -- nothing there


@pytest.mark.parametrize(
    "spec", ["", "none", "v4l2:/dev/kiosk/nowhere", "images:/nowhere", "file:/nowhere.avi", "floppy:/dev/fd0"]
)
def test_a_camera_that_is_not_there_is_absent(spec: str, nothing_left: None, wait: Wait) -> None:
    camera = Camera(spec, WIDTH, HEIGHT, FPS)
    try:
        wait(lambda: camera.status == "absent")
        assert camera.newest(0.05) is None
    finally:
        assert camera.stop()


def test_an_address_where_nobody_answers_is_gone(driver: None, nothing_left: None, wait: Wait) -> None:
    device = MjpegCamera(Scene(), FPS)
    url = device.url
    device.close()
    camera = Camera(f"mjpeg:{url}", WIDTH, HEIGHT, FPS)
    try:
        wait(lambda: camera.status == "gone")
    finally:
        assert camera.stop()


def test_the_simulated_camera_closes_while_somebody_looks(
    driver: None, nothing_left: None, wait: Wait
) -> None:
    before = set(threading.enumerate())
    made = Desk(wait)
    made.until("live")
    made.device.close()
    assert {one.name for one in set(threading.enumerate()) - before} == {"camera"}
    made.until("gone")
    assert made.camera.stop()
