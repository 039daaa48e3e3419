"""Whose turn is it: first come, first served, with priority that never starves the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

PRIORITY = "P"
IN_A_ROW = 2
"""So many priority visitors are called one after another while others wait; then it is an other's turn."""


@dataclass(frozen=True, slots=True)
class Waiting:
    seq: int
    queue: str
    priority: bool
    since: datetime


def next_one(waiting: Sequence[Waiting], queues: Collection[str], recent: Sequence[bool]) -> Waiting | None:
    """The ticket that a counter calls next.

    Args:
        waiting: Everybody who waits in this office.
        queues: The queues that this counter serves.
        recent: Whether each of its last calls was a priority one, newest first.
    """
    mine = sorted((one for one in waiting if one.queue in queues), key=lambda one: (one.since, one.seq))
    first = next((one for one in mine if one.priority), None)
    other = next((one for one in mine if not one.priority), None)
    if first is not None and other is not None:
        had_enough = len(recent) >= IN_A_ROW and all(recent[:IN_A_ROW])
        return other if had_enough else first
    return first or other


def served_by(counter: str, counters: Mapping[str, str]) -> frozenset[str]:
    """The queues that a counter calls; a counter that the catalogue does not name calls all of them.

    Args:
        counter: As the officer chose it.
        counters: The counter of each queue.
    """
    own = frozenset(queue for queue, at in counters.items() if at == counter)
    return own or frozenset(counters)
