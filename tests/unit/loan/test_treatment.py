from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import restructure as rs

OWED = rs.Position(
    currency="CNY",
    as_of=date(2026, 11, 23),
    principal="48000.00",
    overdue_principal="8750.83",
    interest="1250.00",
    penalty_interest="120.00",
    fees="300.00",
    days_past_due=75,
)
ALL = [
    rs.Treatment("interest", "capitalize"),
    rs.Treatment("penalty_interest", "waive"),
    rs.Treatment("fees", "capitalize"),
]


def terms(principal: object, **changes: Any) -> rs.LoanTerms:
    base: dict[str, Any] = {
        "currency": "CNY",
        "principal": principal,
        "rate": "0.1825",
        "start_date": date(2026, 11, 23),
        "first_due_date": date(2026, 12, 23),
        "phases": [rs.Phase(12)],
    }
    return rs.LoanTerms(**{**base, **changes})


def test_conservation_of_the_usual_restructuring() -> None:
    schedule = rs.reschedule(OWED, ALL, terms("49550.00"))
    assert schedule.conservation is not None
    lines = schedule.conservation.to_text().split("\n")
    assert [line.split() for line in lines] == [
        ["principal", "interest", "penalty", "fees", "total"],
        ["owed", "48,000.00", "1,250.00", "120.00", "300.00", "49,670.00"],
        ["waived", "0.00", "0.00", "-120.00", "0.00", "-120.00"],
        ["capitalized", "+1,550.00", "-1,250.00", "0.00", "-300.00", "0.00"],
        ["in", "the", "plan", "49,550.00", "0.00", "0.00", "0.00", "49,550.00"],
    ]
    assert "本金" in schedule.conservation.to_text("zh")
    assert "<caption>" in schedule.conservation._repr_html_()


def test_every_action_on_one_component_in_order() -> None:
    treatments = [
        rs.Treatment("interest", "capitalize"),
        rs.Treatment("interest", "spread", amount="200", due=4),
        rs.Treatment("interest", "defer", amount="100", due="maturity"),
        rs.Treatment("interest", "waive", amount="50"),
        rs.Treatment("interest", "pay", amount="400"),
        *ALL[1:],
    ]
    assert str(rs.loan.principal_after(OWED, treatments)) == "48800.00"
    schedule = rs.reschedule(OWED, treatments, terms("48800.00"))
    assert [str(row.deferred_paid) for row in schedule] == ["50.00"] * 4 + ["0.00"] * 7 + ["100.00"]
    assert schedule.conservation is not None
    flow = schedule.conservation.components["interest"]
    assert [str(amount) for amount in (flow.paid, flow.waived, flow.moved_out, flow.deferred)] == [
        "400.00",
        "50.00",
        "500.00",
        "300.00",
    ]


def test_principal_can_be_paid_waived_parked_and_left() -> None:
    treatments = [
        *ALL,
        rs.Treatment("principal", "pay", amount="1000"),
        rs.Treatment("principal", "waive", amount="2000"),
        rs.Treatment("principal", "defer", amount="3000", due=3),
    ]
    schedule = rs.reschedule(OWED, treatments, terms("43550.00"))
    assert [str(row.deferred_paid) for row in schedule[-3:]] == ["1000.00"] * 3
    assert schedule.conservation is not None
    assert str(schedule.conservation.total.deferred) == "3000.00"
    assert "of which without interest" in schedule.conservation.to_text()


def test_a_deferred_amount_can_fall_due_on_one_of_the_due_dates() -> None:
    treatments = [*ALL[:2], rs.Treatment("fees", "defer", due=date(2027, 3, 23))]
    schedule = rs.reschedule(OWED, treatments, terms("49250.00"))
    assert str(schedule[3].deferred_paid) == "300.00"
    for wrong in (date(2027, 3, 22), date(2026, 11, 23), date(2028, 1, 23)):
        with pytest.raises(rs.InvalidTermsError, match="is no due date of the plan"):
            rs.reschedule(OWED, [*ALL[:2], rs.Treatment("fees", "defer", due=wrong)], terms("49250.00"))


@pytest.mark.parametrize(
    ("treatments", "message"),
    [
        (ALL[:2], "fees is not fully assigned; pay, waive, defer, spread or capitalize the rest"),
        ([], "3 faults"),
        ([*ALL, rs.Treatment("fees", "waive")], "all of fees is assigned twice"),
        (
            [*ALL, rs.Treatment("fees", "waive", amount="300.01")],
            r"treatments\[3\]\.amount: assigns more fees than is owed",
        ),
        ([*ALL, rs.Treatment("principal", "waive", amount="48000.01")], "assigns more principal than is owed"),
        ([*ALL, rs.Treatment("principal", "waive", amount="0.001")], "more than 2 decimals"),
    ],
)
def test_every_unit_is_assigned_exactly_once(treatments: list[rs.Treatment], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message) as caught:
        rs.reschedule(OWED, treatments, terms("49550.00"))
    assert "48000" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"principal": "49549.99"}, r"terms\.principal: is not what the treatments leave; use principal_after"),
        ({"currency": "USD"}, r"terms\.currency: differs"),
        ({"start_date": date(2026, 11, 22)}, r"terms\.start_date: must be the position's as_of day"),
    ],
)
def test_terms_must_start_from_the_position(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        rs.reschedule(OWED, ALL, terms(**{"principal": "49550.00", **changes}))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: rs.Treatment("principal", "capitalize"), "is principal already"),
        (lambda: rs.Treatment("fees", "defer"), "due: of a defer must be a due date"),
        (lambda: rs.Treatment("fees", "defer", due="first"), "due: of a defer must be"),
        (lambda: rs.Treatment("fees", "spread"), "due: of a spread must be"),
        (lambda: rs.Treatment("fees", "spread", due="maturity"), "due: of a spread must be"),
        (lambda: rs.Treatment("fees", "waive", due=3), "does not belong to waive"),
    ],
)
def test_treatments_that_contradict_themselves_are_refused(make: Any, message: str) -> None:
    with pytest.raises(rs.InvalidTermsError, match=message):
        make()


@pytest.mark.parametrize("due", [0, -1, 1201, 10**30, True, 1.5, "someday", "2026-02-30"])
def test_malformed_due_is_refused(due: Any) -> None:
    with pytest.raises(rs.InvalidInputError, match=r"treatment\.due"):
        rs.Treatment("fees", "defer", due=due)


@pytest.mark.parametrize("treatments", [None, {}, "fees", ALL[0], [None], iter(ALL)])
def test_what_is_no_list_of_treatments_is_refused(treatments: Any) -> None:
    with pytest.raises(rs.InvalidInputError, match="treatments: must be a list of Treatment"):
        rs.loan.principal_after(OWED, treatments)


@pytest.mark.parametrize("wrong", [None, {}, 1])
def test_what_is_no_position_and_no_terms_is_refused(wrong: Any) -> None:
    with pytest.raises(rs.InvalidInputError, match="position: must be a Position"):
        rs.loan.principal_after(wrong, ALL)
    with pytest.raises(rs.InvalidInputError, match="terms: must be LoanTerms"):
        rs.reschedule(OWED, ALL, wrong)
    with pytest.raises(rs.InvalidInputError, match="terms: must be LoanTerms"):
        rs.amortize(wrong)


def test_more_installments_than_the_plan_has_are_refused() -> None:
    with pytest.raises(rs.InvalidTermsError, match="13 installments are more than the plan's 12"):
        rs.reschedule(OWED, [*ALL[:2], rs.Treatment("fees", "spread", due=13)], terms("49250.00"))


def test_more_overdue_than_owed_is_refused() -> None:
    with pytest.raises(rs.InvalidInputError, match="is more than principal"):
        rs.Position(currency="CNY", as_of=date(2026, 11, 23), principal="10", overdue_principal="11")
