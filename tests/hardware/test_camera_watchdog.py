import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.camera.watchdog import BLACK_LUMA, FROZEN_S, Glance, Watchdog, glance


def seen(checksum: int, luma: float = 100.0, width: int = 640) -> Glance:
    return Glance(width, 480, checksum, luma)


def kind(watchdog: Watchdog, what: Glance, at: float) -> str:
    fault = watchdog.judge(what, at)
    return fault.kind if fault else "good"


def test_changing_pictures_are_good():
    watchdog = Watchdog()
    assert [kind(watchdog, seen(n), n * 0.04) for n in range(100)] == ["good"] * 100


def test_equal_pictures_are_frozen_once_they_last_too_long():
    watchdog = Watchdog()
    assert kind(watchdog, seen(1), 10.0) == "good"
    assert kind(watchdog, seen(1), 10.0 + FROZEN_S) == "good"
    assert kind(watchdog, seen(1), 10.1 + FROZEN_S) == "frozen"
    assert kind(watchdog, seen(2), 10.2 + FROZEN_S) == "good", "content that moves again is the present"


def test_a_camera_opened_again_at_its_frozen_picture_is_still_frozen():
    before = Watchdog()
    before.judge(seen(7), 0.0)
    before.judge(seen(7), 5.0)
    again = Watchdog(before.stuck_at)
    assert kind(again, seen(7), 6.0) == "frozen"
    assert kind(again, seen(8), 6.1) == "good"
    assert again.stuck_at is None


def test_a_closed_shutter_is_black_however_long_it_stays_closed():
    watchdog = Watchdog()
    assert {kind(watchdog, seen(0, BLACK_LUMA / 2), at) for at in (0.0, 1.0, 10.0, 100.0)} == {"black"}


def test_another_size_in_the_middle_is_told():
    watchdog = Watchdog()
    assert kind(watchdog, seen(1), 0.0) == "good"
    assert kind(watchdog, seen(2, width=1280), 0.1) == "size_changed"


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 255), st.floats(0, 2)), max_size=60))
def test_whatever_comes_no_picture_older_than_the_limit_passes_for_the_present(looks):
    watchdog, at, since, last = Watchdog(), 0.0, 0.0, None
    for checksum, luma, gap in looks:
        at += gap
        if checksum != last:
            since, last = at, checksum
        if at - since > FROZEN_S:
            assert watchdog.judge(seen(checksum, luma), at) is not None
        else:
            watchdog.judge(seen(checksum, luma), at)


@pytest.mark.parametrize("shape", [(1, 1, 3), (7, 3, 3), (1080, 1920, 3)])
def test_pictures_of_any_size_can_be_glanced_at(shape: tuple[int, int, int]):
    image = np.full(shape, 40, dtype=np.uint8)
    assert glance(image).luma == 40.0
    assert glance(image) == glance(image.copy())


def test_the_noise_of_a_sensor_changes_the_checksum():
    random = np.random.default_rng(1)
    pictures = [random.integers(98, 103, (480, 640, 3), dtype=np.uint8) for _ in range(20)]
    assert len({glance(one).checksum for one in pictures}) == 20
