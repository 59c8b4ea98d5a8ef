"""Display: any answer drawn as a page, and told in plain words (展示与说明).

`render` draws an answer as plain text, as the HTML section a notebook shows, as Markdown, or as a self-contained HTML
document ready to print on A4. `explain` tells one in sentences, for the customer or the loan officer.

>>> from datetime import date
>>> from restructure import LoanTerms, Phase, amortize
>>> terms = LoanTerms(
...     currency="USD",
...     principal="1000.00",
...     rate="0.12",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(3)],
... )
>>> print(render(amortize(terms), format="markdown"), end="")
# Repayment schedule
<BLANKLINE>
USD · 30/360 · half-up · last installment settles the rounding
<BLANKLINE>
| no | due | payment | interest | principal | balance |
| ---: | :--- | ---: | ---: | ---: | ---: |
| 1 | 2026-02-01 | 340.02 | 10.00 | 330.02 | 669.98 |
| 2 | 2026-03-01 | 340.02 | 6.70 | 333.32 | 336.66 |
| 3 | 2026-04-01 | 340.03 | 3.37 | 336.66 | 0.00 |
|  | total | 1,020.07 | 20.07 | 1,000.00 |  |
>>> render(amortize(terms), lang="zh", format="print").splitlines()[:2]
['<!DOCTYPE html>', '<html lang="zh-Hans">']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from . import explanation as explanation
    from ._render import *
    from .explanation import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "explanation": "explain Explanation Fact Meaning Reader Section Sentence",
            "_render": "render",
        },
        rooms="explanation",
    )
