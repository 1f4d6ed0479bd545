"""Geometry of the drawings that carry figures, as attribute text for SVG.

Numbers leave here as text with a decimal point: a template would print them with a comma.
"""

from typing import Final

from caunoi_kit.ui.cards import MOST_STONES, Arch

STONE: Final = 0.88  # of its place in the arch; the rest is the joint
JOINT: Final = 0.12
REST: Final = 20  # a gap longer than any arch

PLAN_AT: Final = 75  # the pier of the plan stands at three quarters of the deck
FULL_DECK: Final = 100


def svg(value: float) -> str:
    """A coordinate: at most two decimals, a point, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def arch_parts(arch: Arch) -> list[tuple[str, str]]:
    """The strokes of an arch as (class, stroke-dasharray); pathLength is `arch_length`."""
    runs = (
        ("met", 0, arch.met),
        ("fill", arch.met, arch.filled),
        ("gap", arch.met + arch.filled, arch.total - arch.met - arch.filled),
    )
    drawn = _line if is_continuous(arch) else _stones
    return [
        (name, drawn(start * _scale(arch), count * _scale(arch)))
        for name, start, count in runs
        if count
    ]


def arch_length(arch: Arch) -> int:
    """The pathLength for which `arch_parts` is measured."""
    return FULL_DECK if is_continuous(arch) else arch.total


def is_continuous(arch: Arch) -> bool:
    """Whether the arch is one line rather than stones."""
    return arch.continuous or arch.total > MOST_STONES


def deck_width(percent: float, *, has_plan: bool) -> str:
    """How far a deck reaches, of 100: with a plan, 100% ends at the pier and 133% at the edge."""
    reach = percent * PLAN_AT / FULL_DECK if has_plan else percent
    return svg(max(0.0, min(reach, FULL_DECK)))


def _scale(arch: Arch) -> float:
    return FULL_DECK / arch.total if is_continuous(arch) else 1


def _stones(start: float, count: float) -> str:
    """Dashes for `count` stones from place `start`."""
    stones = f" {svg(JOINT)} ".join([svg(STONE)] * round(count))
    return f"0 {svg(start + JOINT / 2)} {stones} {REST}"


def _line(start: float, length: float) -> str:
    """One dash of `length` from `start`, on a path of length 100."""
    return f"0 {svg(start)} {svg(length)} {FULL_DECK}"
