"""The simulated population: citizens with facts of two registries and a face template, sealed in one file."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pydantic import Base64Bytes, BaseModel, ConfigDict, TypeAdapter

from server.keys import replace_private
from server.sealing import Sealer

RECORD = "simulator/population"


class Citizen(BaseModel):
    """One simulated person. `template` is `face.template.Template.to_bytes()`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nik: str
    as_of: date
    dukcapil: Mapping[str, str]
    sdmk: Mapping[str, str] = {}
    template: Base64Bytes | None = None

    def __repr__(self) -> str:
        return "Citizen(...)"


_MANY = TypeAdapter(list[Citizen])


class Population:
    """Reads the file again when it changed, so that seeding reaches a running server."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._file = folder / "population.sealed"
        self._sealer = sealer
        self._stamp = (0, 0)
        self._by_nik: dict[str, Citizen] = {}

    def find(self, nik: str) -> Citizen | None:
        self._refresh()
        return self._by_nik.get(nik)

    def all(self) -> list[Citizen]:
        self._refresh()
        return list(self._by_nik.values())

    def put(self, citizens: Iterable[Citizen]) -> None:
        """Adds or replaces citizens."""
        self._refresh()
        merged = {**self._by_nik, **{one.nik: one for one in citizens}}
        content = json.dumps(_MANY.dump_python(list(merged.values()), mode="json")).encode()
        replace_private(self._file, self._sealer.seal(RECORD, content))

    def _refresh(self) -> None:
        try:
            status = self._file.stat()
        except FileNotFoundError:
            return
        stamp = (status.st_mtime_ns, status.st_ino)
        if stamp != self._stamp:
            content = self._sealer.open(RECORD, self._file.read_bytes())
            self._by_nik = {one.nik: one for one in _MANY.validate_json(content)}
            self._stamp = stamp
