"""`mpp-kiosk catalogue check|coverage|list|docs`: the service catalogue for those who keep it."""

import argparse
import json
import sys
from dataclasses import asdict
from importlib import resources
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from config import regions
from config.catalogue import Catalogue, check, load, read
from kiosk.services.check_list import index, pages
from kiosk.services.coverage import coverage


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `catalogue`; each command sets `run`: parsed arguments in, exit code out."""
    parser = subparsers.add_parser("catalogue", help="look into the service catalogue")
    commands = parser.add_subparsers(dest="catalogue_command", required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="name every fault; exit code 1 where there is one")
    checking.add_argument(
        "folder", nargs="?", type=Path, help="data files in work; without it the shipped ones"
    )
    checking.add_argument("--json", action="store_true", help="print JSON")
    checking.set_defaults(run=_check)
    covering = commands.add_parser("coverage", help="how much each service asks of a citizen")
    covering.add_argument("--json", action="store_true", help="print JSON")
    covering.set_defaults(run=_coverage)
    describing = commands.add_parser("schema", help="print the JSON Schema of the catalogue on the wire")
    describing.set_defaults(run=_schema)
    listing = commands.add_parser("list", help="list the services")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)
    writing = commands.add_parser("docs", help="write a clerk's check list for each service")
    writing.add_argument("folder", type=Path, help="where the Markdown files go, for example docs/services")
    writing.set_defaults(run=_docs)


def icon_names() -> frozenset[str]:
    """The icons of the lucide set that the screens draw from."""
    archive = resources.files("lucide").joinpath("lucide.zip").read_bytes()
    with ZipFile(BytesIO(archive)) as icons:
        return frozenset(name.removesuffix(".svg") for name in icons.namelist())


def _faults(catalogue: Catalogue) -> tuple[str, ...]:
    local = [regions.check(override, catalogue) for override in regions.shipped()]
    return (*check(catalogue, icon_names()), *(fault for faults in local for fault in faults))


def _check(args: argparse.Namespace) -> int:
    found = load() if args.folder is None else read(args.folder)
    faults = _faults(found) if isinstance(found, Catalogue) else found
    if args.json:
        _print({"faults": list(faults)})
    else:
        sys.stdout.writelines(f"{fault}\n" for fault in faults)
        if isinstance(found, Catalogue) and not faults:
            sys.stdout.write(f"catalogue {found.version}: {len(found.services)} services, no fault\n")
    return 1 if faults else 0


def _coverage(args: argparse.Namespace) -> int:
    found = coverage(load())
    if args.json:
        _print(asdict(found))
        return 0
    row = "{:12} {:8} {:>6} {:>9} {:>8} {:>8} {:>10}  {}\n"
    sys.stdout.write(
        row.format("code", "mode", "fields", "prefilled", "screens", "touches", "documents", "end")
    )
    for one in found.services:
        share = f"{one.prefilled_share:.0%}"
        sys.stdout.write(
            row.format(
                one.code, one.mode, one.fields, share, one.screens, one.touches, one.documents, one.end_state
            )
        )
    sys.stdout.write(f"prefilled over all services: {found.prefilled_share:.1%}\n")
    return 0


def _list(args: argparse.Namespace) -> int:
    services = load().services
    if args.json:
        _print([{"code": one.code, "mode": one.mode, "name": one.name.model_dump()} for one in services])
    else:
        sys.stdout.writelines(f"{one.code:12} {one.mode:8} {one.name.id}\n" for one in services)
    return 0


def _schema(_args: argparse.Namespace) -> int:
    _print(Catalogue.model_json_schema())
    return 0


def _docs(args: argparse.Namespace) -> int:
    catalogue = load()
    folder: Path = args.folder
    folder.mkdir(parents=True, exist_ok=True)
    written = {f"{code}.md": text for code, text in pages(catalogue).items()} | {
        "README.md": index(catalogue)
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(written)} files in {folder}\n")
    return 0


def _print(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
