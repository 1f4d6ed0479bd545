"""Sharing a whole number out over units so that the parts add up to it."""

from collections.abc import Sequence


def share_out(total: int, weights: Sequence[int]) -> list[int]:
    """Whole parts of `total` in proportion to `weights`, by largest remainder.

    The parts add up to `total`; of equal remainders the first unit gets the one more. Without any
    weight all units count alike.

    >>> share_out(10, [1, 1, 1])
    [4, 3, 3]
    >>> share_out(100, [700, 200, 0])
    [78, 22, 0]
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither the total nor a weight is negative")
    if not weights:
        return []
    whole = sum(weights)
    if not whole:
        weights, whole = [1] * len(weights), len(weights)
    parts = [total * weight // whole for weight in weights]
    rest = [total * weight % whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda unit: (-rest[unit], unit))
    for unit in by_rest[: total - sum(parts)]:
        parts[unit] += 1
    return parts
