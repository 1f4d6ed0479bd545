"""How near unit groups of ISCO-08 are in the skills their work takes.

The tree of ISCO-08 puts a language teacher beside a staff officer (both professionals) and a cook
far from a head cook. The links of ESCO from occupations to skills show better who could do whose
work. Source of the measure: cosine of term vectors weighted by rarity, Salton & Buckley 1988.

A unit has two vectors, of skills and of the groups of skills above them; its *overlap* with
another unit is the mean of the two cosines. Groups let "sew leather" and "sew fabric" count as kin.
Overlap becomes *nearness* in permille, the unit of the rest of the match, by `NEARNESS`. What the
skills say is then held against the tree by `related_pairs`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.occupations import proximity_table

OPTIONAL_WEIGHT: Final = 0.5
"""What a skill that is only useful weighs beside one that the work cannot do without."""

NEARNESS: Final = ((0.10, 0), (0.22, 200), (0.32, 400), (0.44, 600), (0.60, 800), (0.80, 950))
"""Overlap to nearness, straight between the points. Set by eye on about a hundred pairs of trades
common in a Red River province: from 600 a counsellor would propose one for the other, below 400
would not."""

STEP: Final = 50
"""Nearness is rounded to this many permille: the evidence carries no more."""

SKILL_LEVELS: Final = {"1": 5, "2": 4, "3": 3, "9": 1}
"""Skill levels 1 to 4 of ISCO-08 by major group, the rest 2. Managers, at ISCO's levels 3 and 4,
stand one step above: few become one without years in the trade."""
USUAL_LEVEL: Final = 2
LEVEL_PERCENT: Final = (100, 80, 35)
"""Share of nearness that remains between units 0, 1, 2 or more levels apart: the same work in
other words is not the same job. A sewing worker shares skills with the manager of the factory."""

THIN_MAJORS: Final = frozenset("789")
"""Crafts, machines, plain labour: ESCO lists few skills there and those are soon learnt on the
spot, so where the tree says more than the skills, the mean of both counts."""

LEAST_DIFFERENCE: Final = 100
"""A pair of one major group is told when it is at least this far from what the tree says."""
LEAST_ACROSS: Final = 400
"""A pair of two major groups is told from this nearness on."""
MOST_ACROSS: Final = 12
"""Nearest units across major groups that are kept for each unit."""


class Link(NamedTuple):
    """An occupation of ESCO, of one unit, needs a skill."""

    occupation: str
    unit: str
    skill: str
    essential: bool


class Pair(NamedTuple):
    """Two units, the lower code first, and their nearness in permille."""

    a: str
    b: str
    permille: int


@dataclass(frozen=True, eq=False)
class Overlap:
    """Shared skills of units: `shares[i, j]` from 0 (nothing) to 1 (the same skills)."""

    units: tuple[str, ...]
    shares: NDArray[np.float64]


def skill_overlap(links: Iterable[Link], broader: Mapping[str, Collection[str]]) -> Overlap:
    """Overlap of every two units that the links name.

    `broader` gives the groups directly above a skill or a group of skills.
    """
    links = list(links)
    units = tuple(sorted({link.unit for link in links}))
    weights = _weights(links)
    grouped: dict[tuple[str, str], float] = defaultdict(float)
    above: dict[str, list[str]] = {}
    for (unit, skill), weight in weights.items():
        if skill not in above:
            above[skill] = sorted(groups_above(skill, broader))
        for group in above[skill]:
            grouped[unit, group] += weight
    return Overlap(units, (_cosines(units, weights) + _cosines(units, grouped)) / 2)


def groups_above(skill: str, broader: Mapping[str, Collection[str]]) -> set[str]:
    """All groups above a skill, however high.

    >>> sorted(groups_above("sew", {"sew": ["textile"], "textile": ["making"]}))
    ['making', 'textile']
    """
    found: set[str] = set()
    waiting = list(broader.get(skill, ()))
    while waiting:
        group = waiting.pop()
        if group not in found:
            found.add(group)
            waiting.extend(broader.get(group, ()))
    return found


def _weights(links: Sequence[Link]) -> dict[tuple[str, str], float]:
    """Weight of a skill in a unit: its mean over the occupations of the unit, 0 to 1."""
    occupations: dict[str, set[str]] = defaultdict(set)
    strongest: dict[tuple[str, str, str], float] = {}
    for link in links:
        occupations[link.unit].add(link.occupation)
        key = (link.unit, link.skill, link.occupation)
        weight = 1.0 if link.essential else OPTIONAL_WEIGHT
        strongest[key] = max(weight, strongest.get(key, 0.0))
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for (unit, skill, _), weight in sorted(strongest.items()):
        weights[unit, skill] += weight / len(occupations[unit])
    return weights


def _cosines(units: Sequence[str], weights: Mapping[tuple[str, str], float]) -> NDArray[np.float64]:
    """Cosines of the units' vectors, shape (units, units).

    Every weight counts by the rarity of its skill among units: logarithm of all by those with it.
    """
    row = {unit: i for i, unit in enumerate(units)}
    column = {name: i for i, name in enumerate(sorted({name for _, name in weights}))}
    vectors = np.zeros((len(row), len(column)))
    for (unit, name), weight in weights.items():
        vectors[row[unit], column[name]] = weight
    vectors *= np.log(len(row) / np.maximum(np.count_nonzero(vectors, axis=0), 1))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors @ vectors.T


def nearness(overlap: Overlap) -> NDArray[np.int32]:
    """What the skills say of every two units, in permille and whole steps, shape (units, units).

    >>> nearness(Overlap(("2411", "3313"), np.array([[1.0, 0.44], [0.44, 1.0]]))).tolist()
    [[950, 500], [500, 950]]
    """
    points, values = zip(*NEARNESS, strict=True)
    levels = np.array([SKILL_LEVELS.get(unit[0], USUAL_LEVEL) for unit in overlap.units])
    apart = np.minimum(np.abs(levels[:, None] - levels[None, :]), len(LEVEL_PERCENT) - 1)
    exact = np.interp(overlap.shares, points, values) * np.array(LEVEL_PERCENT)[apart] / 100
    return (np.floor(exact / STEP + 0.5) * STEP).astype(np.int32)


def related_pairs(overlap: Overlap) -> list[Pair]:
    """The pairs whose skills say something else than the tree, in ascending order.

    Within a major group a pair may come out nearer or farther than in the tree; units without
    any link are in no pair, for them the tree stands alone.
    """
    units = overlap.units
    tree = proximity_table(units, {})
    said = nearness(overlap)
    thin = np.array([unit[0] in THIN_MAJORS for unit in units], np.bool_)
    doubted = thin[:, None] & (tree > said)
    said = np.where(doubted, (tree + said) // (2 * STEP) * STEP, said).astype(np.int32)
    within = (tree > 0) & (np.abs(said - tree) >= LEAST_DIFFERENCE)
    across = (tree == 0) & (said >= LEAST_ACROSS) & _among_nearest(overlap.shares, tree == 0)
    first, second = np.nonzero(np.triu(within | across, k=1))
    return [Pair(units[i], units[j], int(said[i, j])) for i, j in zip(first, second, strict=True)]


def _among_nearest(shares: NDArray[np.float64], which: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether one of the two units has the other among its nearest of these pairs."""
    rivals = np.where(which, shares, -1.0)
    order = np.argsort(-rivals, axis=1, kind="stable")[:, :MOST_ACROSS]
    chosen = np.zeros(shares.shape, np.bool_)
    np.put_along_axis(chosen, order, True, axis=1)
    return (chosen | chosen.T) & which
