"""One answer of every kind that has a page, all from the year-long story of the examples."""

from __future__ import annotations

from datetime import date
from functools import cache

import restructure as rs
from support.examples import STORY


@cache
def answers() -> dict[str, object]:
    """Return the answers by the name of their kind."""
    lived = STORY["lived"]()
    options = lived.plan.options
    payments = STORY["payments"](lived.agreement, 1, 3)
    best = options.recommended
    held = [
        best,
        best.schedule,
        best.conservation,
        options,
        options.compare(),
        options.why_not(best.terms, best.treatments),
        options.negotiate(rs.options.Wish(monthly="1", rate="0")),
        lived.plan,
        lived.plan.capacity,
        lived.agreement,
        lived.in_breach,
        lived.again,
        rs.statement(lived.agreement, payments, starts=date(2026, 11, 23), ends=date(2027, 6, 1)),
        rs.payoff_quote(lived.agreement, payments, on=date(2027, 3, 20)),
        rs.schedule_on(best.schedule.terms, payments, as_of=date(2027, 3, 20)),
        rs.explain(lived.plan),
    ]
    return {type(answer).__name__: answer for answer in held}
