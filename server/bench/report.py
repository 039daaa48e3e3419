"""Runs all measurements one after another and says what they mean."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Engine

from server.bench import bodies, fill
from server.bench.client import Measured, drive
from server.bench.cluster import cluster, missing
from server.bench.pgbench import bare_per_s
from server.settings import ServerSettings
from server.storage.engine import make_engine
from server.storage.migrate import migrate

LINES = 64
KIOSKS = 10_000
PGBENCH_CLIENTS = 16


@dataclass(frozen=True, slots=True)
class Size:
    """How long and how large."""

    seconds: float
    flush: int
    stored: Sequence[int]


FULL = Size(seconds=8.0, flush=20_000, stored=(10_000, 100_000, 1_000_000))
QUICK = Size(seconds=2.0, flush=4_000, stored=(1_000, 10_000))


def measure(size: Size) -> dict[str, object]:
    """The report as `var/bench/server.json` holds it."""
    with tempfile.TemporaryDirectory(prefix="mpp-bench-", dir="/var/tmp") as folder:
        found: dict[str, object] = {"sqlite": _sqlite(Path(folder) / "sqlite", size)}
        found |= _many_kiosks(Path(folder) / "kiosks", size)
        found |= _growth(Path(folder) / "growth", size)
        found["postgresql"] = _postgresql(Path(folder) / "postgresql", size)
    return found


def _sqlite(folder: Path, size: Size) -> dict[str, float]:
    with _server(folder, 50) as (port, tokens, _):
        _warm(port, tokens)
        noop = drive(port, bodies.submissions(tokens, "/bench/noop"), LINES, 10**9, size.seconds)
        real = drive(port, bodies.submissions(tokens), LINES, 10**9, size.seconds)
        orm = drive(port, bodies.submissions(tokens, "/bench/orm"), LINES, 10**9, size.seconds)
        pull = drive(port, bodies.pulls(tokens), LINES, 10**9, size.seconds)
    _all_right(noop, real, pull)
    return {
        "submissions_per_s": real.per_s,
        "p99_ms": real.p99_ms,
        "noop_per_s": noop.per_s,
        "share_of_noop": round(real.per_s / noop.per_s, 3),
        "orm_pool_per_s": orm.per_s,
        "orm_pool_p99_ms": orm.p99_ms,
        "times_orm_pool": round(real.per_s / orm.per_s, 2),
        "pull_per_s": pull.per_s,
    }


def _many_kiosks(folder: Path, size: Size) -> dict[str, object]:
    with _server(folder, KIOSKS) as (port, tokens, _):
        _warm(port, tokens)
        mixed = drive(port, bodies.mixed(tokens), 2 * LINES, 10**9, size.seconds)
        flush = drive(port, bodies.submissions(tokens), 4 * LINES, size.flush, 120.0)
    _all_right(mixed, flush)
    return {
        "mixed_per_s": mixed.per_s,
        "mixed_p99_ms": mixed.p99_ms,
        "flush_per_s": flush.per_s,
        "flush_p99_ms": flush.p99_ms,
        "kiosks": KIOSKS,
    }


def _growth(folder: Path, size: Size) -> dict[str, object]:
    steps: dict[str, Measured] = {}
    with _server(folder, 50) as (port, tokens, engine):
        _warm(port, tokens)
        for stored in size.stored:
            fill.grow(engine, stored)
            drive(port, bodies.submissions(tokens), LINES, 2_000, 30.0)  # the cache as it is in service
            steps[str(stored)] = drive(port, bodies.submissions(tokens), LINES, 10**9, size.seconds)
    _all_right(*steps.values())
    first, last = str(size.stored[0]), str(size.stored[-1])
    return {
        "growth": {name: asdict(step) for name, step in steps.items()},
        "growth_p99_ratio": round(steps[last].p99_ms / steps[first].p99_ms, 2),
    }


def _postgresql(folder: Path, size: Size) -> dict[str, object]:
    if missing():
        return {"missing": missing()}
    with cluster("-c shared_buffers=512MB") as url, _server(folder, 50, url) as (port, tokens, _):
        _warm(port, tokens)
        real = drive(port, bodies.submissions(tokens), LINES, 10**9, size.seconds)
        pull = drive(port, bodies.pulls(tokens), LINES, 10**9, size.seconds)
        bare = bare_per_s(url, folder, PGBENCH_CLIENTS, max(2, int(size.seconds)))
    _all_right(real, pull)
    return {
        "submissions_per_s": real.per_s,
        "p99_ms": real.p99_ms,
        "bare_per_s": round(bare, 1),
        "cost_ratio": round(bare / real.per_s, 2),
        "pull_per_s": pull.per_s,
    }


@contextmanager
def _server(folder: Path, many: int, database: str = "") -> Iterator[tuple[int, list[str], Engine]]:
    """A server process with so many signed-in kiosks: its port, their tokens, its database."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = ServerSettings(data_dir=folder, database=database)
    engine = make_engine(settings.database_url, writes=True)
    migrate(engine)
    tokens = fill.kiosks(engine, many)
    command = [sys.executable, "-m", "server.bench.serve", "--data", str(folder), "--database", database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            line = child.stdout.readline()
            if "ready on" not in line:
                raise RuntimeError("the server to be measured did not start")
            yield int(line.rpartition(":")[2]), tokens, engine
        finally:
            child.terminate()
            child.wait(30)
            engine.dispose()


def _warm(port: int, tokens: Sequence[str]) -> None:
    drive(port, bodies.submissions(tokens), 8, 300, 10.0)


def _all_right(*runs: Measured) -> None:
    if any(run.failed for run in runs):
        raise RuntimeError(f"requests failed: {[run.failed for run in runs]}")


def table(found: dict[str, object]) -> str:
    """The report for people."""
    lines = []
    for name, value in found.items():
        if isinstance(value, dict) and name != "growth":
            lines += [f"{name:<12} {key:<20} {figure:>12}" for key, figure in value.items()]
        elif not isinstance(value, dict):
            lines.append(f"{'':<12} {name:<20} {value:>12}")
    return "\n".join(lines)


def write(found: dict[str, object], out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
