from evdev import ecodes
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanner.hid import _KEYS, SPOILT, Keys
from hardware.scanner.wire import Framer

BY_CHARACTER = {
    text: (code, shifted) for code, pair in reversed(_KEYS.items()) for shifted, text in enumerate(pair)
}


def typed(text: str) -> list[tuple[int, int]]:
    """The key events with which a scanner types the text, Enter at the end."""
    events: list[tuple[int, int]] = []
    for character in text:
        code, shifted = BY_CHARACTER[character]
        shift = [(ecodes.KEY_LEFTSHIFT, 1)] if shifted else []
        up = [(ecodes.KEY_LEFTSHIFT, 0)] if shifted else []
        events += [*shift, (code, 1), (code, 2), (code, 0), *up]
    return [*events, (ecodes.KEY_ENTER, 1), (ecodes.KEY_ENTER, 0)]


def read(events: list[tuple[int, int]], keys: Keys | None = None) -> list[str]:
    keys = keys or Keys()
    return Framer().feed(b"".join(keys.press(code, value) for code, value in events), 1.0)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="]"), min_size=1))
def test_every_printable_character_that_a_keyboard_scanner_types_is_read(text: str):
    assert read(typed(text)) == [text]


def test_the_address_of_a_receipt_keeps_its_capitals_and_signs():
    address = "https://mpp.go.id/t/A-0912?k=Zx_9#Top"
    assert read(typed(address)) == [address]


def test_capitals_lock_turns_letters_alone():
    keys = Keys()
    keys.press(ecodes.KEY_CAPSLOCK, 1)
    assert read(typed("aB1!"), keys) == ["Ab1!"]


def test_digits_of_the_number_block_are_digits():
    events = [(ecodes.KEY_KP3, 1), (ecodes.KEY_KP2, 1), (ecodes.KEY_KPENTER, 1)]
    assert read(events) == ["32"]


@given(st.lists(st.tuples(st.integers(0, 767), st.integers(-1, 3)), max_size=200))
def test_no_key_event_raises(events: list[tuple[int, int]]):
    read(events)


def test_a_code_with_lost_keys_is_no_code():
    assert Framer().feed(b"3217" + SPOILT + b"0001\r", 1.0) == []
