"""Columns of lanes of different length, walked row by row.

>>> longest_first(np.array([3, 1, 2, 1]), 3)
[4, 3, 1]
"""

from __future__ import annotations

import numpy as np

from .types import Ints


def longest_first(rows: Ints, length: int) -> list[int]:
    """Return, for each row, how many lanes, counted from the first, hold all that are so long, shape [T].

    Where the longest lanes stand first, a walk over the first so many of each row meets no row that is not there; in
    any other order it meets some, and misses none.

    Args:
        rows: of each lane, shape [N].
        length: rows looked at, T.
    """
    longest_from_here = np.maximum.accumulate(rows[::-1])[::-1]
    found: list[int] = np.searchsorted(-longest_from_here, -np.arange(length), side="left").tolist()
    return found
