"""`mpp-kiosk ui audit` and `mpp-kiosk bench ui`: the screens without a session."""

import argparse

from ui import bench, report


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `ui audit`, and `bench ui` to the measurements."""
    screens = subparsers.add_parser("ui", help="check the screens")
    actions = screens.add_subparsers(dest="ui_command", required=True, metavar="COMMAND")
    audit = actions.add_parser("audit", help="walk every screen in every mode; exit code 1 where a fault is")
    audit.add_argument("--json", action="store_true", help="print counts alone, as JSON")
    audit.set_defaults(run=lambda args: report.main(["--json"] if args.json else []))
    benches = subparsers.choices["bench"]._subparsers
    assert benches is not None
    group = next(one for one in benches._group_actions if isinstance(one, argparse._SubParsersAction))
    measure = group.add_parser("ui", help="first frame, touch, preview and idle load")
    measure.add_argument("--json", action="store_true", help="print JSON (always)")
    measure.set_defaults(run=lambda args: bench.main([]))
