"""Published vectors that are not matched, each with the rule behind it that is not followed, or not yet.

The tests assert that each still does not match; `REJECTED.md` is this list as a page.
"""

from __future__ import annotations

PUBLISHED: dict[str, str] = {}

RULES = {
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
    "FRP-20": (
        "An advance first pays the interest accrued to its day, 7,554.27, and then principal. Here it repays principal,"
        " and the running installment keeps its interest until it falls due."
    ),
    "FRP-23": (
        "Penalty interest leaves out the first day past due of each installment, 94 days in all. Here an amount due on"
        " a day bears it from that day on, 97 days."
    ),
    "FRP-24": (
        "An installment counts one day past due on its due date until it is fully paid. Here a payment on the due date"
        " is on time, and the next day is the first past due."
    ),
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
    "FIN-0080": (
        "Each row holds a penalty of 15.00 that an end-of-day job booked after the row had gone unpaid: the number"
        " depends on the day of the look, not on the terms."
    ),
    "FIN-0087": (
        "750.00 at 7% a year is exactly 4.375 a month. The source rounds the monthly rate to 12 digits first, which"
        " breaks the tie downward to 4.37. Here the product is exact, and half-even gives 4.38."
    ),
    "FIN-M06": (
        "The running annuity factor is rounded to 12 digits at every step, which moves the last of them. Here the"
        " factor is exact."
    ),
}

CASES = {
    "HS03": "The first installment falls due on the day of the loan. Here a due date is after the start date.",
    "HS20": (
        "The page's total, 22,125.94, is neither 120 installments of 184.38, 22,125.60, nor what they are unrounded,"
        " 22,125.93."
    ),
    "HS28": (
        "A rate of a millionth of a millionth has twelve decimals. Here rates have at most ten, and a finer one is"
        " refused with that message."
    ),
}

CHOSEN_ROW = (
    "Unit steps put payments into rows of their choice, {}. Here a payment settles what fell due first, and what"
    " exceeds that the next row or the last."
)

FINERACT_RESTRUCTURED = {
    "FIN-0023": (
        "The installment is solved as if the tranche of 7 January had been there from the 1st, 255.14, and moved once"
        " by a quarter of what the last row then is off by, to 254.83. Here it is solved exactly: 254.8355."
    ),
    "FIN-0142": (
        "The down payment is taken off twice before the installment is solved: 128.00 repays 500.00 in four rows, and"
        " the last takes 384.99. Here 750.00 is repaid."
    ),
    "FIN-0245": (
        "Terms are added to a plan with shares of interest beside its installments: the installment is then leveled"
        " over principal and the shares still to come, 8.63. Here the shares stay where they were agreed."
    ),
    "FIN-0262": (
        "A tranche of 20 October changes the row due on 16 October: its installment of 210.00 counts money not yet paid"
        " out. Here rows due stay as they were."
    ),
    "FIN-0305": (
        "937.50 at 1% is exactly 9.375. The source has lost the tie in its digits and prints 9.37. Here half-even gives"
        " 9.38."
    ),
    "FIN-U008": CHOSEN_ROW.format("the second and third before the first"),
    "FIN-U011": "Tranches of 200.00 in all are printed with a schedule that repays 300.00.",
    "FIN-U013": "Tranches of 300.00 in all are printed with a schedule that repays 175.00.",
    "FIN-U050": "States the events of FIN-U049, and prints a row that FIN-U049 prints otherwise.",
    "FIN-U079": CHOSEN_ROW.format("the fourth of seven before the second"),
    "FIN-U080": CHOSEN_ROW.format("the fourth of seven before the second"),
}

READ = {
    "FIN-0230, 0232, 0237, 0239, 0242, 0243, 0248, 0249": (
        "equal shares of interest lose a cent or two to rounding, and the source asks for them no more: a waiver of"
        " that amount, so that every cent owed is accounted for"
    ),
    "FIN-0180, 0215, 0216": (
        "the first row of a new plan falls on the plan's own day: at no interest the same as terms that begin the day"
        " before"
    ),
    "FIN-0066, 0067, 0068, 0089": (
        "flat interest is one amount for the whole term, charged on what was paid out and repaid in equal parts: a plan"
        " without interest that repays this amount beside its principal"
    ),
    "FIN-0259, FIN-U082": (
        "interest waits while installments repay principal: an amount of interest owed that falls due with the first"
        " installment after them"
    ),
    "FIN-U049, FIN-U052": (
        "a row is printed as due, and paid, on the day it begins: read as due at its end and paid then, and what is"
        " taken back as taken back after it was paid"
    ),
}
"""How vectors are read that say something the terms have no word of their own for."""

RATES = {
    "in-apr-productgrowth": "A calculator's page prints 17.84; its own flows give 17.8275, which is 17.83.",
    "sg-eir-dbs-63000": (
        "The bank prints 6.56 and does not say how it counts the fee: 6.57 with the fee withheld, 6.53 without it."
    ),
}

SHARES = {
    "prorata_angel_advance": (
        "Each offer is rounded by itself, and the penny that leaves over is offered to nobody. Here the offers sum to"
        " what there is."
    ),
}

SOLVER_ERROR = "The printed root is that of a spreadsheet's search, which stopped up to 0.00016 of a point away."
MISPRINTS = {
    "eu_mcd_22c": "The document prints 6.1% beside X = 6.041228%, which is 6.0%.",
    **dict.fromkeys(["eu_mcd_32a", "eu_mcd_33b", "eu_mcd_35", "eu_mcd_37", "eu_mcd_38", "eu_mcd_41"], SOLVER_ERROR),
    "eu_months_vs_days": (
        "The source of another figure, 84.63%, counts 31 and 61 days of 365. Between these dates lie whole months, and"
        " remark (c) counts those: 85.6%."
    ),
    "eu_days": (
        "The source divides 5 days by 365. The year that ends with them has a 29 February, so remark (c) has 366."
    ),
}
"""Vectors that are met, of which a source also prints a figure that is not: the tests assert that it is not."""

SOURCES = {
    "annual rates": RATES,
    "sharing over creditors": SHARES,
    "published schedules": PUBLISHED,
    "amortization rules": RULES,
    "worked schedules": CASES,
    "frappe/lending, corefin": FRAPPE,
    "Apache Fineract, plain": FINERACT,
    "Apache Fineract, restructured": FINERACT_RESTRUCTURED,
}
REJECTED = {identity: reason for reasons in SOURCES.values() for identity, reason in reasons.items()}

EARLY = (
    "Could not be reproduced. Principal of a row paid {} ends that row's interest on the day; what the row would have"
    " accrued after it falls due with the next row, inside the level installment and without bearing interest. No"
    " change of a contract says that."
)
OPEN = {
    "FIN-0134": EARLY.format("within the row, but for a cent,"),
    "FIN-U005": EARLY.format("on the day the row begins"),
}
"""Vectors whose rule is not refused and has no words here yet."""


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
        "Met, but printed otherwise too. The tests assert that these other figures are not met.",
        "",
        *(f"- {identity}: {reason}" for identity, reason in MISPRINTS.items()),
        "",
        "Open: nothing speaks against the rule, but it could not be reproduced. The tests assert that too.",
        "",
        *(f"- {identity}: {reason}" for identity, reason in OPEN.items()),
    ]
    return "\n".join(lines) + "\n"
