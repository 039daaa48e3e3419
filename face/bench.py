"""How quick the face check is, beside the pipeline of `face_recognition` and Howdy on the same frames.

Frames come from a simulated person, so that every machine measures the same. Each measurement runs in a process of
its own: its peak of memory is that of the work alone.
"""

import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from face import models
from face.challenge import Challenge
from face.compare import compare
from face.engine import Engine, Image, align, load_engine
from face.pad.evidence import Evidence
from face.pad.lamp import Lamp
from face.pipeline import Capture
from face.quality import assess
from face.reference import enrol
from face.simulated.person import SimulatedPerson
from face.template import Template
from face.track import Tracker

SIZES = ((1280, 720), (640, 480))
CAMERA_FPS = 30.0
FRAMES = 12
PEER = "face_recognition 1.3.0 / Howdy (dlib HOG, 5 points, ResNet-128)"
PHOTO = Path(sys.prefix) / "share/mpp-kiosk/photos/obama3.jpg"


@dataclass(frozen=True, slots=True)
class Ours:
    """Medians in milliseconds, for one size of frames."""

    frame_ms: float
    """Detect, align, track, judge, witness: the work on every frame."""
    detect_ms: float
    template_ms: float
    verification_ms: float
    """Detect, template and comparison of one frame: what the peer does."""
    decision_ms: float
    """From the first good frame at 30 frames a second to the decision, with no movement asked for."""
    rss_mb: float


@dataclass(frozen=True, slots=True)
class FaceBench:
    sizes: dict[str, Ours]
    peer_ms: dict[str, float]

    def as_json(self) -> dict[str, object]:
        first = f"{SIZES[0][0]}x{SIZES[0][1]}"
        ours, peer = self.sizes[first], self.peer_ms[first]
        return {
            "frame_ms": round(ours.frame_ms, 2),
            "template_ms": round(ours.template_ms, 2),
            "verification_ms": round(ours.verification_ms, 2),
            "decision_ms": round(ours.decision_ms, 1),
            "rss_mb": round(max(one.rss_mb for one in self.sizes.values()), 1),
            "peer": {"name": PEER, "frame_ms": round(peer, 2)},
            "ratio": round(peer / ours.frame_ms, 2),
            "verification_ratio": round(peer / ours.verification_ms, 2),
            "sizes": {
                name: {
                    "frame_ms": round(one.frame_ms, 2),
                    "detect_ms": round(one.detect_ms, 2),
                    "template_ms": round(one.template_ms, 2),
                    "verification_ms": round(one.verification_ms, 2),
                    "decision_ms": round(one.decision_ms, 1),
                    "peer_frame_ms": round(self.peer_ms[name], 2),
                    "ratio": round(self.peer_ms[name] / one.frame_ms, 2),
                }
                for name, one in self.sizes.items()
            },
        }


def measure(rounds: int = 30) -> FaceBench:
    """Runs everything, on one thread.

    Args:
        rounds: Frames for each median of ours; the peer gets a third of them.

    Raises:
        face.models.ModelFault
        face.simulated.person.NoFaceInPhotoError: the demo photographs are not installed.
    """
    for name in models.SOURCES:
        models.find(name)
    sizes, peers = {}, {}
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        for width, height in SIZES:
            stream = pool.apply(_record, ((width, height), FRAMES))
            sizes[f"{width}x{height}"] = pool.apply(_ours, (stream, rounds))
            peers[f"{width}x{height}"] = pool.apply(_peer, (stream, max(3, rounds // 3)))
    return FaceBench(sizes, peers)


def _record(size: tuple[int, int], count: int) -> list[bytes]:
    person = SimulatedPerson(PHOTO, size)
    found = []
    for at in range(count):
        good, jpeg = cv2.imencode(".jpg", person.frame(at / CAMERA_FPS), [cv2.IMWRITE_JPEG_QUALITY, 95])
        if not good:
            raise RuntimeError("a frame could not be encoded")
        found.append(jpeg.tobytes())
    return found


def _decoded(jpeg: bytes) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), dtype=np.uint8)


def _reference(stream: list[bytes], engine: Engine) -> Template:
    found = enrol(stream[0], engine)
    if not isinstance(found, Template):
        raise RuntimeError(f"the simulated person shows no usable face: {found.reason}")
    return found


def _ours(stream: list[bytes], rounds: int) -> Ours:
    engine, first = load_engine("sface"), _decoded(stream[0])
    face = engine.detect(first)[0]
    tracker, evidence = Tracker(first, face), Evidence(Lamp(b"bench"), None, None, None)
    reference = _reference(stream, engine)

    def every_frame(image: Image) -> None:
        found = engine.detect(image)[0]
        overlap = tracker.overlap(image, found)
        evidence.frame(time.perf_counter())
        evidence.face(align(image, found), 0.0, overlap)
        assess(image, found)

    def verification(image: Image) -> None:
        template = engine.template(image, engine.detect(image)[0])
        compare(reference, template, engine.thresholds)

    return Ours(
        _median(every_frame, stream, rounds),
        _median(lambda image: engine.detect(image), stream, rounds),
        _median(lambda image: engine.template(image, face), stream, rounds),
        _median(verification, stream, rounds),
        _decision(stream),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _decision(stream: list[bytes]) -> float:
    """A camera that never waits: a frame that comes while the last is looked at is missed, as in the kiosk."""
    engine = load_engine("sface")
    reference = _reference(stream, engine)
    capture = Capture(engine, Challenge(("left",)), skip_challenge=True)
    at, began = 0.0, time.perf_counter()
    while True:
        index = int(np.ceil(at * CAMERA_FPS - 1e-9))
        at = index / CAMERA_FPS
        image = _decoded(stream[index % len(stream)])
        start = time.perf_counter()
        progress = capture.step(image, at)
        if progress.result is not None:
            compare(reference, progress.result.template, engine.thresholds)
            return 1000 * (at + time.perf_counter() - start)
        at += max(time.perf_counter() - start, 1e-3)
        if time.perf_counter() - began > 60:
            raise RuntimeError("the recorded stream came to no decision")


def _peer(stream: list[bytes], rounds: int) -> float:
    """What `face_recognition.face_encodings` does at its defaults: HOG after doubling once, 5 points, ResNet-128."""
    import dlib

    detector = dlib.get_frontal_face_detector()
    points = dlib.shape_predictor(str(models.find("dlib_points")))
    net = dlib.face_recognition_model_v1(str(models.find("dlib_resnet")))

    def verification(image: Image) -> None:
        rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        for box in detector(rgb, 1):
            net.compute_face_descriptor(rgb, points(rgb, box))

    return _median(verification, stream, rounds)


def _median(work: Callable[[Image], object], stream: list[bytes], rounds: int) -> float:
    work(_decoded(stream[0]))
    taken = []
    for at in range(rounds):
        image = _decoded(stream[at % len(stream)])
        began = time.perf_counter()
        work(image)
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)
