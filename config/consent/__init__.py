"""The versioned consent text: which messages of the string table it is made of, with which values."""

import tomllib
from datetime import date
from importlib import resources
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from config.schema import Consent

ValueName = Literal["controller", "agencies", "retention", "channel"]


class Paragraph(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    message: Annotated[str, StringConstraints(pattern=r"^consent\.[a-z_]+$")]
    values: tuple[ValueName, ...] = ()


class ConsentText(BaseModel):
    """One version of the text; a proof of consent names its `version`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    valid_from: date
    paragraphs: Annotated[tuple[Paragraph, ...], Field(alias="paragraph", min_length=1)]


def load(version: str) -> ConsentText | None:
    """The text of one version, or None where the product has no such version."""
    file = resources.files("config.consent").joinpath(f"v{version}.toml")
    if not version.isdecimal() or not file.is_file():
        return None
    return ConsentText.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def filled(
    text: ConsentText, settings: Consent, language: str
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The paragraphs as message ids with the values of their placeholders.

    Values in words exist in Indonesian and English; every other language reads the Indonesian ones, as the
    consent text itself does.
    """
    english = language == "en"
    values: dict[ValueName, str] = {
        "controller": settings.controller,
        "agencies": settings.agencies.en if english else settings.agencies.id,
        "retention": f"{settings.retention_years} {'years' if english else 'tahun'}",
        "channel": settings.channel,
    }
    return tuple((one.message, tuple((name, values[name]) for name in one.values)) for one in text.paragraphs)
