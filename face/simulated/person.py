"""A person before the camera, moving in three dimensions, made from one photograph.

The photograph is set into a room; a turn of the head moves its face in space, so that the nose leaves the plane of
eyes and mouth as a real one does. Breathing, sway, blinks, changing light and sensor noise keep frames apart.
"""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from face.engine import Detector, Image
from face.image import ImageFault, load
from face.simulated.depth import Pose, TurnableFace

EYES_SHARE = 0.085
"""Eye distance as a share of the frame's width at distance 1."""
DETAIL = 1.25
"""Pixels of the kept photograph for each of the frame, so that coming closer stays sharp."""
DEGREES_PER_SECOND = 45.0
NOD_DEGREES = 18.0
FACTOR_PER_SECOND = 0.8
BLINK_S = 0.30
NOISES = 8
LAMP_SHARE = 0.10
"""How much of the light on a face the screen gives, at distance 1 in an office (an assumption, not a measurement)."""
Frames = Callable[[float], Image]
Colour = tuple[float, float, float]
"""Red, green and blue of the screen, 0..1."""


class NoFaceInPhotoError(ValueError):
    """The photograph does not show one usable face."""


class SimulatedPerson:
    """`frame(at)` gives what the camera sees; the targets are set as a person would move."""

    def __init__(self, photo: Path, size: tuple[int, int] = (1280, 720), seed: int = 1) -> None:
        """Args:
        photo: A portrait.
        size: Width and height of the frames.
        seed: Of noise, sway and blinks.

        Raises:
            NoFaceInPhotoError
        """
        image = load(photo)
        finder = Detector()
        faces = () if isinstance(image, ImageFault) else finder(image)
        if isinstance(image, ImageFault) or not faces:
            raise NoFaceInPhotoError("the photograph shows no usable face")
        self._width, self._height = size
        scale = EYES_SHARE * DETAIL * self._width / faces[0].eye_distance
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        self._photo: Image = np.asarray(
            cv2.resize(image, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8
        )
        face = finder(self._photo)[0]
        self._centre = face.points.mean(axis=0)
        self._face = TurnableFace(self._photo, face)
        self._random = np.random.default_rng(seed)
        self._phase = self._random.uniform(0, 6.28, 4)
        self._noises = self._make_noises()
        self._room = self._empty_room()
        self._present = True
        self._second = False
        self._yaw = self._pitch = self._target_yaw = self._target_pitch = 0.0
        self._distance = self._target_distance = 1.0
        self._blinked = -9.0
        self._asked_blink = False
        self._lamp: Colour = (0.5, 0.5, 0.5)
        self._heard = ""
        self._last: float | None = None

    def look(self, yaw: float, pitch: float = 0.0) -> None:
        """Turns the head to `yaw` degrees (positive: to the person's own left) and `pitch` (positive: down)."""
        self._target_yaw, self._target_pitch = yaw, pitch

    def come(self, distance: float) -> None:
        """Goes to a distance; 1 is right, 0.5 twice as near, 2 twice as far."""
        self._target_distance = distance

    def blink(self) -> None:
        """Closes the eyes for a moment, with the next frame."""
        self._asked_blink = True

    def lit(self, colour: Colour) -> None:
        """The screen before the person shows this colour from now on."""
        self._lamp = colour

    def follow(self, instruction: str) -> None:
        """Does what the words of the face check ask for; anything else means: look straight at the camera."""
        if instruction == self._heard:
            return
        self._heard = instruction
        self.look(*MOVEMENTS.get(instruction, (0.0, 0.0)))
        if instruction in ("cam.closer", "cam.back"):
            self.come(self._distance * (0.72 if instruction == "cam.closer" else 1.4))
        if instruction == "live.blink":
            self.blink()

    def enter(self) -> None:
        self._present = True

    def leave(self) -> None:
        """Nobody stands there."""
        self._present = False
        self.look(0.0)
        self.come(1.0)

    def second_person(self, present: bool) -> None:
        """Somebody else looks over the shoulder."""
        self._second = present

    def frame(self, at: float) -> Image:
        """The frame at `at` seconds, (H, W, 3) uint8 BGR."""
        self._move(at)
        picture = self._room.copy() if not self._present else self._scene(at)
        return self._grain(picture)

    def _move(self, at: float) -> None:
        passed = 0.0 if self._last is None else min(max(at - self._last, 0.0), 0.5)
        self._last = at
        self._yaw = _towards(self._yaw, self._target_yaw, DEGREES_PER_SECOND * passed)
        self._pitch = _towards(self._pitch, self._target_pitch, DEGREES_PER_SECOND * passed)
        self._distance = _towards(self._distance, self._target_distance, FACTOR_PER_SECOND * passed)
        if self._asked_blink and at - self._blinked > 2 * BLINK_S:
            self._blinked = at
        self._asked_blink = False

    def _scene(self, at: float) -> Image:
        a, b, c, d = self._phase
        place = (
            self._width / 2 + 2.0 * np.sin(at * 1.3 + a),
            self._height * 0.48 + 1.5 * np.sin(at * 0.9 + b),
        )
        scale = (1.0 + 0.004 * np.sin(at * 1.7 + c)) / DETAIL / self._distance
        to_frame = self._to_frame(place, scale)
        picture = self._place(to_frame)
        pose = Pose(
            self._yaw + 0.8 * float(np.sin(at * 0.7 + d)), self._pitch, self._distance, self._closed(at)
        )
        self._face.draw(self._photo, picture, to_frame, pose)
        self._light(picture, at)
        if self._second:
            right = self._place(self._to_frame((self._width * 0.8, self._height * 0.45), scale * 0.9))
            picture[:, int(self._width * 0.68) :] = right[:, int(self._width * 0.68) :]
        return picture

    def _closed(self, at: float) -> float:
        share = (at - self._blinked) / BLINK_S
        return float(np.sin(np.pi * share)) if 0 < share < 1 else 0.0

    def _light(self, picture: Image, at: float) -> None:
        """The room's light breathes, and the screen's colour lies on who stands before it."""
        breath = 1.0 + 0.02 * float(np.sin(at * 0.5 + self._phase[3]))
        red, green, blue = self._lamp
        share = LAMP_SHARE / self._distance**2
        gains = [breath * (1 + share * (2 * value - 1)) for value in (blue, green, red)]
        np.copyto(picture, cv2.multiply(picture, np.array([*gains, 1.0])))

    def _to_frame(self, at: tuple[float, float], scale: float) -> NDArray[np.float32]:
        shift = (at[0] - self._centre[0] * scale, at[1] - self._centre[1] * scale)
        return np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], dtype=np.float32)

    def _place(self, to_frame: NDArray[np.float32]) -> Image:
        size = (self._width, self._height)
        placed = cv2.warpAffine(self._photo, to_frame, size, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(placed, dtype=np.uint8)

    def _make_noises(self) -> list[tuple[Image, Image]]:
        """Grain to add and to take away; its grains are two pixels wide, as after a camera's own scaling."""
        found = []
        for _ in range(NOISES):
            grain = self._random.integers(
                -4, 5, (self._height // 2 + 8, self._width // 2 + 8), dtype=np.int16
            )
            wide = np.repeat(np.repeat(grain, 2, axis=0), 2, axis=1)[..., None].repeat(3, axis=2)
            found.append((np.maximum(wide, 0).astype(np.uint8), np.maximum(-wide, 0).astype(np.uint8)))
        return found

    def _grain(self, picture: Image) -> Image:
        y, x, which = (int(self._random.integers(0, most)) for most in (16, 16, NOISES))
        more, less = (one[y : y + self._height, x : x + self._width] for one in self._noises[which])
        return np.asarray(cv2.subtract(cv2.add(picture, more), less), dtype=np.uint8)

    def _empty_room(self) -> Image:
        shade: NDArray[np.float32] = np.linspace(150, 105, self._height, dtype=np.float32)[:, None, None]
        return np.broadcast_to(shade * (1.0, 0.98, 0.94), (self._height, self._width, 3)).astype(np.uint8)


MOVEMENTS = {"live.left": (42.0, 0.0), "live.right": (-42.0, 0.0), "live.nod": (0.0, NOD_DEGREES)}
"""Degrees of yaw and pitch by which a person follows the words."""


def _towards(value: float, target: float, most: float) -> float:
    return value + min(max(target - value, -most), most)
