"""What every worker could do, listed without the engine: for solvers and for plain policies.

A direct option is a feasible pair. Where a pair is not, a course may make it so: the option
exists if the worker may attend, the pair is feasible after what the course teaches, and the score
less the cheapest intake that teaches the same is above the least net value. No option is left out.

Courses of the same content differ by cost and seats only, so an option names the content, and
the intakes each worker may attend are listed beside: that is all there is, in a tenth of the room.
"""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.case import Case, Columns, Ints, make_case
from caunoi_engine.matching import Policy
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM, boarding_limit


class Figures(NamedTuple):
    """Figures of the policy: compiled code can read a tuple, but no object."""

    education: int
    education_step: int
    experience: int
    distance: int
    housing_points: int
    wage: int
    required_cover_min: int
    course_radius_percent: int
    course_km: int
    course_net_min: int


POLICY = Figures(*(getattr(Policy(), name) for name in Figures._fields))
HALF_HM = Policy().distance_half_km * HECTOMETRES_PER_KM
BOARDING = boarding_limit(Policy())
MOST_WAY_HM = Policy().course_km_max * HECTOMETRES_PER_KM
ROOM = 8_000_000
"""Options of one block; the block ends where the next worker's might not fit."""
BLOCK_WORKERS = 4_096
DIRECT = -1


class Options(NamedTuple):
    """Worker `w` has options `start[w]:start[w + 1]` and intakes `seat_start[w]:seat_start[w + 1]`.

    `content` is DIRECT without a course, and the value of such an option is its score; else the
    cost of the intake chosen is taken off.
    """

    start: NDArray[np.int64]
    vacancy: NDArray[np.int32]
    content: NDArray[np.int16]
    score: NDArray[np.int16]
    seat_start: NDArray[np.int64]
    intake: NDArray[np.int32]
    cost: NDArray[np.int32]


class Sides(NamedTuple):
    """The case as the compiled loops read it: one row of whole numbers per thing."""

    w: NDArray[np.int64]  # x y education experience radius wage wage_units step shifts cert boards
    wish: NDArray[np.int64]  # (workers, 3), ended by -1
    trains: NDArray[np.int64]
    skill_start: NDArray[np.int64]
    skill: NDArray[np.int32]
    v: NDArray[np.int64]  # x y education experience fewest wage wage_units shifts cert housing
    given: NDArray[np.int64]  # (2, vacancies): points for nothing required, nothing preferred
    unit_start: NDArray[np.int64]
    of_unit: NDArray[np.int64]  # vacancies by unit
    asked_start: NDArray[np.int64]
    asked: NDArray[np.int32]  # (entries, 3): skill, points, required
    points: NDArray[np.int32]  # (units, units)
    trade: NDArray[np.bool_]  # (units, units)
    c: NDArray[np.int64]  # x y unit education boarding cost content
    content_cert: NDArray[np.int64]
    content_start: NDArray[np.int64]
    content_skill: NDArray[np.int32]
    skills: int


def _starts(owner: Ints, length: int) -> NDArray[np.int64]:
    return np.searchsorted(owner, np.arange(length + 1)).astype(np.int64)


def _rows(columns: Columns, names: str) -> NDArray[np.int64]:
    stacked = np.stack([columns[name] for name in names.split()], axis=1)
    return np.ascontiguousarray(stacked, np.int64)


def _sides(case: Case) -> Sides:
    workers, vacancies = len(case.workers["x"]), len(case.vacancies["x"])
    units = 1 + int(max(case.wishes["unit"].max(), case.vacancies["unit"].max(),
                        case.near["offered"].max(), case.courses["unit"].max(initial=0),
                        case.trades["offered"].max()))  # fmt: skip
    points, trade = np.zeros((units, units), np.int32), np.zeros((units, units), np.bool_)
    points[case.near["wished"], case.near["offered"]] = case.near["points"]
    trade[case.trades["wished"], case.trades["offered"]] = True
    wisher = case.wishes["worker"]
    wish = np.full((workers, 3), -1, np.int64)
    wish[wisher, np.arange(len(wisher)) - np.searchsorted(wisher, wisher)] = case.wishes["unit"]
    of_unit = np.argsort(case.vacancies["unit"], kind="stable")
    asked, taught, own = case.vacancy_skills, case.content_skills, case.worker_skills
    v = _rows(case.vacancies, "x y education experience fewest wage wage_units shifts "
                              "certificates housing")  # fmt: skip
    return Sides(
        w=_rows(case.workers, "x y education experience radius wage wage_units step shifts "
                              "certificates boards"),
        wish=wish,
        trains=case.workers["trains"].astype(np.int64),
        skill_start=_starts(own["worker"], workers),
        skill=own["skill"].astype(np.int32),
        v=v,
        given=_rows(case.vacancies, "given_required given_preferred").T.copy(),
        unit_start=_starts(case.vacancies["unit"][of_unit], units),
        of_unit=of_unit,
        asked_start=_starts(asked["vacancy"], vacancies),
        asked=_rows(asked, "skill points required").astype(np.int32),
        points=points,
        trade=trade,
        c=_rows(case.courses, "x y unit education boarding cost content"),
        content_cert=case.contents["certificates"].astype(np.int64),
        content_start=_starts(taught["content"], len(case.contents["certificates"])),
        content_skill=taught["skill"].astype(np.int32),
        skills=1 + int(max(own["skill"].max(initial=0), asked["skill"].max(initial=0),
                           taught["skill"].max(initial=0))),
    )  # fmt: skip


@numba.njit(cache=True)
def squared_hm(ax: int, ay: int, bx: int, by: int) -> int:
    """Squared distance, each axis up to its limit."""
    dx, dy = min(abs(ax - bx), AXIS_LIMIT_HM), min(abs(ay - by), AXIS_LIMIT_HM)
    return dx * dx + dy * dy


@numba.njit(cache=True)
def base_points(w, v, occupation):
    """Points of all factors but skills, or -1 if a rule fails that no course can help."""
    if w[2] < v[2] or w[3] < v[4] or v[5] < w[5] or (w[8] & v[7]) == 0:
        return -1
    squared = squared_hm(w[0], w[1], v[0], v[1])
    lives_in = v[9] * w[10] > 0 and squared <= BOARDING
    if not lives_in and squared > w[4] * w[4]:
        return -1
    schooling = max(0, POLICY.education - POLICY.education_step * (w[2] - v[2]))
    practice = POLICY.experience
    if v[3] > 0:
        practice = POLICY.experience * min(w[3], v[3]) // v[3]
    way = POLICY.distance * HALF_HM // (HALF_HM + int(np.sqrt(squared)))
    if lives_in:
        way = max(way, POLICY.housing_points)
    wage = POLICY.wage * min(max(v[6] - w[6], 0), w[7]) // w[7]
    return occupation + schooling + practice + way + wage


@numba.njit(cache=True)
def skill_points(s, v, has):
    """Points of required and of preferred skills of vacancy `v` for who has these skills."""
    required, preferred = s.given[0, v], s.given[1, v]
    for i in range(s.asked_start[v], s.asked_start[v + 1]):
        if has[s.asked[i, 0]]:
            if s.asked[i, 2]:
                required += s.asked[i, 1]
            else:
                preferred += s.asked[i, 1]
    return required, preferred


@numba.njit(cache=True)
def candidates(w, s, found, base):
    """Fills the vacancies that fail no rule but perhaps those on skills and certificates."""
    n = 0
    for unit in range(s.points.shape[0]):
        occupation = 0
        for wish in s.wish[w]:
            if wish >= 0:
                occupation = max(occupation, s.points[wish, unit])
        if occupation == 0:
            continue
        for i in range(s.unit_start[unit], s.unit_start[unit + 1]):
            points = base_points(s.w[w], s.v[s.of_unit[i]], occupation)
            if points >= 0:
                found[n], base[n] = s.of_unit[i], points
                n += 1
    return n


@numba.njit(cache=True)
def attend(w, s, intake, cost, cheapest):
    """Fills the intakes the worker may attend, and the cheapest cost by content."""
    n = 0
    for k in range(s.c.shape[0]):
        near = False
        for wish in s.wish[w]:
            near |= wish >= 0 and s.trade[wish, s.c[k, 2]]
        if not near or s.w[w, 2] < s.c[k, 3]:
            continue
        squared = squared_hm(s.w[w, 0], s.w[w, 1], s.c[k, 0], s.c[k, 1])
        reach = s.w[w, 4] * POLICY.course_radius_percent
        boards = s.c[k, 4] * s.w[w, 10] > 0 and squared <= BOARDING
        if squared * 10_000 > reach * reach and not boards:
            continue
        way = min(int(np.sqrt(squared)), MOST_WAY_HM)
        intake[n] = k
        cost[n] = s.c[k, 5] + POLICY.course_km * way // HECTOMETRES_PER_KM
        content = s.c[k, 6]
        if cheapest[content] < 0 or cost[n] < cheapest[content]:
            cheapest[content] = cost[n]
        n += 1
    return n


@numba.njit(cache=True)
def trained(w, s, content, least, has, found, base, left, out, n):  # noqa: PLR0917  # compiled loops take positions
    """Writes the pairs that this content makes feasible and worth more than `least`."""
    first, last = s.content_start[content], s.content_start[content + 1]
    added = [np.int32(0) for _ in range(0)]
    for i in range(first, last):
        if not has[s.content_skill[i]]:
            has[s.content_skill[i]] = True
            added.append(s.content_skill[i])
    certificates = s.w[w, 9] | s.content_cert[content]
    for i in range(left):
        v = found[i]
        if s.v[v, 8] & ~certificates:
            continue
        required, preferred = skill_points(s, v, has)
        score = base[i] + required + preferred
        if required >= POLICY.required_cover_min and score > least:
            out[n, 0], out[n, 1], out[n, 2] = v, content, score
            n += 1
    for skill in added:
        has[skill] = False
    return n


@numba.njit(cache=True)
def list_block(first, last, s, courses, out, ends, seats, seat_ends):  # noqa: PLR0917  # compiled loops take positions
    """Options of workers `first..last` while they surely fit; the first that was not reached."""
    found, base = np.zeros((2, s.v.shape[0]), np.int64)
    intake, cost = np.zeros((2, s.c.shape[0]), np.int64)
    cheapest = np.full(s.content_cert.shape[0], -1, np.int64)
    has = np.zeros(s.skills, np.bool_)
    n, m = 0, 0
    for w in range(first, last):
        count = candidates(w, s, found, base)
        cheapest[:] = -1
        chosen = 0
        if courses and s.trains[w]:
            chosen = attend(w, s, intake, cost, cheapest)
        if n + count * (1 + chosen) > len(out) or m + chosen > len(seats):
            return w
        mine = s.skill[s.skill_start[w] : s.skill_start[w + 1]]
        has[mine] = True
        left = 0
        for i in range(count):
            v = found[i]
            required, preferred = skill_points(s, v, has)
            if s.v[v, 8] & ~s.w[w, 9] or required < POLICY.required_cover_min:
                found[left], base[left] = v, base[i]
                left += 1
            else:
                out[n, 0], out[n, 1], out[n, 2] = v, DIRECT, base[i] + required + preferred
                n += 1
        for content in range(len(cheapest)):
            if cheapest[content] >= 0:
                least = cheapest[content] + POLICY.course_net_min
                before = n
                n = trained(w, s, content, least, has, found, base, left, out, n)
                if n == before:
                    cheapest[content] = -1
        for i in range(chosen):
            if cheapest[s.c[intake[i], 6]] >= 0:
                seats[m, 0], seats[m, 1] = intake[i], cost[i]
                m += 1
        has[mine] = False
        ends[w - first], seat_ends[w - first] = n, m
    return last


def small_case() -> Case:
    """A case on which compiled code is called first, so that compiling is in nobody's time."""
    return make_case("small", 1)


def list_options(case: Case, *, courses: bool) -> Options:
    """All options of all workers; without courses only the feasible pairs."""
    sides, workers = _sides(case), len(case.workers["x"])
    out = np.empty((ROOM, 3), np.int32)
    seats = np.empty((ROOM, 2), np.int32)
    ends, seat_ends = np.zeros((2, BLOCK_WORKERS), np.int64)
    pieces: list[NDArray[np.int32]] = []
    seat_pieces: list[NDArray[np.int32]] = []
    counts: list[Ints] = []
    seat_counts: list[Ints] = []
    w = 0
    while w < workers:
        last = min(w + BLOCK_WORKERS, workers)
        done = list_block(w, last, sides, courses, out, ends, seats, seat_ends)
        if done == w:
            raise MemoryError(f"the options of worker {w} alone fill {ROOM} places")
        counts.append(np.diff(ends[: done - w], prepend=0))
        seat_counts.append(np.diff(seat_ends[: done - w], prepend=0))
        pieces.append(out[: ends[done - w - 1]].copy())
        seat_pieces.append(seats[: seat_ends[done - w - 1]].copy())
        w = done
    table, seat_table = np.concatenate(pieces), np.concatenate(seat_pieces)
    return Options(
        start=np.concatenate([[0], np.cumsum(np.concatenate(counts))]),
        vacancy=table[:, 0].copy(),
        content=table[:, 1].astype(np.int16),
        score=table[:, 2].astype(np.int16),
        seat_start=np.concatenate([[0], np.cumsum(np.concatenate(seat_counts))]),
        intake=seat_table[:, 0].copy(),
        cost=seat_table[:, 1].copy(),
    )
