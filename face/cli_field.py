"""`mpp-kiosk face calibrate|watch` and `mpp-kiosk bench face`: on the site, by a technician."""

import argparse
import json
import sys
from itertools import islice
from pathlib import Path

from face import bench, calibrate, watch
from face.models import ModelFault
from face.quality import DEFAULT
from face.simulated.person import NoFaceInPhotoError
from face.source import SourceFault, frames

CALIBRATION = Path("/var/lib/mpp-kiosk/camera.json")
"""Where an installed kiosk keeps what its camera showed."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `calibrate` and `watch` to `face`."""
    source = "v4l2:/dev/..., mjpeg:http://..., a video file, or a folder of pictures"
    one = commands.add_parser(
        "calibrate", help="learn this camera's light and sharpness from people before it"
    )
    one.add_argument("source", metavar="SOURCE", help=source)
    one.add_argument("--frames", type=int, default=150, metavar="N", help="how many to look at (150)")
    one.add_argument("--out", type=Path, default=CALIBRATION, metavar="FILE", help=f"({CALIBRATION})")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=_calibrate)

    one = commands.add_parser("watch", help="every score of every frame, for a technician")
    one.add_argument("source", metavar="SOURCE", help=source)
    one.add_argument("--frames", type=int, metavar="N", help="stop after so many")
    one.add_argument("--calibration", type=Path, metavar="FILE", help="limits of this camera")
    one.add_argument("--window", action="store_true", help="draw the picture too")
    one.add_argument("--json", action="store_true", help="print one JSON object a frame")
    one.set_defaults(run=_watch)


def add_bench(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `face` to `bench`."""
    one = benches.add_parser("face", help="how quick the face check is, beside face_recognition and Howdy")
    one.add_argument("--rounds", type=int, default=30, metavar="N", help="frames for each median (30)")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=_bench)


def _refuse(fault: Exception) -> int:
    print(f"mpp-kiosk: {fault}", file=sys.stderr)
    return 2


def _calibrate(args: argparse.Namespace) -> int:
    if args.frames < calibrate.FEWEST:
        return _refuse(ValueError(f"--frames: at least {calibrate.FEWEST}"))
    try:
        found = calibrate.measure(islice(frames(args.source), args.frames))
        calibrate.save(found, args.out)
    except (SourceFault, calibrate.CalibrationFault, ModelFault, OSError) as fault:
        return _refuse(fault)
    if args.json:
        print(json.dumps(calibrate.as_json(found)))
        return 0
    print(f"{found.faces} of {found.frames} frames show one usable face")
    for name, value in calibrate.as_json(found)["limits"].items():
        print(f"  {name:<13} {value}")
    print(f"written to {args.out}")
    return 0


def _watch(args: argparse.Namespace) -> int:
    try:
        limits = calibrate.load(args.calibration) if args.calibration else DEFAULT
        for seen in watch.watch(islice(frames(args.source), args.frames), limits, window=args.window):
            print(json.dumps(seen.as_json()) if args.json else seen.line(), flush=True)
    except (SourceFault, calibrate.CalibrationFault, ModelFault) as fault:
        return _refuse(fault)
    except KeyboardInterrupt:
        return 0
    return 0


def _bench(args: argparse.Namespace) -> int:
    if args.rounds < 3:
        return _refuse(ValueError("--rounds: at least 3"))
    try:
        found = bench.measure(args.rounds).as_json()
    except (ModelFault, NoFaceInPhotoError) as fault:
        return _refuse(fault)
    if args.json:
        print(json.dumps(found))
        return 0
    for name, value in found.items():
        print(f"{name}: {value}")
    return 0
