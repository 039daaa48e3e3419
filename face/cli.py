"""`mpp-kiosk face ...`: verification on files, and the state of the models."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from face import cli_field, cli_measure
from face.engine import load_engine
from face.models import ModelFault, check_all
from face.pad.active import active
from face.reference import verify_files


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `face` and `bench face`; each command sets `run`: parsed arguments in, exit code out."""
    face = subparsers.add_parser("face", help="compare faces, look at the models")
    commands = face.add_subparsers(dest="face_command", required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="compare two pictures; exit code 0 whatever the decision")
    verify.add_argument("reference", type=Path, metavar="REFERENCE")
    verify.add_argument("probe", type=Path, metavar="PROBE")
    verify.add_argument("--engine", choices=("sface", "dlib"), default="sface")
    verify.add_argument("--json", action="store_true", help="print JSON")
    verify.set_defaults(run=_verify)
    cli_measure.add(commands)
    cli_field.add(commands)
    state = commands.add_parser(
        "models",
        help="check every model file and say which witnesses can speak; exit code 1 where one is amiss",
    )
    state.add_argument("--pad-models", type=Path, default=cli_measure.PAD_MODELS, metavar="DIR")
    state.set_defaults(run=_models)
    cli_field.add_bench(_benches(subparsers))


def _benches(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    """`bench` is shared with other parts: where it exists already it is added to."""
    parser = subparsers.choices.get("bench")
    if parser is None:
        return subparsers.add_parser("bench", help="measure").add_subparsers(required=True, metavar="COMMAND")
    return next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction))


def _verify(args: argparse.Namespace) -> int:
    for path in (args.reference, args.probe):
        if not path.is_file():
            print(f"mpp-kiosk: there is no picture {path}", file=sys.stderr)
            return 2
    try:
        found = verify_files(args.reference, args.probe, load_engine(args.engine))
    except ModelFault as fault:
        print(f"mpp-kiosk: {fault}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(asdict(found)))
    elif found.available:
        print(f"{found.decision}: score {found.score:.3f}, threshold {found.threshold} (FMR {found.fmr:g})")
    else:
        print(f"could not compare: {', '.join(found.reasons)}")
    return 0


def _models(args: argparse.Namespace) -> int:
    states = check_all()
    for one in states:
        print(f"{'ok   ' if one.ok else 'FAULT'} {one.name}: {one.detail}")
    for witness in active(args.pad_models):
        print(f"{'speaks' if witness.active else 'silent'} {witness.name}  {witness.lacks}".rstrip())
    return 0 if all(one.ok for one in states) else 1
