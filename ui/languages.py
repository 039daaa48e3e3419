"""The languages of the screens: loads the translations and changes between them while the screen stays."""

from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QTranslator

FOLDER = Path(__file__).parent / "i18n"
GROUND = "id"
"""Every text exists in this language; another language may lack some and then shows these."""


class TranslationMissingError(Exception):
    """A language has no built translation; the message names the file."""


class Languages:
    """Owns the translators of the application."""

    def __init__(self) -> None:
        self._loaded: dict[str, QTranslator] = {}
        self._current: str | None = None
        QCoreApplication.installTranslator(self._translator(GROUND))

    def use(self, code: str) -> None:
        """Makes `code` the language of all texts.

        Raises:
            TranslationMissingError: `i18n/kiosk_<code>.qm` was not built.
        """
        wanted = None if code == GROUND else self._translator(code)
        if self._current is not None:
            QCoreApplication.removeTranslator(self._loaded[self._current])
        self._current = None if wanted is None else code
        if wanted is not None:
            QCoreApplication.installTranslator(wanted)

    def close(self) -> None:
        for translator in self._loaded.values():
            QCoreApplication.removeTranslator(translator)

    def _translator(self, code: str) -> QTranslator:
        if code not in self._loaded:
            translator = QTranslator()
            file = FOLDER / f"kiosk_{code}.qm"
            if not translator.load(str(file)):
                raise TranslationMissingError(f"{file} is missing or unreadable; tools/install.sh builds it")
            self._loaded[code] = translator
        return self._loaded[code]
