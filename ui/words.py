"""From a message to words, in the language that is set."""

import re
from collections.abc import Mapping

from PyQt6.QtCore import QCoreApplication

from ui.view import Message

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def words(message: Message) -> str:
    """The text of a message with its values in place of the `{placeholders}`."""
    text = QCoreApplication.translate("", message.id)  # what `qsTrId` of QML does
    return fill(text, dict(message.values))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replaces each `{name}` that has a value; one without a value stays to be seen."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
