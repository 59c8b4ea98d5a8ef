"""Waterfalls of any shape: equal to a slow witness, no further than the target, within every cap, nothing lost."""

from __future__ import annotations

import decimal
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given, strategies as st

import restructure as rs
from restructure.basics.provenance import Dated, Source, Wording
from restructure.policies.us.fha import FHA_MODIFICATION_480, FHA_PAYMENT_SUPPLEMENT
from restructure.policies.us.flex import FLEX_2017, FLEX_2024
from restructure.policies.us.hamp import HAMP_PRINCIPAL_REDUCTION, HAMP_TIER_1, HAMP_TIER_1_NOT_BELOW, HAMP_TIER_2
from restructure.policies.us.va import VA_MODIFICATION
from restructure.policy import Cap, Condition, MarketRate, Step, Target, Waterfall
from restructure.waterfall import MortgageFacts, TraceEntry, WaterfallResult, run_waterfall
from witness.slow_waterfall import PlainLoan, PlainStep, PlainTarget, per_unit, slow_waterfall

DAY = date(2026, 12, 1)
SOURCES = [Source(title="drawn", level="verified")]
TEXT = Wording("a step", "一步")
SHIPPED = [
    (FLEX_2024, date(2025, 1, 1)),
    (FLEX_2017, date(2018, 1, 1)),
    (HAMP_TIER_1, date(2012, 6, 1)),
    (HAMP_TIER_1_NOT_BELOW, date(2012, 6, 1)),
    (HAMP_PRINCIPAL_REDUCTION, date(2012, 6, 1)),
    (HAMP_TIER_2, date(2012, 6, 1)),
    (FHA_MODIFICATION_480, DAY),
    (FHA_PAYMENT_SUPPLEMENT, DAY),
    (VA_MODIFICATION, DAY),
]


def major(cents: int) -> Decimal:
    return Decimal(f"{cents // 100}.{cents % 100:02d}")


def dated(number: str) -> Dated[Decimal]:
    return Dated([(date(2000, 1, 1), Decimal(number))])


def percents(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda whole: f"{whole / 100:.2f}")


def eighths(low: int, high: int) -> st.SearchStrategy[str]:
    """Return rates in eighths of a percent, which keeps the witness's fractions short."""
    return st.integers(low, high).map(lambda count: str(Decimal(count) * 125 / 100_000))


@st.composite
def loans(draw: st.DrawFn) -> PlainLoan:
    balance = draw(st.integers(100, 10**8))
    rate, months = Fraction(draw(eighths(0, 80))), draw(st.integers(1, 480))
    level = int(per_unit(rate, months) * balance)
    small = st.integers(0, balance // 4)
    return PlainLoan(
        balance=balance,
        deferred=draw(st.just(0) | small),
        rate=rate,
        months=months,
        installment=max(level * draw(st.integers(80, 130)) // 100, 1),
        overdue=draw(st.just(0) | small),
        interest=draw(st.just(0) | st.integers(0, balance)),
        advances=draw(st.just(0) | small),
        prior_claims=draw(st.just(0) | small),
        value=draw(st.integers(max(balance // 3, 1), 3 * balance)),
        income=draw(st.integers(level + 1, 5 * level + 100)),
        housing=draw(st.integers(0, level)),
    )


def facts_of(loan: PlainLoan, market: str) -> MortgageFacts:
    return MortgageFacts(
        currency="USD",
        principal=major(loan.balance),
        deferred_principal=major(loan.deferred),
        overdue_principal=major(loan.overdue),
        interest=major(loan.interest),
        escrow_advances=major(loan.advances // 2),
        servicing_advances=major(loan.advances - loan.advances // 2),
        late_charges="12.34",
        prior_claims=major(loan.prior_claims),
        rate=str(Decimal(loan.rate.numerator) / loan.rate.denominator),
        remaining_months=loan.months,
        payment=major(loan.installment),
        market_rate=market,
        property_value=major(loan.value),
        gross_income=major(loan.income),
        housing_costs=major(loan.housing),
        days_past_due=60,
    )


class Drawn(NamedTuple):
    """One program in both forms, and the mortgage it is run on."""

    loan: PlainLoan
    facts: MortgageFacts
    waterfall: Waterfall
    steps: list[PlainStep]
    targets: list[PlainTarget]

    def run(self) -> WaterfallResult:
        return run_waterfall(self.facts, self.waterfall, on=DAY)

    def slow(self) -> list[PlainLoan]:
        never_past = self.waterfall.stop == "last_not_past_target"
        return slow_waterfall(self.loan, self.steps, self.targets, never_past=never_past)


@st.composite
def caps(draw: st.DrawFn) -> list[tuple[Any, str]]:
    kinds = draw(
        st.lists(
            st.sampled_from(["share_of_balance", "share_of_principal", "loan_to_value"]),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    return [(kind, draw(percents(1, 99) if kind != "loan_to_value" else percents(10, 200))) for kind in kinds]


@st.composite
def steps_of(draw: st.DrawFn, kind: Any, code: str, market: str) -> tuple[Step, PlainStep]:
    given: dict[str, Any] = {"code": code, "kind": kind, "sources": SOURCES, "text": TEXT}
    plain = PlainStep(kind)
    if kind in ("defer_arrears", "forbear", "forgive", "supplement"):
        limits, combine = draw(caps()), draw(st.sampled_from(["least", "greatest"]))
        given |= {"caps": [Cap(name, dated(share)) for name, share in limits], "combine": combine}
        plain = replace(
            plain, caps=tuple((name, Fraction(share)) for name, share in limits), greatest=combine == "greatest"
        )
    if kind in ("forbear", "forgive"):
        extent = draw(st.sampled_from(["to_target", "to_caps"]))
        given["extent"], plain = extent, replace(plain, to_target=extent == "to_target")
    if kind in ("set_term", "extend_term", "supplement"):
        months = draw(st.integers(1, 480))
        given["months"], plain = dated(str(months)), replace(plain, months=months)
    if kind == "extend_term" and draw(st.booleans()):
        added = draw(st.integers(0, 240))
        given["added_months"], plain = dated(str(added)), replace(plain, added=added)
    if kind == "set_rate":
        choose, margin = draw(st.sampled_from(["market", "lower", "higher"])), draw(eighths(0, 8))
        given |= {"choose": choose, "market": MarketRate(margin=dated(margin), multiple="0.00125")}
        eighth = Fraction(1, 800)
        nearest = (Fraction(market) / eighth + Fraction(1, 2)).__floor__() * eighth
        plain = replace(plain, choose=choose, market=nearest + Fraction(margin))
    if kind == "reduce_rate":
        floor, by = draw(eighths(0, 40)), draw(eighths(1, 4))
        given |= {"floor": dated(floor), "by": dated(by)}
        plain = replace(plain, market=Fraction(floor), by=Fraction(by))
    if kind == "supplement":
        share = draw(percents(1, 99))
        given["share"], plain = dated(share), replace(plain, share=Fraction(share))
    if kind not in ("capitalize", "defer_arrears") and draw(st.booleans()):
        above = draw(percents(20, 150))
        given["when"], plain = [Condition("loan_to_value", ">", dated(above))], replace(plain, above=Fraction(above))
    return Step(**given), plain


@st.composite
def programs(draw: st.DrawFn, *, rounding: Any = "half_up") -> Drawn:
    loan, market = draw(loans()), f"{draw(st.integers(0, 1000)) / 10_000:.4f}"
    middle = ["set_rate", "reduce_rate", "set_term", "extend_term", "forbear", "forgive"]
    kinds = [draw(st.sampled_from(["capitalize", "defer_arrears"])), *draw(st.permutations(middle))]
    kinds = [*kinds[: 1 + draw(st.integers(0, len(middle)))], *draw(st.sampled_from([[], ["supplement"]]))]
    pairs = [draw(steps_of(kind, f"S{place}", market)) for place, kind in enumerate(kinds)]
    shares: list[tuple[Any, Any, str]] = [
        ("payment_reduction", draw(st.sampled_from([">", ">="])), draw(percents(0, 60))),
        ("housing_ratio", draw(st.sampled_from(["<", "<="])), draw(percents(5, 60))),
    ]
    shares = draw(st.sampled_from([shares, shares[:1], shares[1:]]))
    targets = [
        Target(where=[Condition(quantity, comparator, dated(share))], sources=SOURCES)
        for quantity, comparator, share in shares
    ]
    plain_targets = [
        PlainTarget(name == "payment_reduction", Fraction(share), "=" not in how) for name, how, share in shares
    ]
    waterfall = Waterfall(
        name="drawn",
        version="1",
        title=TEXT,
        targets=targets,
        stop=draw(st.sampled_from(["first_at_target", "last_not_past_target"])),
        steps=[step for step, _ in pairs],
        installment_rounding=rounding,
        sources=SOURCES,
    )
    return Drawn(loan, facts_of(loan, market), waterfall, [plain for _, plain in pairs], plain_targets)


@given(programs())
def test_every_step_equals_the_witness(drawn: Drawn) -> None:
    result, slow = drawn.run(), drawn.slow()
    assert len(result.trace) == len(slow)
    for entry, plain in zip(result.trace, slow, strict=True):
        after = entry.after
        assert after.balance == major(plain.balance), entry.code
        assert after.deferred == major(plain.deferred)
        assert after.forgiven == major(plain.forgiven)
        assert Fraction(after.rate.annual) == plain.rate
        assert after.months == plain.months
        assert after.payment == major(plain.installment - plain.supplement)
        assert after.supplement == major(plain.supplement)
    assert result.supplement_total == major(slow[-1].supplement * slow[-1].lasting)


def is_met(drawn: Drawn, payment: Decimal) -> bool:
    """Return whether a payment meets every target, by the ratios themselves."""
    cut = 1 - Fraction(payment) / Fraction(major(drawn.loan.installment))
    home = (Fraction(payment) * 100 + drawn.loan.housing) / drawn.loan.income
    met = True
    for target in drawn.targets:
        share = cut if target.cut else home
        met &= share != target.share or not target.strict
        met &= share >= target.share if target.cut else share <= target.share
    return met


@given(programs())
def test_no_small_step_is_taken_beyond_the_target(drawn: Drawn) -> None:
    """One rate step, month or cent less would not have met it; a step that fell short is at its bound."""
    if drawn.waterfall.stop != "first_at_target":
        return
    for entry, step, plain in zip(drawn.run().trace, drawn.waterfall.steps, drawn.steps, strict=True):
        if entry.skipped is not None or not step.seeks:
            continue
        assert entry.met == is_met(drawn, entry.after.payment)
        if entry.after.payment == entry.before.payment:
            continue
        assert not is_met(drawn, entry.before.payment)
        less = payment_of_one_less(entry, plain)
        assert entry.bound_by != "target" or not is_met(drawn, less)
        assert entry.met or entry.bound_by != "target"


def payment_of_one_less(entry: TraceEntry, step: PlainStep) -> Decimal:
    """Return the installment without the last small step; of forborne principal, the whole cent above the exact one."""
    rate, months = Fraction(entry.after.rate.annual), entry.after.months
    balance = int(entry.after.balance * 100)
    if step.kind == "reduce_rate":
        steps_taken = -((rate - Fraction(entry.before.rate.annual)) // step.by)
        rate = Fraction(entry.before.rate.annual) - (steps_taken - 1) * step.by
    elif step.kind == "extend_term":
        months -= 1
    else:
        exact = per_unit(rate, months) * (balance + 1)
        return major(-(-exact.numerator // exact.denominator))
    doubled = 2 * per_unit(rate, months) * balance
    return major((doubled.numerator + doubled.denominator) // (2 * doubled.denominator))


@given(programs())
def test_no_cap_is_exceeded(drawn: Drawn) -> None:
    everything = drawn.loan.balance + drawn.loan.interest + drawn.loan.advances
    everything += 0 if drawn.steps[0].kind == "defer_arrears" else drawn.loan.deferred
    for entry, step in zip(drawn.run().trace, drawn.steps, strict=True):
        if entry.skipped is not None or entry.after == entry.before:
            continue
        claimed = entry.after.supplement * min(step.months, entry.after.months) * 100
        conceded = everything - int(entry.after.balance * 100) + int(claimed)
        kept = [conceded <= most_of(kind, share, drawn.loan, everything) for kind, share in step.caps]
        taken = [
            getattr(entry.after, name) > getattr(entry.before, name) for name in ("deferred", "forgiven", "supplement")
        ]
        if any(taken):
            assert any(kept) if step.greatest else all(kept)
        if step.kind == "extend_term":
            assert entry.after.months <= step.months
            assert step.added is None or entry.after.months <= drawn.loan.months + step.added
        if step.kind == "reduce_rate":
            assert Fraction(entry.after.rate.annual) >= step.market


def most_of(kind: str, share: Fraction, loan: PlainLoan, everything: int) -> Fraction:
    if kind == "share_of_balance":
        return share * everything
    if kind == "share_of_principal":
        return share * loan.balance - loan.prior_claims
    return everything - share * loan.value


@given(programs(rounding="down") | programs(rounding="up") | programs(), st.integers(0, 400))
def test_every_cent_owed_is_accounted_for(drawn: Drawn, days: int) -> None:
    try:
        result = run_waterfall(drawn.facts, drawn.waterfall, on=DAY + timedelta(days))
    except rs.InvalidTermsError:  # a few cents whose interest an installment rounded down does not cover
        assert drawn.waterfall.installment_rounding == "down"
        return
    schedule, final, loan = result.schedule, result.final, drawn.loan
    assert schedule.conservation is not None
    total = schedule.conservation.total
    owed = loan.balance + loan.deferred + loan.interest + loan.advances + 1234
    assert total.opening == major(owed)
    assert total.waived == final.forgiven + Decimal("12.34")
    assert (total.scheduled, total.deferred, total.paid) == (final.balance, final.deferred, Decimal(0))
    assert schedule.totals.principal == final.balance
    assert schedule[-1].deferred_paid == schedule.totals.deferred_paid == final.deferred
    assert len(schedule) == final.months
    if len(schedule) > 1:
        assert schedule[0].payment == min(
            final.payment + final.supplement, schedule[0].opening_balance + schedule[0].interest
        )
    assert schedule[0].principal >= final.supplement


@pytest.mark.parametrize(("waterfall", "day"), SHIPPED, ids=[waterfall.name for waterfall, _ in SHIPPED])
@given(loan=loans(), market=st.integers(0, 900).map(lambda points: f"{points / 10_000:.4f}"))
def test_shipped_programs_answer_for_any_mortgage(
    waterfall: Waterfall, day: date, loan: PlainLoan, market: str
) -> None:
    with decimal.localcontext(decimal.Context(prec=4)):
        found = run_waterfall(facts_of(loan, market), waterfall, on=day)
    result = run_waterfall(facts_of(loan, market), waterfall, on=day)
    assert found == result
    assert result.status == "needs_review"
    assert [entry.before for entry in result.trace[1:]] == [entry.after for entry in result.trace[:-1]]
    assert rs.amortize(result.terms).totals.principal == result.final.balance
