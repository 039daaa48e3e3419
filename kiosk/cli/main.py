"""`mpp-kiosk`: every command of the kiosk. Exit code 0: done; 1: looked and found it wrong; 2: could not."""

import argparse
import os
import sys
from pathlib import Path

from face import cli as face_cli
from hardware import cli as hardware_cli
from kiosk import __version__, cli_catalogue
from kiosk.cli import look, run, screens
from printer import cli as printer_cli

SETTINGS_VARIABLE = "MPP_KIOSK_SETTINGS"


def parser() -> argparse.ArgumentParser:
    """The whole command line; each command sets `run`: parsed arguments in, exit code out."""
    root = argparse.ArgumentParser(
        prog="mpp-kiosk", description="Self-service kiosk of the Mal Pelayanan Publik.", allow_abbrev=False
    )
    root.add_argument("--version", action="version", version=__version__)
    root.add_argument(
        "--settings",
        type=Path,
        default=os.environ.get(SETTINGS_VARIABLE) or None,
        help=f"the kiosk's own settings file (or {SETTINGS_VARIABLE}); without it the shipped defaults",
    )
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    run.add_commands(commands)
    look.add_commands(commands)
    face_cli.add_commands(commands)
    cli_catalogue.add_commands(commands)
    printer_cli.add_commands(commands)
    hardware_cli.add_commands(commands)
    screens.add_commands(commands)
    return root


def main(arguments: list[str] | None = None) -> int:
    """The entry point."""
    args = parser().parse_args(arguments)
    if args.settings is not None:
        args.settings = Path(args.settings)
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
