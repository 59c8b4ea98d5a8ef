"""What the option room answers with: the offered options as a whole, and the plan around them. Data only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import overload

from ..basics.errors import NotApplicableError, require_type
from ..basics.money import Currency
from ..basics.provenance import Check, Reason, Wording
from ..basics.shown import Shown
from ..basics.types import field, value
from ..capacity import Capacity
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ._after import capacity_after
from ._case import Case
from ._negotiate import frontier, gives, negotiate
from .comparison import Comparison, compare
from .month_apart import MonthApart, month_apart
from .negotiation import Frontier, Negotiation
from .option import Option, ReferenceOption, Rejected
from .vocabulary import ReferenceKind, Rung
from .why_not import WhyNot, why_not
from .wish import Wish

__all__ = ["OptionSet", "PassedRung", "Plan", "PolicyIdentity"]


@value(private=True)
class PassedRung:
    """A rung of the ladder that an answer passed over, and why (未采用的方案层级)."""

    rung: Rung
    reason: Reason


@value(private=True)
class OptionSet(Shown, Sequence[Option]):
    """The offered options, the recommended one first, with references and why the others are not offered.

    Its page says what is owed, what fits, what is not offered, and shows the recommended plan month by month.

    `shortfall` is by how much the nearest plan exceeds what can be paid when nothing fits, major units a month;
    `nearest` is that plan. `checks` are the rules on the application itself; if one fails or is indicated to fail,
    nothing is offered. Of several debts in scope, `by_debt` holds the options of each within its share, and the options
    put one debt in their place, if the policy does that. `rung` says how far the answer had to go (keep the contract,
    pay or catch up on its arrears, hold until dated income comes, restructure, settle; or nothing of these), `passed`
    why each rung before it was passed over.
    """

    currency: Currency
    options: tuple[Option, ...]
    references: Mapping[ReferenceKind, ReferenceOption]
    rejected: tuple[Rejected, ...]
    nearest: Option | None
    shortfall: Decimal | None
    checks: tuple[Check, ...]
    flags: tuple[Reason, ...]
    debt: str
    position: Position
    question: Case
    rung: Rung
    passed: tuple[PassedRung, ...]
    by_debt: tuple[OptionSet, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.options)

    @overload
    def __getitem__(self, place: int) -> Option: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Option, ...]: ...
    def __getitem__(self, place: int | slice) -> Option | tuple[Option, ...]:
        return self.options[place]

    def __iter__(self) -> Iterator[Option]:
        return iter(self.options)

    @property
    def recommended(self) -> Option | None:
        """The first option, or `None` when nothing fits."""
        return self.options[0] if self.options else None

    @property
    def owed(self) -> Decimal:
        """Everything owed today, major units."""
        return self.currency.to_major(self.question.owed)

    @cached_property
    def a_month_more(self) -> MonthApart | None:
        """The recommended plan with one installment more; `None` where its term is not what is agreed (多一期)."""
        return self._month_apart(1)

    @cached_property
    def a_month_less(self) -> MonthApart | None:
        """The recommended plan with one installment fewer, likewise (少一期)."""
        return self._month_apart(-1)

    def _month_apart(self, months: int) -> MonthApart | None:
        option = self.recommended
        return None if option is None or self.rung != "restructure" else month_apart(self.question, option, months)

    def compare(self) -> Comparison:
        """Return the offered plans and the references side by side (方案对比)."""
        return compare(self.options, self.references, self.question.contract)

    def why_not(self, terms: LoanTerms, treatments: Sequence[Treatment] | None = None) -> WhyNot:
        """Return why a plan on terms that the caller names is not offered, or that it is (未列入方案的原因).

        Args:
            terms: monthly, from the plan's first day.
            treatments: what happens to what is owed; default: the first of the policy's that leaves the terms'
                principal.

        Raises:
            NotApplicableError: terms that no plan of a policy has, or a principal that no treatment set leaves.
            InvalidInputError, InvalidTermsError: as for `reschedule`.
        """
        return why_not(self.question, self.options, self.rung, terms, treatments)

    def negotiate(self, wish: Wish) -> Negotiation:
        """Return what the policy can answer to what the borrower asks for, and why not more (协商).

        Args:
            wish: what is asked for; the plans offered before and refused are named in it.

        Raises:
            NotApplicableError: debts that stay apart; each is negotiated by itself, in `by_debt`.
        """
        require_type("wish", wish, Wish, "a Wish, such as Wish(monthly='1200')")
        self._require_one()
        return negotiate(self.question, self.options, self.rung, wish)

    def gives(self, option: Option) -> bool:
        """Return whether an option is one that the policy can give here, offered or as a counter-offer (可协商方案)."""
        return option in self.options or gives(self.question, self.rung, option)

    def frontier(self) -> Frontier:
        """Return what there is to bargain over: plans that give neither side less than another (协商空间).

        Raises:
            NotApplicableError: debts that stay apart.
        """
        self._require_one()
        return frontier(self.question, self.rung)

    def _require_one(self) -> None:
        if self.by_debt and not self.options:
            raise NotApplicableError("the debts stay apart; ask each of by_debt")


@value()
class PolicyIdentity:
    """Which policy an answer was computed under, by name, version and content hash."""

    name: str
    version: str
    hash: str


@value(private=True)
class Plan(Shown):
    """The whole answer for one application: what can be paid, what is owed, what fits (协商方案).

    It carries the library's version, the policy's identity and the input's hash, so that any figure can be reproduced.
    Its page is the one a loan officer puts in front of a customer.
    """

    reference: str
    as_of: date
    effective_on: date
    currency: Currency
    library_version: str
    input_hash: str
    policy: PolicyIdentity
    policy_title: Wording
    capacity: Capacity
    options: OptionSet
    flags: tuple[Reason, ...]

    @property
    def recommended(self) -> Option | None:
        """The option the policy ranks first, or `None` when nothing fits."""
        return self.options.recommended

    @cached_property
    def capacity_after(self) -> Capacity | None:
        """The capacity with the recommended plans in the place of their contracts (方案生效后的还款能力).

        It is assessed as `capacity` is, on the same day and record; a month asks for the highest installment of each
        plan. `None` where no plan is recommended.
        """
        parts = (self.options,) if self.options.options else self.options.by_debt
        return capacity_after([(part.question, part.options[0]) for part in parts if part.options])
