"""What a caller may get wrong at the newer doors is refused by name, and what was once counted wrong stays right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure import policies
from restructure.basics.provenance import Dated, Source, Wording
from restructure.measures.yields import CashFlow, apr
from restructure.policy import LivingBenchmark, RatioCap, ReasonReference, Stress

ON = date(2026, 11, 23)
OWN = Source(title="own", level="verified")


def debt(reference: str, **fields: Any) -> rs.Debt:
    given: dict[str, Any] = {
        "kind": "personal_loan",
        "in_scope": True,
        "principal": "9000.00",
        "installment": "423.66",
        "rate": "0.12",
        "remaining_installments": 24,
        "next_due_date": date(2026, 12, 5),
    }
    return rs.Debt(reference=reference, **{**given, **fields})


def borrower(*debts: rs.Debt, income: str = "2280") -> rs.Application:
    return rs.Application(
        reference="A-1",
        as_of=ON,
        currency="USD",
        household=rs.Household(adults=1, living_costs="900", housing_costs="586"),
        incomes=[rs.Income("salary", income, evidence="verified", years=4)],
        debts=debts,
        hardship=rs.Hardship(cause="illness", temporary=True, expected_end="2027-05-01"),
    )


ALL_DUE = debt(
    "due",
    principal="5000.00",
    overdue_principal="5000.00",
    interest="210.55",
    remaining_installments=0,
    installment="0",
)
TWICE_A_MONTH = borrower(debt("a"), debt("b", next_due_date=date(2026, 12, 20)))


def test_a_debt_that_has_fallen_due_is_part_of_catching_up() -> None:
    options = rs.plan(borrower(ALL_DUE, debt("b")), policy=policies.GENERIC).options
    caught = options.references["catch_up"]
    assert caught.paid_today == Decimal("5210.55")
    assert caught.total_paid == sum(part.references["catch_up"].total_paid for part in options.by_debt)
    assert not caught.fits


def test_debts_due_on_other_days_are_paid_from_one_budget() -> None:
    plan = rs.plan(TWICE_A_MONTH, policy=policies.GENERIC)
    assert Decimal("423.66") < plan.capacity.affordable_payment < Decimal("847.32")
    assert not any(reference.fits for reference in plan.options.references.values())
    assert plan.recommended is not None
    before = plan.recommended.before_after.before
    assert (before.installment, before.highest_installment) == (Decimal("847.32"), Decimal("847.32"))
    assert before.installments == 24


def test_no_ambient_context_moves_a_cent() -> None:
    months = [Decimal("2000.10"), Decimal("2444.44"), Decimal("2300.03")]
    table = LivingBenchmark(
        source=OWN, currency="USD", amounts=[(1, 0, Decimal("900.11"))], by_age=[(0, Decimal("77.77"))]
    )
    model = replace(policies.presets.BALANCED, living_benchmark=table)
    policy = replace(policies.GENERIC, capacity=model)
    home = rs.Household(adults=1, dependents=1, dependent_ages=[4], living_costs="1", housing_costs="500")
    application = replace(
        borrower(debt("a", overdue_principal="411.21", interest="99.99"), debt("b", fees="13.37")),
        household=home,
        incomes=[rs.Income("salary", history=months, evidence="verified")],
    )
    plain = rs.to_json(rs.plan(application, policy=policy))
    with localcontext(prec=2):
        assert rs.to_json(rs.plan(application, policy=policy)) == plain


def test_the_hardships_end_is_the_day_to_assess_again() -> None:
    flags = {flag.code: flag for flag in rs.plan(TWICE_A_MONTH, policy=policies.GENERIC).flags}
    assert flags["HARDSHIP_TEMPORARY"].values == {"date": "2027-05-01"}
    with pytest.raises(rs.InvalidInputError, match=r"hardship\.expected_end: is before as_of"):
        replace(TWICE_A_MONTH, hardship=rs.Hardship(cause="illness", expected_end="2026-01-01"))
    with pytest.raises(rs.InvalidInputError, match=r"hardship\.starts_on: is after as_of"):
        replace(TWICE_A_MONTH, hardship=rs.Hardship(cause="illness", starts_on="2027-01-01"))
    with pytest.raises(rs.InvalidInputError, match="say the same"):
        rs.Hardship(cause="illness", expected_end="2027-01-01", expected_months=6)


def test_a_lost_earner_is_lost_once() -> None:
    application = replace(
        borrower(),
        incomes=[
            rs.Income("salary", "2000", evidence="verified", earner="a"),
            rs.Income("salary", "1000", evidence="verified", earner="b"),
        ],
    )
    both = Stress(code="BOTH", text=Wording("b", "b"), income_drop="0.20", lose_earner=True)
    model = replace(policies.presets.BALANCED, stresses=[both])
    (found,) = rs.assess_capacity(application, policy=replace(policies.GENERIC, capacity=model)).stresses
    assert found.residual == Decimal("-686.00")  # 80% of 1,000, less 1,486


def test_a_floor_rate_is_for_mortgages_fixed_or_not() -> None:
    cap = RatioCap(
        code="C",
        ratio="debt_service",
        limit=Dated([(date(2020, 1, 1), Decimal("0.5"))]),
        basis="net",
        rate_floor="0.30",
        sources=[OWN],
        text=Wording("at most {limit}", "{limit}"),
    )
    policy = replace(policies.GENERIC, capacity=replace(policies.presets.BALANCED, ratio_caps=[cap]))

    def share(one: rs.Debt) -> str | None:
        return rs.assess_capacity(borrower(one), policy=policy).checks[0].actual

    loan, mortgage = debt("a"), debt("a", kind="mortgage")
    assert share(loan) == "18.58%"  # 423.66 of 2,280
    assert share(mortgage) == share(replace(mortgage, floating=False)) != share(loan)


def test_a_car_never_hides_a_benchmark() -> None:
    table = LivingBenchmark(
        source=OWN,
        currency="USD",
        amounts=[(1, 0, Decimal(900)), (2, 0, Decimal(1300))],
        with_car=[(2, 0, Decimal(1500))],
    )
    dollar = rs.Currency("USD")
    assert table.amount_for(rs.Household(adults=1, car=True), dollar) == 900
    assert table.amount_for(rs.Household(adults=2, car=True), dollar) == 1500


def test_an_illustrative_rate_rises_with_the_highest() -> None:
    terms = rs.LoanTerms(
        currency="EUR",
        principal="12000.00",
        rate="0.06",
        start_date=date(2026, 12, 1),
        first_due_date=date(2027, 1, 1),
        phases=[rs.Phase(36)],
        changes=[
            rs.Change(date(2027, 2, 1), installment="relevel", rate="0.12"),
            rs.Change(date(2028, 2, 1), installment="relevel", rate="0.02"),
        ],
    )
    found = [
        rs.measures.illustrative_aprc(terms, rate, from_date="2027-06-01").rate
        for rate in ("0.01", "0.05", "0.10", "0.15")
    ]
    assert found == sorted(found)
    assert found[0] == apr(*rs.measures.cash_flows(rs.amortize(terms)), convention="eu_aprc").rate
    with pytest.raises(rs.InvalidInputError, match="from_date"):
        rs.measures.illustrative_aprc(terms, "0.01", from_date="soon")
    phased = replace(terms, changes=[], phases=[rs.Phase(12), rs.Phase(24, rate="0.07")])
    with pytest.raises(rs.NotApplicableError, match="phases with rates"):
        rs.measures.illustrative_aprc(phased, "0.01", from_date="2027-06-01")


def test_a_rate_too_large_for_a_year_is_said() -> None:
    lent, paid = [CashFlow("0.001", after=0)], [CashFlow(10**14, after=Fraction(1, 18))]
    with pytest.raises(rs.NoSolutionError, match="too large to state"):
        apr(lent, paid, unit_period="day", convention="nominal_irr")


def test_a_measure_from_a_later_day_counts_what_is_still_to_come() -> None:
    terms = rs.LoanTerms(
        currency="USD",
        principal="1200.00",
        rate=0,
        start_date=ON,
        first_due_date=date(2026, 12, 23),
        phases=[rs.Phase(12)],
    )
    seen = rs.measures.borrower_measures(rs.amortize(terms), None, on="2027-06-23")
    assert (seen.total_paid, seen.first_year) == (Decimal("600.00"), Decimal("600.00"))
    assert rs.measures.borrower_measures(rs.amortize(terms), None, on="2040-01-01").total_paid == 0


CAPACITY = rs.assess_capacity(TWICE_A_MONTH, policy=policies.GENERIC)
TERMS = rs.LoanTerms(
    currency="USD", principal="1200.00", rate=0, start_date=ON, first_due_date=date(2026, 12, 23), phases=[rs.Phase(12)]
)
RATIO = rs.measures.debt_service_ratio("100", income="1000", basis="net")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: rs.plan(TWICE_A_MONTH, policy=policies.GENERIC, first_due_date="9999-12-31"), "first_due_date"),
        (lambda: rs.propose_options(None, CAPACITY, policy=policies.GENERIC), "application: must be"),  # type: ignore[arg-type]
        (lambda: rs.propose_options(TWICE_A_MONTH, None, policy=policies.GENERIC), "capacity: must be"),  # type: ignore[arg-type]
        (lambda: rs.propose_options(TWICE_A_MONTH, CAPACITY, policy=None), "policy: must be"),  # type: ignore[arg-type]
        (
            lambda: rs.propose_options(replace(TWICE_A_MONTH, reference="B"), CAPACITY, policy=policies.GENERIC),
            "of another application",
        ),
        (lambda: CAPACITY.affordable_on("2026-12-01"), "day: must be"),  # type: ignore[arg-type]
        (lambda: rs.measures.net_present_value(5, "0.1"), "flows: must be a list"),  # type: ignore[arg-type]
        (lambda: rs.measures.compensating_rate(None, TERMS, "0.1"), "before: must be a list"),  # type: ignore[arg-type]
        (lambda: rs.measures.compensating_term([], None, "0.1"), "plan: must be LoanTerms"),  # type: ignore[arg-type]
        (lambda: rs.measures.check_cap("x", "0.4", basis="net"), "ratio: must be"),  # type: ignore[arg-type]
        (lambda: RATIO.percent(-1), "digits: must be"),
        (lambda: rs.measures.check_cap(RATIO, "0.4", basis="net", percent_digits=-3), "digits: must be"),
        (lambda: rs.measures.assessable_income([1, 2]), "incomes: must be pairs"),  # type: ignore[list-item]
        (lambda: rs.measures.assessable_income(None), "incomes: must be pairs"),  # type: ignore[arg-type]
        (lambda: rs.measures.required_residual(None, region="W", loan=1, persons=1), "table: must be"),  # type: ignore[arg-type]
        (lambda: rs.measures.required_residual([], region="W", loan=1, persons=True), "persons: must be"),
        (lambda: ReasonReference(method="max", utilities={}), "utilities"),
        (lambda: LivingBenchmark(source=OWN, currency="USD", amounts=[(-1, 0, Decimal(1))]), "amounts"),
        (lambda: rs.measures.irr([1] * 1201), "more than 1,200"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(call: Callable[[], object], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        call()


def test_a_sentence_may_name_its_limit_only() -> None:
    for text in ("{limit.foo}", "{limit[a]}", "{other}", "{"):
        with pytest.raises(rs.InvalidInputError, match="text: may name"):
            RatioCap(
                code="C",
                ratio="debt_service",
                limit=Dated([(date(2020, 1, 1), Decimal("0.5"))]),
                basis="net",
                sources=[OWN],
                text=Wording(text, "x"),
            )
