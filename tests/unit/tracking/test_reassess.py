"""Re-assessment of plans whose installments differ, told against what keeping to them would still take."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

import restructure as rs
from restructure.agreement import Agreement
from restructure.display.explanation import explain
from restructure.tracking import Reassessment, reassess, track
from support.agreed import BEGUN, agreed, plain, terms_of
from support.examples import card
from support.explained import check

PHASES = {
    "interest_only": [rs.Phase(12, "interest_only"), rs.Phase(24)],
    "reduced": [rs.Phase(12, "fixed_amount", amount="420"), rs.Phase(24)],
    "step_up": [rs.Phase(6, "fixed_amount", amount="450"), rs.Phase(6, "fixed_amount", amount="900"), rs.Phase(24)],
    "defer": [rs.Phase(12, "defer", deferred_due="spread"), rs.Phase(24)],
    "parked": [rs.Phase(12, "defer", deferred_due="maturity"), rs.Phase(24)],
    "balloon": [rs.Phase(24, amortize_over=120)],
    "interest_then_all": [rs.Phase(24, "interest_only"), rs.Phase(1)],
}
STARTS = pytest.mark.parametrize("start", PHASES)


def agreement_of(start: str) -> Agreement:
    """Return a signed agreement over 40,000.00 at 12 percent that begins or ends in its own way."""
    position = rs.Position(currency="CNY", as_of=BEGUN, principal="40000")
    return agreed(position, [], replace(terms_of(position, [], 36, "0.12"), phases=PHASES[start]))


def again(agreement: Agreement) -> Reassessment:
    """Return the re-assessment on the day after the third installment fell due, nothing paid."""
    found = track(agreement, [], as_of=agreement.rows[2].due_date + timedelta(days=1))
    debt = replace(card().debts[0], reference="loan-1", next_due_date=found.as_of + timedelta(days=20), due_day=None)
    application = replace(card(), as_of=found.as_of, debts=[debt])
    return reassess(found, application, agreement=agreement)


@STARTS
def test_the_difference_told_is_that_to_the_old_plan(start: str) -> None:
    answer = again(agreement_of(start))
    assert answer.after is not None
    more = answer.after.total_paid - answer.before.total_paid
    for lang in ("en", "zh"):
        told = explain(answer, lang=lang)
        check(answer, told)
        facts = {sentence.code: sentence.facts for sentence in told.sentences}
        ((fact,),) = [facts[code] for code in ("NEW_MORE", "NEW_LESS") if code in facts]
        assert fact.value == abs(more)
        assert ("NEW_MORE" in facts) == (more > 0)


@STARTS
def test_a_contract_that_the_old_plan_is_not_is_never_told(start: str) -> None:
    answer = again(agreement_of(start))
    assert answer.plan.options.references["keep_contract"].total_paid != answer.before.total_paid
    told = explain(answer)
    sources = [fact.source for sentence in told.sentences for fact in sentence.facts]
    assert [one for one in sources if "keep_contract" in one or "measures.extra" in one] == []
    assert not {"KEEP", "KEEP_PLAIN", "COSTS_THE_SAME", "SAME"} & {sentence.code for sentence in told.sentences}


@STARTS
def test_the_debt_as_tracked_is_repaid_over_the_rows_to_come(start: str) -> None:
    answer = again(agreement_of(start))
    (debt,) = answer.application.debts
    rows = sum(phase.count for phase in PHASES[start])
    kept = answer.plan.options.references["keep_contract"].schedule
    assert debt.remaining_installments == rows - 3
    assert kept is not None
    assert len(kept) == rows - 3
    assert kept.paid_off_at is None
    assert debt.installment > (debt.principal - debt.overdue_principal) * Decimal("0.12") / 12


def test_a_level_plan_keeps_its_own_installment() -> None:
    agreement: Any = plain(24, rate="0.12")
    answer = again(agreement)
    assert answer.application.debts[0].installment == agreement.rows[4].payment
