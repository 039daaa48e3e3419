"""Two switches (F13 goes on, F14 chooses) reach every control of a screen."""

from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest

from ui import intent as i
from ui.focus import Box
from ui.scan import Scan, rows_of, step


def switch(stage, *keys: Qt.Key) -> list[i.Intent]:
    stage.meant.clear()
    for key in keys:
        QTest.keyClick(stage.shell.window, key)
        stage.shell.settle()
    return list(stage.meant)


NEXT, CHOOSE = Qt.Key.Key_F13, Qt.Key.Key_F14


def marked(stage) -> bool:
    return any(name == "mark" for name in stage.shell.visible_names())


def test_controls_beside_each_other_are_one_row() -> None:
    keypad = [Box(x * 100.0, y * 100.0, 90, 90) for y in range(4) for x in range(3)]
    assert rows_of(keypad) == ((0, 1, 2), (3, 4, 5), (6, 7, 8), (9, 10, 11))


def test_past_the_last_control_the_row_is_marked_again() -> None:
    scan = Scan(((0, 1), (2,)), row=0, inside=1)
    assert step(scan, "next") == (Scan(((0, 1), (2,)), row=0, inside=None), None)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.integers(0, 29))
def test_every_control_can_be_chosen(sizes: list[int], wanted: int) -> None:
    numbers = iter(range(sum(sizes)))
    scan = Scan(tuple(tuple(next(numbers) for _ in range(size)) for size in sizes))
    wanted %= sum(sizes)
    row = next(at for at, one in enumerate(scan.rows) if wanted in one)
    for _ in range(row + 1):
        scan, _ = step(scan, "next")
    scan, chosen = step(scan, "choose")
    if chosen is None:
        for _ in range(scan.rows[row].index(wanted)):
            scan, _ = step(scan, "next")
        _, chosen = step(scan, "choose")
    assert chosen == wanted


def test_a_digit_is_typed_with_two_switches(stage) -> None:
    stage.show("nik")
    switch(stage, NEXT)
    while not marked(stage):
        switch(stage, NEXT)
    assert switch(stage, CHOOSE, NEXT, CHOOSE) == [i.DigitPressed("2")]


def test_the_idle_warning_is_answered_with_one_switch(stage) -> None:
    stage.show("idle-warning")
    meant: list[i.Intent] = []
    for _ in range(4):
        meant += switch(stage, NEXT, CHOOSE)
    assert i.StillHere() in meant


def test_touching_the_screen_ends_the_scan(stage) -> None:
    stage.show("nik")
    switch(stage, NEXT)
    stage.tap("digit-1")
    assert not marked(stage)
