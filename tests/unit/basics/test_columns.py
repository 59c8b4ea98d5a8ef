from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from restructure.basics.columns import longest_first


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(0, 10))
def test_the_first_so_many_lanes_are_the_fewest_that_miss_no_row(rows: list[int], length: int) -> None:
    found = longest_first(np.array(rows, np.int64), length)
    for row, so_many in enumerate(found):
        have = [place for place, count in enumerate(rows) if count > row]
        assert so_many == (have[-1] + 1 if have else 0)
    assert len(found) == length
