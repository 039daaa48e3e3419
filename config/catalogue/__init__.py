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

from config.catalogue.check import check
from config.catalogue.models import Catalogue, Service, Text

__all__ = ["Catalogue", "Service", "Text", "assembled", "check", "load"]

SERVICE_FILES = ("adminduk", "nakes")


@cache
def load() -> Catalogue:
    """The shipped catalogue. A fault in shipped data is a bug, so it raises."""
    return assembled({name: _read(name) for name in ("meta", "fields", "documents", *SERVICE_FILES)})


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


def _read(name: str) -> dict[str, object]:
    file = resources.files("config.catalogue").joinpath(f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
