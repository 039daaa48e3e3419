"""Command lines to look at a receipt, to talk with a printer by hand, and to measure."""

import argparse
import dataclasses
import json
import sys
import time
from datetime import datetime
from pathlib import Path

from printer import bench, layout, profiles, samples, wire
from printer.connection import BadUriError, Gone
from printer.control import ControlFile
from printer.dialogue import Patience
from printer.discovery import find_printers
from printer.draw import draw
from printer.profiles import Profile
from printer.receipt import Receipt, TestPage
from printer.render import render_bytes, render_receipt
from printer.simulated import PaperSimulator
from printer.status import PrinterStatus
from printer.talk import Talk, open_talk


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `receipt`, `device printer` and `bench printer`.

    Each sets `run`, a function of the parsed arguments that returns the exit code. `device` and `bench` are
    shared with other parts: where they exist already they are added to.
    """
    receipt = _group(subparsers, "receipt", "receipts as pictures")
    _add_render(receipt)
    device = _group(subparsers, "device", "talk with a device by hand")
    _add_device(device)
    benches = _group(subparsers, "bench", "measure")
    measure = benches.add_parser("print", help="what a receipt costs on the line")
    _add_paper(measure)
    measure.add_argument("--json", action="store_true", help="print JSON")
    measure.set_defaults(run=_bench)


def _group(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, description: str
) -> "argparse._SubParsersAction[argparse.ArgumentParser]":
    parser = subparsers.choices.get(name)
    if parser is None:
        parser = subparsers.add_parser(name, help=description)
        return parser.add_subparsers(required=True, metavar="COMMAND")
    return next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))


def _add_paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--width", type=int, choices=(80, 58), default=80, help="paper width in mm")
    parser.add_argument("--profile", help=f"a printer by name: {', '.join(profiles.names())}")
    parser.add_argument("--language", choices=("id", "en"), default="id", help="language of the receipt")


def _add_render(receipt: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    render = receipt.add_parser("render", help="draw a receipt as it comes out of the printer")
    render.add_argument("--out", type=Path, required=True, metavar="FILE.png", help="where to draw it")
    render.add_argument("--raw", type=Path, metavar="FILE", help="also write the ESC/POS bytes")
    render.add_argument("--from", type=Path, dest="source", metavar="FILE", help="draw these ESC/POS bytes")
    _add_paper(render)
    render.add_argument(
        "--sample", choices=("usual", "counter", "test"), default="counter", help="which receipt"
    )
    render.add_argument("--pending", action="store_true", help="identity verified later")
    render.add_argument("--offline", action="store_true", help="not sent yet")
    render.add_argument("--large", action="store_true", help="large print")
    render.add_argument("--copy", type=int, default=0, metavar="N", help="as the N-th copy")
    render.set_defaults(run=_render)


def _add_device(device: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    printer = device.add_parser("printer", help="the receipt printer")
    commands = printer.add_subparsers(required=True, metavar="COMMAND")
    for name, description in (
        ("status", "ask for its status"),
        ("test", "print a test page"),
        ("watch", "say every change of its status"),
    ):
        command = commands.add_parser(name, help=description)
        command.add_argument(
            "--uri",
            required=True,
            help="serial:///dev/NAME?baud=N, tcp://HOST:PORT, usb://VENDOR:PRODUCT or cups://QUEUE",
        )
        command.add_argument("--json", action="store_true", help="print JSON")
        _add_paper(command)
        command.set_defaults(run=_device, action=name)
    find = commands.add_parser("find", help="list the printers that are there")
    find.add_argument("--json", action="store_true", help="print JSON")
    find.set_defaults(run=_find)
    simulate = commands.add_parser("simulate", help="be a printer at the end of a real line")
    simulate.add_argument("--line", choices=("pty", "tcp"), default="pty", help="kind of line")
    simulate.add_argument("--port", type=int, default=9100, help="TCP port on the loopback; 0 for a free one")
    simulate.add_argument("--out", type=Path, metavar="DIR", help="draw each receipt into this folder")
    simulate.add_argument(
        "--control",
        type=Path,
        metavar="FILE",
        help="obey lines added to it: paper out, cover open, ...",
    )
    _add_paper(simulate)
    simulate.set_defaults(run=_simulate)


def _profile(arguments: argparse.Namespace) -> Profile:
    return profiles.load(arguments.profile or arguments.width)


def _page(arguments: argparse.Namespace) -> Receipt | TestPage:
    if arguments.sample == "test":
        return samples.trial_page(arguments.language)
    receipt = (samples.usual if arguments.sample == "usual" else samples.counter)(arguments.language)
    return dataclasses.replace(
        receipt,
        pending=arguments.pending,
        offline=arguments.offline,
        large=arguments.large,
        copy=arguments.copy,
    )


def _render(arguments: argparse.Namespace) -> int:
    try:
        profile = _profile(arguments)
        if arguments.source is not None:
            raw = arguments.source.read_bytes()
            render_bytes(raw, arguments.out, profile)
        else:
            raw = render_receipt(_page(arguments), arguments.out, profile)
        if arguments.raw is not None:
            arguments.raw.write_bytes(raw)
    except (OSError, ValueError, profiles.UnknownProfileError) as error:
        return _fail(str(error))
    print(f"{arguments.out}: {len(raw)} bytes of ESC/POS, {profile.title}")
    return 0


def _device(arguments: argparse.Namespace) -> int:
    try:
        profile = _profile(arguments)
        talk = open_talk(arguments.uri, profile, Patience())
    except (BadUriError, Gone, profiles.UnknownProfileError) as error:
        return _fail(str(error))
    try:
        match arguments.action:
            case "test":
                return _test(talk, profile, arguments)
            case "watch":
                return _watch(talk, arguments)
            case _:
                status = talk.status()
                _say_status(status, arguments)
                return 0 if status.can_print else 1
    except Gone as gone:
        return _fail(str(gone))
    finally:
        talk.close()


def _find(arguments: argparse.Namespace) -> int:
    found = find_printers()
    if arguments.json:
        print(json.dumps([dataclasses.asdict(printer) for printer in found]))
    else:
        for printer in found:
            print(f"{printer.uri}  {printer.name}")
    return 0 if found else _fail("no printer found")


def _simulate(arguments: argparse.Namespace) -> int:
    try:
        profile = _profile(arguments)
        simulator = PaperSimulator(profile, arguments.line, arguments.port)
    except (OSError, profiles.UnknownProfileError) as error:
        return _fail(str(error))
    control = ControlFile(simulator, arguments.control) if arguments.control is not None else None
    print(simulator.uri, flush=True)
    uri, count, refused = simulator.uri, 0, 0
    try:
        while True:
            for piece in simulator.take_receipts():
                count += 1
                if arguments.out is not None:
                    arguments.out.mkdir(parents=True, exist_ok=True)
                    draw(piece.rows, profile).save(arguments.out / f"receipt-{count:04d}.png")
                print(f"receipt {count}: {len(piece.raw)} bytes{'' if piece.cut else ', torn'}", flush=True)
            if simulator.uri != uri:
                uri = simulator.uri
                print(uri, flush=True)
            for line in control.refused[refused:] if control else ():
                refused += 1
                print(f"not understood: {line}", file=sys.stderr, flush=True)
            time.sleep(0.1)
    except KeyboardInterrupt:
        return 0
    finally:
        if control is not None:
            control.close()
        simulator.close()


def _test(talk: Talk, profile: Profile, arguments: argparse.Namespace) -> int:
    page = dataclasses.replace(samples.trial_page(arguments.language), at=datetime.now().astimezone())
    elements = layout.compose(page, profile)
    length_mm = layout.length_mm(elements, profile)
    result = talk.print_job(wire.encode(elements, profile), length_mm / profile.mm_per_s)
    if arguments.json:
        print(json.dumps({"outcome": result.outcome, "detail": result.detail, "length_mm": length_mm}))
    else:
        print(f"{result.outcome}{': ' if result.detail else ''}{result.detail}")
    return 0 if result.outcome in ("printed", "printed_unconfirmed") else 1


def _watch(talk: Talk, arguments: argparse.Namespace) -> int:
    before = None
    try:
        while True:
            status = talk.status()
            if status != before:
                _say_status(status, arguments)
            before = status
            time.sleep(0.5)
    except KeyboardInterrupt:
        return 0


def _say_status(status: PrinterStatus, arguments: argparse.Namespace) -> None:
    if arguments.json:
        print(json.dumps({**dataclasses.asdict(status), "can_print": status.can_print}), flush=True)
    else:
        print(f"{status.state}{': ' if status.detail else ''}{status.detail}", flush=True)


def _bench(arguments: argparse.Namespace) -> int:
    try:
        measured = bench.run(samples.usual(arguments.language), _profile(arguments))
    except profiles.UnknownProfileError as error:
        return _fail(str(error))
    if arguments.json:
        print(json.dumps(measured))
        return 0
    print(f"{measured['bytes']} bytes, as a picture {measured['raster_bytes']} bytes")
    print(f"composed in {measured['compose_ms']} ms, plain python-escpos {measured['plain_escpos_ms']} ms")
    for line, seconds in measured["line_s"].items():
        print(f"  {line:>7}: {seconds:7.3f} s, as a picture {measured['raster_line_s'][line]:7.3f} s")
    return 0


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 1
