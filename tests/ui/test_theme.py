"""The theme keeps its promises: sizes in millimetres on every panel, colours that can be told apart."""

import pytest

from ui import theme
from ui.view import Modes

PANELS = [
    (1080, 1920, 15.6),
    (1080, 1920, 21.5),
    (1080, 1920, 32.0),
    (1920, 1080, 24.0),
    (800, 1280, 10.1),
    (1024, 600, 10.1),
]


@pytest.mark.parametrize(("width", "height", "inch"), PANELS)
def test_a_control_is_two_centimetres_on_every_panel(width: int, height: int, inch: float) -> None:
    found = theme.tokens(width, height, inch, Modes())
    mm = theme.pixels_per_mm(width, height, inch)
    assert float(str(found["least"])) / mm >= theme.TARGET_MM
    assert float(str(found["touch"])) / mm >= theme.TARGET_MM
    assert float(str(found["smallTouch"])) / mm >= theme.SMALL_TARGET_MM
    assert float(str(found["gap"])) / mm >= theme.GAP_MM


@pytest.mark.parametrize(("width", "height", "inch"), PANELS)
def test_text_is_large_enough_to_read_and_grows_in_three_steps(width: int, height: int, inch: float) -> None:
    mm = theme.pixels_per_mm(width, height, inch)
    sizes = [float(str(theme.tokens(width, height, inch, Modes(text_size=n))["body"])) for n in range(3)]
    assert sizes[0] / mm >= theme.BODY_MM * 0.97
    assert sizes[0] < sizes[1] < sizes[2]


@pytest.mark.parametrize(("ink", "ground"), theme.TEXT_PAIRS)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert theme.contrast(getattr(theme.PAPER, ink), getattr(theme.PAPER, ground)) >= 4.5
    assert theme.contrast(getattr(theme.CONTRAST, ink), getattr(theme.CONTRAST, ground)) >= 7.0


@pytest.mark.parametrize(("shape", "ground"), theme.SHAPE_PAIRS)
def test_shapes_with_a_meaning_stand_out(shape: str, ground: str) -> None:
    assert theme.contrast(getattr(theme.PAPER, shape), getattr(theme.PAPER, ground)) >= 3.0


@pytest.mark.parametrize(("shape", "ground"), theme.DARK_SHAPE_PAIRS)
def test_shapes_stand_out_in_high_contrast_too(shape: str, ground: str) -> None:
    assert theme.contrast(getattr(theme.CONTRAST, shape), getattr(theme.CONTRAST, ground)) >= 3.0


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert theme.contrast("#777777", "#777777") == pytest.approx(1.0)


def test_a_lowered_screen_leaves_its_upper_third_free() -> None:
    found = theme.tokens(1080, 1920, 21.5, Modes(low=True))
    assert float(str(found["lowTop"])) == pytest.approx(1920 * (1 - theme.REACH_SHARE), abs=1)
    assert theme.tokens(1080, 1920, 21.5, Modes())["lowTop"] == 0


def test_a_small_panel_keeps_enough_height_when_lowered() -> None:
    found = theme.tokens(1024, 600, 10.1, Modes(low=True))
    assert found["lowTop"] == 0
