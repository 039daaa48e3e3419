"""What a serial scanner sends becomes codes. Pure: bytes and times in, texts out."""

LONGEST = 2048
DEADLINE_S = 0.5
"""From the first to the last byte of one code; a device that drips never holds the line."""
ENDS = b"\r\n"
AIM_MARK = "]"
"""An AIM symbology identifier (ISO/IEC 15424) is `]`, a letter and a digit before the data."""


class Framer:
    """Collects bytes until an end mark; too long, too slow or not UTF-8 is dropped."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._began = 0.0
        self._skipping = False
        self.dropped = 0

    def feed(self, data: bytes, at: float) -> list[str]:
        """Takes bytes that came at `at` monotonic seconds; gives the codes that they complete."""
        if self._held and at - self._began > DEADLINE_S:
            self._drop()
        codes = []
        for byte in data:
            if byte in ENDS:
                code = self._finish()
                if code:
                    codes.append(code)
                continue
            if not self._held:
                self._began = at
            if not self._skipping:
                self._held.append(byte)
            if len(self._held) > LONGEST:
                self._drop()
                self._skipping = True
        return codes

    def _finish(self) -> str:
        self._skipping = False
        try:
            text = self._held.decode("utf-8").strip()
        except UnicodeDecodeError:
            self._drop()
            return ""
        self._held.clear()
        return text[3:] if text.startswith(AIM_MARK) and len(text) > 3 and text[2].isdigit() else text

    def _drop(self) -> None:
        self._held.clear()
        self.dropped += 1
