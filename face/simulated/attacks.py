"""Attacks on a person, as a camera would see them: prints, screens, frozen, swapped and injected streams.

Every attack is an actor like `SimulatedPerson`: `frame(at)` gives what the camera sees, `follow` hears the words of
the face check, `lit` sees the colour of the kiosk's screen.
"""

from typing import Protocol

import cv2
import numpy as np

from face.engine import Detector, Image
from face.pad.lamp import Lamp
from face.simulated.person import LAMP_SHARE, MOVEMENTS, Colour, Frames, SimulatedPerson

TURN_S = 1.9
"""How long a recorded movement and its return take."""


class Actor(Protocol):
    def frame(self, at: float) -> Image: ...

    def follow(self, instruction: str) -> None: ...

    def lit(self, colour: Colour) -> None: ...


class SimulatedPrint:
    """A photograph on paper, held up; `look` tilts the paper, since a print cannot turn its head."""

    def __init__(
        self, person: SimulatedPerson, *, wobble: float = 1.0, bend: float = 0.0, holes: bool = False
    ) -> None:
        """Args:
        person: Whose photograph it is.
        wobble: How unsteadily it is held; 0 on a stand.
        bend: Pixels by which the paper bulges around an upright axis.
        holes: The eyes are cut out, and living eyes move behind them.
        """
        self._picture = person.frame(0.0)
        self._wobble = wobble
        self._bend = bend
        self._faces = Detector()(self._picture) if holes else ()
        self._yaw = 0.0
        self._size = 1.0
        self._lamp: Colour = (0.5, 0.5, 0.5)

    def look(self, yaw: float, pitch: float = 0.0) -> None:
        self._yaw = yaw

    def follow(self, instruction: str) -> None:
        """Tilts the paper to the side that is asked for, and brings it nearer."""
        self.look(MOVEMENTS.get(instruction, (0.0, 0.0))[0])
        if instruction in ("cam.closer", "cam.back"):
            self._size = 1.35 if instruction == "cam.closer" else 0.8

    def lit(self, colour: Colour) -> None:
        self._lamp = colour

    def frame(self, at: float) -> Image:
        paper = self._paper(at)
        height, width = paper.shape[:2]
        angle = np.radians(self._yaw + 4 * self._wobble * np.sin(at * 2.1))
        near, far = 1 + 0.25 * np.sin(angle), 1 - 0.25 * np.sin(angle)
        half = self._size * width * 0.3 * np.cos(angle)
        middle, top = width / 2 + 6 * self._wobble * np.sin(at * 1.1), height * 0.48
        reach = self._size * height * 0.46
        target = np.array(
            [
                [middle - half, top - reach * near],
                [middle + half, top - reach * far],
                [middle + half, top + reach * far],
                [middle - half, top + reach * near],
            ],
            dtype=np.float32,
        )
        source = np.array(
            [
                [width * 0.2, height * 0.02],
                [width * 0.8, height * 0.02],
                [width * 0.8, height * 0.94],
                [width * 0.2, height * 0.94],
            ],
            dtype=np.float32,
        )
        matrix = cv2.getPerspectiveTransform(source, target)
        scene = np.full_like(paper, 120)
        held = cv2.warpPerspective(paper, matrix, (width, height))
        inside = np.zeros((height, width), dtype=np.uint8)
        cv2.fillConvexPoly(inside, np.round(target).astype(np.int32), 255)
        cv2.copyTo(held, inside, scene)
        return _grained(reflected(scene, self._lamp), at)

    def _paper(self, at: float) -> Image:
        picture = self._picture
        if self._faces:
            picture = _eyes_behind(picture, self._faces[0].points, at)
        if self._bend:
            height, width = picture.shape[:2]
            across = np.linspace(-1, 1, width, dtype=np.float32)
            x = np.arange(width, dtype=np.float32) + self._bend * np.sin(np.pi * across)
            rows = np.repeat(np.arange(height, dtype=np.float32)[:, None], width, 1)
            columns = np.repeat(x[None, :], height, 0)
            picture = np.asarray(cv2.remap(picture, columns, rows, cv2.INTER_LINEAR), dtype=np.uint8)
        return picture


class Recording:
    """A session recorded before: its movements come when they came then, under the colours shown then."""

    def __init__(
        self, person: SimulatedPerson, words: tuple[str, ...], *, start: float, nonce: bytes
    ) -> None:
        """Args:
        person: Who was recorded.
        words: The movements of that session, as message ids in their order.
        start: Seconds until the first.
        nonce: Of the colours of that session.
        """
        self._person = person
        self._words = words
        self._start = start
        self._lamp = Lamp(nonce)

    def follow(self, instruction: str) -> None:
        """A recording hears nothing."""

    def lit(self, colour: Colour) -> None:
        """What it shows was lit before."""

    def frame(self, at: float) -> Image:
        step, since = divmod(at - self._start, TURN_S)
        moving = 0 <= step < len(self._words) and since < TURN_S / 2
        self._person.follow(self._words[int(step)] if moving else "")
        self._person.lit(self._lamp.colour(at))
        return self._person.frame(at)


class OnScreen:
    """What another actor shows, on a screen before the camera; the kiosk's light does not reach it."""

    def __init__(self, actor: Actor, *, pitch: float = 2.7, strength: float = 26.0) -> None:
        self._actor = actor
        self._shown = screen(actor.frame, pitch=pitch, strength=strength)

    def follow(self, instruction: str) -> None:
        self._actor.follow(instruction)

    def lit(self, colour: Colour) -> None:
        """A screen shines by itself."""

    def frame(self, at: float) -> Image:
        return self._shown(at)


class Injected:
    """A virtual camera plays a puppet that follows the words; what the kiosk's screen shows never reached it."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.frame = actor.frame
        self.follow = actor.follow

    def lit(self, colour: Colour) -> None:
        """It is no room in which a lamp could shine."""


class Swapped:
    """Another actor takes over when the words say so: in the challenge, or from a moment on."""

    def __init__(self, first: Actor, second: Actor, *, after: float | None = None) -> None:
        """Args:
        first: Who is seen at the beginning.
        second: Who takes over.
        after: The moment of the swap; None: whenever a movement is asked for.
        """
        self._both = (first, second)
        self._after = after
        self._moving = False

    def follow(self, instruction: str) -> None:
        self._moving = instruction in MOVEMENTS
        for actor in self._both:
            actor.follow(instruction)

    def lit(self, colour: Colour) -> None:
        for actor in self._both:
            actor.lit(colour)

    def frame(self, at: float) -> Image:
        second = self._moving if self._after is None else at >= self._after
        return self._both[second].frame(at)


class Looped:
    """The stream stops and goes on showing its last frames; one frame is a frozen camera."""

    def __init__(self, actor: Actor, *, after: float, length: int = 1) -> None:
        self._actor = actor
        self.follow = actor.follow
        self.lit = actor.lit
        self._after = after
        self._length = length
        self._kept: list[Image] = []
        self._shown = 0

    def frame(self, at: float) -> Image:
        if at < self._after or len(self._kept) < self._length:
            picture = self._actor.frame(at)
            self._kept = [*self._kept, picture][-self._length :]
            return picture
        self._shown += 1
        return self._kept[self._shown % self._length]


def screen(frames: Frames, *, pitch: float = 2.7, strength: float = 26.0) -> Frames:
    """A recording shown on a screen.

    The pixel grid beats with the camera's (moire), a dark band runs through it (refresh), the picture is bluish, and
    a bezel stands around it.
    """
    grids: dict[tuple[int, int], tuple[Image, Image]] = {}

    def frame(at: float) -> Image:
        picture = frames(at)
        height, width = picture.shape[:2]
        if (height, width) not in grids:
            y, x = np.mgrid[0:height, 0:width].astype(np.float32)
            grid = strength * np.sin(2 * np.pi * x / pitch) * np.sin(2 * np.pi * y / pitch)
            deep = grid[..., None].repeat(3, axis=2)
            grids[height, width] = (
                np.maximum(deep, 0).astype(np.uint8),
                np.maximum(-deep, 0).astype(np.uint8),
            )
        more, less = grids[height, width]
        shown = cv2.multiply(picture, np.array([1.05, 1.0, 0.94, 1.0]))
        shown = cv2.subtract(cv2.add(shown, more), less)
        band = int((at * 0.7 % 1.0) * height)
        shown[band : band + height // 8] = (shown[band : band + height // 8] * 0.93).astype(np.uint8)
        edge = width // 9
        shown[:, :edge] = shown[:, -edge:] = 18
        return _grained(np.asarray(shown, dtype=np.uint8), at)

    return frame


def reflected(picture: Image, colour: Colour, share: float = LAMP_SHARE) -> Image:
    """The picture under the light of a screen of this colour."""
    red, green, blue = (1 + share * (2 * value - 1) for value in colour)
    return np.asarray(cv2.multiply(picture, np.array([blue, green, red, 1.0])), dtype=np.uint8)


def _grained(picture: Image, at: float) -> Image:
    grain = np.random.default_rng(int(at * 1000)).integers(
        0, 7, (picture.shape[0], picture.shape[1], 1), np.uint8
    )
    wide = np.broadcast_to(grain, picture.shape)
    return np.asarray(cv2.subtract(cv2.add(picture, wide), np.full_like(picture, 3)), dtype=np.uint8)


def _eyes_behind(picture: Image, points: "np.typing.NDArray[np.float32]", at: float) -> Image:
    """Holes where the eyes are, behind which living eyes move."""
    found = picture.copy()
    radius = int(np.linalg.norm(points[1] - points[0]) * 0.16)
    for x, y in points[:2]:
        middle, pupil = (int(x), int(y)), (int(x + radius * 0.3 * np.sin(at * 3)), int(y))
        cv2.circle(found, middle, radius, (110, 140, 175), -1)
        cv2.circle(found, middle, radius // 2, (235, 235, 235), -1)
        cv2.circle(found, pupil, radius // 3, (35, 30, 25), -1)
    return found
