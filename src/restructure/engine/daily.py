"""What a contract asks of each row when interest runs by the day, and how it goes on from what is really left of it.

Between changes the installments are those of the contract; how much of each is interest depends on when money comes.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ..basics.errors import Fault
from ..basics.rates import RATE_SCALE, Rate
from ..contract.phases import Change, Phase, contradiction
from ..contract.terms import LoanTerms
from .amend import Rest, after_rows_done, live_between, rest_as_far
from .segments import MEANING
from .year_parts import Row, overdue_share


class Ask(NamedTuple):
    """What one row asks for, minor units: an amount in all, or so much principal with all interest on top."""

    amount: int
    on_top: bool
    rate: Rate


def asks_of(rest: Rest) -> list[Ask]:
    """Return what each row that is left asks for; the last one asks for everything whatever is said here."""
    rows = rest_as_far(rest)[0].rows
    asks: list[Ask] = []
    method, rate = rest.method, rest.rate
    for phase, amount in zip(rest.phases, rows.amounts, strict=True):
        method, rate = method if phase.method == "keep" else phase.method, phase.rate or rate
        asks += [Ask(amount, MEANING[method].rule == "principal", rate)] * phase.count
    if not rest.row and not rest.whole and not asks[0].on_top and len(rows.due) > 1 and rows.closing[0]:
        asks[0] = asks[0]._replace(amount=int(rows.due[0]))  # odd days of a first period may be asked on top
    return asks


def row_at(rest: Rest, place: int) -> Row:
    """Return one of the rows that are left."""
    return Row(rest.dates[place - 1] if place else rest.begun, rest.dates[place], rest.whole or place > 0)


def ratio_between(rest: Rest, asks: list[Ask], place: int, since: date, until: date) -> Fraction:
    """Return the ratio that a balance bears from one day to another, both in or after one of the rows."""
    rate = Fraction(asks[min(place, len(asks) - 1)].rate.units, RATE_SCALE)
    if place < len(rest.dates):
        return rate * live_between(rest, row_at(rest, place), since, until)
    return rate * overdue_share(rest.terms, rest.dates[-1], since, until)


def going_on(rest: Rest, passed: int, met: int, day: date, *, balance: int, accrued: Fraction) -> Rest:
    """Return what is left on a day when so many rows have passed and so many are met, some of them before their day."""
    whole = rest_as_far(rest)[0]
    begun = row_at(rest, passed).begun
    after = after_rows_done(rest, whole, met)
    return after._replace(
        balance=balance,
        begun=begun,
        whole=met == passed and (passed > 0 or rest.whole),
        reached=max(day, begun),
        accrued=accrued,
    )


def daily_faults(terms: LoanTerms) -> list[Fault]:
    """Return what keeps interest of a contract from running by the day."""
    phases = [(f"phases[{place}]", phase) for place, phase in enumerate(terms.phases)]
    for place, change in enumerate(terms.changes):
        phases += _phases_of(f"changes[{place}]", change)
    lacks = [contradiction(path, _NEEDS) for path, phase in phases if not _bears_by_the_day(phase)]
    return lacks + ([contradiction("interest_base", _ON_BALANCE)] if terms.interest_base != "balance" else [])


def _phases_of(path: str, change: Change) -> list[tuple[str, Phase]]:
    return [(f"{path}.phases[{place}]", phase) for place, phase in enumerate(change.phases or ())]


def _bears_by_the_day(phase: Phase) -> bool:
    plain = phase.step is None and phase.installment_cap is None and phase.shortfall is None
    return phase.method not in ("capitalize", "defer") and plain


_NEEDS = "does not go with daily interest, which waits unpaid: use installments without steps, cap or shortfall"
_ON_BALANCE = "must be balance where interest runs by the day"
