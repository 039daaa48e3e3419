"""The consent text says everything that article 21 of UU PDP asks for."""

import pytest

from config import consent
from config.load import load_settings
from config.schema import Settings


def settings() -> Settings:
    loaded = load_settings(None)
    assert isinstance(loaded, Settings)
    return loaded


def test_the_version_in_the_settings_exists() -> None:
    text = consent.load(settings().consent.version)
    assert text is not None
    assert text.version == settings().consent.version


def test_the_text_says_who_what_why_basis_how_long_with_whom_rights_and_refusal() -> None:
    text = consent.load("1")
    assert text is not None
    said = [one.message.removeprefix("consent.") for one in text.paragraphs]
    assert said == ["intro", "who", "what", "why", "legal", "keep", "share", "rights", "optional"]


@pytest.mark.parametrize("version", ["2", "0", "", "../v1", "one"])
def test_a_version_that_does_not_exist_is_none(version: str) -> None:
    assert consent.load(version) is None


def test_values_follow_the_language() -> None:
    text = consent.load("1")
    assert text is not None
    own = settings().consent
    indonesian, english = dict(consent.filled(text, own, "id")), dict(consent.filled(text, own, "en"))
    assert indonesian["consent.keep"] == (("retention", "5 tahun"),)
    assert english["consent.keep"] == (("retention", "5 years"),)
    assert consent.filled(text, own, "su") == consent.filled(text, own, "id")
    assert indonesian["consent.who"] == (("controller", own.controller),)
