"""The voice guide: says the title of a screen, what changes on it, and the control that the keys reach."""

import logging
import shutil
from collections.abc import Sequence
from typing import Protocol

from PyQt6.QtCore import QObject, QProcess
from PyQt6.QtQuick import QQuickItem

from ui import scene
from ui.view import Message
from ui.words import words

log = logging.getLogger(__name__)
WORDS_A_MINUTE = 150
SLOW_WORDS_A_MINUTE = 110
STOP_MS = 500
VOICES = {"su": "id", "jv": "id"}
"""espeak-ng has no Sundanese and no Javanese voice; the Indonesian one reads both in a way that is understood."""


class Speaker(Protocol):
    """Something that speaks; a new text cuts the one before short."""

    def say(self, text: str, language: str, slow: bool) -> None: ...

    def stop(self) -> None: ...


class Espeak:
    """Speaks with the program espeak-ng.

    The text goes in by its standard input, so that nothing personal stands in the list of processes.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        self._program = shutil.which("espeak-ng")
        self._process = QProcess(parent)
        if self._program is None:
            log.warning("voice guide: espeak-ng is not installed, the kiosk stays silent")

    def say(self, text: str, language: str, slow: bool) -> None:
        self.stop()
        if self._program is None:
            return
        speed = SLOW_WORDS_A_MINUTE if slow else WORDS_A_MINUTE
        self._process.start(
            self._program, ["-v", VOICES.get(language, language), "-s", str(speed), "--stdin"]
        )
        self._process.write(text.encode())
        self._process.closeWriteChannel()

    def stop(self) -> None:
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(STOP_MS)


class Voice:
    """Decides what is said and when; silent until it is switched on."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._on = False
        self._slow = False
        self._language = ""
        self._said: Sequence[str] = ()

    def set(self, on: bool, slow: bool, language: str) -> None:
        """Takes the access modes of the visit; a change of language is said anew."""
        if self._on and not on:
            self._speaker.stop()
        if language != self._language or not on:
            self._said = ()
        self._on, self._slow, self._language = on, slow, language

    def look(self, root: QQuickItem) -> None:
        """Says what is new on the screen since the last look."""
        if not self._on:
            return
        now = announcements(root)
        fresh = [text for text in now if text not in self._said]
        self._said = now
        if fresh:
            self._speaker.say(". ".join(fresh), self._language, self._slow)

    def reached(self, control: QQuickItem | None) -> None:
        """Says the control that the keys have reached."""
        if not self._on or control is None or control.property("takesFocus") is not True:
            return
        self._speaker.say(describe(control), self._language, self._slow)

    def stop(self) -> None:
        self._speaker.stop()


def announcements(root: QQuickItem) -> list[str]:
    """The texts that speak for a screen: title, instruction, notices; of a dialog only its own."""
    modal = [one for one in scene.walk(root) if one.property("modal") is True]
    top = modal[-1] if modal else root
    spoken = [scene.text_of(one) for one in scene.walk(top) if one.property("announces") is True]
    return [" ".join(text.split()) for text in spoken if text.strip()]


def describe(control: QQuickItem) -> str:
    """A control in words: what it is called, whether it is on, and what it means."""
    parts = [str(control.property("label") or "")]
    if control.property("checkable") is True:
        parts.append(words(Message("voice.on" if control.property("checked") is True else "voice.off")))
    help_ = str(control.property("help") or "")
    return ", ".join(part for part in [*parts, help_] if part)
