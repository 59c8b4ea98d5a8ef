from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import restructure as rs
from restructure.law.scheme import (
    Bracket,
    Materiality,
    Scheme,
    days_above_both,
    days_overdue,
    overdue_class,
    past_due_test,
)
from restructure.policies.basel import NPE_90
from restructure.policies.china import CN_2023, CN_OBSERVATION
from restructure.policies.eu import EU_FORBORNE, EU_NPE, EU_OTHER, EU_RETAIL
from restructure.policies.india import IN_SMA
from restructure.policies.korea import KR_PROGRAM
from restructure.policies.us import US_BUCKETS
from support.shipped import constants

TODAY = date(2026, 11, 23)
SCHEMES = constants(Scheme)
WORDS = rs.Wording("x", "x")
FLOOR: Any = CN_2023.floor
MARKED: Any = EU_NPE.marked


@pytest.mark.parametrize(
    ("scheme", "edges"),
    [
        (
            CN_2023,
            [
                (0, "normal"),
                (1, "special_mention"),
                (90, "special_mention"),
                (91, "substandard"),
                (270, "substandard"),
                (271, "doubtful"),
                (360, "doubtful"),
                (361, "loss"),
                (100_000, "loss"),
            ],
        ),
        (
            IN_SMA,
            [
                (0, "standard"),
                (1, "SMA-0"),
                (30, "SMA-0"),
                (31, "SMA-1"),
                (60, "SMA-1"),
                (61, "SMA-2"),
                (90, "SMA-2"),
                (91, "NPA"),
            ],
        ),
        (NPE_90, [(0, "performing"), (90, "performing"), (91, "non_performing")]),
        (US_BUCKETS, [(0, "current"), (29, "current"), (30, "30"), (59, "30"), (60, "60"), (89, "60"), (90, "90")]),
        (
            KR_PROGRAM,
            [
                (0, "fast_track"),
                (30, "fast_track"),
                (31, "pre_workout"),
                (89, "pre_workout"),
                (90, "individual_workout"),
            ],
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Scheme) else "",
)
def test_every_class_at_its_edges(scheme: Scheme, edges: list[tuple[int, str]]) -> None:
    assert [(days, overdue_class(days, scheme=scheme, as_of=TODAY).name) for days, _ in edges] == edges
    assert {name for _, name in edges} == {each.name for each in scheme.brackets}


@pytest.mark.parametrize(("scheme", "last"), [(CN_2023, 90), (IN_SMA, 90), (NPE_90, 90)])
def test_performing_ends_after_the_last_performing_day(scheme: Scheme, last: int) -> None:
    for days, indicated in ((last, "pass"), (last + 1, "fail")):
        check = overdue_class(days, scheme=scheme, as_of=TODAY).performing
        assert check is not None
        assert (check.status, check.indicated, check.limit) == ("needs_review", indicated, "90")


@pytest.mark.parametrize("scheme", [US_BUCKETS, KR_PROGRAM])
def test_where_a_scheme_does_not_say_there_is_no_check(scheme: Scheme) -> None:
    assert overdue_class(400, scheme=scheme, as_of=TODAY).performing is None


def test_a_scheme_whose_text_was_read_passes_and_fails() -> None:
    own = Scheme(
        code="OWN",
        brackets=[Bracket("good", 9, text=WORDS), Bracket("bad", performing=False, text=WORDS)],
        since=date(2020, 1, 1),
        sources=[rs.Source(title="own policy", level="verified")],
        text=WORDS,
    )
    for days, status in ((9, "pass"), (10, "fail")):
        check = overdue_class(days, scheme=own, as_of=TODAY).performing
        assert check is not None
        assert check.status == status


def test_a_class_says_why() -> None:
    found = overdue_class(100, scheme=CN_2023, as_of=TODAY)
    (reason,) = found.reasons
    assert (found.scheme, found.rank, found.text.to_text("zh")) == ("CN_2023", 2, "次级类")
    assert (reason.code, reason.values) == ("CN_2023", {"days": "100"})
    assert reason.text.to_text() == "100 days past due as this scheme counts them"
    assert "100" not in repr(found)


def test_the_regulators_example_of_an_indian_due_date() -> None:
    """Due on 31 March and unpaid: SMA-0 that evening, SMA-1 on 30 April, SMA-2 on 30 May, NPA on 29 June."""
    due = date(2021, 3, 31)

    def name(as_of: date) -> str:
        return overdue_class(days_overdue(due, scheme=IN_SMA, as_of=as_of), scheme=IN_SMA, as_of=as_of).name

    turns = [date(2021, 3, 31), date(2021, 4, 30), date(2021, 5, 30), date(2021, 6, 29)]
    assert [name(day) for day in turns] == ["SMA-0", "SMA-1", "SMA-2", "NPA"]
    assert [name(date.fromordinal(day.toordinal() - 1)) for day in turns] == ["standard", "SMA-0", "SMA-1", "SMA-2"]


@pytest.mark.parametrize(
    ("scheme", "as_of", "days"),
    [
        (CN_2023, date(2026, 3, 30), 0),
        (CN_2023, date(2026, 3, 31), 0),
        (CN_2023, date(2026, 4, 1), 1),
        (IN_SMA, date(2026, 3, 30), 0),
        (IN_SMA, date(2026, 3, 31), 1),
    ],
)
def test_whether_the_due_date_counts(scheme: Scheme, as_of: date, days: int) -> None:
    assert days_overdue(date(2026, 3, 31), scheme=scheme, as_of=as_of) == days


def test_a_scheme_is_not_in_force_before_its_first_day() -> None:
    assert sorted(SCHEMES) == ["BASEL_2017", "CN_2023", "EU_NPE", "IN_SMA", "KR_PROGRAM", "NPE_90", "US_BUCKETS"]
    for scheme in SCHEMES.values():
        assert overdue_class(0, scheme=scheme, as_of=scheme.since).rank == 0
        eve = date.fromordinal(scheme.since.toordinal() - 1)
        with pytest.raises(rs.PolicyNotInForceError, match=f"{scheme.code} is in force since {scheme.since}"):
            overdue_class(0, scheme=scheme, as_of=eve)


@pytest.mark.parametrize(
    ("brackets", "message"),
    [
        ([], "must end with one without a limit"),
        ([Bracket("a", 1, text=WORDS)], "must end with one without a limit"),
        ([Bracket("a", 5, text=WORDS), Bracket("b", 5, text=WORDS), Bracket("c", text=WORDS)], "must rise in days"),
        ([Bracket("a", text=WORDS), Bracket("b", text=WORDS)], "must rise in days"),
        ([Bracket("a", performing=False, text=WORDS)], "must begin with one that is performing"),
        (
            [Bracket("a", 1, text=WORDS), Bracket("b", 2, performing=False, text=WORDS), Bracket("c", text=WORDS)],
            "must not be performing again",
        ),
    ],
)
def test_schemes_that_make_no_sense(brackets: list[Bracket], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=f"scheme.brackets: {message}"):
        Scheme(code="X", brackets=brackets, since="2020-01-01", sources=[], text=WORDS)


@pytest.mark.parametrize(
    ("past_due", "exposure", "rule", "material"),
    [
        ("100.00", "5000", EU_RETAIL, False),  # not above the amount
        ("100.01", "5000", EU_RETAIL, True),
        ("200.00", "20000", EU_RETAIL, False),  # 1% is not above 1%
        ("200.01", "20000", EU_RETAIL, True),
        ("500.00", "5000", EU_OTHER, False),
        ("500.01", "5000", EU_OTHER, True),
        ("0", "5000", EU_RETAIL, False),
    ],
)
def test_material_is_above_both_thresholds(past_due: str, exposure: str, rule: Materiality, material: bool) -> None:
    assert past_due_test(past_due, exposure=exposure, rule=rule, days_above=0).material is material


def test_ninety_consecutive_days_are_not_more_than_ninety() -> None:
    found = [past_due_test("500", exposure="9000", rule=EU_RETAIL, days_above=days) for days in (90, 91)]
    assert [(test.not_in_default.status, test.not_in_default.indicated) for test in found] == [
        ("needs_review", "pass"),
        ("needs_review", "fail"),
    ]
    assert found[0].share == Fraction(1, 18)
    assert found[0].percent(3) == Decimal("5.556")


ROWS: list[tuple[date, int, int]] = [
    (date(2026, 1, 1), 50, 9000),
    (date(2026, 1, 11), 200, 9000),
    (date(2026, 1, 21), 90, 9000),  # below the amount: the count ends
    (date(2026, 1, 31), 300, 40000),  # below the share
    (date(2026, 2, 10), 500, 40000),
]


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 10), 0),
        (date(2026, 1, 11), 1),
        (date(2026, 1, 20), 10),
        (date(2026, 1, 21), 0),
        (date(2026, 2, 9), 0),
        (date(2026, 2, 10), 1),
        (date(2026, 5, 10), 90),
    ],
)
def test_days_above_both(as_of: date, days: int) -> None:
    assert days_above_both(ROWS, rule=EU_RETAIL, as_of=as_of) == days


BAD: list[tuple[str, Any, str]] = [
    ("days", lambda: overdue_class(-1, scheme=CN_2023, as_of=TODAY), "days: must be from 0"),
    ("whole", lambda: overdue_class(1.5, scheme=CN_2023, as_of=TODAY), "days: must be a whole number"),  # type: ignore[arg-type]
    ("scheme", lambda: overdue_class(1, scheme="CN_2023", as_of=TODAY), "scheme: must be a Scheme"),  # type: ignore[arg-type]
    ("as_of", lambda: overdue_class(1, scheme=CN_2023, as_of=None), "as_of: must be a date"),  # type: ignore[arg-type]
    ("due", lambda: days_overdue(None, scheme=CN_2023, as_of=TODAY), "due_on: must be a date"),  # type: ignore[arg-type]
    ("amount", lambda: past_due_test(-1, exposure=1, rule=EU_RETAIL, days_above=0), "past_due: "),
    ("above", lambda: past_due_test(1, exposure=1, rule=EU_RETAIL, days_above=-1), "days_above: must be from 0"),
    ("rule", lambda: past_due_test(1, exposure=1, rule=CN_2023, days_above=0), "rule: must be a Materiality"),  # type: ignore[arg-type]
    (
        "order",
        lambda: days_above_both([ROWS[1], ROWS[0]], rule=EU_RETAIL, as_of=TODAY),
        r"balances\[1\]: is not after the one before it",
    ),
    (
        "twice",
        lambda: days_above_both([ROWS[0], ROWS[0]], rule=EU_RETAIL, as_of=TODAY),
        r"balances\[1\]: is not after the one before it",
    ),
]


@pytest.mark.parametrize(("call", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_arguments_are_refused_by_name(call: Any, message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        call()


def test_nothing_is_past_due_on_no_exposure() -> None:
    with pytest.raises(rs.NotApplicableError, match="without an exposure"):
        past_due_test("100", exposure=0, rule=EU_RETAIL, days_above=0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"brackets": [Bracket("a", 1, text=WORDS), Bracket("a", text=WORDS)], "floor": None}, "have a name twice"),
        ({"floor": replace(FLOOR, at_least="grim")}, "floor: names no class of the scheme; write normal, "),
        ({"floor": replace(FLOOR, again="grim")}, "floor: names no class of the scheme; write normal, "),
        (
            {"brackets": [Bracket("a", text=WORDS)], "floor": None, "marked": MARKED},
            "marked: needs a class that is not",
        ),
    ],
)
def test_what_a_scheme_makes_of_a_restructured_exposure_fits_its_classes(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(rs.InvalidInputError, match=message):
        replace(CN_2023, **changes)


@pytest.mark.parametrize(
    ("record", "changes"),
    [
        (FLOOR, {"text": rs.Wording("{days}", "x")}),
        (FLOOR, {"text_again": rs.Wording("{days}", "x")}),
        (MARKED, {"text": rs.Wording("{class}", "x")}),
        (CN_OBSERVATION, {"text": rs.Wording("{days}", "x")}),
        (EU_FORBORNE.past_due, {"text": rs.Wording("{days}", "x")}),
    ],
    ids=lambda held: type(held).__name__,
)
def test_words_name_what_is_filled_in_and_nothing_else(record: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(rs.InvalidInputError, match=f"{next(iter(changes))}: may name"):
        replace(record, **changes)


@pytest.mark.parametrize("changes", [{"unit": "business_days"}, {"bound": "latest"}])
def test_a_mark_lasts_at_least_so_long(changes: dict[str, Any]) -> None:
    with pytest.raises(rs.InvalidInputError, match="cure: must be an earliest day"):
        replace(EU_FORBORNE, cure=replace(EU_FORBORNE.cure, **changes))


def test_a_floor_without_words_for_another_time_uses_the_same() -> None:
    plain = replace(FLOOR, again=None, text_again=None)
    assert (plain.class_of(again=True), plain.text_of(again=True)) == (FLOOR.at_least, FLOOR.text)
