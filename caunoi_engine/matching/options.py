"""What each worker could do: take a vacancy now, or take a course and then a vacancy.

The options of a worker are kept in two parts. An option proper is a vacancy, alone or with an
*offer*: one programme the worker could take, whichever of its intakes. It is one 64-bit number,
ordered as options are preferred: value (highest first), then vacancy row, then the number of the
offer, none first. Its value counts the cheapest intake of the programme; what each of the others
costs above that is kept once for the offer. So every intake in reach counts, and the size is that
of worker x programme x vacancy, however many intakes a programme has.

Somebody with many programmes in reach has a vacancy once for each that leads to it: tens of
thousands of options, of which a plan seldom looks beyond the best few a vacancy. So options may be
listed in brief: of each vacancy the best programmes, and one *rest* that stands for all the others
and is worth as much as the best of them. What is in a rest is worked out when it could matter.
"""

from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import bare_loop, inner_loop, kernel, pasted
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.kernels import (
    EVERY,
    IGNORED,
    Columns,
    Scratch,
    columns_of,
    find,
    mark_skills,
    new_scratch,
    preferred_points,
    required_points,
)
from caunoi_engine.matching.offers import (
    OFFER_BITS,
    OFFER_LIMIT,
    Offers,
    eligible_intakes,
    find_taught,
    forget_offers,
    new_offers,
    next_rank,
    note_offers,
    rank_taught,
)
from caunoi_engine.matching.policy import FULL_SCORE
from caunoi_engine.matching.sorting import sort_keys

ROW_BITS: Final = 24
ROW_MASK: Final = 2**ROW_BITS - 1
"""At most 16.7 million vacancies, and as many offers to one worker."""
VALUE_SHIFT: Final = 2 * ROW_BITS
WHOLE: Final = 0
BRIEF: Final = 2
"""How many programmes a vacancy are listed; of `WHOLE`, all."""
LISTED_WHOLE: Final = 3_000_000
"""Vacancies times programmes up to which options are listed whole: a province has half as many."""
BLOCK_WORKERS: Final = 512
BUFFER_OPTIONS: Final = 2**19

WRITTEN, KEPT, SEATS, OFFERS, RESTS, FOUND = 0, 1, 2, 3, 4, 5
"""Places in `OptionScratch.tally`."""


class Options(NamedTuple):
    """Options by worker: `w` has `keys[start[w]:start[w + 1]]`, best first.

    Offer `n` of worker `w`, counted from 1 in the keys, has the seats
    `seat_start[offer_start[w] + n - 1]` up to the next start, the cheapest first. `extra` is what
    a seat costs above the cheapest one, in basis points. `bonus` is what placing the worker is
    worth beside the value, and `vacancies` how many vacancy rows exist. `found` is how many
    options there are, those in a rest too.

    The rests of worker `w` are `rests[rest_start[w]:rest_start[w + 1]]`, best first: a vacancy and
    the best of its options that are not among the keys.
    """

    keys: NDArray[np.int64]
    start: NDArray[np.int64]
    offer_start: NDArray[np.int64]
    seat_start: NDArray[np.int64]
    programme: NDArray[np.int32]  # offer -> number of its programme
    cost: NDArray[np.int32]  # offer -> what its cheapest seat costs, in basis points
    course: NDArray[np.int32]  # seat -> row of the intake
    extra: NDArray[np.int32]
    bonus: NDArray[np.int32]
    vacancies: int
    found: int
    rests: NDArray[np.int64]
    rest_start: NDArray[np.int64]

    def of_worker(self, w: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Vacancy row, course row (-1 = none) and value of everything one worker could do.

        Every intake of an offer is a line of its own; the best value comes first. Needs options
        listed whole.
        """
        keys = self.keys[self.start[w] : self.start[w + 1]]
        vacancy, value = (keys >> ROW_BITS) & ROW_MASK, FULL_SCORE - (keys >> VALUE_SHIFT)
        taught = np.flatnonzero(keys & ROW_MASK)
        offer = self.offer_start[w] + (keys[taught] & ROW_MASK) - 1
        count = self.seat_start[offer + 1] - self.seat_start[offer]
        line = np.repeat(taught, count)
        nth = np.arange(len(line)) - np.repeat(np.cumsum(count) - count, count)
        seat = np.repeat(self.seat_start[offer], count) + nth
        direct = np.flatnonzero(keys & ROW_MASK == 0)
        vacancy = np.concatenate([vacancy[direct], vacancy[line]])
        course = np.concatenate([np.full(len(direct), -1), self.course[seat]]).astype(np.int64)
        value = np.concatenate([value[direct], value[line] - self.extra[seat]])
        order = np.lexsort((course, vacancy, -value))
        order = order[value[order] > 0]
        return vacancy[order], course[order], value[order]

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """The options of consecutive groups of workers as one."""

        def column(name: str, dtype: Any) -> NDArray[Any]:
            return np.concatenate([np.empty(0, dtype), *(getattr(part, name) for part in parts)])

        def starts(name: str, sizes: list[int]) -> NDArray[np.int64]:
            ends = np.cumsum([0, *sizes])
            moved = [getattr(part, name)[:-1] + end for part, end in zip(parts, ends, strict=False)]
            return np.concatenate([*moved, ends[-1:]]).astype(np.int64)

        return cls(
            keys=column("keys", np.int64),
            start=starts("start", [len(part.keys) for part in parts]),
            offer_start=starts("offer_start", [len(part.seat_start) - 1 for part in parts]),
            seat_start=starts("seat_start", [len(part.course) for part in parts]),
            programme=column("programme", np.int32),
            cost=column("cost", np.int32),
            course=column("course", np.int32),
            extra=column("extra", np.int32),
            bonus=column("bonus", np.int32),
            vacancies=parts[0].vacancies if parts else 0,
            found=sum(part.found for part in parts),
            rests=column("rests", np.int64),
            rest_start=starts("rest_start", [len(part.rests) for part in parts]),
        )


class OptionScratch(NamedTuple):
    """Working memory of one thread for options and courses."""

    tally: NDArray[np.int64]  # options written, vacancies kept, seats, offers, rests, options found
    keys: NDArray[np.int64]  # the options, worker after worker
    rests: NDArray[np.int64]
    spare: NDArray[np.int64]  # for sorting
    ends: NDArray[np.int64]  # (3, workers): where each worker's options, offers and rests end
    seat_end: NDArray[np.int64]  # offer -> where its seats end
    offer: NDArray[np.int32]  # (2, offers): programme, and cost of the cheapest seat
    course: NDArray[np.int32]  # seat -> row of the intake
    extra: NDArray[np.int32]
    intake: NDArray[np.int32]  # eligible intakes of the worker, by programme and cost
    cost: NDArray[np.int32]
    by_unit: NDArray[np.int32]  # rows of intakes, by occupation unit
    unit_start: NDArray[np.int32]
    vacancy: NDArray[np.int32]  # positions that are not feasible without a course
    base: NDArray[np.int32]
    required: NDArray[np.int32]
    trade: NDArray[np.bool_]  # unit -> near enough to a wish to train for
    offers: Offers


@pasted
def write(value: int, row: int, offer: int, c: OptionScratch) -> None:
    """Adds one option; `offer` is 0 for none."""
    key = ((FULL_SCORE - value) << VALUE_SHIFT) + (np.int64(row) << ROW_BITS) + offer
    c.keys[c.tally[WRITTEN]] = key
    c.tally[WRITTEN] += 1


@pasted
def lacks(w: int, v: int, programme: int, m: Columns) -> Any:
    """Whether a required certificate is lacking, after the programme (-1 = none)."""
    low, high = m.workers.bits[2, w], m.workers.bits[3, w]
    if programme >= 0:
        low &= m.courses.programme_lacking[0, programme]
        high &= m.courses.programme_lacking[1, programme]
    return ((m.vacancies.bits[2, v] & low) | (m.vacancies.bits[3, v] & high)) != 0


@bare_loop
def direct_options(w: int, found: int, m: Columns, s: Scratch, c: OptionScratch) -> None:
    """Writes the feasible ones of the found vacancies, and keeps the others for the courses."""
    kept = 0
    for i in range(found):
        v, base = s.found[i], int(s.found_base[i])
        required = required_points(v, m, s)
        if lacks(w, v, -1, m) or required < m.weights.required_cover_min:
            c.vacancy[kept], c.base[kept], c.required[kept] = v, base, required
            kept += 1
        else:
            score = base + required + preferred_points(v, m, s)
            write(score, m.vacancies.row[v], 0, c)
    c.tally[KEPT] = kept


@bare_loop
def write_seats(first: int, last: int, m: Columns, c: OptionScratch) -> None:
    """Keeps the eligible intakes `first..last`, of one programme, as the seats of a new offer."""
    seats = c.tally[SEATS]
    for i in range(first, last):
        c.course[seats], c.extra[seats] = c.intake[i], c.cost[i] - c.cost[first]
        seats += 1
    n = c.tally[OFFERS]
    c.seat_end[n] = seats
    c.offer[0, n], c.offer[1, n] = m.courses.programme[c.intake[first]], c.cost[first]
    c.tally[SEATS] = seats
    c.tally[OFFERS] += 1


@pasted
def lacking_after(count: int, c: OptionScratch) -> Any:
    """The certificates that no offer grants."""
    low, high = EVERY, EVERY
    for at in range(count):
        low, high = low & c.offers.low[at], high & c.offers.high[at]
    return low, high


@bare_loop
def taught_options(count: int, m: Columns, s: Scratch, c: OptionScratch) -> None:
    """Writes all that programmes make feasible, each at what its cheapest intake costs."""
    lacking = lacking_after(count, c)
    for i in range(c.tally[KEPT]):
        found = find_taught(i, count, lacking, m, s, c)
        row = m.vacancies.row[c.vacancy[i]]
        c.tally[FOUND] += found
        for n in range(found):
            write(c.offers.net[n], row, c.offers.at[n] + 1, c)


@pasted
def key_of_rank(rank: Any, row: int) -> Any:
    """The option of an offer with this rank at a vacancy."""
    value, offer = np.int64(rank >> OFFER_BITS), OFFER_LIMIT - np.int64(rank & OFFER_LIMIT) + 1
    return ((FULL_SCORE - value) << VALUE_SHIFT) + (np.int64(row) << ROW_BITS) + offer


@bare_loop
def taught_in_brief(count: int, m: Columns, s: Scratch, c: OptionScratch) -> None:
    """Writes the best two programmes of each vacancy, and a rest as good as the next best."""
    lacking = lacking_after(count, c)
    for i in range(c.tally[KEPT]):
        found, rank = rank_taught(i, count, lacking, m, s, c)
        row = m.vacancies.row[c.vacancy[i]]
        c.tally[FOUND] += found
        for _ in range(min(found, BRIEF)):
            c.keys[c.tally[WRITTEN]] = key_of_rank(rank, row)
            c.tally[WRITTEN] += 1
            rank = next_rank(count, rank, c.offers)
        if found > BRIEF:
            c.rests[c.tally[RESTS]] = key_of_rank(rank, row)
            c.tally[RESTS] += 1


@bare_loop
def number_offers(
    count: int, begin: int, rests: int, m: Columns, s: Scratch, c: OptionScratch
) -> None:
    """Keeps the seats of the offers that lead anywhere, and numbers these in the options."""
    number = 0
    for at in range(count):
        if c.offers.used[at]:
            write_seats(c.offers.first[at], c.offers.first[at + 1], m, c)
            number += 1
        c.offers.number[at + 1] = number
    for i in range(begin, c.tally[WRITTEN]):
        c.keys[i] += c.offers.number[c.keys[i] & ROW_MASK] - (c.keys[i] & ROW_MASK)
    for i in range(rests, c.tally[RESTS]):
        c.rests[i] += c.offers.number[c.rests[i] & ROW_MASK] - (c.rests[i] & ROW_MASK)


@inner_loop
def options_of(w: int, listed: int, m: Columns, s: Scratch, c: OptionScratch) -> None:
    """Writes the options of one worker, sorted, and the offers they use."""
    begin, rests = c.tally[WRITTEN], c.tally[RESTS]
    found = find(w, IGNORED, m, s)
    mark_skills(w, m, s, 1)
    direct_options(w, found, m, s, c)
    c.tally[FOUND] += c.tally[WRITTEN] - begin
    if m.workers.trains[w] and c.tally[KEPT] > 0:
        count = note_offers(w, eligible_intakes(w, m, c), m, s, c)
        taught = c.tally[WRITTEN]
        if listed == WHOLE:
            taught_options(count, m, s, c)
        else:
            taught_in_brief(count, m, s, c)
        number_offers(count, taught, rests, m, s, c)
        forget_offers(count, m, c)
    mark_skills(w, m, s, 0)
    sort_keys(c.rests[rests : c.tally[RESTS]], c.spare)
    sort_keys(c.keys[begin : c.tally[WRITTEN]], c.spare)


@kernel
def options_block(
    first: int, last: int, listed: int, m: Columns, s: Scratch, c: OptionScratch
) -> int:
    """Options of workers `first..last` one after the other, while the worst case surely fits.

    Returns the first worker that was not reached.
    """
    intakes = m.courses.unit.shape[0]
    programmes = m.courses.programme_skill_start.shape[0] - 1
    worst = m.vacancies.row.shape[0] * (1 + min(intakes, programmes))
    c.tally[:] = 0
    w = first
    while (
        w < last
        and c.tally[WRITTEN] + worst <= c.keys.shape[0]
        and c.tally[RESTS] + m.vacancies.row.shape[0] <= c.rests.shape[0]
        and c.tally[SEATS] + intakes <= c.course.shape[0]
        and c.tally[OFFERS] + intakes <= c.seat_end.shape[0]
    ):
        options_of(w, listed, m, s, c)
        c.ends[0, w - first] = c.tally[WRITTEN]
        c.ends[1, w - first] = c.tally[OFFERS]
        c.ends[2, w - first] = c.tally[RESTS]
        w += 1
    return w


def _scratch(index: MarketIndex) -> OptionScratch:
    intakes, size = len(index.courses.unit), len(index.vacancies.row) + 1
    programmes = len(index.courses.programme_skill_start) - 1
    worst = size * (1 + min(intakes, programmes))
    seats = BLOCK_WORKERS * 64 + intakes
    units = len(index.names.units)
    return OptionScratch(
        tally=np.zeros(6, np.int64),
        # Memory that is never written to costs nothing: the worst case is far from any market.
        keys=np.empty(BUFFER_OPTIONS + worst, np.int64),
        spare=np.empty(worst, np.int64),
        rests=np.empty(BUFFER_OPTIONS + size, np.int64),
        ends=np.empty((3, BLOCK_WORKERS), np.int64),
        seat_end=np.empty(seats, np.int64),
        offer=np.empty((2, seats), np.int32),
        course=np.empty(seats, np.int32),
        extra=np.empty(seats, np.int32),
        intake=np.zeros(intakes + 1, np.int32),
        cost=np.zeros(intakes + 1, np.int32),
        by_unit=np.argsort(index.courses.unit, kind="stable").astype(np.int32),
        unit_start=np.concatenate(
            ([0], np.cumsum(np.bincount(index.courses.unit, minlength=units)))
        ).astype(np.int32),
        vacancy=np.zeros(size, np.int32),
        base=np.zeros(size, np.int32),
        required=np.zeros(size, np.int32),
        trade=np.zeros(units, np.bool_),
        offers=new_offers(index),
    )


def bonus_of(index: MarketIndex) -> NDArray[np.int64]:
    """What placing each worker is worth beside the score, in basis points."""
    priority = index.market.workers.priority > 0
    return np.where(priority, index.policy.priority_points, 0).astype(np.int64)


def listing_for(index: MarketIndex) -> int:
    """`WHOLE` where what one worker could do at the most is little, `BRIEF` elsewhere.

    The same for whatever workers are in the index, so that all shards list in the same way.
    """
    programmes = len(index.courses.programme_skill_start) - 1
    return WHOLE if len(index.vacancies.row) * programmes <= LISTED_WHOLE else BRIEF


class OptionLister:
    """One thread's working memory, and the options it lists, `WHOLE` or in `BRIEF`."""

    def __init__(self, index: MarketIndex, listed: int = WHOLE) -> None:
        if len(index.vacancies.row) > ROW_MASK or len(index.courses.unit) >= ROW_MASK:
            raise ValueError(f"more than {ROW_MASK} vacancies or courses")
        programmes = len(index.courses.programme_skill_start) - 1
        if listed != WHOLE and programmes > OFFER_LIMIT:
            raise ValueError(f"more than {OFFER_LIMIT} programmes")
        self.listed = listed
        self.index, self.columns = index, columns_of(index)
        self.scratch, self.own = new_scratch(index), _scratch(index)

    def options(self, first: int, last: int) -> Options:
        """The options of workers `first..last`."""
        parts, w = [self._part(first, first)], first
        while w < last:
            stop = min(w + BLOCK_WORKERS, last)
            done = options_block(w, stop, self.listed, self.columns, self.scratch, self.own)
            parts.append(self._part(w, done))
            w = done
        return Options.joined(parts)

    def _part(self, first: int, done: int) -> Options:
        """What the buffers hold of workers `first..done`, copied."""
        c, n = self.own, done - first
        written, _, seats, offers, rests, found = c.tally.tolist() if n else (0,) * 6
        return Options(
            keys=c.keys[:written].copy(),
            start=np.concatenate(([0], c.ends[0, :n])),
            offer_start=np.concatenate(([0], c.ends[1, :n])),
            seat_start=np.concatenate(([0], c.seat_end[:offers])),
            programme=c.offer[0, :offers].copy(),
            cost=c.offer[1, :offers].copy(),
            course=c.course[:seats].copy(),
            extra=c.extra[:seats].copy(),
            bonus=bonus_of(self.index)[first:done].astype(np.int32),
            vacancies=len(self.index.vacancies.row),
            found=found,
            rests=c.rests[:rests].copy(),
            rest_start=np.concatenate(([0], c.ends[2, :n])),
        )


def list_options(index: MarketIndex) -> Options:
    """All options of all workers, listed whole."""
    return OptionLister(index).options(0, len(index.market.workers))
