"""Reads the settings: the shipped defaults, overridden key by key by a kiosk's own file.

Trouble is a `SettingsFault`, never an exception: the kiosk shows it as out of service with its code.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from config.schema import Settings

FaultCode = Literal["SET-01", "SET-02", "SET-03"]
Tree = dict[str, object]

DEFAULTS = Path(str(resources.files("config").joinpath("settings.toml")))


@dataclass(frozen=True, slots=True)
class SettingsFault:
    """Why there are no settings. `SET-01` unreadable file, `SET-02` unknown key, `SET-03` wrong value."""

    code: FaultCode
    file: str
    key: str
    """Dotted, for example `printer.width`; empty where the whole file is at fault."""
    expected: str
    words: str
    """One sentence for a technician: file, key, what was expected."""


def load_settings(path: Path | None) -> Settings | SettingsFault:
    """Loads the defaults and, where `path` is given, the kiosk's own file over them.

    Args:
        path: A TOML file with any subset of the keys of `settings.toml`, or None for the defaults alone.

    Returns:
        The settings, or the first fault found, in the order of the file.
    """
    defaults = _read(DEFAULTS)
    if isinstance(defaults, SettingsFault):
        return defaults
    if path is None:
        return _validate(defaults, DEFAULTS)
    own = _read(path)
    if isinstance(own, SettingsFault):
        return own
    for key in _unknown(own, defaults):
        near = get_close_matches(key, [*_keys(defaults)], n=1, cutoff=0.5)
        expected = f"the known key {near[0]}" if near else "a key of the shipped settings.toml"
        return SettingsFault(
            "SET-02", str(path), key, expected, f"{path}: unknown key {key}; expected {expected}"
        )
    return _validate(_merged(defaults, own), path)


def _read(path: Path) -> Tree | SettingsFault:
    expected = "a readable TOML file in UTF-8"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        reason = "not UTF-8 text"
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
    return SettingsFault("SET-01", str(path), "", expected, f"{path}: {reason}; expected {expected}")


def _unknown(own: Mapping[str, object], known: Mapping[str, object], at: str = "") -> Iterator[str]:
    for key, value in own.items():
        if key not in known:
            yield f"{at}{key}"
            continue
        below = known[key]
        if isinstance(value, dict) and isinstance(below, dict):
            yield from _unknown(value, below, f"{at}{key}.")


def _keys(tree: Mapping[str, object], at: str = "") -> Iterator[str]:
    for key, value in tree.items():
        yield f"{at}{key}"
        if isinstance(value, dict):
            yield from _keys(value, f"{at}{key}.")


def _merged(below: Tree, above: Tree) -> Tree:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _validate(tree: Tree, path: Path) -> Settings | SettingsFault:
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = [str(part) for part in first["loc"]]
        if first["type"] == "value_error":  # a rule over a whole section names the key it is about
            where.append(first["msg"].removeprefix("Value error, "))
        names, expected = _expected(where)
        key = ".".join(names)
        return SettingsFault(
            "SET-03", str(path), key, expected, f"{path}: wrong value of {key}; expected {expected}"
        )


def _expected(where: list[str]) -> tuple[list[str], str]:
    """The key without pydantic's positions inside a list or union, and the words of its field."""
    model: type[BaseModel] = Settings
    names: list[str] = []
    for part in where:
        field = model.model_fields.get(part)
        if field is None:
            break
        names.append(part)
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            model = field.annotation
            continue
        return names, field.description or "another value"
    return names, f"a section [{'.'.join(names)}]"
