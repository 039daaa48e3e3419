"""Offices and kiosks are enrolled here, one at a time, by whoever has the server's data folder."""

import json
import secrets
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select, update

from server.api.sessions import HASHER
from server.context import now
from server.storage.schema import device_sessions, devices, offices
from server.storage.storage import Storage
from server.storage.writer import each

LARGEST_NUMBER = 9999


@dataclass(frozen=True, slots=True)
class NewOffice:
    id: str
    name: str
    region: str
    region_code: str
    utc_offset: int


@dataclass(frozen=True, slots=True)
class NewDevice:
    id: str
    office_id: str
    first: int
    last: int
    secret_hash: str = field(repr=False)


def put_office(storage: Storage, office: NewOffice) -> None:
    """Makes an office, or corrects one."""
    storage.writer.run_blocking(each(_put_office), office)


def put_device(
    storage: Storage, device_id: str, office_id: str, first: int, last: int
) -> str | tuple[str, str]:
    """Enrols a kiosk, or gives an enrolled one a new secret and ends its sessions.

    Returns:
        The office's region code and the secret, or one sentence that says why not.
    """
    if not 1 <= first <= last <= LARGEST_NUMBER:
        return f"queue numbers run from 1 to {LARGEST_NUMBER}, the first not above the last"
    secret = secrets.token_urlsafe(32)
    new = NewDevice(device_id, office_id, first, last, HASHER.hash(secret))
    done = storage.writer.run_blocking(each(_put_device), new)
    return (done.removeprefix("ok "), secret) if done.startswith("ok ") else done


def provisioning(
    server_url: str, device: str, secret: str, recipient: str, region: str, queue: tuple[int, int]
) -> str:
    """The file that a kiosk reads: TOML."""
    values: dict[str, str | int] = {
        "server_url": server_url,
        "device_id": device,
        "device_secret": secret,
        "evidence_recipient": recipient,
        "region_code": region,
        "queue_first": queue[0],
        "queue_last": queue[1],
    }
    return "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items())


def _put_office(connection: Connection, office: NewOffice) -> None:
    values = {
        "name": office.name,
        "region": office.region,
        "region_code": office.region_code,
        "utc_offset": office.utc_offset,
    }
    if connection.execute(select(offices.c.id).where(offices.c.id == office.id)).one_or_none() is None:
        connection.execute(insert(offices).values(id=office.id, **values))
    else:
        connection.execute(update(offices).where(offices.c.id == office.id).values(**values))


def _put_device(connection: Connection, new: NewDevice) -> str:
    region = connection.execute(
        select(offices.c.region_code).where(offices.c.id == new.office_id)
    ).scalar_one_or_none()
    if region is None:
        return f"no office {new.office_id}"
    rival = connection.execute(
        select(devices.c.id).where(
            devices.c.office_id == new.office_id,
            devices.c.id != new.id,
            devices.c.revoked_at.is_(None),
            devices.c.queue_first <= new.last,
            devices.c.queue_last >= new.first,
        )
    ).first()
    if rival is not None:  # two kiosks would give out the same number while the network is down
        return f"{rival.id} already gives out numbers of that block"
    values = {
        "office_id": new.office_id,
        "secret_hash": new.secret_hash,
        "queue_first": new.first,
        "queue_last": new.last,
        "revoked_at": None,
    }
    if connection.execute(select(devices.c.id).where(devices.c.id == new.id)).one_or_none() is None:
        connection.execute(insert(devices).values(id=new.id, created_at=now(), **values))
    else:
        connection.execute(update(devices).where(devices.c.id == new.id).values(**values))
        connection.execute(delete(device_sessions).where(device_sessions.c.device_id == new.id))
    return f"ok {region}"
