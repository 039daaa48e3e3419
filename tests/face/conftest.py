"""The engine once per run, and the portraits that set-up took out of published packages."""

import sys
from pathlib import Path

import pytest

from face.engine import Engine, load_engine

PHOTOS = Path(sys.prefix) / "share/mpp-kiosk/photos"


@pytest.fixture(scope="session")
def photos() -> Path:
    if not PHOTOS.exists():
        pytest.skip("the demo photographs are not installed")
    return PHOTOS


@pytest.fixture(scope="session")
def engine() -> Engine:
    return load_engine("sface")
