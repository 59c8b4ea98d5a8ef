"""Lender measures, ratios and residual income with known answers: every figure their sources print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from golden.compare import load
from restructure.measures.lender import (
    CarryingRow,
    amortized_cost,
    diminished_obligation,
    modification_gain_or_loss,
    net_present_value,
    ten_percent_test,
)
from restructure.measures.ratios import (
    Ratio,
    assessable_income,
    back_end_ratio,
    check_cap,
    front_end_ratio,
    largest_payment,
)
from restructure.measures.residual import ResidualRow, required_residual, residual_before_living
from restructure.measures.yields import CashFlow, irr

Vector = Mapping[str, Any]
Figure = Decimal | int | bool
Found = Mapping[str, Any]

VECTORS: Sequence[Vector] = load("rules_measures.json")["vectors"]
BY_ID = {vector["id"]: vector for vector in VECTORS}
TABLES = {
    "eir_ifrs_sme": ("EUR", Decimal(1100)),
    "eir_ey_250x5": ("JPY", Decimal(0)),
    "eir_b27_stepped": ("JPY", Decimal(1250)),
}
"""A currency with the decimals a table is kept in, and what its last line leaves out: principal repaid at the end."""
HOUSING_CAP, TOTAL_CAP = "0.50", "0.55"
HUNDRED = Decimal(100)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["id"]))
def test_every_printed_value(vector: Vector) -> None:
    found = figures(vector)
    for name, printed in vector["expected"].items():
        assert differences(found[name], printed, vector["tolerance"]) == [], name


@pytest.mark.parametrize(
    "vector", [vector for vector in VECTORS if "recomputed" in vector], ids=lambda vector: str(vector["id"])
)
def test_every_recomputed_value_to_its_last_digit(vector: Vector) -> None:
    found = figures(vector)
    for name, printed in vector["recomputed"].items():
        assert rounded_like(found[name], printed) == printed, name


def all_differences(vector: Vector) -> list[str]:
    """Return every figure that is off."""
    found = figures(vector)
    return [
        line
        for name, printed in vector["expected"].items()
        for line in differences(found[name], printed, vector["tolerance"])
    ]


def test_every_vector_is_there() -> None:
    assert len(BY_ID) == len(VECTORS) == 24


def figures(vector: Vector) -> Found:
    """Return our figures under the names of the source; an input that is not read is an error of the call."""
    reading = READINGS[vector["inputs"].get("task", vector["kind"])]
    inputs = {name: given for name, given in vector["inputs"].items() if name != "task"}
    if vector["id"] in TABLES:
        return reading(*TABLES[vector["id"]], **inputs)
    return reading(**inputs)


def differences(ours: Any, printed: Any, tolerance: Decimal) -> list[str]:
    if isinstance(printed, Mapping):
        assert ours.keys() == printed.keys()
        return [line for name in printed for line in differences(ours[name], printed[name], tolerance)]
    if isinstance(printed, list):
        assert len(ours) == len(printed)
        return [
            line for mine, theirs in zip(ours, printed, strict=True) for line in differences(mine, theirs, tolerance)
        ]
    if isinstance(printed, bool):
        return [] if ours is printed else [f"{ours}, printed {printed}"]
    return [] if abs(ours - printed) <= tolerance else [f"{ours}, printed {printed}"]


def rounded_like(ours: Any, printed: Any) -> Any:
    """Return our figures with the decimals of the printed ones."""
    if isinstance(printed, list):
        return [rounded_like(mine, theirs) for mine, theirs in zip(ours, printed, strict=True)]
    return round(ours, -int(Decimal(printed).as_tuple().exponent))


def yearly(amounts: Sequence[Decimal]) -> list[CashFlow]:
    return [CashFlow(amount, after=year) for year, amount in enumerate(amounts, start=1)]


def timed(flows: Sequence[tuple[str, Decimal]]) -> list[CashFlow]:
    return [CashFlow(amount, after=time) for time, amount in flows]


def at_amortized_cost(
    currency: str,
    redeemed: Decimal,
    *,
    initial_carrying: Decimal,
    cash_flows: Sequence[Decimal],
    eir_percent_used: Decimal | None = None,
) -> Found:
    solved = Decimal(repr(irr([-initial_carrying, *cash_flows])))
    rate = solved if eir_percent_used is None else eir_percent_used / HUNDRED
    rows = amortized_cost(initial_carrying, yearly(cash_flows), rate, currency=currency)
    interest, closing = [row.interest for row in rows], closings(rows, redeemed)
    return {
        "eir_percent": solved * HUNDRED,
        "interest": interest,
        "closing": closing,
        "closing_before_redemption": closing,
        "rows": [list(pair) for pair in zip(interest, closing, strict=True)],
    }


def closings(rows: Sequence[CarryingRow], redeemed: Decimal) -> list[Decimal]:
    return [*(row.closing for row in rows[:-1]), rows[-1].closing + redeemed]


def caught_up(*, old_carrying: Decimal, eir_percent: Decimal, revised_cash_flows: Sequence[Decimal]) -> Found:
    result = modification_gain_or_loss(old_carrying, yearly(revised_cash_flows), eir_percent / HUNDRED)
    return {"new_carrying": result.new_carrying, "gain": result.gain_or_loss}


def modified(
    *,
    gross_carrying: Decimal,
    eir_percent: Decimal,
    old_cash_flows: Sequence[Decimal],
    new_cash_flows: Sequence[Decimal],
) -> Found:
    rate = eir_percent / HUNDRED
    result = modification_gain_or_loss(gross_carrying, yearly(new_cash_flows), rate)
    test = ten_percent_test(yearly(old_cash_flows), yearly(new_cash_flows), rate)
    return {
        "new_carrying": result.new_carrying,
        "modification_loss": -result.gain_or_loss,
        "change_percent": -result.share * HUNDRED,
        "substantial_10pct": test.substantial,
    }


def ten_percent(
    *,
    eir_percent: Decimal,
    old_cash_flows: Sequence[Decimal],
    new_cash_flows: Sequence[Decimal],
    fees_paid_by_borrower_to_lender: Decimal,
) -> Found:
    test = ten_percent_test(
        yearly(old_cash_flows),
        yearly(new_cash_flows),
        eir_percent / HUNDRED,
        fees_paid=fees_paid_by_borrower_to_lender,
    )
    return {
        "pv_new_excluding_fees": test.npv_after,
        "pv_new_including_fees": test.npv_after_with_fees,
        "change_percent_including_fees": test.share * HUNDRED,
        "substantial": test.substantial,
    }


def diminished(
    *,
    original_eir_percent: Decimal,
    old_cash_flows: Sequence[tuple[str, Decimal]],
    new_cash_flows: Sequence[tuple[str, Decimal]],
    time_unit: str,
) -> Found:
    assert time_unit == "years"
    test = diminished_obligation(timed(old_cash_flows), timed(new_cash_flows), original_eir_percent / HUNDRED)
    return {
        "npv0": test.npv_before,
        "npv1": test.npv_after,
        "do_percent": test.share * HUNDRED,
        "threshold_percent": test.threshold * HUNDRED,
        "default_triggered": test.exceeded,
    }


def debt_to_income(
    *,
    gross_monthly_income: Decimal = HUNDRED,
    housing_costs: Sequence[Decimal] = (),
    pitia: Decimal | None = None,
    ratio_percent: Decimal | None = None,
) -> Found:
    total = pitia or ratio_percent or sum(housing_costs, Decimal(0))
    ratio = front_end_ratio(total, income=gross_monthly_income, basis="gross")
    return {"total": total, "ratio_percent": ratio.percent(2), "rounded_percent": ratio.percent(0)}


def va_rows() -> list[ResidualRow]:
    printed = BY_ID["va_table_full"]["expected"]
    return [
        ResidualRow(
            region=region,
            from_loan=least,
            amounts=printed[band][region],
            each_further=printed[band]["add"],
            most_persons=7,
        )
        for band, least in (("low", Decimal(0)), ("high", Decimal(80_000)))
        for region in printed[band]
        if region != "add"
    ]


def va_required(region: str, loan: str, persons: int) -> Decimal:
    return required_residual(va_rows(), region=region, loan=loan, persons=persons)


def residual(**inputs: Any) -> Found:
    if "table" in inputs:
        return va_table(**inputs)
    return va_form(**inputs) if "gross_income" in inputs else va_lookup(**inputs)


def va_table(*, table: str) -> Found:
    assert table == "all"
    regions = [row.region for row in va_rows()[:4]]
    loans = {"low": "79999.99", "high": "80000"}
    found: dict[str, dict[str, Any]] = {band: {} for band in loans}
    for (band, loan), region in product(loans.items(), regions):
        found[band][region] = [va_required(region, loan, persons) for persons in range(1, 6)]
        further = {va_required(region, loan, persons) - va_required(region, loan, persons - 1) for persons in (6, 7)}
        assert found[band].setdefault("add", further) == further
    return {band: {**cells, "add": min(cells["add"])} for band, cells in found.items()}


def va_lookup(*, loan_amount: int, region: str, family_size: int) -> Found:
    return {"required_residual": va_required(region, str(loan_amount), family_size)}


def va_form(
    *,
    gross_income: Decimal,
    federal_tax: Decimal,
    state_tax: Decimal,
    social_security_medicare: Decimal,
    pi: Decimal,
    property_tax: Decimal,
    insurance: Decimal,
    maintenance_utilities: Decimal,
    hoa: Decimal,
    debts: Decimal,
    childcare: Decimal,
    region: str,
    family_size: int,
    loan_amount: int,
) -> Found:
    net = gross_income - federal_tax - state_tax - social_security_medicare
    housing = pi + property_tax + insurance + hoa
    shelter = housing + maintenance_utilities
    left = residual_before_living(net, housing=shelter, debts=debts + childcare, basis="net").amount
    ratio = back_end_ratio(housing, debts=debts + childcare, income=gross_income, basis="gross")
    required = va_required(region, str(loan_amount), family_size)
    return {
        "net_effective_income": net,
        "total_shelter": shelter,
        "residual": left,
        "dti_percent": ratio.percent(2),
        "dti_rounded": ratio.percent(0),
        "required": required,
        "meets": left >= required,
    }


def checked_in_china(
    *, monthly_income: Decimal, new_housing_instalment: Decimal, property_fee: Decimal, other_debt: Decimal
) -> Found:
    home = front_end_ratio(new_housing_instalment + property_fee, income=monthly_income, basis="gross")
    total = back_end_ratio(
        new_housing_instalment + property_fee, debts=other_debt, income=monthly_income, basis="gross"
    )
    return {
        "housing_ratio_pct": home.percent(4),
        "total_ratio_pct": total.percent(4),
        "housing_ok": within(home, HOUSING_CAP),
        "total_ok": within(total, TOTAL_CAP),
    }


def within(ratio: Ratio, cap: str) -> bool:
    return check_cap(ratio, cap, basis="gross").within


def mortgage_servicing_cap(*, gross_monthly_income: Decimal, msr_pct: Decimal) -> Found:
    return {"max_property_instalment": largest_payment(msr_pct / HUNDRED, income=gross_monthly_income)}


def largest_loan(
    *,
    fixed_income: Decimal,
    variable_income: Decimal,
    haircut: Decimal,
    existing_debt: Decimal,
    floor_rate: Decimal,
    months: int,
) -> Found:
    assessable = assessable_income([(fixed_income, 0), (variable_income, haircut)])
    payment = largest_payment(TOTAL_CAP, income=assessable, payments=existing_debt)
    loan = net_present_value([CashFlow(payment, after=month + 1) for month in range(months)], floor_rate / 12)
    return {"assessable_income": assessable, "max_new_instalment": payment, "max_loan": loan}


def capacity_change(*, old_dsr: Decimal, new_dsr: Decimal) -> Found:
    old, new = (largest_payment(cap, income=20_000) for cap in (old_dsr, new_dsr))
    return {"capacity_change_pct": (new / old - 1) * HUNDRED}


READINGS: dict[str, Callable[..., Found]] = {
    "eir_and_amortised_cost": at_amortized_cost,
    "gca_catch_up": caught_up,
    "modification_gain_loss": modified,
    "ten_percent_test": ten_percent,
    "dfo_eba": diminished,
    "dti": debt_to_income,
    "residual_income": residual,
    "dti_check": checked_in_china,
    "msr_cap": mortgage_servicing_cap,
    "tdsr_max_loan": largest_loan,
    "dsr_capacity_change": capacity_change,
}
