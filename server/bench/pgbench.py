"""The limit on PostgreSQL: pgbench doing the same inserts of the same sizes, one commit each, prepared."""

import re
import subprocess
from pathlib import Path

from sqlalchemy import make_url

from server.bench.cluster import BINARIES

_SCRIPT = """
\\set first random(1, 1000000000)
\\set second random(1, 1000000000)
BEGIN;
INSERT INTO visits (id, device_id, office_id, created_at, consent_data)
  VALUES (md5(:first || '-' || :second)::uuid, 'bench-0', 'mpp-bench', now(), false);
INSERT INTO applications (id, number, visit_id, device_id, office_id, service, nik_key, digest, claim, identity,
  stage, flag, channel, version, happened_at, received_at, updated_at, sealed)
  VALUES (gen_random_uuid(), 'B-' || gen_random_uuid()::text, md5(:first || '-' || :second)::uuid, 'bench-0',
  'mpp-bench', 'ADM-KK-02', sha256(random()::text::bytea), sha256(random()::text::bytea), 'pending', 'pending',
  'waiting_identity', '', 'kiosk', 1, now(), now(), now(), decode(repeat('ab', 900), 'hex'));
INSERT INTO changes (kind, entity, office_id, at)
  VALUES ('application', gen_random_uuid(), 'mpp-bench', now());
COMMIT;
"""


def bare_per_s(url: str, folder: Path, clients: int, seconds: int) -> float:
    """Transactions a second of pgbench alone."""
    target = make_url(url)
    script = folder / "same-inserts.sql"
    script.write_text(_SCRIPT)
    command = [
        str(BINARIES[-1] / "pgbench"),
        "--no-vacuum",
        f"--host={target.query['host']}",
        f"--username={target.username}",
        f"--client={clients}",
        "--jobs=1",
        f"--time={seconds}",
        f"--file={script}",
        str(target.database),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench said: {done.stdout}")
    return float(found[1])
