"""Every fact an application may state, and what it does to the answer, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import restructure as rs
from restructure import policies
from restructure.applicant.household import Expense, Household, Income
from restructure.basics.provenance import Source, Wording
from restructure.policy import (
    CapacityModel,
    IrregularIncome,
    LivingBenchmark,
    Policy,
    ReasonReference,
    Savings,
    SpendingGuideline,
    Stress,
)

ON = date(2026, 11, 23)
LOAN = rs.Debt(
    reference="loan",
    kind="personal_loan",
    in_scope=True,
    principal="18000",
    rate="0.12",
    installment="500",
    remaining_installments=45,
    next_due_date=date(2026, 12, 9),
)
BASE = rs.Application(
    reference="A-1",
    as_of=ON,
    currency="USD",
    household=Household(adults=1, living_costs="1000", housing_costs="800", evidence="verified"),
    incomes=[Income("salary", "3000", evidence="verified", years=3)],
    debts=[LOAN],
    liquid_assets="1000",
    credit=rs.CreditRecord(worst_days_past_due_12m=0, months_since_delinquency=40, modifications_36m=0),
)
MODEL = replace(policies.presets.BALANCED, buffer="0", debt_service_cap="1")


def assess(application: rs.Application, **changes: object) -> rs.Capacity:
    model: CapacityModel = replace(MODEL, **changes)  # type: ignore[arg-type]
    policy: Policy = replace(policies.GENERIC, capacity=model)
    return rs.assess_capacity(application, policy=policy)


def affordable(application: rs.Application, **changes: object) -> Decimal:
    return assess(application, **changes).affordable_payment


def with_history(*months: str) -> rs.Application:
    return replace(
        BASE, incomes=[Income("salary", history=[Decimal(paid) for paid in months], evidence="verified", years=3)]
    )


def test_what_counts_by_hand() -> None:
    assert affordable(BASE) == Decimal("1200.00")  # 3,000 - 1,000 - 800


# --- irregular income ---


def test_the_lower_of_a_short_and_a_long_mean_counts() -> None:
    rising, falling = ["2000"] * 9 + ["4000"] * 3, ["4000"] * 9 + ["2000"] * 3
    assert affordable(with_history(*rising)) == Decimal("700.00")  # mean of twelve: 2,500
    assert affordable(with_history(*falling)) == Decimal("200.00")  # mean of the last three: 2,000
    assert affordable(with_history("3000", "3001")) == Decimal("1200.50")  # fewer months: their mean


def test_a_low_quantile_counts() -> None:
    months = [str(amount) for amount in range(2000, 2900, 100)]  # nine months
    found = affordable(with_history(*months), irregular_income=IrregularIncome(method="low_quantile"))
    assert found == Decimal("400.00")  # the third lowest of nine: 2,200


def test_a_better_month_never_lowers_what_counts() -> None:
    for rule in (IrregularIncome(), IrregularIncome(method="low_quantile")):
        months = [2500, 1900, 2700, 3100, 2200]
        before = affordable(with_history(*map(str, months)), irregular_income=rule)
        for place in range(5):
            better = [paid + 5000 * (at == place) for at, paid in enumerate(months)]
            assert affordable(with_history(*map(str, better)), irregular_income=rule) >= before


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"amount": "100", "history": ["100"]}, "incomes?.amount|income.amount"),
        ({}, "income.amount: and history: give one of them"),
        ({"history": ["100"], "frequency": "weekly"}, "income.frequency"),
        ({"history": ["1"] * 121}, "income.history: has more than 120 months"),
        ({"history": ["100", "-1"]}, r"income.history\[1\]: must not be negative"),
    ],
)
def test_an_income_states_an_amount_or_a_history(fields: dict[str, object], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        Income("salary", **fields)  # type: ignore[arg-type]


# --- debts ---


def test_a_card_asks_for_a_share_of_its_balance_at_least() -> None:
    card = rs.Debt(reference="card", kind="credit_card", installment="50", principal="5000.10")
    application = replace(BASE, debts=[LOAN, card])
    assert affordable(application, card_minimum="0") == Decimal("1150.00")
    assert affordable(application, card_minimum="0.03") == Decimal("1049.99")  # 150.003, rounded up
    loan = replace(card, kind="other")
    assert affordable(replace(BASE, debts=[LOAN, loan]), card_minimum="0.03") == Decimal("1150.00")


def test_a_guarantor_carries_a_share() -> None:
    other = rs.Debt(reference="g", kind="business_loan", installment="300", principal="20000", role="guarantor")
    application = replace(BASE, debts=[LOAN, other])
    shares = {"borrower": Decimal(1), "co_borrower": Decimal("0.5"), "guarantor": Decimal("0.2")}
    assert affordable(application) == Decimal("900.00")
    assert affordable(application, liability_shares=shares) == Decimal("1140.00")
    with pytest.raises(rs.InvalidInputError, match="role: of a debt in scope"):
        replace(LOAN, role="guarantor")
    with pytest.raises(rs.InvalidInputError, match="liability_shares: lacks co_borrower, guarantor"):
        assess(application, liability_shares={"borrower": Decimal(1)})


def test_a_fixed_rate_does_not_rise() -> None:
    fixed = replace(BASE, debts=[replace(LOAN, floating=False)])
    moving = assess(BASE, stresses=[Stress(code="R", text=Wording("r", "r"), rate_rise="0.03")])
    still = assess(fixed, stresses=[Stress(code="R", text=Wording("r", "r"), rate_rise="0.03")])
    assert moving.stresses[0].residual < still.stresses[0].residual == Decimal("700.00")
    assert (still.break_even.rate_rise, moving.break_even.rate_rise is None) == (None, False)


# --- household ---


def test_savings_come_before_creditors() -> None:
    assert affordable(BASE, savings=Savings(share="0.10")) == Decimal("1080.00")
    assert affordable(BASE, savings=Savings(share="0.10", most="20")) == Decimal("1180.00")


def test_children_cost_by_their_age() -> None:
    table = LivingBenchmark(
        source=Source(title="own", level="unverified"),
        currency="USD",
        amounts=[(1, 0, Decimal(900))],
        by_age=[(0, Decimal(250)), (12, Decimal(400))],
    )
    home = Household(adults=1, dependents=2, dependent_ages=[3, 14], living_costs="1000", housing_costs="800")
    found = assess(replace(BASE, household=home), living_benchmark=table)
    assert found.affordable_payment == Decimal("650.00")  # 900 + 250 + 400 instead of 1,000
    unknown = replace(home, dependent_ages=[])
    codes = {flag.code for flag in assess(replace(BASE, household=unknown), living_benchmark=table).flags}
    assert "BENCHMARK_ABSENT" in codes
    with pytest.raises(rs.InvalidInputError, match="dependent_ages: must be as many"):
        Household(adults=1, dependents=1, dependent_ages=[1, 2])


def test_unusual_spending_is_asked_about_not_cut() -> None:
    line = SpendingGuideline(
        kind="food", currency="USD", amounts=[(1, 0, Decimal(300))], source=Source(title="own", level="unverified")
    )
    modest = replace(BASE, expenses=[Expense("food", "300")])
    ample = replace(BASE, expenses=[Expense("food", "60", frequency="weekly"), Expense("food", "100")])
    assert "SPENDING_ABOVE_GUIDELINE" not in {flag.code for flag in assess(modest, guidelines=[line]).flags}
    found = assess(ample, guidelines=[line])
    assert "SPENDING_ABOVE_GUIDELINE" in {flag.code for flag in found.flags}
    assert found.affordable_payment == Decimal("840.00")  # 260 + 100 are counted in full


# --- the record ---


def test_a_repaired_record_is_clean_not_missing() -> None:
    silent = replace(BASE, credit=rs.CreditRecord())
    repaired = replace(BASE, credit=rs.CreditRecord(repaired=True))
    clean = replace(BASE, credit=replace(BASE.credit or rs.CreditRecord(), months_since_delinquency=1200))
    assert assess(repaired).score == assess(clean).score > assess(silent).score
    codes = {flag.code for flag in assess(repaired).flags}
    assert "RECORD_REPAIRED" in codes
    assert not {"MISSING_C1", "MISSING_C2", "MISSING_C3"} & codes
    late = replace(repaired, debts=[replace(LOAN, days_past_due=40)])
    assert next(item.value for item in assess(late).components if item.id == "C1") == 40


def test_what_the_score_does_not_look_at_is_flagged() -> None:
    record = rs.CreditRecord(public_records=1, late_payments_24m=3, inquiries_6m=2, utilization="1.05")
    codes = {flag.code for flag in assess(replace(BASE, credit=record)).flags}
    assert {"PUBLIC_RECORD", "LATE_PAYMENTS"} <= codes
    with pytest.raises(rs.InvalidInputError, match="utilization: must not be negative"):
        rs.CreditRecord(utilization="-0.1")


# --- stress ---


def test_each_scenario_by_hand() -> None:
    two = replace(
        BASE,
        incomes=[
            Income("salary", "2000", evidence="verified", earner="a"),
            Income("salary", "1000", evidence="verified", earner="b"),
        ],
    )
    found = {stress.code: stress for stress in assess(two).stresses}
    assert {code: stress.residual for code, stress in found.items() if "RATE" not in code} == {
        "INCOME_10": Decimal("400.00"),
        "INCOME_20": Decimal("100.00"),
        "EXPENSES_10": Decimal("520.00"),
        "EARNER_LOST": Decimal("-1300.00"),
    }
    assert found["INCOME_20"].affordable_payment == Decimal("600.00")
    assert found["EARNER_LOST"].affordable_payment == 0
    assert not found["EARNER_LOST"].holds
    assert found["INCOME_10"].debt_service_ratio == Decimal("0.185185")  # 500 / 2,700
    assert "EARNER_LOST" not in {stress.code for stress in assess(BASE).stresses}


def test_how_much_may_go_wrong() -> None:
    found = assess(BASE).break_even
    assert found.income_drop == Decimal("0.233333")  # 700 / 3,000
    assert found.rate_rise is not None
    short = assess(replace(BASE, incomes=[Income("salary", "2000", evidence="verified")])).break_even
    assert (short.income_drop, short.rate_rise) == (Decimal("-0.150000"), Decimal(0))
    assert assess(replace(BASE, incomes=[])).break_even.income_drop is None


def test_the_break_even_rate_is_the_least_that_breaks() -> None:
    rise = assess(BASE).break_even.rate_rise
    assert rise is not None
    terms = rs.LoanTerms(
        currency="USD",
        principal="18000.00",
        rate="0.12",
        start_date=date(2026, 11, 9),
        first_due_date=date(2026, 12, 9),
        phases=[rs.Phase(45)],
    )
    level = rs.amortize(terms)[0].payment
    for units, breaks in ((rise, True), (rise - Decimal("0.0001"), False)):
        higher = rs.amortize(replace(terms, rate=Decimal("0.12") + units))[0].payment
        assert (500 + higher - level > 1200) == breaks


def test_a_scenario_that_must_hold_is_a_check() -> None:
    fall = Stress(code="FALL", text=Wording("falls", "下降"), income_drop="0.30", must_hold=True)
    (check,) = assess(BASE, stresses=[fall]).checks
    assert (check.status, check.indicated) == ("needs_review", "fail")
    sure = replace(fall, sources=[Source(title="own text", level="verified")])
    assert assess(BASE, stresses=[sure]).checks[0].status == "fail"
    with pytest.raises(rs.InvalidInputError, match="nothing goes wrong"):
        Stress(code="X", text=Wording("x", "x"))


# --- reasons ---


def test_reasons_against_a_reference() -> None:
    average = dict.fromkeys(("A1", "A2", "A3", "A4", "A5", "A6", "S1", "C1", "C2", "C3"), Decimal("0.6"))
    best = assess(BASE)
    for method in ("reference", "cut"):
        found = assess(BASE, reasons_against=ReasonReference(method=method, utilities=average))
        assert found.score == best.score
        against = {item.id: item.points / item.max_points for item in found.components}
        below = {name for name, share in against.items() if share < Decimal("0.6")}
        assert {reason.code for reason in found.reasons} <= {reason.code for reason in best.reasons}
        assert len(found.reasons) <= min(4, len(below))
        gains = [Decimal(reason.values["points"]) for reason in found.strengths]
        assert gains == sorted(gains, reverse=True)
        assert 0 < len(gains) <= 4
    with pytest.raises(rs.InvalidInputError, match="utilities: lacks C3"):
        assess(
            BASE,
            reasons_against=ReasonReference(method="cut", utilities={k: v for k, v in average.items() if k != "C3"}),
        )
    with pytest.raises(rs.InvalidInputError, match="go with the methods"):
        ReasonReference(method="cut")


def test_gross_income_without_tax_is_flagged() -> None:
    gross = replace(BASE, incomes=[Income("salary", "3000", basis="gross", evidence="verified")])
    assert "TAX_ABSENT" in {flag.code for flag in assess(gross, income_basis="gross").flags}
    taxed = replace(gross, expenses=[Expense("tax", "400")])
    found = assess(taxed, income_basis="gross")
    assert "TAX_ABSENT" not in {flag.code for flag in found.flags}
    assert found.affordable_payment == Decimal("800.00")


def test_a_hardship_ends_after_it_begins() -> None:
    with pytest.raises(rs.InvalidInputError, match="expected_end: is before starts_on"):
        rs.Hardship(cause="illness", starts_on="2026-05-01", expected_end="2026-04-01")
    with pytest.raises(rs.InvalidInputError, match="not temporary"):
        rs.Hardship(cause="illness", temporary=False, expected_end="2026-04-01")
