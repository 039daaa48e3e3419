"""One window for all tests of a process: opening it is slow, and Qt has one application anyway."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import pytest

from ui import samples
from ui.intent import Intent
from ui.shell import Shell
from ui.view import Screen

PORTRAIT = (1080, 1920, 21.5)


@dataclass
class Stage:
    """The window, and what a person meant with it."""

    shell: Shell
    meant: list[Intent] = field(default_factory=list)

    def show(self, screen: Screen | str) -> None:
        self.shell.show(samples.screens()[screen] if isinstance(screen, str) else screen)
        self.shell.settle()

    def tap(self, *names: str) -> list[Intent]:
        """Presses controls one after another; what that meant."""
        self.meant.clear()
        for name in names:
            assert self.shell.tap(name), f"{name} cannot be pressed; there are {self.shell.visible_names()}"
            self.shell.settle()
        return list(self.meant)


@pytest.fixture(scope="session")
def window() -> Iterator[Stage]:
    meant: list[Intent] = []
    width, height, inch = PORTRAIT
    shell = Shell(diagonal_inch=inch, size=(width, height), fullscreen=False, on_intent=meant.append)
    yield Stage(shell, meant)
    shell.close()


@pytest.fixture
def stage(window: Stage, qtlog) -> Iterator[Stage]:
    """The window on its first screen; a Qt warning during the test fails it."""
    window.shell.set_frame(0, 0, None)
    window.show("starting")
    window.meant.clear()
    yield window
    assert [record.message for record in qtlog.records] == []
