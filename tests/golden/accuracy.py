"""What the golden run compares and matches, as the page `docs/reference/accuracy.md`.

    python -m golden.accuracy > ../docs/reference/accuracy.md    # from the tests folder

A vector counts as matched when every value its source prints is equal. The verdicts are those of the tests, computed
anew; a test asserts that the page is current.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from golden import (
    test_fineract_plain,
    test_fineract_restructured,
    test_frappe,
    test_measures,
    test_pro_rata,
    test_published,
    test_rates,
    test_rules,
    test_schedule_cases,
)
from golden.compare import load
from golden.fineract_events import loan_of
from golden.fineract_terms import interest_is_fixed
from golden.rejected import OPEN, READ, SOURCES
from golden.vector_terms import Vector

Differences = Callable[[Vector], list[str]]


class Group(NamedTuple):
    """Vectors of one source."""

    title: str
    vectors: Sequence[Vector]
    differences: Differences
    rows: Callable[[Vector], int]


def last_rows(vector: Vector) -> int:
    """Return how many rows a vector prints at its last look."""
    return len(vector["expected"][-1]["rows"])


def groups() -> list[Group]:
    """Return every group of the golden run whose vectors are compared one by one."""
    plain, changed, cases = test_fineract_plain, test_fineract_restructured, test_schedule_cases
    frappe = [vector for name, vector in test_frappe.VECTORS.items() if name not in test_frappe.SERVICED]
    return [
        Group("published schedules", test_published.VECTORS, test_published.differences, lambda v: len(v["expected"])),
        Group("amortization rules", test_rules.VECTORS, test_rules.differences, lambda _: 0),
        Group("worked schedules", list(cases.CASES.values()), cases.differences, lambda _: 0),
        Group("frappe/lending and corefin, schedules", frappe, test_frappe.differences, lambda _: 0),
        Group("Apache Fineract, plain schedules", plain.SCENARIOS, plain.scenario_differences, last_rows),
        Group("Apache Fineract, plain unit tests", plain.UNITS, plain.unit_differences, last_rows),
        Group("Apache Fineract, restructured schedules", changed.SCENARIOS, changed.scenario_differences, last_rows),
        Group("Apache Fineract, restructured unit tests", changed.UNITS, changed.unit_differences, last_rows),
        *by_kind(RATE_TITLES, test_rates.VECTORS, test_rates.differences),
        *by_kind(MEASURE_TITLES, test_measures.VECTORS, test_measures.all_differences),
        Group("offers to several creditors", list(test_pro_rata.VECTORS.values()), test_pro_rata.offers, lambda _: 0),
    ]


RATE_TITLES = {
    "US Regulation Z, APR": ("apr_reg_z",),
    "EU and UK, APRC": ("aprc_eu", "apr_uk"),
    "flat fees and flat rates, true rate": ("flat_fee_irr", "flat_to_eir_nominal", "apr_nominal"),
    "flat fees, simple rate": ("flat_fee_approx_rate",),
    "effective and daily rates": ("effective_rate", "daily_to_annual"),
}
MEASURE_TITLES = {
    "IFRS 9 modification, amortized cost, 10% test": ("ifrs9_modification",),
    "EBA diminished obligation": ("dfo_eba",),
    "ratios to income": ("dti", "dti_check", "msr_cap", "tdsr_max_loan", "dsr_capacity_change"),
    "residual income": ("residual_income",),
}


WHOLE = {
    "modification programs of the United States (Flex, HAMP, FHA)": "rules_waterfalls.json",
    "deadlines, classes, cure and observation": "rules_timelines.json",
    "programs and ceilings of Asia": "rules_programs.json",
    "payment order, penalty and card charges, least repayments": "rules_servicing.json",
}


def by_kind(titles: Mapping[str, Sequence[str]], vectors: Sequence[Vector], differences: Differences) -> list[Group]:
    """Return vectors in groups of kinds; every kind is in one."""
    groups = {title: [vector for vector in vectors if vector["kind"] in kinds] for title, kinds in titles.items()}
    if sum(map(len, groups.values())) != len(vectors):
        raise AssertionError("a kind of vector is in no group")
    return [Group(title, held, differences, lambda _: 0) for title, held in groups.items()]


def summary(group: Group) -> str:
    """Return a group's line: vectors, rows printed, matched, rejected by rule, open."""
    matched = [vector for vector in group.vectors if not group.differences(vector)]
    opened = sum(vector["id"] in OPEN for vector in group.vectors)
    rejected = len(group.vectors) - len(matched) - opened
    rows = sum(group.rows(vector) for vector in matched)
    return f"| {group.title} | {len(group.vectors)} | {len(matched)} | {rejected} | {opened} | {rows or '-'} |"


def published_line(vector: Vector) -> str:
    """Return where a published schedule comes from, what is special about it and how many rows it prints."""
    source, terms = vector["source"], vector["terms"]
    special = ", ".join(tag.replace("_", " ") for tag in vector["tags"])
    rounding = terms["payment_rounding"].removeprefix("ROUND_").lower().replace("_", "-")
    verdict = "matched" if not test_published.differences(vector) else "not matched"
    country, rows = source.get("country") or "-", len(vector["expected"])
    return f"| {vector['id']} | {country} | {special}; {rounding} | {rows} | {verdict} |"


PUT_TOGETHER = {"re_age", "re_amortize", "pay_principal", "pay_interest", "chargeback_principal", "chargeback_interest"}
"""Events after which rows of several contracts are joined, or installments are worked out before they are stated."""


def is_composed(vector: Vector) -> bool:
    """Return whether the rows of a vector are put together rather than those of one contract and its events."""
    terms, events = vector["terms"], vector["events"]
    waits = terms.get("grace_interest_payment_periods") or any(
        event.get("grace_on_interest_periods") for event in events
    )
    paid_at_the_end = dict(terms.get("payment_allocation") or ()).get("DEFAULT") == "LAST_INSTALLMENT" and any(
        event["event"] == "repayment" for event in events
    )
    fixed = interest_is_fixed(vector) and vector["kind"] == ["plain"]
    return bool({event["event"] for event in events} & PUT_TOGETHER or waits or paid_at_the_end or fixed)


def how_matched() -> list[str]:
    """Return how many vectors of Apache Fineract one contract matches, and how many are put together."""
    named = [group for group in groups() if group.title.startswith("Apache Fineract")]
    matched = [vector for group in named for vector in group.vectors if not group.differences(vector)]
    composed = [vector for vector in matched if is_composed(vector)]
    restructured = [vector for vector in matched if vector["kind"] != ["plain"] and vector["id"].startswith("FIN-0")]
    waived = [vector["id"] for vector in restructured if loan_of(vector).spread.waived]
    direct = len(matched) - len(composed)
    return [
        f"Of the {len(matched)} matched vectors of Apache Fineract {direct} are direct: one contract with its events,",
        "and one call of `amortize` or `schedule_on`.",
        f"{len(composed)} are composed of the library's own answers: rows left behind joined to a new plan, or an",
        "installment worked out first and then stated.",
        f"{len(waived)} of these rest on a waiver of a cent or two: {', '.join(waived)}.",
    ]


def page() -> str:
    """Return the page."""
    reasons = [(identity, text) for texts in SOURCES.values() for identity, text in texts.items()]
    lines = [
        "# Accuracy",
        "",
        "Every value that a source prints is compared, through the public API; a vector is matched when all of them",
        "are equal to the last digit printed. This page is generated by the golden tests, which assert that it is",
        "current.",
        "",
        "| source | vectors | matched | not followed | open | rows equal |",
        "|---|---:|---:|---:|---:|---:|",
        *(summary(group) for group in groups()),
        "",
        "Rates, measures and offers are matched within the precision their source prints.",
        "",
        "Published schedules and rules print single figures more often than rows. The vectors of Apache Fineract and",
        "of frappe/lending are facts from their test suites (commits in the files). Payments made and missed in the",
        "latter are compared through `replay` on their own.",
        "",
        "Matched in full by tests of their own, which fail on any difference:",
        "",
        *(f"- {title}: {len(load(name)['vectors'])} vectors" for title, name in WHOLE.items()),
        "",
        *how_matched(),
        "",
        "Some vectors of Apache Fineract are matched by other words than their source uses:",
        "",
        *(f"- {identities}: {text}." for identities, text in READ.items()),
        "",
        "## Published schedules",
        "",
        "| vector | country | what is special; installment rounding | rows | verdict |",
        "|---|---|---|---:|---|",
        *(published_line(vector) for vector in load("published_schedules.json")["vectors"]),
        "",
        "## Rules that are not followed",
        "",
        "| vector | rule of its source |",
        "|---|---|",
        *(f"| {identity} | {text} |" for identity, text in reasons),
        "",
        "## Open",
        "",
        *(f"- {identity}: {text}" for identity, text in OPEN.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
