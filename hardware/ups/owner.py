"""The supply's owner: one connection to the UPS server, asked again and again."""

import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from hardware.owner import Lost, Owner
from hardware.ups.wire import LONGEST_LINE, PORT, Power, Refusal, Word, ask, number, value, word_of

ANSWER_S = 2.0
POLL_S = 2.0


class Ups(Owner[Word]):
    """Watches the supply at `nut://HOST[:PORT]/NAME`; `on_power` is called in its thread at every change."""

    def __init__(self, uri: str, on_power: Callable[[Power], None], poll_s: float = POLL_S) -> None:
        super().__init__("ups", "starting", "unknown", self._lost)
        parts = urlsplit(uri)
        self._address = (parts.hostname or "127.0.0.1", parts.port or PORT)
        self._name = parts.path.strip("/") or "ups"
        self._on_power = on_power
        self._poll_s = poll_s
        self._power = Power("starting")

    @property
    def power(self) -> Power:
        return self._power

    def serve(self) -> Lost[Word]:
        try:
            with (
                socket.create_connection(self._address, ANSWER_S) as line,
                line.makefile("rb") as answers,
            ):
                while self.turn():
                    power = self._look(line, answers.readline)
                    if power.word == "unknown":
                        return Lost("unknown")
                    self._tell(power)
                    self.alive(power.word)
                    self._stopping.wait(self._poll_s)
        except OSError:
            return Lost("gone")
        return Lost("gone")

    def _look(self, line: socket.socket, readline: Callable[[int], bytes]) -> Power:
        """Raises:
        OSError: the connection ended or was silent too long.
        """

        def get(variable: str) -> str | Refusal | None:
            line.sendall(ask(self._name, variable))
            answer = readline(LONGEST_LINE)
            if not answer:
                raise ConnectionError("the server hung up")
            return value(answer, self._name, variable)

        status = get("ups.status")
        if not isinstance(status, str):
            return Power("unknown")
        return Power(word_of(status), number(get("battery.charge")), number(get("battery.runtime")))

    def _lost(self, word: Word) -> None:
        if word in ("gone", "unknown"):
            self._tell(Power(word))

    def _tell(self, power: Power) -> None:
        if power != self._power:
            self._power = power
            self._on_power(power)
