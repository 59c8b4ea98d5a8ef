"""What a policy can answer to what a borrower asks for, and what there is to bargain over."""

from __future__ import annotations

from decimal import Decimal

from ..basics.provenance import Reason
from ..basics.shown import Shown
from ..basics.types import value
from .option import Option
from .wish import Wish

__all__ = ["BargainingPoint", "Counteroffer", "Frontier", "Negotiation"]


@value(private=True)
class Counteroffer:
    """A plan that a policy can give in answer to a wish (还价方案).

    `unmet` says in what it differs from the wish, which is what the borrower gives up; `lender_gives` is what the
    lender can expect less of it than of the policy's first plan, major units, negative for a gain, `None` where no
    restructuring is needed. Who may approve it stands on the option.
    """

    option: Option
    unmet: tuple[Reason, ...]
    lender_gives: Decimal | None

    @property
    def grants_all(self) -> bool:
        """Whether it is all that was asked for."""
        return not self.unmet


@value(private=True)
class Negotiation(Shown):
    """What a policy answers to a wish (协商答复): the nearest plans it can give, and why not more.

    `offers` are plans of the policy, the nearest to the wish first: nothing is promised beyond it. `refusals` say of
    each thing asked for that no plan gives what comes nearest, and which guardrail stands against plans that would give
    all of it.
    """

    wish: Wish
    offers: tuple[Counteroffer, ...]
    refusals: tuple[Reason, ...]

    @property
    def granted(self) -> bool:
        """Whether an offer is all that was asked for."""
        return any(offer.grants_all for offer in self.offers)


@value(private=True)
class BargainingPoint:
    """A plan on the frontier between both sides: no other gives one more without giving the other less (协商前沿).

    Amounts are major units. `lender_expects` is the expected value where an outcome curve estimates it, else the
    present value at the market rate; `holds` the part of such plans that hold to their end, `None` without a curve.
    """

    id: str
    lender_expects: Decimal
    total_paid: Decimal
    first_payment: Decimal
    highest_installment: Decimal
    installments: int
    holds: Decimal | None


@value(private=True)
class Frontier:
    """What there is to bargain over (协商空间): plans on the frontier, the lender's floor and the borrower's ceiling.

    `lender_floor` is what the lender can expect of doing nothing, `None` without an outcome curve; `borrower_ceiling`
    what can be paid on the first due date. No points where no restructuring is needed or none is possible.
    """

    points: tuple[BargainingPoint, ...]
    lender_floor: Decimal | None
    borrower_ceiling: Decimal
