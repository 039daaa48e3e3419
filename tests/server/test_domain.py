"""What is decided by pure functions: queue, stages, identity, survey index, the breaker."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.adapters.guard import Guard
from server.adapters.ports import Unavailable
from server.domain.identity import Attempt, VisitIdentity, judge
from server.domain.presence import capped, consistent
from server.domain.queue import Waiting, next_one, served_by
from server.domain.skm import ELEMENTS, grade, index, sample_target
from server.domain.stages import after, possible

START = datetime(2026, 11, 24, 2, tzinfo=UTC)
DOWN, SLOW = Unavailable("registry_down"), Unavailable("registry_slow")


def waiting(seq: int, queue: str = "A", *, priority: bool = False) -> Waiting:
    return Waiting(seq, queue, priority, START + timedelta(minutes=seq))


# -- queue


def test_first_come_first_served_within_the_queues_of_a_counter() -> None:
    line = [waiting(3), waiting(1, "B"), waiting(2)]
    assert next_one(line, {"A"}, []) == waiting(2)
    assert next_one(line, {"A", "B"}, []) == waiting(1, "B")
    assert next_one(line, {"S"}, []) is None


def test_priority_goes_first_but_starves_nobody() -> None:
    line = [waiting(1), waiting(2, priority=True), waiting(3, priority=True), waiting(4, priority=True)]
    order, recent = [], []
    while line:
        chosen = next_one(line, {"A"}, recent)
        assert chosen is not None
        line.remove(chosen)
        recent.insert(0, chosen.priority)
        order.append(chosen.seq)
    assert order == [2, 3, 1, 4]


@given(
    st.lists(
        st.tuples(st.integers(0, 50), st.sampled_from("ABP"), st.booleans()),
        max_size=30,
        unique_by=lambda one: one[0],
    )
)
def test_everybody_is_called_once(people: list[tuple[int, str, bool]]) -> None:
    line = [waiting(seq, queue, priority=priority) for seq, queue, priority in people]
    called, recent = [], []
    while (chosen := next_one(line, set("ABP"), recent)) is not None:
        line.remove(chosen)
        recent.insert(0, chosen.priority)
        called.append(chosen.seq)
    assert sorted(called) == sorted(seq for seq, _, _ in people)


def test_a_counter_that_the_catalogue_does_not_name_helps_with_everything() -> None:
    counters = {"A": "1", "B": "2", "P": "1"}
    assert served_by("1", counters) == {"A", "P"}
    assert served_by("9", counters) == {"A", "B", "P"}


# -- stages


@pytest.mark.parametrize("identity", ["pending", "unverified", "refused"])
@pytest.mark.parametrize("stage", ["received", "waiting_identity", "in_review"])
def test_nothing_is_approved_for_somebody_unknown(stage: str, identity: str) -> None:
    assert after("approve", stage, identity) is None  # type: ignore[arg-type]
    assert "confirm_identity" in possible(stage, identity)  # type: ignore[arg-type]


def test_a_withdrawn_or_finished_application_stays_so() -> None:
    assert possible("withdrawn", "verified") == possible("done", "verified") == ()


# -- identity


ATTEMPTS = st.lists(
    st.builds(
        Attempt,
        decision=st.sampled_from(["match", "officer", "no_match", "unavailable", "pending"]),
        by_evidence=st.booleans(),
    ),
    max_size=6,
).map(tuple)


@given(st.sampled_from(["verified", "pending", "unverified"]), ATTEMPTS)
def test_without_a_verified_nik_nothing_is_ever_verified(claim: str, attempts: tuple[Attempt, ...]) -> None:
    assert judge(claim, b"a", VisitIdentity(None, attempts)).identity != "verified"  # type: ignore[arg-type]


@given(st.sampled_from(["verified", "pending", "unverified"]), ATTEMPTS)
def test_another_nik_than_the_verified_one_is_always_refused(
    claim: str, attempts: tuple[Attempt, ...]
) -> None:
    ruled = judge(claim, b"a", VisitIdentity(b"b", attempts))  # type: ignore[arg-type]
    assert (ruled.identity, ruled.flag) == ("refused", "nik_mismatch")


@given(st.sampled_from(["match", "officer", "no_match"]))
def test_a_spoof_is_never_a_match_and_doubt_at_most_an_officers(decision: str) -> None:
    assert capped(decision, "spoof") == "no_match"  # type: ignore[arg-type]
    assert capped(decision, "unsure") != "match"  # type: ignore[arg-type]


def test_an_answer_that_contradicts_itself_is_no_answer() -> None:
    assert consistent("match", 0.5, 0.45)
    assert consistent("officer", 0.4, 0.45)
    assert not consistent("match", 0.3, 0.45)
    assert not consistent("no_match", 0.9, 0.45)
    assert not consistent("match", float("nan"), 0.45)


# -- survey


def test_the_index_reaches_exactly_100_and_25() -> None:
    best, worst = dict.fromkeys(ELEMENTS, 4), dict.fromkeys(ELEMENTS, 1)
    top, bottom = index([(best, 10)]), index([(worst, 3)])
    assert top is not None
    assert bottom is not None
    assert (top.ikm, top.grade, top.respondents) == (Decimal("100.00"), "A", 10)
    assert (bottom.ikm, bottom.grade) == (Decimal("25.00"), "D")


def test_a_worked_example_of_the_index() -> None:
    made = index([(dict.fromkeys(ELEMENTS, 3), 2), (dict.fromkeys(ELEMENTS, 4), 1)])
    assert made is not None
    assert made.elements["u1"] == Decimal("3.33")
    assert (made.ikm, made.grade) == (Decimal("83.33"), "B")


@pytest.mark.parametrize(
    ("ikm", "mark"),
    [("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"), ("64.99", "D")],
)
def test_grades_follow_the_table(ikm: str, mark: str) -> None:
    assert grade(Decimal(ikm)) == mark


def test_an_element_that_nobody_was_asked_leaves_its_weight_to_the_others() -> None:
    made = index([({"u1": 4, "u2": 2}, 5)])
    assert made is not None
    assert made.ikm == Decimal("75.00")
    assert index([]) is None


@pytest.mark.parametrize(("population", "sample"), [(10, 10), (100, 80), (1000, 278), (10000, 370), (0, 0)])
def test_the_sample_follows_krejcie_and_morgan(population: int, sample: int) -> None:
    assert sample_target(population) == sample


# -- breaker


def test_after_many_failures_a_system_is_left_alone_until_it_had_its_rest() -> None:
    now = [0.0]
    asked: list[str] = []
    guard = Guard(0.01, failures=2, rest=10.0, clock=lambda: now[0])

    def answer(what: str | Unavailable) -> Callable[[], Awaitable[str | Unavailable]]:
        async def ask() -> str | Unavailable:
            asked.append("asked")
            return what

        return ask

    async def hang() -> str | Unavailable:
        await asyncio.sleep(60)
        return "too late"

    async def story() -> list[str | Unavailable]:
        heard = [await guard.call(hang, SLOW, DOWN), await guard.call(answer(DOWN), SLOW, DOWN)]
        heard.append(await guard.call(answer("hello"), SLOW, DOWN))  # open: not even asked
        now[0] = 11.0
        heard.append(await guard.call(answer("hello"), SLOW, DOWN))
        return heard

    assert asyncio.run(story()) == [SLOW, DOWN, DOWN, "hello"]
    assert len(asked) == 2
    assert not guard.is_open
