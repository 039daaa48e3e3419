"""What a person can do to the demo's surroundings by hand: faults, faces, codes."""

import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.app import Kiosk
from kiosk.demo.world import World, ikd_token
from kiosk.sync.provisioning import Provisioning

Action = tuple[str, Callable[[], None]]


def actions(world: World, kiosk: Kiosk, provisioning: Provisioning, server_data: Path) -> tuple[Action, ...]:
    """The dock's buttons, for the simulators that stand in."""
    photos = Path(sys.prefix) / "share/mpp-kiosk/photos"
    found: list[Action] = []
    if (printer := world.printer) is not None:
        found += [
            ("Paper ok", lambda: setattr(printer, "paper", "ok")),
            ("Paper near end", lambda: setattr(printer, "paper", "near_end")),
            ("Paper out", lambda: setattr(printer, "paper", "out")),
            ("Cover open", lambda: setattr(printer, "cover_open", True)),
            ("Cover closed", lambda: setattr(printer, "cover_open", False)),
        ]
    if (camera := world.camera) is not None:
        for citizen in provisioning.demo_citizen:
            if citizen.photo:
                photo = photos / citizen.photo
                found.append((f"Face: {citizen.name}", lambda p=photo: camera.show(p)))  # type: ignore[misc]
        first = next((one for one in provisioning.demo_citizen if one.photo), None)
        if first is not None:
            photo = photos / first.photo
            found.append(("Photograph held up", lambda: camera.show(photo, as_print=True)))
        found += [
            ("Nobody there", lambda: camera.show(None)),
            ("Turn to the left", lambda: camera.look(42.0)),
            ("Turn to the right", lambda: camera.look(-42.0)),
            ("Look straight", lambda: camera.look(0.0)),
            ("Second person", lambda: camera.fault("second_person", True)),
            ("One person", lambda: camera.fault("second_person", False)),
            ("Camera gone", lambda: camera.fault("gone", True)),
            ("Camera back", lambda: camera.fault("gone", False)),
        ]
    if (scanner := world.scanner) is not None:
        for citizen in provisioning.demo_citizen[:3]:
            found.append(
                (f"IKD QR: {citizen.name}", lambda nik=citizen.nik: scanner.scan(ikd_token(nik, server_data)))  # type: ignore[misc]
            )
    found += [
        ("Network down", lambda: kiosk.client.cut(True)),
        ("Network up", lambda: kiosk.client.cut(False)),
    ]
    return tuple(found)
