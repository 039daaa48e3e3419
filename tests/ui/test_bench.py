"""The measurement measures: every figure is there and none is made up."""

from ui.bench import measure, process_age


def test_the_measurement_gives_every_figure() -> None:
    found = measure(0.4)
    assert found.first_frame_s > 0
    assert 0 < found.touch_p50_ms <= found.touch_p95_ms
    assert found.preview_fps > 1
    assert found.preview_p95_ms > 0
    assert found.rss_mb > 50


def test_a_process_grows_older() -> None:
    assert process_age() > 0
