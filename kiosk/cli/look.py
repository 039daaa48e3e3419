"""`mpp-kiosk doctor|sync|audit`: look into a kiosk without its screen. None of them prints personal data."""

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from config.load import SettingsFault, load_settings
from config.schema import Settings
from face.models import check_all
from hardware import host
from kiosk import __version__
from kiosk.audit import AuditTrail
from kiosk.demo.world import real_devices
from kiosk.store.database import NAME, open_database
from kiosk.store.records import Records
from kiosk.store.sealing import Sealer, load_key
from kiosk.sync.client import Client, Unreachable
from kiosk.sync.provisioning import ProvisioningFault
from kiosk.sync.provisioning import load as load_provisioning
from kiosk.sync.sender import push

Look = Callable[[Settings, argparse.Namespace], int]


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    ok: bool
    detail: str


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `doctor`, `sync` and `audit`."""
    doctor = subparsers.add_parser("doctor", help="check this kiosk; exit code 1 where something is amiss")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    doctor.set_defaults(run=_doctor)
    sync = subparsers.add_parser("sync", help="the outbox")
    actions = sync.add_subparsers(dest="sync_command", required=True, metavar="COMMAND")
    for name, words, look in (
        ("status", "what waits, what was refused", _status),
        ("now", "send what waits", _now),
        ("retry", "put refused items back into the queue", _retry),
    ):
        command = actions.add_parser(name, help=words)
        command.add_argument("--json", action="store_true", help="print JSON")
        command.set_defaults(run=lambda args, look=look: _with_settings(args, look))
    audit = subparsers.add_parser("audit", help="the audit trail")
    checks = audit.add_subparsers(dest="audit_command", required=True, metavar="COMMAND")
    verify = checks.add_parser("verify", help="check the hash chain; names the first bad entry")
    verify.add_argument("--json", action="store_true", help="print JSON")
    verify.set_defaults(run=lambda args: _with_settings(args, _verify))


def _with_settings(args: argparse.Namespace, look: Look) -> int:
    found = load_settings(args.settings)
    if isinstance(found, SettingsFault):
        sys.stderr.write(f"mpp-kiosk: {found.code}: {found.words}\n")
        return 2
    if not (Path(found.kiosk.data_dir) / NAME).exists():
        sys.stderr.write(f"mpp-kiosk: no kiosk has run in {found.kiosk.data_dir} yet\n")
        return 2
    return look(found, args)


def _records(settings: Settings) -> Records:
    folder = Path(settings.kiosk.data_dir)
    key, _ = load_key(folder)
    return Records(open_database(folder).db, Sealer(key))


def _status(settings: Settings, args: argparse.Namespace) -> int:
    with closing(_records(settings)) as records:
        counts, dead = records.counts(), records.dead_letters()
    report = {
        "waiting": counts.waiting,
        "sent": counts.sent,
        "dead": counts.dead,
        "oldest": counts.oldest.isoformat() if counts.oldest else None,
        "dead_letters": [asdict(one) for one in dead],
    }
    if args.json:
        print(json.dumps(report))
    else:
        print(f"waiting {counts.waiting}, sent {counts.sent}, refused {counts.dead}")
        for one in dead:
            print(f"  {one.kind} {one.id}: {one.reason} ({one.happened_at})")
    return 0


def _now(settings: Settings, args: argparse.Namespace) -> int:
    file = Path(settings.kiosk.provisioning or Path(settings.kiosk.data_dir) / "device.toml")
    provisioning = load_provisioning(file)
    if isinstance(provisioning, ProvisioningFault):
        sys.stderr.write(f"mpp-kiosk: {provisioning.words}\n")
        return 2
    with closing(_records(settings)) as records, closing(Client(settings.server, provisioning)) as client:
        outcome = push(records, client, lambda kind, status: None)
        waiting = records.counts().waiting
    sent = 0 if isinstance(outcome, Unreachable) else outcome
    if args.json:
        reason = outcome.reason if isinstance(outcome, Unreachable) else ""
        print(json.dumps({"answered": sent, "waiting": waiting, "problem": reason}))
    elif isinstance(outcome, Unreachable):
        print(f"the centre cannot be reached ({outcome.reason}); {waiting} items wait")
    else:
        print(f"{sent} items answered, {waiting} wait")
    return 1 if waiting else 0


def _retry(settings: Settings, args: argparse.Namespace) -> int:
    with closing(_records(settings)) as records:
        count = records.retry_dead()
    print(json.dumps({"queued_again": count}) if args.json else f"{count} items queued again")
    return 0


def _verify(settings: Settings, args: argparse.Namespace) -> int:
    with closing(_records(settings)) as records:
        verdict = AuditTrail(records).verify()
    if args.json:
        print(json.dumps(asdict(verdict)))
    elif verdict.first_bad is None:
        print(f"the chain holds: {verdict.entries} entries, head {verdict.head[:16]}")
    else:
        print(f"the chain is broken at entry {verdict.first_bad} of {verdict.entries}")
    return 0 if verdict.first_bad is None else 1


def _doctor(args: argparse.Namespace) -> int:
    findings = list(_examine(args))
    good = all(one.ok for one in findings)
    if args.json:
        print(json.dumps({"ok": good, "version": __version__, "findings": [asdict(one) for one in findings]}))
    else:
        for one in findings:
            print(f"{'ok   ' if one.ok else 'FAULT'} {one.name}: {one.detail}")
    return 0 if good else 1


def _examine(args: argparse.Namespace) -> list[Finding]:
    found = load_settings(args.settings)
    if isinstance(found, SettingsFault):
        return [Finding("settings", False, f"{found.code}: {found.words}")]
    findings = [Finding("settings", True, str(args.settings or "the shipped defaults"))]
    findings += [Finding(f"model {one.name}", one.ok, one.detail) for one in check_all()]
    folder = Path(found.kiosk.data_dir)
    free = host.disk_free_mb(folder)
    findings.append(Finding("disk", free >= found.offline.min_free_mb, f"{free} MB free"))
    findings += [_store(folder), _enrolment(found), _centre(found)]
    devices = real_devices(found)
    for name, address in (
        ("camera", devices.camera),
        ("printer", devices.printer),
        ("scanner", devices.scanner),
    ):
        findings.append(Finding(name, bool(address), address or "none found"))
    return findings


def _store(folder: Path) -> Finding:
    if not (folder / NAME).exists():
        return Finding("store", True, "made at the first start")
    try:
        key, demo = load_key(folder)
        with closing(Records(open_database(folder).db, Sealer(key))) as records:
            counts = records.counts()
    except (OSError, ValueError, sqlite3.DatabaseError) as error:
        return Finding("store", False, type(error).__name__)
    kind = "demo key, not for service" if demo else "key from the service manager"
    return Finding("store", counts.dead == 0, f"{counts.waiting} wait, {counts.dead} refused; {kind}")


def _enrolment(settings: Settings) -> Finding:
    file = Path(settings.kiosk.provisioning or Path(settings.kiosk.data_dir) / "device.toml")
    provisioning = load_provisioning(file)
    if isinstance(provisioning, ProvisioningFault):
        return Finding("enrolment", False, provisioning.words)
    return Finding("enrolment", True, provisioning.device_id)


def _centre(settings: Settings) -> Finding:
    file = Path(settings.kiosk.provisioning or Path(settings.kiosk.data_dir) / "device.toml")
    provisioning = load_provisioning(file)
    url = settings.server.url if isinstance(provisioning, ProvisioningFault) else provisioning.server_url
    try:
        answer = httpx.get(f"{url}/healthz", timeout=settings.server.connect_seconds)
    except httpx.HTTPError as error:
        return Finding("centre", False, f"{url}: {type(error).__name__}")
    return Finding("centre", answer.is_success, f"{url}: {answer.status_code}")
