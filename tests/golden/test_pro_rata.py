"""Offers to several creditors: every figure their sources print."""

from __future__ import annotations

from decimal import Decimal

import pytest

from golden.compare import load, unequal
from golden.rejected import SHARES
from golden.vector_terms import Fields, Vector
from restructure.capacity import Claim, share_payment
from restructure.policy import SharingMethod

VECTORS: dict[str, Vector] = {vector["id"]: vector for vector in load("rules_sharing.json")["vectors"]}
(PENNY_LOST,) = SHARES


def differences(vector: Vector, method: SharingMethod) -> list[str]:
    """Return where the shares differ from the printed offers."""
    inputs, expected = Fields(vector["inputs"]), Fields(vector["expected"])
    debts, available = inputs.take("debts"), inputs.take("available")
    payments = inputs.get("minimum_payments") or [None] * len(debts)
    currency = inputs.choose("currency", {None: "GBP", "USD": "USD"})
    inputs.done()
    pairs = enumerate(zip(debts, payments, strict=True))
    claims = [Claim(f"debt {place}", debt, payment=payment) for place, (debt, payment) in pairs]
    shares = share_payment(available, claims, currency=currency, method=method)
    assert sum(share.amount for share in shares) == available
    total = expected.get("total_debt")
    assert total in (None, sum(debts, Decimal(0)))
    offers = expected.take("offers")
    expected.done()
    return [
        line
        for place, (share, printed) in enumerate(zip(shares, offers, strict=True))
        for line in unequal(f"offers[{place}]", share.amount, printed)
    ]


@pytest.mark.parametrize("method", ["pro_rata", "pro_rata_capped", "priority_first", "by_arrears"])
@pytest.mark.parametrize("identity", VECTORS)
def test_every_printed_offer(identity: str, method: SharingMethod) -> None:
    """Without arrears and priority claims, and with no cap in reach, four methods are one."""
    expected = ["offers[1]: 86.11, printed 86.10"] if identity == PENNY_LOST else []
    assert differences(VECTORS[identity], method) == expected


def offers(vector: Vector) -> list[str]:
    """Return where the shares in proportion to balances differ from the printed offers."""
    return differences(vector, "pro_rata")


def test_every_vector_is_there() -> None:
    assert len(VECTORS) == 5
    assert {vector["kind"] for vector in VECTORS.values()} == {"pro_rata"}
