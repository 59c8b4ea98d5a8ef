"""Published vectors that are not matched, each with the rule behind it that is not followed here.

The tests assert that each still does not match; `REJECTED.md` is this list as a page.
"""

from __future__ import annotations

PUBLISHED: dict[str, str] = {}

RULES = {
    "amort_step_up": "Installments grow by 3% every year. No repayment method here grows by itself.",
    "cn-emi-120k-4.86-240": (
        "The page prints 187,846.98 in all, but the unrounded installment times 240 is 187,846.96, and no rounding of"
        " the installment or of the rows gives the printed figure."
    ),
    "cn-emi-3m-4.86-360": (
        "The total is the rounded installment times 360. Here it is the sum of the rows, of which the last settles what"
        " rounding leaves over: 5,705,621.50 instead of 5,705,618.40."
    ),
}

FRAPPE = {
    "FRP-11": "The first installment falls due on the day of disbursement. Here a due date is after the start date.",
    "FRP-I2": (
        "A bug report: with the installment rounded up to a whole unit, 11 rows were made where 12 were agreed. After"
        " 11 such installments 0.41 is still owed, so here a 12th row follows."
    ),
    "OTH-I3": (
        "The last row's interest, 1.41, is what the level installment leaves over the principal. Here it is that of the"
        " period, 170.14 x 10% x 30/365 = 1.40, and the last installment is a cent lower."
    ),
}

FINERACT = {
    "FIN-0066": (
        "The flat interest of the whole term is rounded first and split evenly; the last row takes the rest. Here the"
        " interest of each row is rounded by itself."
    ),
    "FIN-0067": (
        "Flat interest is charged on the amount before the down payment, and that of the whole term is split evenly"
        " over rows of 31, 28 and 31 days. Here what is paid on the day of disbursement bears no interest, and each row"
        " is charged its own days."
    ),
    "FIN-0068": (
        "The flat interest of the whole term is rounded first and split evenly; the last row takes the rest. Here the"
        " interest of each row is rounded by itself."
    ),
    "FIN-0080": (
        "Each row holds a penalty of 15.00 that an end-of-day job booked after the row had gone unpaid: the number"
        " depends on the day of the look, not on the terms."
    ),
    "FIN-0087": (
        "750.00 at 7% a year is exactly 4.375 a month. The source rounds the monthly rate to 12 digits first, which"
        " breaks the tie downward to 4.37. Here the product is exact, and half-even gives 4.38."
    ),
    "FIN-0089": (
        "Flat interest is charged on the amount before the down payment, and the last row takes the rest of an even"
        " split. Here what is paid on the day of disbursement bears no interest."
    ),
    "FIN-M06": (
        "The running annuity factor is rounded to 12 digits at every step, which moves the last of them. Here the"
        " factor is exact."
    ),
    "FIN-U082": (
        "During an interest grace the level installment repays principal, and the interest that waited is paid out of a"
        " later installment. Here a payment covers interest before principal."
    ),
}

SOURCES = {
    "published schedules": PUBLISHED,
    "amortization rules": RULES,
    "frappe/lending, corefin": FRAPPE,
    "Apache Fineract, plain": FINERACT,
}
REJECTED = {identity: reason for reasons in SOURCES.values() for identity, reason in reasons.items()}

PENDING = dict.fromkeys(("FRP-20", "FRP-22", "FRP-23", "FRP-24"), "needs replay")
"""Vectors about payments made and missed, for a later change."""


def page() -> str:
    """Return the list as the Markdown page `REJECTED.md`."""
    rows = [(identity, source, reason) for source, reasons in SOURCES.items() for identity, reason in reasons.items()]
    lines = [
        "# Vectors that are not matched",
        "",
        "Every value that a source prints must be reproduced, or the vector is listed here with the rule that is not",
        "followed. The tests assert that each of these still does not match.",
        "",
        "| id | source | reason |",
        "|---|---|---|",
        *(f"| {identity} | {source} | {reason} |" for identity, source, reason in rows),
        "",
        "Waiting for a later change:",
        "",
        *(f"- {identity}: {reason}" for identity, reason in PENDING.items()),
    ]
    return "\n".join(lines) + "\n"
