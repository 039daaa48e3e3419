"""Lamps, presence, door and tamper over a real line."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.board.owner import Board
from hardware.board.simulated import SimulatedBoard
from hardware.board.wire import BoardState, frame, light, state_of, text_of, unframe
from tests.hardware.kit import until


@pytest.fixture
def simulated(nothing_left: None) -> Iterator[SimulatedBoard]:
    simulated = SimulatedBoard()
    yield simulated
    simulated.close()


@pytest.fixture
def board(simulated: SimulatedBoard) -> Iterator[Board]:
    board = Board(simulated.uri, lambda state: None)
    board.start()
    until(lambda: board.status == "ready", "ready")
    yield board
    assert board.stop()


def test_a_lamp_burns_as_asked_for(simulated: SimulatedBoard, board: Board):
    board.light("face", 80)
    until(lambda: simulated.state.lamp("face") == 80, "the lamp")
    board.light("face", 0)
    until(lambda: simulated.state.lamp("face") == 0, "the dark lamp")
    assert simulated.state.lamp("receipt") == 0


def test_somebody_who_comes_and_a_door_that_opens_are_told(simulated: SimulatedBoard, board: Board):
    for sense in ("presence", "door", "tamper"):
        simulated.sense(sense, True)
        until(lambda name=sense: getattr(board.state, name) is True, sense)
        simulated.sense(sense, False)
        until(lambda name=sense: getattr(board.state, name) is False, f"the end of {sense}")


def test_after_a_power_cut_of_the_board_its_lamps_burn_again(simulated: SimulatedBoard, board: Board):
    board.light("face", 60)
    until(lambda: simulated.state.lamp("face") == 60)
    simulated.unplug()
    until(lambda: board.status == "gone", "gone")
    assert board.state == BoardState(), "nobody knows whether the door is open"
    simulated.plug()
    until(lambda: simulated.state.lamp("face") == 60, "the lamp burning again")
    until(lambda: board.status == "ready")


@pytest.mark.parametrize("fault", ["mute", "garbage"])
def test_a_board_that_makes_no_sense_is_silent_and_tells_nothing(
    simulated: SimulatedBoard, board: Board, fault: str
):
    setattr(simulated, fault, True)
    until(lambda: board.status == "silent", "silent")
    assert board.state.door is None
    setattr(simulated, fault, False)
    until(lambda: board.status == "ready", "ready again")


@pytest.mark.parametrize("percent", [-1, 101, 1000])
def test_what_is_no_percentage_is_refused_where_it_is_asked(board: Board, percent: int):
    with pytest.raises(ValueError):
        board.light("face", percent)
    assert board.status == "ready"


STATES = st.builds(
    BoardState,
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.dictionaries(st.sampled_from(["face", "receipt", "scanner"]), st.integers(0, 100)).map(
        lambda lamps: tuple(sorted(lamps.items()))
    ),
)


@given(STATES)
def test_every_state_comes_through(state: BoardState):
    assert state_of(unframe(text_of(state)) or "") == state


@given(STATES, st.data())
def test_a_line_with_one_wrong_bit_never_passes_for_another_state(state: BoardState, data: st.DataObject):
    line = bytearray(text_of(state).strip())
    where, bit = data.draw(st.integers(0, len(line) - 1)), data.draw(st.integers(0, 7))
    line[where] ^= 1 << bit
    assert unframe(bytes(line)) is None


@given(st.binary(max_size=150))
def test_no_line_raises(line: bytes):
    state_of(unframe(line) or line.decode("latin-1"))


@pytest.mark.parametrize(
    "body", ["STATE,door=2", "STATE,face=101", "STATE,door=", "STATE,door=-1", "OTHER,door=1"]
)
def test_a_value_that_makes_no_sense_spoils_the_whole_line(body: str):
    assert state_of(body) is None


def test_a_board_with_more_than_the_kiosk_knows_is_understood():
    assert state_of("STATE,door=1,fan=55") == BoardState(door=True)
    assert unframe(light("face", 5)) == "LAMP,face,5"
    assert unframe(frame("ASK").replace(b"A", b"B")) is None
