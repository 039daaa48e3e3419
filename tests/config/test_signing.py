"""A catalogue that the centre did not sign is never used."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from config.catalogue import Catalogue, load
from config.signing import Signed, sign, verified

KEY, OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32)), Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
TRUSTED = {"centre-1": KEY.public_key()}
DOCUMENT = sign("catalogue", 7, load().model_dump_json(), "centre-1", KEY).model_dump_json().encode()


def test_a_signed_catalogue_comes_through_unchanged() -> None:
    signed = verified(DOCUMENT, "catalogue", TRUSTED, last_serial=7)
    assert isinstance(signed, Signed)
    assert Catalogue.model_validate_json(signed.payload) == load()


def test_another_key_under_the_same_name_is_refused() -> None:
    forged = sign("catalogue", 8, load().model_dump_json(), "centre-1", OTHER)
    assert verified(forged.model_dump_json().encode(), "catalogue", TRUSTED) == "wrong-signature"


def test_a_key_that_is_not_trusted_is_refused() -> None:
    assert verified(DOCUMENT, "catalogue", {"centre-2": KEY.public_key()}) == "unknown-key"


def test_an_override_never_passes_for_a_catalogue() -> None:
    assert verified(DOCUMENT, "region", TRUSTED) == "wrong-purpose"
    relabelled = {**json.loads(DOCUMENT), "purpose": "region"}
    assert verified(json.dumps(relabelled).encode(), "region", TRUSTED) == "wrong-signature"


def test_an_older_issue_is_refused() -> None:
    assert verified(DOCUMENT, "catalogue", TRUSTED, last_serial=8) == "older"


@pytest.mark.parametrize(
    "document", [b"", b"{}", b"\xff", DOCUMENT[:-2], DOCUMENT.replace(b"signature", b"sig")]
)
def test_a_document_of_another_shape_is_refused(document: bytes) -> None:
    assert verified(document, "catalogue", TRUSTED) == "malformed"


@given(st.integers(0, len(DOCUMENT) - 1), st.integers(1, 255))
def test_one_changed_byte_is_always_noticed(at: int, by: int) -> None:
    changed = bytearray(DOCUMENT)
    changed[at] ^= by
    found = verified(bytes(changed), "catalogue", TRUSTED)
    if isinstance(found, Signed):  # only spare bits of the base64 may differ: what is read is the same
        right = Signed.model_validate_json(DOCUMENT)
        assert found.model_copy(update={"signature": right.signature}) == right
