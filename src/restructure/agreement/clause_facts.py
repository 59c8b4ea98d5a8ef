"""What an agreement's figures and rules have to say: every fact a clause can need, as values worked out afresh.

Drafting fills clauses from here, and verifying holds them against it. Values are canonical texts: amounts with the
currency's decimals, ISO dates, ISO 8601 periods, words of a closed vocabulary; nothing here depends on a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..basics.rates import Rate
from ..contract.components import Conservation
from ..contract.events import Servicing
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..loan.schedule import Schedule
from ..measures.yields import AnnualRate
from ..policy import AgreementRules, ClauseFact
from ._templates import Template

Said = tuple[Template, Mapping[str, str]]
"""One sentence to be said: which, and the values that fill it."""

ACTIONS: tuple[tuple[str, Template], ...] = (
    ("paid", "treatment_paid"),
    ("waived", "treatment_waived"),
    ("moved_out", "treatment_capitalized"),
    ("deferred", "treatment_parked"),
)


class Basis(NamedTuple):
    """What the facts of an agreement follow from."""

    position: Position
    schedule: Schedule
    conservation: Conservation
    annual_rates: tuple[AnnualRate, AnnualRate]
    days_past_due: str
    rules: AgreementRules
    servicing: Servicing
    valid_until: date

    def money(self, minor: int) -> str:
        """Return minor units as a text in major units."""
        return format(self.position.currency.to_major(minor), "f")


def last_day(offered: date, rules: AgreementRules, first_due: date) -> date:
    """Return the last day an offer can be signed: of its validity, or the first due date if that is earlier."""
    left = date.max - offered  # the calendar ends before an offer of its last days does
    return min(offered + min(timedelta(days=rules.valid_days), left), first_due)


def said_of(basis: Basis, fact: ClauseFact) -> list[Said]:
    """Return what is said about a fact; nothing about one that only words can fill."""
    found = _FACTS.get(fact)
    return [] if found is None else list(found(basis))


# --- what is owed ----------------------------------------------------------------------------------------------------


def _balance(basis: Basis) -> Iterator[Said]:
    total = basis.money(basis.position.units.total)
    yield "balance", {"as_of": basis.position.as_of.isoformat(), "total": total}


def _structure(basis: Basis) -> Iterator[Said]:
    owed = basis.position.units
    yield "structure", {name: basis.money(amount) for name, amount in owed.components.items()}
    if owed.overdue_principal:
        yield "overdue_principal", {"overdue_principal": basis.money(owed.overdue_principal)}
    if basis.position.days_past_due:
        yield "past_due", {"days": str(basis.position.days_past_due)}


def _currency(basis: Basis) -> Iterator[Said]:
    yield "currency", {"currency": basis.position.currency.code}


def _treatment(basis: Basis) -> Iterator[Said]:
    for component, flow in basis.conservation.components.items():
        for name, template in ACTIONS:
            amount: Decimal = getattr(flow, name)
            if amount:
                whole = name == "waived" and amount == flow.opening
                yield (
                    "treatment_waived_whole" if whole else template,
                    {"component": component, "amount": format(amount, "f")},
                )
    total = basis.conservation.total
    yield "plan_starts", {"principal": format(total.scheduled, "f")}
    yield ("days_kept" if basis.days_past_due == "keep" else "days_reset"), {}


# --- repayment -------------------------------------------------------------------------------------------------------


def _cycle(basis: Basis) -> Iterator[Said]:
    step = basis.schedule.terms.cadence
    period = f"P{step.days}D" if step.days else f"P{step.months}M"
    yield "cycle", {"period": period, "first_due": basis.schedule.due_dates[0].isoformat()}


def _method(basis: Basis) -> Iterator[Said]:
    yield "method", {"method": ";".join(f"{phase.count} {phase.method}" for phase in basis.schedule.terms.phases)}


def _dates_and_amounts(basis: Basis) -> Iterator[Said]:
    schedule = basis.schedule
    yield (
        "dates_and_amounts",
        {
            "count": str(len(schedule)),
            "first_due": schedule.due_dates[0].isoformat(),
            "last_due": schedule.due_dates[-1].isoformat(),
            "highest": basis.money(int(schedule.payment.max())),
            "total": format(schedule.totals.payment, "f"),
        },
    )


def interest_of(schedule: Schedule) -> Decimal:
    """Return all interest that accrues under a schedule, whether paid as it accrues, capitalized or parked."""
    accrued = schedule.interest_accrued
    return schedule.currency.to_major(0 if accrued is None else int(accrued.sum()))


def rate_of(terms: LoanTerms) -> str:
    """Return the annual rate, or each of them in order of phases."""
    rates = [terms.rate, *(phase.rate for phase in terms.phases if phase.rate is not None)]
    rates += [change.rate for change in terms.changes if change.rate is not None]
    return ", ".join(dict.fromkeys(rate.to_percent() for rate in rates))


def _interest_during_term(basis: Basis) -> Iterator[Said]:
    interest = interest_of(basis.schedule)
    nominal, effective = (f"{rate.disclosed}%" for rate in basis.annual_rates)
    if interest:
        yield "interest_runs", {"rate": rate_of(basis.schedule.terms), "interest": format(interest, "f")}
    else:
        yield "no_interest", {}
    yield "annual_rates", {"nominal": nominal, "effective": effective}


def _fees_during_term(basis: Basis) -> Iterator[Said]:
    fees = basis.schedule.totals.fees
    if fees:
        yield "fees_run", {"fees": format(fees, "f")}
    else:
        yield "no_fees", {}


# --- when it does not run to plan ------------------------------------------------------------------------------------


def _breach(basis: Basis) -> Iterator[Said]:
    terms = basis.rules.breach
    if terms.consecutive_missed is not None or terms.total_missed is not None:
        yield "missed", {}
    if terms.consecutive_missed is not None:
        yield "breach_consecutive", {"count": str(terms.consecutive_missed)}
    if terms.total_missed is not None:
        yield "breach_total", {"count": str(terms.total_missed)}
    if terms.days_past_due is not None:
        yield "breach_days", {"days": str(terms.days_past_due)}
    yield ("all_falls_due" if terms.all_falls_due else "schedule_stands"), {}
    waived = basis.conservation.total.waived
    if waived:
        amount = {"amount": format(waived, "f")}
        yield ("waived_owed_again" if terms.waived_owed_again else "waived_stays"), amount


def _cure(basis: Basis) -> Iterator[Said]:
    days = basis.rules.breach.cure_days
    if days:
        yield "cure", {"days": str(days)}
    else:
        yield "no_cure", {}


def _overdue(basis: Basis) -> Iterator[Said]:
    rates = [(name, getattr(basis.servicing, name)) for name in ("overdue_rate", "penalty_rate", "compound_rate")]
    stated: list[tuple[str, str]] = [(name, rate.to_percent()) for name, rate in rates if rate is not None]
    names: dict[str, Template] = {
        "overdue_rate": "overdue_interest",
        "penalty_rate": "penalty_interest",
        "compound_rate": "compound_interest",
    }
    for name, percent in stated:
        yield names[name], {"rate": percent}
    if not stated:
        yield "nothing_on_overdue", {}
    yield ("by_installment" if basis.servicing.by == "installment" else "by_component"), {}
    yield from _allocation(basis.servicing)


def _allocation(servicing: Servicing) -> Iterator[Said]:
    reached: int | None = None
    for step in servicing.allocation:
        order, limit = {"order": ", ".join(step.components)}, step.up_to_days_past_due
        if limit is not None:
            yield "allocation_until", {**order, "days": str(limit)}
        elif reached is not None:
            yield "allocation_beyond", {**order, "days": str(reached)}
        else:
            yield "allocation", order
        reached = limit


def _early_settlement(basis: Basis) -> Iterator[Said]:
    fee = basis.rules.early_settlement_fee
    if fee:
        yield "early_fee", {"fee_rate": Rate(fee).to_percent()}
    else:
        yield "early_free", {}


def _collection_hold(basis: Basis) -> Iterator[Said]:
    yield ("hold" if basis.rules.collection_hold else "no_hold"), {}


def _retention(basis: Basis) -> Iterator[Said]:
    years = basis.rules.retention_years
    if years:
        yield "retention", {"years": str(years)}
    else:
        yield "retention_until_settled", {}


def _validity(basis: Basis) -> Iterator[Said]:
    yield "validity", {"valid_until": basis.valid_until.isoformat()}


_FACTS: dict[ClauseFact, Callable[[Basis], Iterator[Said]]] = {
    "balance": _balance,
    "structure": _structure,
    "currency": _currency,
    "treatment": _treatment,
    "cycle": _cycle,
    "method": _method,
    "dates_and_amounts": _dates_and_amounts,
    "interest_during_term": _interest_during_term,
    "fees_during_term": _fees_during_term,
    "breach": _breach,
    "cure": _cure,
    "overdue": _overdue,
    "early_settlement": _early_settlement,
    "collection_hold": _collection_hold,
    "retention": _retention,
    "validity": _validity,
}

COMPUTED: tuple[ClauseFact, ...] = tuple(_FACTS)
"""The facts that figures and rules fill; the others need words."""
