"""Share what a borrower can pay over several creditors, to the minor unit (按比例分配还款额).

A method gives every creditor a weight and a most it may take, in one turn or two. Within a turn all shares rise
together, each at the pace of its weight, until it meets its most; what that leaves goes to the others. The level they
reach is an exact fraction, found where the sum bends, and one split by largest remainder makes whole units of it: as
in every such split, one unit more to share can lower a single share by one.

>>> claims = [Claim("bank", "4550"), Claim("card", "6700"), Claim("store", "1200")]
>>> [str(share.amount) for share in share_payment("160.00", claims, currency="GBP")]
['58.47', '86.11', '15.42']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, get_args

from ..basics.errors import Fault, InvalidInputError
from ..basics.money import Amount, AmountLike, Currency, OptionalAmount, amount_faults, parse_amount, split
from ..basics.types import Flag, Text, field, record, value
from ..contract.position import NOTHING
from ..policy import SharingMethod

__all__ = ["Claim", "Share", "share_payment"]


MAX_CLAIMS = 1000


@record(private=True)
class Claim:
    """What one creditor is owed and asks for in a month (债权).

    Args:
        reference: opaque id, one of its own for each claim.
        balance: all that is owed, major units, with what is overdue.
        payment: contractual payment a month, major units, or `None` when there is none.
        arrears: the overdue part of the balance, major units.
        priority: whether not paying it costs the borrower home, energy or liberty (优先债务).

    Raises:
        InvalidInputError: malformed fields, or arrears above the balance.

    Examples:
        >>> Claim("council-tax", "840", payment="70", arrears="210", priority=True)
        Claim(reference='council-tax')
    """

    reference: Text = field(kw_only=False)
    balance: Amount = field(kw_only=False)
    payment: OptionalAmount = field(default=None)
    arrears: Amount = field(default=NOTHING)
    priority: Flag = field(default=False)

    def _faults(self) -> Iterator[Fault]:
        if self.arrears > self.balance:
            yield Fault("arrears", "is more than balance, of which it is a part")


@value(private=True)
class Share:
    """What one creditor is offered (分配额), major units.

    `capped` says that it is the most the method lets this creditor take: its payment where the method caps, or all it
    is owed. `token` says that it is the least offer, or less where the creditor may not even take that.
    """

    reference: str
    amount: Decimal
    capped: bool
    token: bool


def share_payment(
    amount: AmountLike,
    claims: Sequence[Claim],
    *,
    currency: Currency | str,
    method: SharingMethod = "pro_rata",
    token: AmountLike | None = None,
) -> tuple[Share, ...]:
    """Share an affordable payment over several creditors (多债权人还款分配).

    Args:
        amount: what can be paid in a month, major units; 0 when nothing, or less than nothing, is left over.
        claims: one a creditor, up to 1,000.
        currency: decides the smallest unit.
        method: see `SharingMethod`.
        token: least offer to every creditor (象征性还款), major units: a smaller share is raised to it, or to the most
            the creditor may take if that is less. Tokens come out of the amount, at the expense of larger shares, but
            never of a priority claim's payment: what priority claims leave may fall short of the tokens of the others.

    Returns:
        One share a claim, in the same order; ties go to the earlier claim. They sum to the amount, or to less where
        every creditor takes the most it may. Where the amount falls short of the tokens, all of them are offered
        nevertheless, and the shares sum to more than the amount. Those that are no tokens never do: count the tokens
        apart, and find what they cost beyond the amount elsewhere or do not offer them.

    Raises:
        InvalidInputError: a bad amount, a reference used twice, or, for `priority_first`, a priority claim without a
            payment; all at once, each with its path; amounts are not echoed.

    Sources:
        Offers pro rata to balances, priority debts first and token offers: practice of UK debt advice. Largest
        remainder (Hamilton) method.

    Examples:
        >>> claims = [Claim("card", "5000", payment="30"), Claim("loan", "3000", payment="90"), Claim("store", "20")]
        >>> offers = share_payment("100", claims, currency="GBP", method="pro_rata_capped", token="1")
        >>> [(str(offer.amount), offer.capped, offer.token) for offer in offers]
        [('30.00', True, False), ('69.00', False, False), ('1.00', False, True)]
        >>> sum(offer.amount for offer in share_payment(0, claims, currency="GBP", token="1") if offer.token)
        Decimal('3.00')
    """
    unit = currency if isinstance(currency, Currency) else Currency(currency)
    faults = list(_faults(claims, unit, method))
    total = _minor("amount", amount, unit, faults)
    least = 0 if token is None else _minor("token", token, unit, faults)
    if faults:
        raise InvalidInputError(faults)
    turns = _turns(method, [_owed(claim, unit) for claim in claims])
    most = [sum(caps) for caps in zip(*(turn.caps for turn in turns), strict=True)]
    return tuple(
        Share(reference=claim.reference, amount=unit.to_major(have), capped=have == cap, token=0 < have <= least)
        for claim, have, cap in zip(claims, _shares(total, turns, most, least), most, strict=True)
    )


# --- what may be shared --------------------------------------------------------------------------------------------


def _faults(claims: Sequence[Claim], unit: Currency, method: SharingMethod) -> Iterator[Fault]:
    if method not in get_args(SharingMethod):
        yield Fault("method", f"must be one of {', '.join(get_args(SharingMethod))}")
    if not isinstance(claims, (list, tuple)) or not all(isinstance(claim, Claim) for claim in claims):
        yield Fault("claims", "must be a list of Claim")
    elif len(claims) > MAX_CLAIMS:
        yield Fault("claims", f"has more than {MAX_CLAIMS:,} items; pass fewer")
    else:
        yield from _claim_faults(claims, unit, method)


def _claim_faults(claims: Sequence[Claim], unit: Currency, method: SharingMethod) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, claim in enumerate(claims):
        path = f"claims[{place}]"
        yield from amount_faults(
            unit,
            [(f"{path}.{name}", getattr(claim, name)) for name in ("balance", "payment", "arrears")],
        )
        if claim.reference in seen:
            yield Fault(f"{path}.reference", "is used twice; give every claim its own")
        if method == "priority_first" and claim.priority and claim.payment is None:
            yield Fault(f"{path}.payment", "is required of a priority claim by priority_first; add it")
        seen.add(claim.reference)


def _minor(path: str, given: AmountLike, unit: Currency, faults: list[Fault]) -> int:
    """Return an amount in minor units; what is wrong with it joins the faults."""
    try:
        amount = parse_amount(given)
    except ValueError as error:
        faults.append(Fault(path, str(error)))
        return 0
    wrong = list(amount_faults(unit, [(path, amount)]))
    faults += wrong
    return 0 if wrong else unit.to_minor(amount)


class _Owed(NamedTuple):
    """A claim in minor units; `cap` is the payment, or the balance if that is less or there is no payment."""

    balance: int
    arrears: int
    cap: int
    priority: bool


def _owed(claim: Claim, unit: Currency) -> _Owed:
    balance = unit.to_minor(claim.balance)
    payment = balance if claim.payment is None else unit.to_minor(claim.payment)
    return _Owed(balance, unit.to_minor(claim.arrears), min(payment, balance), claim.priority)


# --- how it is shared ----------------------------------------------------------------------------------------------


class _Turn(NamedTuple):
    """Weight and most of every claim while it is some creditors' turn: a cap of 0 leaves a claim out of it.

    Nothing is taken from a `protected` turn for the tokens of a later one.
    """

    weights: list[int]
    caps: list[int]
    protected: bool = False


def _turns(method: SharingMethod, owed: Sequence[_Owed]) -> list[_Turn]:
    balances, caps = [each.balance for each in owed], [each.cap for each in owed]
    if method == "pro_rata":
        return [_Turn(balances, balances)]
    if method == "pro_rata_capped":
        return [_Turn(balances, caps)]
    if method == "equal":
        return [_Turn([1] * len(owed), caps)]
    if method == "by_arrears":
        arrears = [each.arrears for each in owed]
        rest = [each.balance - each.arrears for each in owed]
        return [_Turn(arrears, arrears), _Turn(rest, rest)]
    first = [each.cap if each.priority else 0 for each in owed]
    return [_Turn(first, first, protected=True), _Turn(balances, [0 if each.priority else each.cap for each in owed])]


def _shares(total: int, turns: Sequence[_Turn], most: Sequence[int], least: int) -> list[int]:
    """Return the whole units each claim gets from all turns together."""
    left, got = total, [0] * len(most)
    for turn in turns:
        lacking = [max(min(least, cap) - have, 0) for cap, have in zip(most, got, strict=True)]
        floors = [min(lack, cap) for lack, cap in zip(lacking, turn.caps, strict=True)]
        kept = 0 if turn.protected else sum(lacking) - sum(floors)
        parts = _fill(left - kept, turn, floors)
        left -= sum(parts)
        got = [have + more for have, more in zip(got, parts, strict=True)]
    return got


def _fill(amount: int, turn: _Turn, floors: list[int]) -> list[int]:
    """Share an amount in one turn: all of it, unless the floors come to more or the caps to less.

    It may be negative, when tokens have cost more than there was: the floors are given nevertheless.
    """
    if sum(turn.caps) <= amount:
        return turn.caps
    if sum(floors) >= amount:
        return floors
    level = _level(amount, turn, floors)
    # a bound is a whole number, so that rounding what lies between two of them cannot cross either
    bounds = [
        cap if level * weight >= cap else floor if level * weight <= floor else None
        for weight, cap, floor in zip(turn.weights, turn.caps, floors, strict=True)
    ]
    free = [weight for weight, bound in zip(turn.weights, bounds, strict=True) if bound is None]
    parts = iter(split(amount - sum(bound or 0 for bound in bounds), free))
    return [next(parts) if bound is None else bound for bound in bounds]


def _level(amount: int, turn: _Turn, floors: Sequence[int]) -> Fraction:
    """Return the level at which `min(cap, max(floor, level * weight))` of all claims sum to the amount.

    The sum never falls as the level rises, and is straight but where one claim leaves its floor or meets its cap. The
    amount lies between the sums of the floors and of the caps.
    """
    bends: list[tuple[Fraction, int, int]] = []
    for weight, cap, floor in zip(turn.weights, turn.caps, floors, strict=True):
        if weight:
            bends += [(Fraction(floor, weight), weight, -floor), (Fraction(cap, weight), -weight, cap)]
    pace, base = 0, sum(floors)
    for at, faster, more in sorted(bends):
        if base + pace * at >= amount:
            break
        pace += faster
        base += more
    return Fraction(amount - base, pace)
