"""Fills an empty server: a demo office, a kiosk that may sign in, citizens. Running it again changes nothing."""

import json
import secrets
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from argon2.exceptions import VerificationError
from sqlalchemy import Connection, insert, select, update

from server.accounts import add_officer
from server.adapters.population import Citizen, Population
from server.api.sessions import HASHER
from server.context import now
from server.demo.citizens import CITIZENS, DemoCitizen
from server.domain.roles import Role
from server.keys import load_keys, load_signing_key, replace_private
from server.sealing import Sealer
from server.settings import ServerSettings
from server.storage.schema import devices, offices
from server.storage.storage import Storage
from server.storage.writer import each

OFFICE, DEVICE = "mpp-3217", "mpp-3217-01"
REGION_CODE = "3217"
QUEUE = (101, 199)
OFFICERS_FILE = "demo-officers.toml"
DEMO_OFFICERS: dict[str, Role] = {
    "petugas": "officer",
    "penyelia": "supervisor",
    "teknisi": "technician",
    "pusat": "national",
}
PHOTOS = Path(sys.prefix) / "share" / "mpp-kiosk" / "photos"


@dataclass(frozen=True, slots=True)
class Provision:
    """What a kiosk needs to know of its server."""

    server_url: str
    device_secret: str = field(repr=False)
    evidence_recipient: str

    def toml(self, photos: Path) -> str:
        lines = [
            f"server_url = {json.dumps(self.server_url)}",
            f"device_id = {json.dumps(DEVICE)}",
            f"device_secret = {json.dumps(self.device_secret)}",
            f"evidence_recipient = {json.dumps(self.evidence_recipient)}",
            f"region_code = {json.dumps(REGION_CODE)}",
            f"queue_first = {QUEUE[0]}",
            f"queue_last = {QUEUE[1]}",
        ]
        for one in CITIZENS:
            photo = str(photos / one.probe) if one.probe and (photos / one.probe).exists() else ""
            lines += [
                "",
                "[[demo_citizen]]",
                f"nik = {json.dumps(one.nik)}",
                f"name = {json.dumps(one.name)}",
                f"photo = {json.dumps(photo)}",
            ]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Seeded:
    citizens: int
    with_photo: int
    trouble: tuple[str, ...]
    """What a person should know: photographs that are missing or unusable."""


def seed(
    settings: ServerSettings, provision: Path | None, *, server_url: str, photos: Path = PHOTOS
) -> Seeded:
    """Makes database, keys, office, kiosk and citizens; writes the kiosk's provisioning file."""
    keys = load_keys(settings.keys_dir)
    load_signing_key(settings.keys_dir / "ikd-simulator.key")
    storage = Storage(settings)
    try:
        secret = _kept_secret(provision) or secrets.token_urlsafe(32)
        storage.writer.run_blocking(each(_office_and_device), (secret, provision is not None))
    finally:
        storage.close()
    _officers(settings, Sealer(keys.seal))
    population = Population(settings.simulator_dir, Sealer(keys.seal))
    citizens, trouble = _citizens(CITIZENS, population, photos)
    population.put(citizens)
    if provision is not None:
        content = Provision(server_url, secret, keys.evidence_recipient).toml(photos)
        replace_private(provision, content.encode())
    return Seeded(len(citizens), sum(one.template is not None for one in citizens), trouble)


def _officers(settings: ServerSettings, sealer: Sealer) -> None:
    """One demo officer a role; what they sign in with lies beside the database, for the demo alone."""
    file = settings.data_dir / OFFICERS_FILE
    if file.exists():
        return
    storage = Storage(settings)
    try:
        made = [
            (role, add_officer(storage, sealer, login, OFFICE, role)) for login, role in DEMO_OFFICERS.items()
        ]
    finally:
        storage.close()
    content = "".join(
        f"[{one.login}]\nrole = {json.dumps(role)}\npassword = {json.dumps(one.password)}\n"
        f"totp = {json.dumps(one.totp)}\n\n"
        for role, one in made
    )
    replace_private(file, content.encode())


def _kept_secret(provision: Path | None) -> str | None:
    """The secret of an earlier run, so that a kiosk that read it can still sign in."""
    if provision is None or not provision.exists():
        return None
    try:
        said = tomllib.loads(provision.read_text(encoding="utf-8"))
    except ValueError:
        return None
    secret = said.get("device_secret")
    return secret if said.get("device_id") == DEVICE and isinstance(secret, str) else None


def _office_and_device(connection: Connection, item: tuple[str, bool]) -> None:
    secret, provisioned = item
    if connection.execute(select(offices.c.id).where(offices.c.id == OFFICE)).one_or_none() is None:
        connection.execute(
            insert(offices).values(
                id=OFFICE,
                name="MPP Kota Contoh",
                region="Kabupaten Bandung Barat",
                region_code=REGION_CODE,
            )
        )
    row = connection.execute(select(devices.c.secret_hash).where(devices.c.id == DEVICE)).one_or_none()
    if row is None:
        connection.execute(
            insert(devices).values(
                id=DEVICE,
                office_id=OFFICE,
                secret_hash=HASHER.hash(secret),
                queue_first=QUEUE[0],
                queue_last=QUEUE[1],
                created_at=now(),
            )
        )
    elif provisioned and not _fits(row.secret_hash, secret):
        values = {"secret_hash": HASHER.hash(secret), "revoked_at": None}
        connection.execute(update(devices).where(devices.c.id == DEVICE).values(**values))


def _fits(hashed: str, secret: str) -> bool:
    try:
        return HASHER.verify(hashed, secret)
    except VerificationError:
        return False


def _citizens(
    wanted: Iterable[DemoCitizen], population: Population, photos: Path
) -> tuple[list[Citizen], tuple[str, ...]]:
    """Citizens with reference templates; a template made before is kept."""
    found: list[Citizen] = []
    trouble: list[str] = []
    for one in wanted:
        before = population.find(one.nik)
        template = before.template if before else None
        if template is None and one.reference:
            made = _template(photos / one.reference)
            if isinstance(made, str):
                trouble.append(made)
            else:
                template = made
        found.append(one.citizen(template))
    return found, tuple(trouble)


def _template(photo: Path) -> bytes | str:
    """The template of a portrait, or one sentence that says why there is none."""
    if not photo.exists():
        return f"{photo}: no such photograph; `make setup` puts it there. This citizen has no face on file."
    # imported here: seeding without photographs needs no image library
    from face.engine import load_engine
    from face.models import ModelFault
    from face.reference import EnrolFault, enrol

    try:
        made = enrol(photo, load_engine("sface"))
    except ModelFault as fault:
        return f"{photo}: no template: {fault}"
    if isinstance(made, EnrolFault):
        return f"{photo}: no template: {made.reason}"
    return made.to_bytes()
