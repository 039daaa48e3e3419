"""View values as QML reads them, and intents from what QML says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import get_args

from ui import intent
from ui.view import Message

_INTENTS: Mapping[str, type] = {one.__name__: one for one in get_args(intent.Intent)}


def plain(value: object) -> object:
    """Dataclasses become dicts, tuples become lists; a `Message` becomes `{"id":, "values": {}}`."""
    if isinstance(value, Message):
        return {"id": value.id, "values": dict(value.values)}
    if is_dataclass(value):
        return members(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def members(value: object) -> dict[str, object]:
    """The fields of a dataclass, each made plain."""
    assert is_dataclass(value)
    return {one.name: plain(getattr(value, one.name)) for one in fields(value)}


def message(said: Mapping[str, object]) -> Message:
    """A `Message` from the form that `plain` gave it."""
    values = said.get("values")
    pairs = values.items() if isinstance(values, Mapping) else ()
    return Message(str(said["id"]), tuple((str(name), str(text)) for name, text in pairs))


def make_intent(name: str, args: Sequence[object]) -> intent.Intent:
    """The intent of that class name with its arguments in order.

    Raises:
        KeyError: There is no such intent.
        TypeError: The number of arguments differs.
    """
    kind = _INTENTS[name]
    typed = [
        int(str(arg)) if field.type is int else arg for field, arg in zip(fields(kind), args, strict=True)
    ]
    made: intent.Intent = kind(*typed)
    return made
