"""`mpp-kiosk face evaluate|pad|pad-model|rig`: measurements and the import of passive models."""

import argparse
import json
import sys
from pathlib import Path

from face import evaluate
from face.engine import load_engine
from face.models import ModelFault
from face.pad import measure, minifasnet
from face.simulated import rig
from face.statistics import Rate

PAD_MODELS = Path("/var/lib/mpp-kiosk/pad-models")
"""Where an installed kiosk keeps the imported models."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    one = commands.add_parser("evaluate", help="measure an engine on a list of pairs")
    one.add_argument("--pairs", type=Path, required=True, metavar="CSV", help="columns same,reference,probe")
    one.add_argument("--images", type=Path, required=True, metavar="DIR")
    one.add_argument("--engine", choices=("sface", "dlib"), default="sface")
    one.add_argument("--det", type=Path, metavar="PNG", help="draw the DET curve over all cross pairs")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=_evaluate)

    one = commands.add_parser("pad", help="measure attack detection on folders of pictures")
    one.add_argument("--live", type=Path, required=True, metavar="DIR")
    one.add_argument(
        "--attack", type=Path, required=True, metavar="DIR", help="one folder per kind or person"
    )
    one.add_argument("--pad-models", type=Path, default=PAD_MODELS, metavar="DIR")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=_pad)

    model = commands.add_parser("pad-model", help="the passive models of attack detection")
    actions = model.add_subparsers(dest="pad_model_command", required=True, metavar="COMMAND")
    one = actions.add_parser("import", help="check published weights and build their models")
    one.add_argument("files", type=Path, nargs="+", metavar="FILE")
    one.add_argument("--pad-models", type=Path, default=PAD_MODELS, metavar="DIR")
    one.set_defaults(run=_import)

    one = commands.add_parser("rig", help="run simulated people and attacks through whole captures")
    one.add_argument(
        "--photos", type=Path, default=Path(sys.prefix) / "share/mpp-kiosk/photos", metavar="DIR"
    )
    one.add_argument(
        "--rounds", type=int, default=10, metavar="N", help="repetitions with other noise and movements"
    )
    one.add_argument("--jobs", type=int, metavar="N", help="processes (default: one a processor)")
    one.add_argument("--no-lamp", action="store_true", help="the screen shows no colours")
    one.add_argument("--pad-models", type=Path, metavar="DIR", help="with these imported passive models")
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=_rig)


def _refuse(fault: Exception) -> int:
    print(f"mpp-kiosk: {fault}", file=sys.stderr)
    return 2


def _evaluate(args: argparse.Namespace) -> int:
    try:
        found = evaluate.evaluate(evaluate.read_pairs(args.pairs), args.images, load_engine(args.engine))
        if args.det:
            evaluate.draw_det(found, args.det)
    except (evaluate.ListFaultError, ModelFault) as fault:
        return _refuse(fault)
    if args.json:
        print(
            json.dumps(
                {
                    "engine": found.engine,
                    "pairs": found.pairs,
                    "images": found.images,
                    "not_found": found.not_found,
                    "accuracy": found.accuracy,
                    "eer": found.eer,
                    "threshold": found.threshold,
                    "fmr": found.fmr.value,
                    "fmr_interval": found.fmr.interval,
                    "fnmr": found.fnmr.value,
                    "fnmr_interval": found.fnmr.interval,
                    "fnmr_at_fmr": found.fnmr_at_fmr,
                    "groups": [
                        {
                            "column": group.column,
                            "value": group.value,
                            "people": group.people,
                            "few": group.people < evaluate.FEW_PEOPLE,
                            "fmr": group.fmr.value,
                            "fmr_interval": group.fmr.interval,
                            "fnmr": group.fnmr.value,
                            "fnmr_interval": group.fnmr.interval,
                        }
                        for group in found.groups
                    ],
                }
            )
        )
        return 0
    print(f"engine {found.engine}, {found.pairs} pairs, {found.images} pictures")
    print(f"faces not found   {found.not_found}")
    print(f"accuracy          {found.accuracy:.4f} (10 folds)   EER {found.eer:.4f}")
    print(f"at {found.threshold}: FMR {_rate(found.fmr)}, FNMR {_rate(found.fnmr)}")
    for key, value in found.fnmr_at_fmr.items():
        print(f"FNMR at FMR {key}  {'too few pairs' if value is None else f'{value:.4f}'}")
    for group in found.groups:
        few = f"  (only {group.people} people)" if group.people < evaluate.FEW_PEOPLE else ""
        print(f"{group.column} = {group.value}: FMR {_rate(group.fmr)}, FNMR {_rate(group.fnmr)}{few}")
    return 0


def _rate(rate: Rate) -> str:
    if rate.value is None:
        return "unknown (no pair)"
    low, high = rate.interval
    return f"{rate.value:.4f} [{low:.4f}, {high:.4f}] ({rate.errors} of {rate.count})"


def _pad(args: argparse.Namespace) -> int:
    try:
        found = measure.measure(args.live, args.attack, load_engine("sface"), args.pad_models)
    except (FileNotFoundError, ModelFault, ValueError) as fault:
        return _refuse(fault)
    if args.json:
        counts = {
            "live_frames": found.live_frames,
            "attack_frames": found.attack_frames,
            "not_found": found.not_found,
        }
        named = {name: counts | _errors(one) for name, one in found.witnesses.items()}
        print(json.dumps(counts | _errors(found.fused) | {"witnesses": named}))
        return 0
    print(
        f"{found.live_frames} living and {found.attack_frames} attack frames, {found.not_found} without a face"
    )
    for name, one in [("together", found.fused), *found.witnesses.items()]:
        for unit, errors in (("frames", one.frames), ("sequences", one.sequences)):
            print(f"{name}, {unit}: BPCER {_rate(errors.bpcer)}")
            for folder, rate in errors.apcer.items():
                print(f"    {folder}: APCER {_rate(rate)}")
    if "passive" not in found.witnesses:
        print("the passive models are not imported (mpp-kiosk face pad-model import)")
    return 0


def _errors(one: measure.Measured) -> dict[str, object]:
    def part(errors: measure.Errors) -> dict[str, object]:
        return {
            "bpcer": errors.bpcer.value,
            "apcer": {folder: rate.value for folder, rate in errors.apcer.items()},
        }

    return part(one.frames) | {"acer": one.frames.acer, "sequence": part(one.sequences)}


def _import(args: argparse.Namespace) -> int:
    for path in args.files:
        try:
            done = minifasnet.import_weights(path, args.pad_models)
        except OSError as fault:
            return _refuse(fault)
        if isinstance(done, minifasnet.ImportFault):
            print(f"mpp-kiosk: {done.path}: {done.reason}", file=sys.stderr)
            return 2
        print(f"imported {done}")
    missing = [name for name in minifasnet.SOURCES if not (args.pad_models / f"{name}.onnx").is_file()]
    print("the passive witness is active" if not missing else f"still missing: {', '.join(missing)}")
    return 0


def _rig(args: argparse.Namespace) -> int:
    if args.rounds < 1:
        return _refuse(ValueError("--rounds: at least 1"))
    if args.jobs is not None and args.jobs < 1:
        return _refuse(ValueError("--jobs: at least 1"))
    options = rig.Options(lamp=not args.no_lamp, pad_models=args.pad_models)
    try:
        found = rig.run(args.photos, load_engine("sface"), args.rounds, options, args.jobs)
    except (rig.NoPhotosError, ModelFault) as fault:
        return _refuse(fault)
    if args.json:
        print(json.dumps(found.as_json()))
        return 0
    print(
        f"people: {found.genuine_accepted} of {found.genuine_streams} accepted within three tries, "
        f"{found.first_try} at the first"
    )
    for kind, (accepted, count) in found.kinds.items():
        print(f"{kind}: {accepted} of {count} attacks accepted")
    print("stopped by: " + ", ".join(f"{name} {count}" for name, count in found.stopped_by.items()))
    return 0
