"""What can be claimed of a debt at all where interest above a ceiling does not count, and that a plan waives the rest.

At most what the borrower received, with simple interest on all of it at the ceiling's rate for the whole time, less
everything repaid: however payments were spread over the time, no more can count. What is owed beyond that is above the
ceiling for certain; the exact amount follows from the dates of the payments and can only be larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ..basics.errors import PolicyNotInForceError
from ..basics.provenance import Check, Reason
from ..basics.written import money_text
from ..law.ceiling import CeilingRate, RateCeiling, ceiling_on
from ..law.cost_of_credit import recognized_principal
from ..measures.intervals import years_between
from . import words
from ._baseline import Contract
from ._case import Case
from .own_checks import CLAIM


class ClaimedDebt(NamedTuple):
    """What is owed on a debt beside what can be claimed of it, minor units; `None` where a fact is missing."""

    contract: Contract
    rate: CeilingRate | None
    most: int | None

    @property
    def above(self) -> int:
        """What is owed above it."""
        return 0 if self.most is None else max(self.contract.owed.total - self.most, 0)

    @property
    def values(self) -> Mapping[str, str]:
        """The figures, as text."""
        major = self.contract.currency.to_major
        return {
            "debt": self.contract.debt.reference,
            "owed": money_text(major(self.contract.owed.total)),
            "most": "" if self.most is None else money_text(major(self.most)),
            "above": money_text(major(self.above)),
            "limit": "" if self.rate is None else self.rate.rate.to_percent(),
        }


class ExcessClaimed(NamedTuple):
    """What of a debt, or of those in whose place it stands, cannot be claimed, minor units.

    `certain` where the ceiling was read and no fact about any of them is missing.
    """

    claims: tuple[ClaimedDebt, ...]
    above: int
    certain: bool


def excess_claimed(case: Case) -> ExcessClaimed | None:
    """Return what is owed above the policy's ceiling; `None` where nothing says what the borrower received."""
    ceiling = case.policy.ceiling
    parts = [part for part in case.contract.parts or (case.contract,) if part.debt.received is not None]
    if ceiling is None or not parts:
        return None
    claims = tuple(_claim(ceiling, part, case.capacity.as_of) for part in parts)
    known = all(claim.rate is not None and claim.rate.known for claim in claims)
    read = all(source.level == "verified" for source in ceiling.sources)
    return ExcessClaimed(claims, sum(claim.above for claim in claims), certain=known and read)


def _claim(ceiling: RateCeiling, contract: Contract, today: date) -> ClaimedDebt:
    debt, currency = contract.debt, contract.currency
    if debt.received is None or debt.contract_date is None:
        return ClaimedDebt(contract, None, None)
    try:
        rate = ceiling_on(ceiling, debt.contract_date)
    except PolicyNotInForceError:  # a contract older than the rule: it says nothing of this debt
        return ClaimedDebt(contract, None, None)
    received = debt.received
    if debt.contract_date < today:
        # the rate agreed does not matter: what is asked here is the most that any rate could have earned
        received = recognized_principal(
            debt.received,
            rate=rate.rate,
            years=years_between(debt.contract_date, today, "year"),
            ceiling=ceiling,
            contract_date=debt.contract_date,
            currency=currency,
        ).principal
    repaid = 0 if debt.repaid is None else currency.to_minor(debt.repaid)
    return ClaimedDebt(contract, rate, max(currency.to_minor(received) - repaid, 0))


def claim_flags(case: Case) -> Iterator[Reason]:
    """Yield, of each debt above the ceiling, what can be claimed at most and what is above it."""
    excess = excess_claimed(case)
    for claim in () if excess is None else excess.claims:
        if claim.above:
            yield Reason.of(CLAIM, words.CLAIMED_ABOVE, claim.values)


def claim_check(case: Case, waived: int) -> Iterator[Check]:
    """Yield the check that a plan waives at least what is above the ceiling, minor units."""
    excess, ceiling = excess_claimed(case), case.policy.ceiling
    if excess is None or ceiling is None:
        return
    missing = [claim.contract.debt.reference for claim in excess.claims if claim.most is None]
    if not excess.above and not missing:
        return
    major = case.contract.currency.to_major
    check = Check.of(
        CLAIM,
        holds=None if missing else waived >= excess.above,
        actual=money_text(major(waived)),
        limit=f">= {money_text(major(excess.above))}" if not missing else "contract_date",
        sources=ceiling.sources,
        text=words.CLAIM_WAIVED,
    )
    yield check if excess.certain else check.under_review()


def claim_text_values(case: Case) -> Mapping[str, str]:
    """Return the figures of all claims together, as text."""
    excess = excess_claimed(case)
    above = 0 if excess is None else excess.above
    return {"above": money_text(case.contract.currency.to_major(above))}
