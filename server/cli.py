"""The command line of the server: `mpp-server COMMAND`."""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from server.domain.roles import ROLES
from server.settings import DATA_VARIABLE, DEFAULT_DATA, ServerSettings, load_settings

Command = Callable[[argparse.Namespace, ServerSettings], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; 0 is success, 1 trouble, 2 a wrong command line."""
    arguments = _parser().parse_args(argv)
    settings = load_settings(arguments.data)
    if isinstance(settings, str):
        return _fail(settings)
    command: Command = arguments.command
    return command(arguments, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mpp-server", description="The central server of the service malls."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, words: str, command: Command) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=words)
        one.add_argument(
            "--data",
            type=Path,
            metavar="DIR",
            help=f"folder of database and keys (default: ${DATA_VARIABLE} or {DEFAULT_DATA})",
        )
        one.set_defaults(command=command)
        return one

    run = add("run", "Run the server.", _run)
    run.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    run.add_argument("--port", type=int, default=8750, help="port to listen on (default: %(default)s)")
    add("migrate", "Bring the database to the newest schema.", _migrate)
    seed = add(
        "seed", "Make a demo office with a kiosk and citizens; running it again changes nothing.", _seed
    )
    seed.add_argument("--provision", type=Path, metavar="FILE", help="write what the kiosk needs to sign in")
    seed.add_argument("--server-url", metavar="URL", help="where the kiosk finds this server")
    citizens = add("citizens", "List the simulated citizens.", _citizens)
    citizens.add_argument("--demo", action="store_true", required=True, help="the invented ones of `seed`")
    listed = add("applications", "List the newest applications, without personal data.", _applications)
    listed.add_argument("--json", action="store_true", help="as JSON")
    listed.add_argument("--limit", type=int, default=100, help="how many (default: %(default)s)")
    token = add(
        "ikd-token", "Print a 90-second IKD token of a demo citizen, as the phone shows it.", _ikd_token
    )
    token.add_argument("nik", metavar="NIK")
    add("notices", "Print the last simulated messages to citizens.", _notices)
    office = add("office", "Make an office (a mall), or correct one.", _office)
    office.add_argument("id", metavar="ID", help="for example mpp-3217")
    office.add_argument("--name", required=True)
    office.add_argument("--region", required=True, help="for example 'Kabupaten Bandung Barat'")
    office.add_argument(
        "--region-code", required=True, metavar="NNNN", help="4 digits of the ministry's list"
    )
    office.add_argument("--zone", choices=("WIB", "WITA", "WIT"), default="WIB", help="default: %(default)s")
    device = add("device", "Enrol a kiosk, give it a new secret, or revoke it.", _device)
    device.add_argument("id", metavar="ID", help="for example mpp-3217-01")
    device.add_argument("--office", metavar="ID")
    device.add_argument(
        "--queue", metavar="FIRST-LAST", help="the queue numbers that this kiosk alone gives out"
    )
    device.add_argument("--provision", type=Path, metavar="FILE", help="where to write what the kiosk needs")
    device.add_argument("--revoke", action="store_true", help="the kiosk may not sign in any more")
    code = add("totp", "Print a demo officer's password and the one-time code of this moment.", _totp)
    code.add_argument("login", metavar="LOGIN", help="petugas, penyelia, teknisi or pusat")
    officer = add("officer", "Make an officer, or give one new secrets; prints them once.", _officer)
    officer.add_argument("login", metavar="LOGIN")
    officer.add_argument("--role", choices=ROLES, required=True)
    officer.add_argument("--office", required=True, metavar="ID", help="for example mpp-3217")
    bench = add("bench", "Measure the server beside its limits, on this machine alone.", _bench)
    bench.add_argument("--quick", action="store_true", help="short and small: to see that it runs")
    bench.add_argument("--out", type=Path, default=Path("var/bench/server.json"), help="default: %(default)s")
    fault = add("fault", "Let a simulated system misbehave; works on a running server.", _fault)
    fault.add_argument("system", choices=("registry", "profile", "sdmk", "ikd", "notice"))
    fault.add_argument("fault", choices=("ok", "down", "slow", "wrong"))
    return parser


def _run(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.run import listen, serve

    listener = listen(arguments.host, arguments.port)
    if isinstance(listener, str):
        return _fail(listener)
    return 0 if serve(settings, listener) else 1


def _migrate(_arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.storage.engine import make_engine
    from server.storage.migrate import migrate

    engine = make_engine(settings.database_url, writes=True)
    print(f"schema {migrate(engine)}")
    engine.dispose()
    return 0


def _seed(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.demo.seed import seed

    done = seed(settings, arguments.provision, server_url=arguments.server_url or settings.public_url)
    for line in done.trouble:
        print(f"mpp-server: {line}", file=sys.stderr)
    print(f"{done.citizens} demo citizens, {done.with_photo} with a face on file, in {settings.data_dir}")
    if arguments.provision:
        print(f"the kiosk's provisioning is in {arguments.provision}")
    return 0


def _citizens(_arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.adapters.population import Population
    from server.keys import load_keys
    from server.sealing import Sealer

    found = Population(settings.simulator_dir, Sealer(load_keys(settings.keys_dir).seal)).all()
    if not found:
        return _fail(f"no citizens in {settings.data_dir}; run `mpp-server seed` first")
    for one in found:
        name = one.dukcapil.get("nama_lengkap", "")
        marks = [word for word, there in (("face", one.template), ("sdmk", one.sdmk)) if there]
        print(f"{one.nik}  {name:<24} {' '.join(marks)}".rstrip())
    return 0


def _applications(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.storage import applications
    from server.storage.storage import Storage

    storage = Storage(settings)
    try:
        held = storage.read_blocking(lambda connection: applications.newest(connection, arguments.limit))
    finally:
        storage.close()
    rows = [
        {
            "id": str(one.id),
            "number": one.number,
            "service": one.service,
            "stage": one.stage,
            "identity": one.identity,
            "flag": one.flag,
            "queue_number": one.queue_number,
            "version": one.version,
        }
        for one in held
    ]
    if arguments.json:
        print(json.dumps(rows, indent=2))
        return 0
    for row in rows:
        print(
            f"{row['number']}  {row['service']:<12} {row['stage']:<17} {row['identity']:<10} {row['flag']}".rstrip()
        )
    return 0


def _ikd_token(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.adapters.ikd_simulator import issue_token
    from server.context import now
    from server.keys import load_signing_key

    nik: str = arguments.nik
    if not (len(nik) == 16 and nik.isascii() and nik.isdecimal()):
        return _fail("a NIK has 16 digits; `mpp-server citizens --demo` lists those of the demo")
    print(issue_token(load_signing_key(settings.keys_dir / "ikd-simulator.key"), nik, now()))
    return 0


def _notices(_arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.adapters.faults import FaultSwitches
    from server.adapters.notice_simulator import NoticeSimulator
    from server.keys import load_keys
    from server.sealing import Sealer

    folder = settings.simulator_dir
    carrier = NoticeSimulator(folder, Sealer(load_keys(settings.keys_dir).seal), FaultSwitches(folder))
    for one in carrier.sent():
        print(f"{one.channel} {one.to}: {one.words}")
    return 0


def _totp(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.accounts import totp_now
    from server.context import now
    from server.demo.seed import OFFICERS_FILE

    file = settings.data_dir / OFFICERS_FILE
    if not file.exists():
        return _fail(f"{file}: no demo officers; run `mpp-server seed` first")
    known = tomllib.loads(file.read_text(encoding="utf-8"))
    if arguments.login not in known:
        return _fail(f"no demo officer {arguments.login}; there are {', '.join(known)}")
    one = known[arguments.login]
    print(f"password {one['password']}  code {totp_now(one['totp'], now())}")
    return 0


def _office(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.enrol import NewOffice, put_office
    from server.storage.storage import Storage

    if not re.fullmatch(r"[a-z0-9-]{3,40}", arguments.id) or not re.fullmatch(
        r"[0-9]{4}", arguments.region_code
    ):
        return _fail("ID is 3 to 40 small letters, digits or hyphens; --region-code is 4 digits")
    storage = Storage(settings)
    try:
        put_office(
            storage,
            NewOffice(
                arguments.id,
                arguments.name,
                arguments.region,
                arguments.region_code,
                {"WIB": 7, "WITA": 8, "WIT": 9}[arguments.zone],
            ),
        )
    finally:
        storage.close()
    print(f"office {arguments.id}")
    return 0


def _device(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.context import now
    from server.enrol import provisioning, put_device
    from server.keys import load_keys, replace_private
    from server.storage import devices
    from server.storage.storage import Storage
    from server.storage.writer import each

    block = re.fullmatch(r"([0-9]{1,4})-([0-9]{1,4})", arguments.queue or "")
    if not arguments.revoke and not (block and arguments.office and arguments.provision):
        return _fail("enrolling needs --office ID, --queue FIRST-LAST and --provision FILE")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{2,63}", arguments.id):
        return _fail("ID is 3 to 64 small letters, digits or hyphens")
    storage = Storage(settings)
    try:
        if arguments.revoke:
            known = storage.writer.run_blocking(each(devices.revoke), (arguments.id, now()))
            print(f"revoked {arguments.id}") if known else None
            return 0 if known else _fail(f"no kiosk {arguments.id}")
        first, last = (int(block[1]), int(block[2])) if block else (0, 0)
        made = put_device(storage, arguments.id, arguments.office, first, last)
    finally:
        storage.close()
    if isinstance(made, str):
        return _fail(made)
    region, secret = made
    recipient = load_keys(settings.keys_dir).evidence_recipient
    content = provisioning(settings.public_url, arguments.id, secret, recipient, region, (first, last))
    replace_private(arguments.provision, content.encode())
    print(f"enrolled {arguments.id}; its provisioning is in {arguments.provision}")
    return 0


def _officer(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from sqlalchemy import select

    from server.accounts import add_officer
    from server.keys import load_keys
    from server.sealing import Sealer
    from server.storage.schema import offices
    from server.storage.storage import Storage

    login: str = arguments.login
    if not re.fullmatch(r"[a-z0-9._-]{3,64}", login):
        return _fail("LOGIN is 3 to 64 small letters, digits, dots, hyphens or underscores")
    storage = Storage(settings)
    try:
        known = storage.read_blocking(
            lambda connection: set(connection.execute(select(offices.c.id)).scalars())
        )
        if arguments.office not in known:
            return _fail(f"no office {arguments.office}; there are {', '.join(sorted(known)) or 'none'}")
        made = add_officer(
            storage, Sealer(load_keys(settings.keys_dir).seal), login, arguments.office, arguments.role
        )
    finally:
        storage.close()
    print(f"login {made.login}\npassword {made.password}\nauthenticator secret {made.totp}")
    return 0


def _bench(arguments: argparse.Namespace, _settings: ServerSettings) -> int:
    from server.bench.report import FULL, QUICK, measure, table, write

    found = measure(QUICK if arguments.quick else FULL)
    write(found, arguments.out)
    print(table(found))
    return 0


def _fault(arguments: argparse.Namespace, settings: ServerSettings) -> int:
    from server.adapters.faults import FaultSwitches

    FaultSwitches(settings.simulator_dir).set(arguments.system, arguments.fault)
    print(f"{arguments.system}: {arguments.fault}")
    return 0


def _fail(words: str) -> int:
    print(f"mpp-server: {words}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
