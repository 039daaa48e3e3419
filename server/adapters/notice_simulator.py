"""The simulated carrier of messages: the last ones lie sealed in a file, for the demo and the tests to read."""

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from server.adapters.faults import FaultSwitches
from server.adapters.ports import Sent, Unavailable
from server.keys import replace_private
from server.sealing import Sealer

RECORD = "simulator/notices"
KEPT = 50


class Notice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    channel: Literal["phone", "email"]
    to: str
    words: str

    def __repr__(self) -> str:
        return "Notice(...)"


_MANY = TypeAdapter(list[Notice])


class NoticeSimulator:
    def __init__(self, folder: Path, sealer: Sealer, faults: FaultSwitches) -> None:
        self._file = folder / "notices.sealed"
        self._sealer = sealer
        self._faults = faults

    async def send(self, channel: Literal["phone", "email"], to: str, words: str) -> Sent | Unavailable:
        if await self._faults.pause("notice") in ("down", "wrong"):
            return Unavailable("notice_down")
        kept = [*self.sent(), Notice(channel=channel, to=to, words=words)][-KEPT:]
        content = json.dumps(_MANY.dump_python(kept, mode="json")).encode()
        replace_private(self._file, self._sealer.seal(RECORD, content))
        return Sent()

    def sent(self) -> list[Notice]:
        """The last messages, oldest first."""
        if not self._file.exists():
            return []
        return _MANY.validate_json(self._sealer.open(RECORD, self._file.read_bytes()))
