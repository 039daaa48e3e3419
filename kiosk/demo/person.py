"""A simulated citizen at the real screen: reads what it says, touches controls, turns the head when asked."""

import time
from collections.abc import Callable, Generator
from pathlib import Path

from kiosk.app import Kiosk
from kiosk.demo.world import World
from ui import view as v
from ui.shell import Shell

Walk = Generator[None]
"""A walk yields whenever it waits; the loop calls it again a moment later."""
TURN_DEGREES = 42.0


class StuckError(RuntimeError):
    """The journey does not go on; the message names the screen and the control, never a value."""


class Person:
    """The hands and eyes of one citizen."""

    def __init__(self, kiosk: Kiosk, shell: Shell, world: World) -> None:
        self.kiosk = kiosk
        self._shell = shell
        self._world = world

    @property
    def view(self) -> v.View:
        return self.kiosk.screen.view

    def wait_for(self, *kinds: type, seconds: float = 30.0) -> Walk:
        """Until one of these screens stands there."""
        yield from self.until(
            lambda: isinstance(self.view, kinds), " or ".join(k.__name__ for k in kinds), seconds
        )

    def until(self, holds: Callable[[], bool], what: str, seconds: float = 30.0) -> Walk:
        limit = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > limit:
                raise StuckError(
                    f"waited {seconds:.0f} s for {what}; the screen is {type(self.view).__name__}"
                )
            yield

    def tap(self, name: str, seconds: float = 10.0) -> Walk:
        """Touches a control, once it is there."""
        limit = time.monotonic() + seconds
        yield
        while not self._shell.tap(name):
            if time.monotonic() > limit:
                raise StuckError(f"nothing to touch named {name} on {type(self.view).__name__}")
            yield
        yield

    def type_digits(self, digits: str) -> Walk:
        for one in digits:
            yield from self.tap(f"digit-{one}")

    def face(self, seconds: float = 60.0) -> Walk:
        """Follows the words of the face screen until it is over."""
        limit = time.monotonic() + seconds
        camera, last = self._world.camera, 0.0
        while isinstance(self.view, v.FaceCheck):
            yaw = {"live.left": TURN_DEGREES, "live.right": -TURN_DEGREES}.get(self.view.instruction.id, 0.0)
            if camera is not None and yaw != last:
                camera.look(yaw)
                last = yaw
            if time.monotonic() > limit:
                raise StuckError(f"the face check goes on; it says {self.view.instruction.id}")
            yield
        if camera is not None:
            camera.look(0.0)

    def present(self, photo: Path | None, *, as_print: bool = False) -> Walk:
        """Steps before the camera."""
        if self._world.camera is not None:
            self._world.camera.show(photo, as_print=as_print)
        yield
