"""Schedules: what is due on which day, to the minor unit.

A schedule is columns of whole minor units; rows, Decimals and dates are made when somebody looks.

>>> from restructure import LoanTerms, Phase
>>> terms = LoanTerms(
...     currency="USD",
...     principal="1000.00",
...     rate="0.12",
...     start_date=date(2026, 1, 1),
...     first_due_date=date(2026, 2, 1),
...     phases=[Phase(3)],
... )
>>> for row in amortize(terms):
...     print(row.number, row.due_date, row.payment, row.interest, row.principal, row.closing_balance)
1 2026-02-01 340.02 10.00 330.02 669.98
2 2026-03-01 340.02 6.70 333.32 336.66
3 2026-04-01 340.03 3.37 336.66 0.00
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import overload

import numpy as np

from ..basics.dates import due_dates
from ..basics.errors import Fault, InvalidInputError, InvalidTermsError, NoSolutionError, require_type
from ..basics.exact import div_round
from ..basics.money import Currency
from ..basics.provenance import Language, Reason
from ..basics.shown import Shown, drawn_text
from ..basics.types import Ints, value
from ..contract.components import Component, Conservation
from ..contract.phases import MAX_INSTALLMENTS
from ..contract.terms import Conventions, LoanTerms
from ..engine.amend import Amended, run_changed
from ..engine.beside import asides_of, rows_beside
from ..engine.carried import run_carried
from ..engine.kernel import Rows, run_lane
from ..engine.segments import collected_on_day_one, compile_terms
from .conventions import conventions_of
from .installment import EarlySettlement, Installment, Totals
from .remarks import PaidRows, remarks_of

__all__ = ["Schedule", "amortize", "fit_term"]


@value()
class Schedule(Shown, Sequence[Installment]):
    """A repayment schedule (还款计划): a sequence of installments over columns of minor units.

    Columns are read-only int64 arrays of shape [T]; an all-zero column is `None`. `terms` is what it was computed from:
    the whole contract, which can be replayed, amended and restructured again. `conservation` says what became of the
    debt it replaces, when it replaces one. `beside` is the part of `deferred_paid` that the contract repays of a debt
    before, by component.

    Examples:
        >>> from restructure import LoanTerms, Phase
        >>> terms = LoanTerms(
        ...     currency="CNY",
        ...     principal="1200.00",
        ...     rate=0,
        ...     start_date=date(2026, 1, 1),
        ...     first_due_date=date(2026, 2, 1),
        ...     phases=[Phase(12)],
        ... )
        >>> schedule = amortize(terms)
        >>> schedule[0].payment, schedule.totals.payment, len(schedule)
        (Decimal('100.00'), Decimal('1200.00'), 12)
    """

    terms: LoanTerms
    interest_accrued: Ints | None
    interest_paid: Ints | None
    principal: Ints | None
    fees: Ints | None
    deferred_paid: Ints | None
    closing_balance: Ints
    changed_opening: Ints | None
    changed_dates: tuple[date, ...] | None
    conservation: Conservation | None
    beside: Mapping[Component, Ints]

    # --- as columns ---

    @property
    def currency(self) -> Currency:
        """Currency of all amounts."""
        return self.terms.currency

    @cached_property
    def due_dates(self) -> tuple[date, ...]:
        """Days on which the installments fall due, moved off holidays where the terms say so, shape [T]."""
        terms = self.terms
        plain = self.unadjusted_dates
        if terms.holidays is None:
            return plain
        return tuple(terms.holidays.adjust(day, terms.date_adjustment) for day in plain)

    @cached_property
    def unadjusted_dates(self) -> tuple[date, ...]:
        """Due dates as the anchor day and the changes give them, shape [T]."""
        terms = self.terms
        if self.changed_dates is not None:
            return self.changed_dates
        step = terms.cadence
        return tuple(due_dates(terms.first_due_date, due_day=terms.anchor_day, step=step, count=len(self)))

    @cached_property
    def opening_balance(self) -> Ints:
        """Balance that bears interest in each row, after changes inside it, minor units, shape [T]."""
        if self.changed_opening is not None:
            return self.changed_opening
        opening = np.empty_like(self.closing_balance)
        opening[0], opening[1:] = self.currency.to_minor(self.terms.principal), self.closing_balance[:-1]
        return _sealed(opening)

    @cached_property
    def payment(self) -> Ints:
        """What falls due on each date, minor units, shape [T]."""
        return _sealed(
            self._column("interest_paid")
            + self._column("principal")
            + self._column("fees")
            + self._column("deferred_paid")
        )

    @cached_property
    def capitalized(self) -> Ints:
        """Interest that joins the principal, minor units, shape [T]."""
        if self.terms.balance == "carried":  # balances are rounded for display and prove nothing
            return _sealed(self._column("interest_accrued") - self._column("interest_paid"))
        return _sealed(self.closing_balance - self.opening_balance + self._column("principal"))

    @cached_property
    def deferred(self) -> Ints:
        """Interest newly parked without bearing interest, minor units, shape [T]."""
        return _sealed(self._column("interest_accrued") - self._column("interest_paid") - self.capitalized)

    @cached_property
    def asked(self) -> Mapping[Component, list[int]]:
        """What each row asks of each component, minor units, [T] each: the parts of `payment`."""
        released = self._column("deferred_paid") - sum(self.beside.values())
        columns: dict[Component, Ints] = {
            "principal": self._column("principal"),
            "interest": self._column("interest_paid") + released,
            "fees": self._column("fees"),
        }
        for name, column in self.beside.items():
            columns[name] = column if name not in columns else columns[name] + column
        return {name: column.tolist() for name, column in columns.items() if column.any()}

    def _column(self, name: str) -> Ints:
        column: Ints | None = getattr(self, name)
        return np.zeros_like(self.closing_balance) if column is None else column

    def to_columns(self) -> dict[str, Ints]:
        """Return every column by name, minor units, shape [T], with `number` and `due_date` (ordinal days)."""
        ordinals = np.array([day.toordinal() for day in self.due_dates], np.int64)
        columns = {"number": np.arange(1, len(self) + 1, dtype=np.int64), "due_date": ordinals}
        return {**columns, **{name: self._column(name) for name in _COLUMNS}}

    @cached_property
    def paid_on_day_one(self) -> Decimal:
        """Interest of odd days that is collected on the start date, major units: with `day_one`, and in no row."""
        return self.currency.to_major(collected_on_day_one(self.terms))

    # --- as rows ---

    def __len__(self) -> int:
        return len(self.closing_balance)

    @overload
    def __getitem__(self, place: int) -> Installment: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Installment, ...]: ...
    def __getitem__(self, place: int | slice) -> Installment | tuple[Installment, ...]:
        if isinstance(place, slice) or "_rows" in vars(self):
            return self._rows[place]
        row = range(len(self))[place]
        amounts = (self.currency.to_major(int(self._column(name)[row])) for name in _COLUMNS)
        return Installment(row + 1, self.due_dates[row], *amounts)

    def __iter__(self) -> Iterator[Installment]:
        return iter(self._rows)

    @cached_property
    def _rows(self) -> tuple[Installment, ...]:
        major = self.currency.to_major
        amounts = [[major(minor) for minor in self._column(name).tolist()] for name in _COLUMNS]
        numbers = range(1, len(self) + 1)
        return tuple(Installment._make(row) for row in zip(numbers, self.due_dates, *amounts, strict=True))

    @cached_property
    def totals(self) -> Totals:
        """Sums of the columns over all rows, major units."""
        return self._sum(slice(None))

    def by_year(self) -> dict[int, Totals]:
        """Return the sums of each calendar year of due dates, major units."""
        years = np.array([day.year for day in self.due_dates])
        return {int(year): self._sum(years == year) for year in np.unique(years)}

    def _sum(self, chosen: slice | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Totals:
        major = self.currency.to_major
        return Totals(*(major(int(self._column(name)[chosen].sum())) for name in _SUMMED))

    def stretches(self) -> list[tuple[Decimal, int]]:
        """Return the installments in short: (amount, how many in a row), major units.

        Installments that differ by the rounding of shares only count as equal, and the last one joins the row before it
        unless it is noticeably larger: a balloon is never hidden, the settling of rounding is.
        """
        runs: list[list[int]] = []
        for row, paid in enumerate(self.payment.tolist()):
            last = row == len(self) - 1
            slack = max(SAME_WITHIN, runs[-1][0] // 200 if last else 0) if runs else 0
            if runs and (abs(paid - runs[-1][0]) <= slack or (last and paid < runs[-1][0])):
                runs[-1][1] += 1
            else:
                runs.append([paid, 1])
        return [(self.currency.to_major(amount), count) for amount, count in runs]

    # --- what it was computed with ---

    @cached_property
    def conventions(self) -> Conventions:
        """Every choice the schedule was computed with."""
        return conventions_of(self.terms, self.paid_off_at)

    @property
    def paid_off_at(self) -> int | None:
        """Number of the installment that settles everything, when that is not the last one."""
        paying = np.flatnonzero(self.payment)
        last = int(paying[-1]) + 1 if len(paying) else 0
        return last if last < len(self) else None

    def settlement(self, on: date) -> EarlySettlement:
        """Return what settles the loan on a day where interest is asked to the next due date (提前结清).

        All installments due by that day have been paid. On a due date nothing of the next row is asked; inside a row,
        its whole interest is. For interest to the day, `replay` the loan.

        Args:
            on: from the start date to the day before the last installment.

        Raises:
            InvalidInputError: another day.

        Examples:
            >>> from restructure import LoanTerms, Phase
            >>> terms = LoanTerms(
            ...     currency="USD",
            ...     principal="1000.00",
            ...     rate="0.12",
            ...     start_date=date(2026, 1, 1),
            ...     first_due_date=date(2026, 2, 1),
            ...     phases=[Phase(3)],
            ... )
            >>> amortize(terms).settlement(date(2026, 2, 10)).total
            Decimal('676.68')
        """
        days = [self.terms.start_date, *self.unadjusted_dates]
        if not days[0] <= on < days[-1]:
            raise InvalidInputError([Fault("on", "must be from the start date to before the last installment")])
        row = sum(day <= on for day in self.unadjusted_dates)
        ahead = int(self._column("interest_accrued")[row:].sum())
        asked = 0 if on == days[row] else int(self._column("interest_accrued")[row])
        principal = int(self.closing_balance[row - 1] if row else self.opening_balance[0])
        parked = int((self._column("deferred_paid")[row:] - self.deferred[row:]).sum())
        amounts = (principal, asked, parked, principal + asked + parked, ahead - asked)
        return EarlySettlement(*(self.currency.to_major(amount) for amount in amounts))

    @cached_property
    def remarks(self) -> tuple[Reason, ...]:
        """What a reader of the first installments would not expect: a rest at the end, interest that joins."""
        due = self._column("interest_paid") + self._column("principal")
        paid = PaidRows(due.tolist(), self.due_dates[-1], int(self.capitalized[0]))
        return tuple(remarks_of(self.terms, paid, self.currency))

    # --- as text ---

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Schedule) or self.terms != other.terms or self.conservation != other.conservation:
            return False
        mine, theirs = self.to_columns(), other.to_columns()
        return all(np.array_equal(mine[name], theirs[name]) for name in mine)

    def __hash__(self) -> int:
        return hash(
            (self.terms, self.closing_balance.tobytes())
        )  # of what `__eq__` compares, what tells schedules apart

    def __repr__(self) -> str:
        return self.to_text()

    def to_text(self, lang: Language = "en", *, rows: int = 12) -> str:
        """Return the schedule as a table of at most `rows` rows, the middle left out, with totals and conventions."""
        return drawn_text(self, lang, rows=rows)


SAME_WITHIN = 5
"""Minor units within which installments count as equal when told in short: up to four shares are split over rows."""
_SUMMED = (
    *("payment", "interest_paid", "principal", "fees", "deferred_paid", "capitalized", "deferred"),
    "interest_accrued",
)
_COLUMNS = (
    "opening_balance",
    "payment",
    "interest_paid",
    "principal",
    "fees",
    "deferred_paid",
    "closing_balance",
    "interest_accrued",
    "capitalized",
    "deferred",
)


def amortize(terms: LoanTerms) -> Schedule:
    """Return the schedule that a loan's terms lead to, exact to the minor unit (还款计划表).

    Args:
        terms: the contract from its start date on.

    Returns:
        One row an installment; the last one pays everything left, so a balance that the phases do not repay is a
        balloon there. After an early payoff the remaining rows are zero.

    Raises:
        InvalidInputError: what is no `LoanTerms`.
        InvalidTermsError: a payment that does not cover its period's interest where no phase says what becomes of it.

    Sources:
        Level installment: equation (1) of `_exact`; each row's interest is the exact product rounded once.

    Examples:
        >>> from restructure import LoanTerms, Phase
        >>> terms = LoanTerms(
        ...     currency="USD",
        ...     principal="382727.41",
        ...     rate="0.0607",
        ...     start_date=date(2026, 1, 1),
        ...     first_due_date=date(2026, 2, 1),
        ...     phases=[Phase(283)],
        ... )
        >>> amortize(terms)[205].opening_balance, amortize(terms)[205].interest
        (Decimal('163800.00'), Decimal('828.56'))
    """
    require_type("terms", terms, LoanTerms, "LoanTerms; build them or read them with from_json")
    if terms.changes:
        return changed_schedule(terms, run_changed(terms))
    lane = compile_terms(terms)
    if lane.carried:
        rows = run_carried(lane)
        return _schedule_of(terms, rows, rows.interest)
    rows = run_lane(lane)
    accrued = rows.closing + rows.due
    accrued[0] -= lane.balance
    accrued[1:] -= rows.closing[:-1]
    return _schedule_of(terms, rows, accrued)


def fit_term(terms: LoanTerms) -> LoanTerms:
    """Return the terms with as many installments as the given one of their last phase needs to repay the loan.

    Args:
        terms: the last phase has the method fixed_amount; its count is found, whatever it says.

    Returns:
        The same terms with that count; the last installment is what is left.

    Raises:
        InvalidTermsError: the last phase gives no installment, or one that does not cover its period's interest.
        NoSolutionError: the loan is not repaid within 1,200 installments.

    Examples:
        >>> from restructure import LoanTerms, Phase
        >>> terms = LoanTerms(
        ...     currency="USD",
        ...     principal="3000.00",
        ...     rate="0.06",
        ...     start_date=date(2026, 1, 1),
        ...     first_due_date=date(2026, 2, 1),
        ...     phases=[Phase(1, "fixed_amount", amount="30.00")],
        ... )
        >>> fit_term(terms).installments
        139
    """
    require_type("terms", terms, LoanTerms, "LoanTerms; build them or read them with from_json")
    if terms.changes:
        message = "decide themselves how many installments follow; find the term without them"
        raise InvalidTermsError([Fault("terms.changes", message, contradiction=True)])
    *before, last = terms.phases
    if last.method != "fixed_amount" or last.amount is None:
        raise InvalidTermsError([Fault("terms.phases", "must end with a fixed_amount phase", contradiction=True)])
    start = sum(phase.count for phase in before)
    wide = amortize(replace(terms, phases=[*before, replace(last, count=MAX_INSTALLMENTS - start)]))
    paying = int(np.flatnonzero(wide.closing_balance == 0)[0]) + 1
    rest = wide[-1].interest + wide[-1].principal
    if paying == len(wide) and rest > last.amount:  # the last row pays everything left, whatever it is
        message = f"the installment does not repay the loan within {MAX_INSTALLMENTS:,} installments; raise it"
        raise NoSolutionError(message)
    if paying <= start:
        raise NoSolutionError("the loan is repaid before its last phase begins; leave that phase out")
    return replace(terms, phases=[*before, replace(last, count=paying - start)])


def _schedule_of(terms: LoanTerms, rows: Rows, accrued: Ints | None, changed: Amended | None = None) -> Schedule:
    """Return the schedule of rows the kernel found; `accrued` [T] is their interest but for what is parked."""
    if accrued is None:
        raise AssertionError("rows that are rounded for display say their interest")
    if rows.parked is not None:
        accrued += rows.parked
    interest = np.minimum(rows.due, accrued)
    beside = _beside(terms) if changed is None else changed.beside
    repaid = [*([] if rows.released is None else [rows.released]), *beside.values()]
    return Schedule(
        terms=terms,
        interest_accrued=_stored(accrued),
        interest_paid=_stored(interest),
        principal=_stored(rows.due - interest),
        fees=_fees(terms, rows.closing, None if changed is None else changed.opening),
        deferred_paid=_stored(np.sum(repaid, axis=0)) if repaid else None,
        closing_balance=_sealed(rows.closing),
        changed_opening=None if changed is None else _sealed(changed.opening),
        changed_dates=None if changed is None else changed.dates,
        conservation=None,
        beside=beside,
    )


def _beside(terms: LoanTerms) -> Mapping[Component, Ints]:
    """Return what the rows of an unchanged contract repay beside their own."""
    if not terms.beside:
        return {}
    days = due_dates(terms.first_due_date, due_day=terms.anchor_day, step=terms.cadence, count=terms.installments)
    return rows_beside(asides_of(terms), days)


def changed_schedule(terms: LoanTerms, changed: Amended) -> Schedule:
    """Return the schedule of a contract with its changes from the rows they lead to."""
    return _schedule_of(terms, changed.rows, changed.rows.closing + changed.rows.due - changed.opening, changed)


def _fees(terms: LoanTerms, closing: Ints, opening: Ints | None) -> Ints | None:
    """Return the fee of every installment that finds something owed, minor units [T]."""
    fee = fee_of(terms)
    if not fee:
        return None
    owing = np.concatenate([[True], closing[:-1] > 0]) if opening is None else opening > 0
    fees = np.where(owing, np.int64(fee), np.int64(0))
    return _sealed(fees)


def fee_of(terms: LoanTerms) -> int:
    """Return the fee of an installment, minor units."""
    fee = 0 if terms.installment_fee is None else terms.currency.to_minor(terms.installment_fee)
    if terms.installment_fee_rate is not None:
        top, bottom = terms.installment_fee_rate.as_integer_ratio()
        fee += div_round(terms.currency.to_minor(terms.principal) * top, bottom, "half_up")
    return fee


def _stored(column: Ints) -> Ints | None:
    """Return a column sealed, or `None` when it is all zero."""
    return _sealed(column) if column[-1] or column.any() else None


def _sealed(column: Ints) -> Ints:
    column.flags.writeable = False
    return column
