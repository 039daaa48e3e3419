"""What the flow tests look up."""

import json
import subprocess
import sys
from pathlib import Path

from kiosk.demo.server import tool

PHOTOS = Path(sys.prefix) / "share/mpp-kiosk/photos"


def held(data: Path, at) -> list[dict[str, str]]:
    """What the server holds of this kiosk's applications, as its own command line says, in their order."""
    command = [tool("mpp-server"), "applications", "--json", "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    found = {one["number"]: one for one in json.loads(done.stdout)}
    return [found[number] for _, number, _ in at.kiosk.records.applications() if number in found]
