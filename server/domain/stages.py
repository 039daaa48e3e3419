"""The way of an application over the officer's desk: a table of what may follow what."""

from collections.abc import Mapping
from typing import Literal

from server.domain.identity import Identity, Stage

Action = Literal["review", "confirm_identity", "approve", "reject", "finish", "reopen", "note"]

FOLLOWS: Mapping[tuple[Action, Stage], Stage] = {
    ("review", "received"): "in_review",
    ("review", "waiting_identity"): "in_review",
    ("confirm_identity", "received"): "in_review",
    ("confirm_identity", "waiting_identity"): "in_review",
    ("confirm_identity", "in_review"): "in_review",
    ("approve", "received"): "approved",
    ("approve", "in_review"): "approved",
    ("reject", "received"): "rejected",
    ("reject", "waiting_identity"): "rejected",
    ("reject", "in_review"): "rejected",
    ("finish", "approved"): "done",
    ("reopen", "rejected"): "in_review",
    ("reopen", "approved"): "in_review",
}
NEEDS_NOTE: frozenset[Action] = frozenset({"reject", "reopen", "confirm_identity", "note"})
"""A citizen may ask why (UU PDP article 10), so these say it."""


def after(action: Action, stage: Stage, identity: Identity) -> Stage | None:
    """The stage that an action leads to; None where it is not allowed.

    Nothing is approved for somebody who is not known: an officer confirms the identity by the card first.
    """
    if action == "note":
        return stage
    if action == "approve" and identity != "verified":
        return None
    return FOLLOWS.get((action, stage))


def possible(stage: Stage, identity: Identity) -> tuple[Action, ...]:
    """The actions that an officer may choose now."""
    actions: tuple[Action, ...] = (
        "review",
        "confirm_identity",
        "approve",
        "reject",
        "finish",
        "reopen",
    )
    return tuple(
        one
        for one in actions
        if after(one, stage, identity) is not None
        and not (one == "confirm_identity" and identity == "verified")
    )
