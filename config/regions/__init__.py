"""Regional overrides: what one regency or city sets differently, over the national catalogue.

A region may switch services off, promise another time, name its own counters, waive papers and set the
practice limit. It cannot add a fee, a question or a paper: those are national. Limits that the catalogue
marks as legal (`local_override = false`) stay.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, time
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from config.catalogue.models import Catalogue, Service


class Hours(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    opens: time
    closes: time


class RegionOverride(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    name: str
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}\.[0-9]+\.[0-9]+$")]
    valid_from: date
    valid_until: date | None = None
    hours: Hours | None = None
    off: tuple[str, ...] = ()
    """Services that this region does not offer."""
    working_days: Mapping[str, Annotated[int, Field(ge=0, le=30)]] = {}
    """A service's time in working days."""
    counters: Mapping[str, str] = {}
    """The counter of a queue prefix."""
    waived: Mapping[str, tuple[str, ...]] = {}
    """Papers of a service that this region does not ask for."""
    practice_limit: Mapping[str, Annotated[int, Field(ge=1, le=9)]] = {}


def load(code: str) -> RegionOverride | None:
    """The shipped override of a region, or None where it follows the national catalogue in everything."""
    file = resources.files("config.regions").joinpath(f"{code}.toml")
    if not (code.isascii() and code.isdecimal() and len(code) == 4 and file.is_file()):
        return None
    return RegionOverride.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def shipped() -> tuple[RegionOverride, ...]:
    """Every override of the product, by region code."""
    files = resources.files("config.regions").iterdir()
    found = [load(file.name.removesuffix(".toml")) for file in files if file.name.endswith(".toml")]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.code))


def check(override: RegionOverride, catalogue: Catalogue) -> tuple[str, ...]:
    """Names everything in an override that the catalogue does not know or does not allow."""
    faults = []
    services = {service.code: service for service in catalogue.services}
    named = [*override.off, *override.working_days, *override.waived, *override.practice_limit]
    faults += [f"unknown service {code}" for code in named if code not in services]
    faults += [f"unknown queue prefix {name}" for name in override.counters if name not in catalogue.prefixes]
    for code in override.working_days:
        if code in services and not services[code].sla.local_override:
            faults.append(f"{code}: the time is set by law")
        elif code in services and services[code].sla.unit != "working_days":
            faults.append(f"{code}: the time is not in working days")
    for code, papers in override.waived.items():
        known = {use.name for use in services[code].documents} if code in services else set()
        faults += [f"{code}: unknown document {paper}" for paper in papers if paper not in known]
    if override.hours and override.hours.opens >= override.hours.closes:
        faults.append("closes is not later than opens")
    if override.valid_until and override.valid_until < override.valid_from:
        faults.append("valid_until is before valid_from")
    return tuple(f"{override.code}: {fault}" for fault in faults)


def applied(catalogue: Catalogue, override: RegionOverride | None, on: date) -> Catalogue:
    """The catalogue as it stands in a region on a day; its version names both, `2026.11.1+3217.2026.11.2`.

    An override outside its validity changes nothing.
    """
    if override is None or on < override.valid_from or (override.valid_until and on > override.valid_until):
        return catalogue
    prefixes = {
        name: prefix.model_copy(update={"counter": override.counters.get(name, prefix.counter)})
        for name, prefix in catalogue.prefixes.items()
    }
    services = tuple(_local(one, override) for one in catalogue.services if one.code not in override.off)
    version = f"{catalogue.version}+{override.code}.{override.version}"
    return catalogue.model_copy(update={"version": version, "prefixes": prefixes, "services": services})


def _local(service: Service, override: RegionOverride) -> Service:
    changes: dict[str, object] = {}
    days = override.working_days.get(service.code)
    if days is not None and service.sla.local_override and service.sla.unit == "working_days":
        changes["sla"] = service.sla.model_copy(update={"value": days})
    waived = override.waived.get(service.code, ())
    if waived:
        changes["documents"] = tuple(use for use in service.documents if use.name not in waived)
    if service.code in override.practice_limit:
        changes["practice_limit"] = override.practice_limit[service.code]
    return service.model_copy(update=changes) if changes else service
