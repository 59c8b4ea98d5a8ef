"""Sharing a payment over several creditors: every method, tokens, edges and refusals, one row each."""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.capacity import Claim, Share, share_payment
from restructure.policy import SharingMethod


def offers(shares: tuple[Share, ...]) -> list[str]:
    """Return amounts as text, `^` where capped, `*` where a token."""
    return [f"{share.amount}{'^' * share.capped}{'*' * share.token}" for share in shares]


CLAIMS = [
    Claim("mortgage", "90000", payment="600", arrears="1200", priority=True),
    Claim("council-tax", "840", payment="70", arrears="210", priority=True),
    Claim("card", "5000", payment="150", arrears="300"),
    Claim("loan", "10000", payment="320"),
    Claim("store", "160", payment="20", arrears="90"),
    Claim("settled", "0"),
]


@pytest.mark.parametrize(
    ("method", "amount", "expected"),
    [
        ("pro_rata", "500.00", ["424.53", "3.96", "23.59", "47.17", "0.75", "0.00^"]),
        ("pro_rata_capped", "500.00", ["424.53", "3.96", "23.59", "47.17", "0.75", "0.00^"]),
        ("pro_rata_capped", "1000.00", ["600.00^", "21.00", "125.00", "250.00", "4.00", "0.00^"]),
        ("pro_rata_capped", "1160.00", ["600.00^", "70.00^", "150.00^", "320.00^", "20.00^", "0.00^"]),
        ("pro_rata_capped", "1500.00", ["600.00^", "70.00^", "150.00^", "320.00^", "20.00^", "0.00^"]),
        ("priority_first", "335.00", ["300.00", "35.00", "0.00", "0.00", "0.00", "0.00^"]),
        ("priority_first", "670.00", ["600.00^", "70.00^", "0.00", "0.00", "0.00", "0.00^"]),
        ("priority_first", "900.00", ["600.00^", "70.00^", "75.86", "151.71", "2.43", "0.00^"]),
        ("priority_first", "1150.00", ["600.00^", "70.00^", "150.00^", "320.00^", "10.00", "0.00^"]),
        ("by_arrears", "600.00", ["400.00", "70.00", "100.00", "0.00", "30.00", "0.00^"]),
        ("by_arrears", "1800.00", ["1200.00", "210.00", "300.00", "0.00", "90.00", "0.00^"]),
        ("by_arrears", "2842.00", ["2088.00", "216.30", "347.00", "100.00", "90.70", "0.00^"]),
        ("equal", "100.00", ["20.00", "20.00", "20.00", "20.00", "20.00^", "0.00^"]),
        ("equal", "500.00", ["136.67", "70.00^", "136.67", "136.66", "20.00^", "0.00^"]),
    ],
)
def test_every_method_shares_as_it_says(method: SharingMethod, amount: str, expected: list[str]) -> None:
    assert offers(share_payment(amount, CLAIMS, currency="GBP", method=method)) == expected


def test_by_arrears_shares_by_balance_when_there_are_none() -> None:
    claims = [Claim("a", "300", payment="1"), Claim("b", "100", payment="1")]
    assert offers(share_payment("40", claims, currency="GBP", method="by_arrears")) == ["30.00", "10.00"]


def test_without_a_payment_only_the_balance_caps() -> None:
    claims = [Claim("small", "10"), Claim("large", "1000"), Claim("capped", "1000", payment="100")]
    for method in ("pro_rata_capped", "equal"):
        shares = share_payment("900", claims, currency="GBP", method=method)
        assert offers(shares)[1:] == [str(Decimal("900.00") - 100 - shares[0].amount), "100.00^"]
    assert offers(share_payment("2010", claims, currency="GBP", method="pro_rata_capped")) == [
        "10.00^",
        "1000.00^",
        "100.00^",
    ]


@pytest.mark.parametrize("method", ["pro_rata", "pro_rata_capped", "priority_first", "by_arrears", "equal"])
def test_no_claims_one_claim_and_nothing_to_share(method: SharingMethod) -> None:
    one = [Claim("only", "120.00", payment="120.00", arrears="20.00", priority=True)]
    assert share_payment("75", [], currency="USD", method=method, token=1) == ()
    assert offers(share_payment("75", one, currency="USD", method=method)) == ["75.00"]
    assert offers(share_payment("120.01", one, currency="USD", method=method)) == ["120.00^"]
    assert offers(share_payment(0, one, currency="USD", method=method)) == ["0.00"]
    assert offers(share_payment(0, one, currency="USD", method=method, token=1)) == ["1.00*"]
    assert offers(share_payment("5", [Claim("paid", 0)], currency="USD", method=method, token=1)) == ["0.00^"]


@pytest.mark.parametrize(
    ("currency", "amount", "expected"),
    [
        ("JPY", "100", ["34", "33", "33"]),
        ("USD", "100", ["33.34", "33.33", "33.33"]),
        ("KWD", "100", ["33.334", "33.333", "33.333"]),
        ("CLF", "100", ["33.3334", "33.3333", "33.3333"]),
        ("JPY", "2", ["1", "1", "0"]),
    ],
)
def test_the_currency_decides_the_smallest_unit_and_ties_go_to_the_earlier(
    currency: str, amount: str, expected: list[str]
) -> None:
    claims = [Claim(name, "900") for name in "abc"]
    assert offers(share_payment(amount, claims, currency=currency)) == expected
    assert offers(share_payment(amount, claims, currency=rs.Currency(currency), method="equal")) == expected


# --- tokens ---


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", ["1.00*", "1.00*", "1.00*", "0.40^*", "0.00^"]),  # all on top of nothing: 3.40
        ("3.39", ["1.00*", "1.00*", "1.00*", "0.40^*", "0.00^"]),  # 0.01 more than the amount
        ("3.40", ["1.00*", "1.00*", "1.00*", "0.40^*", "0.00^"]),
        ("3.41", ["1.01", "1.00*", "1.00*", "0.40^*", "0.00^"]),  # the largest balance is the first above its token
        ("80.00", ["52.40", "26.20", "1.00*", "0.40^*", "0.00^"]),  # without tokens 0.53 and 0.00 for the last two
        ("200.00", ["132.19", "66.09", "1.32", "0.40^*", "0.00^"]),  # 199.60 over 9,060
    ],
)
def test_every_creditor_is_offered_a_token(amount: str, expected: list[str]) -> None:
    claims = [Claim("a", "6000"), Claim("b", "3000"), Claim("c", "60"), Claim("d", "0.40"), Claim("e", "0")]
    found = share_payment(amount, claims, currency="GBP", token=1)
    assert sum(share.amount for share in found) == max(Decimal(amount), Decimal("3.40"))
    assert offers(found) == expected


def test_tokens_never_come_out_of_a_priority_payment() -> None:
    claims = [Claim("rent", "900", payment="100", priority=True), Claim("card", "50"), Claim("loan", "950")]
    shares = [
        offers(share_payment(amount, claims, currency="GBP", method="priority_first", token=2))
        for amount in ("0", "99", "100", "103", "104", "140")
    ]
    assert shares == [
        ["2.00*", "2.00*", "2.00*"],
        ["99.00", "2.00*", "2.00*"],
        ["100.00^", "2.00*", "2.00*"],
        ["100.00^", "2.00*", "2.00*"],
        ["100.00^", "2.00*", "2.00*"],
        ["100.00^", "2.00*", "38.00"],
    ]


def test_tokens_come_out_of_arrears_that_are_no_priority() -> None:
    claims = [Claim("late", "1000", arrears="80"), Claim("barely", "500", arrears="0.50"), Claim("on-time", "300")]
    shares = share_payment("50", claims, currency="GBP", method="by_arrears", token=1)
    assert offers(shares) == ["48.00", "1.00*", "1.00*"]


def test_a_token_is_no_more_than_the_payment() -> None:
    claims = [Claim("card", "500", payment="0.60"), Claim("deferred", "500", payment="0"), Claim("loan", "500")]
    assert offers(share_payment(0, claims, currency="GBP", method="equal", token=1)) == ["0.60^*", "0.00^", "1.00*"]


# --- limits ---


def test_a_unit_more_to_share_can_lower_one_share_by_a_unit() -> None:
    """What every split by largest remainder knows; the sum is what it keeps."""
    claims = [Claim("a", 6), Claim("b", 6), Claim("c", 2)]
    assert offers(share_payment(10, claims, currency="JPY")) == ["4", "4", "2^"]
    assert offers(share_payment(11, claims, currency="JPY")) == ["5", "5", "1"]


def test_a_thousand_large_claims_sum_to_the_unit() -> None:
    claims = [Claim(str(place), 10**12 - 7 * place, payment=10**9 + place**3) for place in range(1000)]
    for method in ("pro_rata", "pro_rata_capped", "equal"):
        shares = share_payment(10**12, claims, currency="KWD", method=method)
        assert sum(share.amount for share in shares) == 10**12
    everything = share_payment(9 * 10**14, claims, currency="JPY", method="pro_rata_capped")
    assert [share.amount for share in everything] == [claim.payment for claim in claims]
    with pytest.raises(rs.InvalidInputError, match=r"^claims: has more than 1,000 items; pass fewer$"):
        share_payment(1, [*claims, Claim("one more", 1)], currency="KWD")


def test_no_ambient_decimal_context_can_move_a_cent() -> None:
    with decimal.localcontext() as context:
        context.prec = 3
        shares = share_payment("1234567.89", [Claim("a", "2000000.01"), Claim("b", "1")], currency="USD")
    assert offers(shares) == ["1234567.27", "0.62"]


# --- refusals ---

GOOD: dict[str, Any] = {"amount": "10", "claims": [Claim("a", "100")], "currency": "USD"}


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"amount": "-7.31"}, ["amount: must not be negative"]),
        ({"amount": "7.311"}, ["amount: more than 2 decimals for USD; round it before passing it in"]),
        ({"amount": True}, ["amount: must be a number, not true or false"]),
        ({"amount": 731 * 10**13}, ["amount: is too large to be an amount of money; check the unit"]),
        ({"token": "7.311"}, ["token: more than 2 decimals for USD; round it before passing it in"]),
        ({"token": ""}, ["token: must be written with digits and a point only, such as '48000.50'"]),
        ({"currency": "usd"}, ["currency: must be an ISO 4217 code in capitals, such as CNY or USD"]),
        (
            {"method": "avalanche"},
            ["method: must be one of pro_rata, pro_rata_capped, priority_first, by_arrears, equal"],
        ),
        ({"claims": Claim("a", "7.31")}, ["claims: must be a list of Claim"]),
        ({"claims": [("a", "7.31")]}, ["claims: must be a list of Claim"]),
        (
            {"claims": [Claim("a", 1), Claim("b", 2), Claim("a", 3)]},
            ["claims[2].reference: is used twice; give every claim its own"],
        ),
        (
            {"claims": [Claim("a", 731), Claim("b", "7.31", payment="7.31")], "currency": "JPY", "amount": "0.731"},
            [
                "claims[1].balance: more than 0 decimals for JPY; round it before passing it in",
                "claims[1].payment: more than 0 decimals for JPY; round it before passing it in",
                "amount: more than 0 decimals for JPY; round it before passing it in",
            ],
        ),
        (
            {"claims": [Claim("a", 731), Claim("b", 731, priority=True)], "method": "priority_first"},
            ["claims[1].payment: is required of a priority claim by priority_first; add it"],
        ),
    ],
)
def test_refusals_name_the_path_and_the_remedy_and_echo_nothing(change: dict[str, Any], faults: list[str]) -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        share_payment(**{**GOOD, **change})
    assert [str(fault) for fault in caught.value.faults] == faults
    assert "731" not in str(caught.value)
    assert "7.31" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"balance": "-731"}, "claim.balance: must not be negative"),
        ({"balance": "731", "arrears": "731.01"}, "claim.arrears: is more than balance, of which it is a part"),
        ({"balance": "731", "priority": 1}, "claim.priority: must be true or false"),
        ({"balance": "731", "payment": "seven"}, "claim.payment: must be written with digits"),
        ({"balance": "731", "rate": "0.1"}, "claim.rate: unknown field"),
        ({}, "claim.balance: is required; add it"),
    ],
)
def test_malformed_claims_are_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError) as caught:
        Claim("a", **fields)
    assert str(caught.value).startswith(message)
    assert "731" not in str(caught.value)


def test_nothing_but_references_is_shown() -> None:
    claim = Claim("card-1", "731.00", payment="73.10", arrears="7.31", priority=True)
    (share,) = share_payment("73.1", [claim], currency="USD")
    assert repr(claim) == "Claim(reference='card-1')"
    assert repr(share) == str(share) == "Share(reference='card-1')"
