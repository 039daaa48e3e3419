"""The product's own catalogue of services: models, data files, and a check that names every fault.

    meta.toml        version, validity, domains, life events, queues, official forms, legal bases, sources
    fields.toml      everything that a form may ask or show
    documents.toml   every paper
    adminduk.toml    population administration
    nakes.toml       health-worker licences

A service file may hold templates: `[template.NAME]` fills in what a service with `template = "NAME"` leaves
out.
"""

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from config.catalogue.check import check
from config.catalogue.models import Catalogue, Service, Text

__all__ = ["Catalogue", "Service", "Text", "assembled", "check", "load", "parsed", "read"]

SERVICE_FILES = ("adminduk", "nakes")
FILES = ("meta", "fields", "documents", *SERVICE_FILES)


@cache
def load() -> Catalogue:
    """The shipped catalogue. A fault in shipped data is a bug, so it raises."""
    return assembled(parsed(resources.files("config.catalogue")))


def read(folder: Traversable) -> Catalogue | tuple[str, ...]:
    """A catalogue from a folder with the same five files, or what makes it unreadable, one sentence each."""
    try:
        return assembled(parsed(folder))
    except OSError as error:
        return (f"{error.filename}: {error.strerror}",)
    except ValidationError as error:
        return tuple(_sentence(one["loc"], one["msg"]) for one in error.errors(include_url=False))
    except (ValueError, TypeError, KeyError) as error:  # not TOML, not UTF-8, not the shape of the files
        return (f"{folder}: {error}",)


def parsed(folder: Traversable) -> dict[str, dict[str, object]]:
    """The data files of a folder, by name without `.toml`."""
    found: dict[str, dict[str, object]] = {}
    for name in FILES:
        try:
            found[name] = tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{name}.toml: {error}") from error
    return found


def assembled(files: dict[str, dict[str, object]]) -> Catalogue:
    """Builds a catalogue from the parsed data files, by name without `.toml`.

    Raises:
        pydantic.ValidationError: a file breaks the model.
    """
    services: list[object] = []
    for name in SERVICE_FILES:
        content = files[name]
        templates = content.get("template", {})
        found = content.get("service", [])
        if not isinstance(found, list) or not isinstance(templates, dict):
            raise TypeError(f"{name}.toml: service must be an array of tables, template a table")
        services += [_filled(one, templates) for one in found]
    return Catalogue.model_validate(
        {**files["meta"], "fields": files["fields"], "documents": files["documents"], "services": services}
    )


def _filled(service: dict[str, object], templates: dict[str, dict[str, object]]) -> dict[str, object]:
    """Fills a service from its template; `add_NAME` lists come behind the template's list."""
    own = dict(service)
    base = dict(templates[str(own.pop("template"))]) if "template" in own else {}
    for key in [key for key in own if key.startswith("add_")]:
        more, below = own.pop(key), base.get(key.removeprefix("add_"), [])
        if not isinstance(more, list) or not isinstance(below, list):
            raise TypeError(f"{own.get('code')}: {key} adds to a list")
        base[key.removeprefix("add_")] = [*below, *more]
    return {**base, **own}


def _sentence(where: tuple[int | str, ...], what: str) -> str:
    return f"{'.'.join(str(part) for part in where)}: {what}"
