"""Options: every plan a policy allows that fits, the few worth offering, and why not the rest (重组方案).

>>> from datetime import date
>>> from restructure import Application, Debt, Hardship, Household, Income, policies
>>> application = Application(
...     reference="A-1",
...     as_of=date(2026, 11, 23),
...     currency="USD",
...     incomes=[Income("salary", "2600", evidence="verified", years=3)],
...     household=Household(adults=2, dependents=2, living_costs="1150", housing_costs="850"),
...     debts=[
...         Debt(
...             reference="loan-1",
...             kind="personal_loan",
...             in_scope=True,
...             principal="9000",
...             overdue_principal="400",
...             interest="220",
...             rate="0.1499",
...             installment="424.13",
...             remaining_installments=24,
...             next_due_date=date(2026, 12, 9),
...             days_past_due=45,
...         )
...     ],
... )
>>> answer = plan(application, policy=policies.GENERIC)
>>> answer.recommended.schedule[0].payment <= answer.capacity.affordable_payment
True

FROM LEVERS TO LANES: the map of this room, in the order data passes. Read the files in the same order. Arrays are
named by letters: [N] candidates, each one lane of the kernel; [T] rows, each one installment; [S] segments of a lane.

    application, capacity, policy
                |
              Case . . . . . . . . . . . . . . . . Frame: due dates [T], what can be paid on each [T], days of rows
                |
       +--------+----------+-----------------+
     Origin   Shape     RatePath     number of installments
       |        |          |                 |
       |     Piece ...     |                 |
       +---x----+----x-----+-------x---------+
                |
           the lanes of one shape, [M]: every origin, with every rate path, with every number of installments
                |    stacked beside those of all other shapes, the longest first
              Lanes [S, N]
                |    run by the kernel
           Candidates [N], installments [T, N]
                |    less those that never pay, need cash that is not there, end too soon, or cannot be afforded
            Measured [N], fewer
                |    less those a rule forbids or a target leaves out; ordered; less what another beats
           the places of a handful, each made an Option

- `Contract` (`_baseline.py`): one debt in scope as it would go on, in minor units. What every plan is held against.
- `Case`, `Frame` (`_case.py`): the question - application, contract, capacity, policy, target - and what all its
  candidates share: the due dates, as many as the longest plan has, and what can be paid on each.
- `Origin` (`_beginnings.py`): one way to treat what is owed today: the treatments, the principal that is left to bear
  interest, what is paid on day one, and what is put aside to be paid beside the lane. One value, no array.
- `Shape` (`_shapes.py`): how the rows go: the rule of the installments, how they begin, on which rows the rate changes,
  a balloon, a season. It says nothing of amounts owed, rates or terms, so all that differ only in those share it.
- `RatePath` (`_shapes.py`): rates in rate units with the rows they start on. It goes with shapes whose rate changes on
  the same rows.
- `Piece` (`_shapes.py`): a stretch of a shape's rows with one method and one slot of the rate path. `columns_of` makes
  each piece one phase of all the shape's lanes: lengths, rates and amounts as columns [M]. Lanes too short to reach a
  piece have it with no rows.
- `Lanes` (`engine/segments.py`): all groups side by side. A group with fewer pieces than another is filled up with
  segments of no rows. `stack` sorts by length and returns the order, by which every other column is sorted too.
- `Candidates` (`_candidates.py`): what the kernel found. Three columns of indices [N] say which origin, shape and rate
  path a candidate has; the tables they point into stay short:

        candidate    0    1    2    3    4  ...
        origin       0    0    1    0    1      -> origins: a tuple of treatments each
        shape        0    0    0    1    1      -> shapes
        path         0    1    0    0    0      -> paths
        rows        60   60   60   48   48
        payments  [:,0][:,1][:,2] ...           [T, N], zeros after a candidate's last row

- `Measured` (`_measured.py`): candidates with what ranks them, columns [N]. `take` makes it shorter, so a *place* is an
  index into the one at hand: `Selection.chosen` points into `Selection.measured`, `Rejection.nearest` into all there
  were.
- `Rejection`, `Selection` (`_select.py`): the groups that fell away, each with its reason, and the places chosen.
- `Option` (`option.py`, made by `_built.py`): one candidate as people see it. Its schedule is computed again, from its
  terms by `reschedule`, so that what is shown is what is signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from ._plan import *
    from .comparison import *
    from .month_apart import *
    from .negotiation import *
    from .option import *
    from .option_set import *
    from .propose import *
    from .vocabulary import *
    from .why_not import *
    from .wish import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "comparison": "ComparedPlan Comparison",
            "month_apart": "MonthApart",
            "negotiation": "BargainingPoint Counteroffer Frontier Negotiation",
            "option": (
                "Band BeforeAfter ExpectedValue Holding Measures Option ProgramTrace ReferenceOption Rejected "
                "RejectedPlan "
                "Resilience TermsSummary"
            ),
            "option_set": "OptionSet PassedRung Plan PolicyIdentity",
            "_plan": "plan",
            "propose": "propose_options",
            "vocabulary": "Rung",
            "why_not": "WhyNot",
            "wish": "Wish",
        },
    )
