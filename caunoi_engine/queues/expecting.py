"""When somebody's turn will come: the line played forward with the mean minutes of each service.

The same rule calls here as at the desks (`choosing.choose`). Minutes are floats: they are guesses.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caunoi_engine.queues.choosing import Rank, Waiting, ahead_after, choose

BETWEEN = 0.5  # minutes from one visitor to the next: standing up, walking, being called twice
NO_MINUTES = 10.0  # of a service nobody knows
LAST = 1 << 62  # the place of somebody who comes now: one of each service, behind everybody


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that is open. `busy`: expected minutes until it can call again."""

    services: frozenset[int]
    busy: float = 0.0
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the line looks like played forward.

    minutes: until each waiting one is called, by key; who waits for a service without a desk is
    not in it. new: until somebody who comes now would be called, by service.
    """

    minutes: Mapping[int, float]
    new: Mapping[int, float]


def expect(
    waiting: Iterable[Waiting], desks: Sequence[Desk], minutes: Mapping[int, float]
) -> Expectation:
    """Play the line forward until everybody was called.

    minutes: mean minutes of a visit, by service.

    >>> line = [Waiting(n, 1, Rank.ORDINARY, n) for n in (1, 2, 3)]
    >>> dict(expect(line, [Desk(frozenset({1}))], {1: 9.5}).minutes)
    {1: 0.0, 2: 10.0, 3: 20.0}
    """
    newcomers = {
        service: Waiting(-1 - at, service, Rank.ORDINARY, LAST)
        for at, service in enumerate(sorted({s for desk in desks for s in desk.services}))
    }
    called = _play([*waiting, *newcomers.values()], desks, minutes)
    new = {service: called[one.key] for service, one in newcomers.items()}
    return Expectation({key: at for key, at in called.items() if key >= 0}, new)


def _play(
    people: Iterable[Waiting], desks: Sequence[Desk], minutes: Mapping[int, float]
) -> dict[int, float]:
    """When each is called."""
    lines: dict[tuple[int, int], deque[Waiting]] = defaultdict(deque)
    for one in sorted(people, key=lambda each: (each.place, each.key)):
        lines[one.service, one.rank].append(one)
    free = [(max(desk.busy, 0.0), at) for at, desk in enumerate(desks)]
    heapq.heapify(free)
    ahead = [desk.ahead for desk in desks]
    called: dict[int, float] = {}
    while free:
        now, at = heapq.heappop(free)
        heads = [
            line[0]
            for service in desks[at].services
            for rank in Rank
            if (line := lines[service, rank])
        ]
        chosen = choose(heads, ahead=ahead[at])
        if chosen is None:
            continue  # nobody is left for this desk
        lines[chosen.service, chosen.rank].popleft()
        called[chosen.key] = now
        ahead[at] = ahead_after(ahead[at], chosen)
        heapq.heappush(free, (now + minutes.get(chosen.service, NO_MINUTES) + BETWEEN, at))
    return called
