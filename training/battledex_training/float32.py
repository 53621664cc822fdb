"""The float32 numbers as an ordered list."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_SIGN = 0x8000_0000
_LARGEST = 0x7F7F_FFFF


def first_true(predicate: Callable[[np.float32], bool]) -> np.float32:
    """The smallest finite float32 for which a predicate that is false, then true, holds (the largest one if none does)."""
    low, high = -_LARGEST, _LARGEST
    while low < high:
        middle = (low + high) // 2
        if predicate(_at(middle)):
            high = middle
        else:
            low = middle + 1
    return _at(low)


def upper_midpoint(x: np.float32) -> float:
    """Halfway from `x` to the next float32 above it, in float64."""
    return (float(x) + float(np.nextafter(x, np.float32(np.inf)))) / 2.0


def _at(rank: int) -> np.float32:
    """The float32 at a rank: 0 is zero, 1 the smallest positive number, -1 the largest negative one."""
    bits = rank if rank >= 0 else _SIGN | -rank
    return np.uint32(bits).view(np.float32)
