"""Who may do what: a table. Every office sees its own rows alone; the centre sees no citizen's record."""

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["officer", "supervisor", "technician", "national"]
Resource = Literal["counter", "case", "skm", "fleet", "command", "access_log"]
ROLES: tuple[Role, ...] = get_args(Role)
RESOURCES: tuple[Resource, ...] = get_args(Resource)

ALLOWED: Mapping[Role, frozenset[Resource]] = {
    "officer": frozenset({"counter", "case"}),
    "supervisor": frozenset({"counter", "case", "skm", "fleet", "access_log"}),
    "technician": frozenset({"fleet", "command"}),
    "national": frozenset({"skm", "fleet"}),
}
ALL_OFFICES: frozenset[Role] = frozenset({"national"})


def may(role: Role, resource: Resource) -> bool:
    return resource in ALLOWED[role]


def offices(role: Role, own: str) -> str | None:
    """The office whose rows a role sees; None: those of every office."""
    return None if role in ALL_OFFICES else own
