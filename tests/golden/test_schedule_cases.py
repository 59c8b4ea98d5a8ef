"""Worked schedules from public reports and pages: loans, holidays, given installments, odd periods, flat interest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

import restructure as rs
from golden.compare import assert_verdict, load
from restructure import Phase

CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in load("schedule_cases.json")["cases"]}
START, FIRST = date(2026, 1, 1), date(2026, 2, 1)
Found = dict[str, Any]


def loan(principal: str, percent: str, *phases: Phase, currency: str = "USD", **more: Any) -> rs.LoanTerms:
    """Return plain monthly terms."""
    given: dict[str, Any] = {"start_date": START, "first_due_date": FIRST, **more}
    return rs.LoanTerms(currency=currency, principal=principal, rate=rs.percent(percent), phases=list(phases), **given)


def unrounded_total(terms: rs.LoanTerms) -> Decimal:
    """Return what is paid in all were nothing rounded, from loans a million times as large."""
    phases = [p if p.amount is None else replace(p, amount=p.amount * 10**4) for p in terms.phases]
    large = rs.amortize(replace(terms, principal=terms.principal * 10**4, phases=phases))
    return large.totals.payment / 10**4


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def texts(*amounts: Decimal) -> list[str]:
    return [str(amount) for amount in amounts]


def hs01() -> Found:
    rows = rs.amortize(loan("200000.00", "5.625", Phase(180)))
    return {
        "payment": str(rows[0].payment),
        "balance_after_2": str(rows[1].closing_balance),
        "row3": texts(rows[2].interest, rows[2].principal),
        "balance_after_3": str(rows[2].closing_balance),
        "interest_first_5": str(sum(row.interest for row in rows[:5])),
        "interest_first_6": str(sum(row.interest for row in rows[:6])),
    }


def hs03() -> Found:
    try:
        rs.amortize(loan("300000.00", "2.38569542", Phase(360), first_due_date=START))
    except rs.InvalidTermsError:
        return {}
    return {"first_interest": "0.00"}


def hs04() -> Found:
    terms = loan("427500.00", "3.875", Phase(360))
    rows = rs.amortize(terms)
    fitted = rs.amortize(rs.fit_term(replace(terms, phases=[Phase(1, "fixed_amount", amount="2010.26")])))
    return {
        "amortize_rows": len(rows),
        "payment": str(rows[0].payment),
        "last": str(rows[-1].payment),
        "fit_term_2010.26": len(fitted),
        "row361": str(fitted[-1].payment),
    }


def hs05() -> Found:
    given = [("2684.11", 60), ("3684.11", 48), ("2684.11", 1)]
    terms = rs.fit_term(loan("500000.00", "5", *(Phase(n, "fixed_amount", amount=a) for a, n in given)))
    totals = [rs.amortize(replace(terms, balance=kind)).totals.payment for kind in ("carried", "rounded")]
    return {"months": terms.installments, "total_unrounded": str(totals[0]), "total_cents": str(totals[1])}


def hs06() -> Found:
    rows = rs.amortize(loan("1000.00", "5", Phase(30), frequency="annual", first_due_date=date(2027, 1, 1)))
    return {"payment": str(rows[0].payment), "interest": str(rows.totals.interest)}


def hs07() -> Found:
    rows = rs.amortize(loan("15000.00", "5", Phase(60)))
    level = rows[0].payment
    more = rs.fit_term(
        loan("15000.00", "5", Phase(36, "fixed_amount", amount=level), Phase(1, "fixed_amount", amount=level + 100))
    )
    return {"saved": str(rows.totals.payment - rs.amortize(more).totals.payment)}


def hs08() -> Found:
    found = {}
    for mode in ("half_up", "up"):
        terms = loan("10", "21.36", Phase(10), currency="JPY", installment_rounding=mode, interest_rounding=mode)
        rows = rs.amortize(terms)
        found[mode] = f"{rows[0].payment} x10, interest {rows.totals.interest}"
    return found


def hs09() -> Found:
    rows = rs.amortize(loan("153995.00", "3.75", Phase(120, "interest_only"), Phase(240)))
    return {"first": str(rows[0].payment), "row121": str(rows[120].payment)}


def hs11() -> Found:
    """What is missed bears no interest in the holiday and joins the balance after it: replayed, then restructured."""
    later = Phase(120, rate=rs.percent("3.24"))
    normal = loan("1600000000.00", "2", Phase(60), later, currency="GBP")  # large, so that nothing rounds
    dues = [date(2026, month, 1) for month in (2, 3, 4)]
    level, totals, levels = rs.amortize(normal)[0].payment, [rs.amortize(normal).totals.payment], []
    for paid in (Decimal(int(level / 2)), Decimal(0)):
        events = [rs.Event(f"p{due}", "payment", due, amount=paid) for due in dues if paid]
        position = rs.replay(normal, events, as_of=dues[-1])
        treatments = [rs.Treatment("interest", "capitalize")]
        principal = rs.loan.principal_after(position, treatments)
        terms = loan(str(principal), "2", Phase(57), later, currency="GBP")
        terms = replace(terms, start_date=dues[-1], first_due_date=date(2026, 5, 1))
        rows = rs.reschedule(position, treatments, terms)
        levels.append(rows[0].payment)
        totals.append(3 * paid + rows.totals.payment)
    normal_level, half, none = (str(cents(amount / 10**4)) for amount in (level, *levels))
    in_all = [str(cents(amount / 10**4)) for amount in totals]
    return {"normal": normal_level, "half": half, "none": none, "totals": in_all}


def hs13() -> Found:
    normal = loan("136000.00", "2.72", Phase(252))
    three, six = (loan("136000.00", "2.72", Phase(n, "capitalize"), Phase(252 - n)) for n in (3, 6))
    level = rs.amortize(normal)[0].payment
    costs = [unrounded_total(terms) - unrounded_total(normal) for terms in (three, six)]
    return {
        "after_3": str(rs.amortize(three)[3].payment),
        "more_3": str(rs.amortize(three)[3].payment - level),
        "cost_3": f"{cents(costs[0])} (unrounded)",
        "more_6": str(rs.amortize(six)[6].payment - level),
        "cost_6": f"{cents(costs[1])} (unrounded)",
    }


def hs14() -> Found:
    row = rs.amortize(loan("10000000.00", "9", Phase(240), currency="INR"))[0]
    return {"emi": f"{row.payment} (89,973)", "monthly_interest": str(row.interest)}


def hs15() -> Found:
    ten, eight = (rs.amortize(loan("100000.00", rate, Phase(60), currency="INR"))[0] for rate in ("10", "8"))
    return {"at_10%": str(ten.payment), "at_8%": " / ".join(texts(eight.payment, eight.interest, eight.principal))}


def hs16() -> Found:
    rows = rs.amortize(loan("2000000.00", "10", Phase(60), currency="INR"))
    return {
        "row51": f"{rows[50].interest} (3384)",
        "row52": f"{rows[51].interest} (3058)",
        "balance50": str(rows[49].closing_balance),
    }


def hs17() -> Found:
    # the flat rate that leads to the 323.30 of the source, to ten decimals
    flat = rs.Rate("0.0651158107")
    terms = replace(loan("3310.00", "0", Phase(18)), rate=flat, interest_base="rule_of_78")
    settled = rs.amortize(terms).settlement(date(2027, 1, 1))
    month = Decimal(str(rs.measures.irr([-3310, *[Decimal("201.85")] * 18])))
    actuarial = 6 * Decimal("201.85") - cents(
        sum((Decimal("201.85") / (1 + month) ** k for k in range(1, 7)), Decimal(0))
    )
    return {"rule78_unearned": str(settled.rebate), "actuarial_unearned": str(actuarial)}


def hs19() -> Found:
    position = rs.Position(currency="USD", as_of=START, principal="15000.00", interest="1350.00")
    principal = rs.loan.principal_after(position, [rs.Treatment("interest", "capitalize")])
    once = loan(str(principal), "9", Phase(120))
    quarters = loan(
        "15000.00", "9", Phase(4, "capitalize"), Phase(1), frequency="quarterly", first_due_date=date(2026, 4, 1)
    )
    joined = rs.amortize(quarters)[3].closing_balance
    quarterly = loan(str(joined), "9", Phase(120))
    return {
        name: f"{added} -> {terms.principal} -> {rs.amortize(terms)[0].payment}, total {cents(unrounded_total(terms))}"
        for name, added, terms in (("once", "1350.00", once), ("quarterly", str(joined - 15000), quarterly))
    }


def hs20() -> Found:
    one, other = (loan(principal, "6.8", Phase(120)) for principal in ("16022.09", "16048.51"))
    return {
        "payments": texts(rs.amortize(one)[0].payment, rs.amortize(other)[0].payment),
        "total": str(cents(unrounded_total(one))),
    }


def hs26() -> Found:
    terms = loan(
        "5000.00",
        "10.95",
        Phase(3, "fixed_amount", amount="85.00"),
        frequency="daily",
        every=30,
        day_count="act/365f",
        first_due_date=date(2026, 1, 31),
    )
    rows = rs.amortize(terms)
    first = f"{rows[0].interest} interest, {rows[0].closing_balance} left"
    return {"first": first, "second_interest": str(rows[1].interest)}


def hs28() -> Found:
    plain = loan("120000.00", "0", Phase(360))
    found = {"rate_0": str(rs.amortize(plain)[0].payment)}
    try:
        least = replace(plain, rate=rs.Rate("0.000000000001"))
    except rs.InvalidInputError:
        return found
    return {**found, "rate_1e-12": str(rs.amortize(least)[0].payment)}


def hs34() -> Found:
    rows = rs.amortize(rs.fit_term(loan("10000.00", "20", Phase(1, "fixed_amount", amount="500.00"))))
    return {"months": len(rows), "interest": f"{rows.totals.interest:.0f}", "first_interest": str(rows[0].interest)}


def hs35() -> Found:
    level = rs.amortize(loan("180000.00", "4.25", Phase(360)))[0].payment
    rows = rs.amortize(rs.fit_term(loan("180000.00", "4.25", Phase(1, "fixed_amount", amount=level + 200))))
    return {"month": next(row.number for row in rows if row.principal > row.interest)}


def hs36() -> Found:
    below = Phase(24, "fixed_amount", amount="800.00", shortfall="capitalize")
    rows = rs.amortize(loan("200000.00", "6.25", below, Phase(336)))
    return {f"row{row.number}": f"interest {row.interest_accrued}, balance {row.closing_balance}" for row in rows[:2]}


def hs37() -> Found:
    advance = rs.Change(date(2026, 3, 1), installment="relevel", advance="500.00")
    rows = rs.amortize(loan("1000.00", "9.48", Phase(6), changes=[advance]))
    return {"row3": str(rows[2].payment), "last": str(rows[-1].payment)}


def hs43() -> Found:
    terms = loan("100000.00", "3.84", Phase(12), currency="HKD", interest_base="rule_of_78")
    rows = rs.amortize(terms)
    rate = rs.measures.apr(*rs.measures.cash_flows(rows), convention="effective_irr")
    return {
        "installment": str(rows[0].payment),
        "interest_row3": str(rows[2].interest),
        "interest_row8": str(rows[7].interest),
        "apr": f"{rate.rate * 100:.2f}",
    }


def hs46() -> Found:
    terms = loan(
        "250000.00",
        "3.5",
        Phase(300),
        currency="EUR",
        start_date=date(2026, 1, 10),
        first_due_date=date(2026, 3, 5),
    )
    rows = rs.amortize(terms)
    assert rows[:] == rs.amortize(replace(terms, first_period="on_top"))[:]
    return {
        "level": str(rows[1].payment),
        "first_interest": f"{rows[0].interest} (55 days of 30/360)",
        "first_payment": f"at least 1336.81; banks add the 25 days to the first one: {rows[0].payment}",
    }


def hs48() -> Found:
    found = {}
    for begin, due in (
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 3, 1)),
        (date(2026, 4, 1), date(2026, 5, 1)),
        (date(2028, 2, 1), date(2028, 3, 1)),
    ):
        terms = loan("300000.00", "6", Phase(12), day_count="act/365f", start_date=begin, first_due_date=due)
        found[f"{(due - begin).days} days"] = str(rs.amortize(terms)[0].interest)
    return found


ANSWERS: dict[str, Callable[[], Found]] = {
    name.upper(): answer for name, answer in list(globals().items()) if name.startswith("hs") and callable(answer)
}


def test_every_case_is_answered() -> None:
    assert set(ANSWERS) == set(CASES)


def differences(case: Mapping[str, Any]) -> list[str]:
    """Return what a case prints otherwise."""
    found, expected = ANSWERS[case["id"]](), case["expected"]
    return [f"{key}: {found.get(key)}" for key, printed in expected.items() if found.get(key) != printed]


@pytest.mark.parametrize("identity", CASES)
def test_a_worked_schedule(identity: str) -> None:
    assert_verdict(identity, differences(CASES[identity]))
