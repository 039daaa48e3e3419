"""A PostgreSQL of our own: Debian's server on a private socket, made for tests and measurements, gone after them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def missing() -> str:
    """Why there is no PostgreSQL here; empty where there is."""
    return "" if BINARIES else "PostgreSQL is not installed (Debian package postgresql)"


@contextmanager
def cluster(*options: str) -> Iterator[str]:
    """A running cluster with a database `mpp`; gives its SQLAlchemy URL. Durable as shipped (fsync on)."""
    folder = Path(tempfile.mkdtemp(prefix="mpp-pg-", dir="/tmp"))
    as_whom: dict[str, object] = {}
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_whom = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def run(name: str, *arguments: str) -> None:
        command = [str(BINARIES[-1] / name), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **as_whom)  # type: ignore[call-overload]

    data = folder / "data"
    try:
        run(
            "initdb",
            "--pgdata",
            str(data),
            "--auth",
            "trust",
            "--username",
            "mpp",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
        )
        settings = [
            f"-c unix_socket_directories={folder}",
            "-c listen_addresses=",
            "-c max_connections=100",
            *options,
        ]
        run(
            "pg_ctl",
            "--pgdata",
            str(data),
            "--wait",
            "--log",
            str(folder / "log"),
            "-o",
            " ".join(settings),
            "start",
        )
        try:
            run("createdb", "--host", str(folder), "--username", "mpp", "mpp")
            yield f"postgresql+psycopg://mpp@/mpp?host={folder}"
        finally:
            run("pg_ctl", "--pgdata", str(data), "--mode", "immediate", "--wait", "stop")
    finally:
        shutil.rmtree(folder)
