"""From view values to what QML reads, and from what QML says to intents."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import intent as i
from ui.focus import Box, nearest
from ui.plain import make_intent, members, message, plain
from ui.view import Message, NikEntry
from ui.words import fill

ARGUMENTS: dict[str, list[object]] = {"TurnPage": [1], "Rate": ["u1", 4], "EditField": ["nama", "Siti"]}


@pytest.mark.parametrize("kind", get_args(i.Intent))
def test_every_intent_can_be_meant_by_its_name(kind: type) -> None:
    names = list(kind.__dataclass_fields__)
    args = ARGUMENTS.get(kind.__name__, ["x"] * len(names))
    made = make_intent(kind.__name__, args)
    assert type(made) is kind
    assert [getattr(made, name) for name in names] == args


def test_a_number_from_qml_becomes_a_whole_number() -> None:
    assert make_intent("TurnPage", ["1"]) == i.TurnPage(1)


def test_an_unknown_intent_is_a_bug() -> None:
    with pytest.raises(KeyError):
        make_intent("Explode", [])
    with pytest.raises(ValueError, match="argument"):
        make_intent("Search", [])


def test_values_become_plain_lists_and_dicts() -> None:
    view = NikEntry("32", shown=True, error=Message("nik.err_len", (("n", "16"),)))
    assert members(view)["error"] == {"id": "nik.err_len", "values": {"n": "16"}}
    assert plain((("a", Message("x.y")),)) == [["a", {"id": "x.y", "values": {}}]]


@given(st.text(), st.dictionaries(st.text("abc", min_size=1), st.text()))
def test_a_message_survives_the_way_to_qml_and_back(name: str, values: dict[str, str]) -> None:
    said = Message(name, tuple(values.items()))
    there = plain(said)
    assert isinstance(there, dict)
    assert message(there) == said


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("{a} {b}", {"a": "{b}", "b": "x"}) == "{b} x"


def test_an_arrow_follows_the_row_before_it_leaves_it() -> None:
    now = Box(0, 0, 10, 10)
    others = [Box(40, 0, 10, 10), Box(15, 30, 10, 10)]
    assert nearest(now, others, "right") == 0
    assert nearest(now, others, "down") == 1
    assert nearest(now, others, "left") is None
    assert nearest(now, others, "up") is None
