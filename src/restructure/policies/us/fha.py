"""United States, FHA: the permanent home retention options, each a waterfall, and FHA-HAMP of 2009.

A servicer tries them in order. Who can resume the old payment gets `FHA_PARTIAL_CLAIM`; who cannot, the first of
`FHA_MODIFICATION_360`, `FHA_MODIFICATION_480` and `FHA_PAYMENT_SUPPLEMENT` that lowers the payment by 25%. The cap of
30% and the 40 years stand in the statute, which was read; the target and the options in summaries of the mortgagee
letters; the rate ceiling and the least supplement are recalled. One recollection has the first day in 2026. So every
plan answers "needs review". `market_rate` is Freddie Mac's survey rate. A rate ceiling is taken as the lower of it and
the contract rate.

>>> FHA_PARTIAL_CLAIM.steps[0].caps[0].limit.at(date(2026, 12, 1))
Decimal('0.30')
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...basics.provenance import Source, Wording
from ...policy import Cap, Condition, MarketRate, Step, Target, Waterfall, rule, since

__all__ = [
    "FHA_HAMP_2009",
    "FHA_MODIFICATION_360",
    "FHA_MODIFICATION_480",
    "FHA_PARTIAL_CLAIM",
    "FHA_PAYMENT_SUPPLEMENT",
]

_START = date(2025, 10, 1)
_START_2009 = date(2009, 7, 30)

_STATUTE = Source(title="12 USC 1715u(b): partial claim of at most 30%, term of at most 40 years", level="verified")
_LETTER = Source(title="Mortgagee Letters 2025-06 and 2025-12, as summarized", level="secondary")
_RECALLED = Source(title="Mortgagee Letters 2025-06 and 2025-12, recalled", level="unverified")
_LETTER_2009 = Source(title="Mortgagee Letter 2009-23, from an excerpt", level="secondary")


_CAPS = [Cap("share_of_principal", since(_START, "0.30"))]

_ARREARS = Step(
    code="ARREARS",
    kind="defer_arrears",
    caps=_CAPS,
    sources=[_STATUTE, _LETTER],
    text=Wording(
        "arrears become a partial claim without interest, at most 30% of unpaid principal less earlier claims",
        "欠款转为不计息的部分索赔，以未偿本金的30%减去此前索赔为限",
    ),
)
_RATE = Step(
    code="RATE",
    kind="set_rate",
    choose="lower",
    market=MarketRate(margin=since(_START, "0.0025"), multiple="0.00125"),
    sources=[_RECALLED],
    text=Wording(
        "the rate is at most the posted rate, rounded to 0.125 points, plus 25 basis points",
        "利率不超过取整至0.125个百分点的公布利率加25个基点",
    ),
)
_TERM_360 = Step(
    code="TERM",
    kind="set_term",
    months=since(_START, 360),
    sources=[_LETTER],
    text=Wording("the term becomes 360 months", "期限改为360个月"),
)
_TERM_480 = replace(
    _TERM_360,
    months=since(_START, 480),
    sources=[_STATUTE, _LETTER],
    text=Wording("the term becomes 480 months", "期限改为480个月"),
)
_PRINCIPAL = Step(
    code="PRINCIPAL",
    kind="forbear",
    caps=_CAPS,
    extent="to_target",
    sources=[_STATUTE, _LETTER],
    text=Wording(
        "principal joins the partial claim, at most 30% of unpaid principal in all",
        "部分本金并入部分索赔，累计以未偿本金的30%为限",
    ),
)
_ONE_IN_24_MONTHS = rule(
    "FHA_24_MONTHS",
    "months_since_modification",
    ">=",
    24,
    "the last permanent option is at least {limit} months ago",
    "距上次永久性方案已满{limit}个月",
    _LETTER,
    since=_START,
)

FHA_PARTIAL_CLAIM = Waterfall(
    name="us_fha_partial_claim",
    version="2026.1",
    title=Wording("FHA standalone partial claim", "FHA独立部分索赔"),
    first_day=_START,
    steps=[_ARREARS],
    limits=[_ONE_IN_24_MONTHS],
    sources=[_LETTER],
)
"""The old rate and term go on; the installment is solved anew for what is left."""

FHA_MODIFICATION_360 = Waterfall(
    name="us_fha_modification_360",
    version="2026.1",
    title=Wording("FHA modification to 360 months with partial claim", "FHA贷款修改（360个月）及部分索赔"),
    first_day=_START,
    targets=[Target(where=[Condition("payment_reduction", ">=", since(_START, "0.25"))], sources=[_LETTER])],
    steps=[_ARREARS, _RATE, _TERM_360, _PRINCIPAL],
    limits=[_ONE_IN_24_MONTHS],
    sources=[_LETTER],
)

FHA_MODIFICATION_480 = replace(
    FHA_MODIFICATION_360,
    name="us_fha_modification_480",
    title=Wording("FHA modification to 480 months with partial claim", "FHA贷款修改（480个月）及部分索赔"),
    steps=[_ARREARS, _RATE, _TERM_480, _PRINCIPAL],
)

FHA_PAYMENT_SUPPLEMENT = Waterfall(
    name="us_fha_payment_supplement",
    version="2026.1",
    title=Wording("FHA payment supplement", "FHA月供补充"),
    first_day=_START,
    steps=[
        _ARREARS,
        Step(
            code="SUPPLEMENT",
            kind="supplement",
            months=since(_START, 36),
            share=since(_START, "0.25"),
            caps=_CAPS,
            sources=[_STATUTE, _LETTER],
            text=Wording(
                "for 36 months the partial claim pays principal of each installment, at most 25% of it",
                "36个月内由部分索赔支付月供中的本金，以月供的25%为限",
            ),
        ),
    ],
    limits=[
        _ONE_IN_24_MONTHS,
        rule(
            "FHA_LEAST_CUT",
            "payment_reduction",
            ">=",
            "0.05",
            "the payment falls by at least {limit}",
            "月供降幅不低于{limit}",
            _RECALLED,
            since=_START,
        ),
        rule(
            "FHA_LEAST_SUPPLEMENT",
            "supplement",
            ">=",
            20,
            "the supplement is at least {limit} a month",
            "每月补充不低于{limit}",
            _RECALLED,
            since=_START,
        ),
    ],
    sources=[_LETTER],
)

FHA_HAMP_2009 = Waterfall(
    name="us_fha_hamp_2009",
    version="2026.1",
    title=Wording("FHA-HAMP of 2009, partial claim", "FHA-HAMP（2009年）部分索赔"),
    first_day=_START_2009,
    last_day=date(2025, 9, 30),
    targets=[
        Target(where=[Condition("housing_ratio", "<=", since(_START_2009, "0.31"))], sources=[_LETTER_2009]),
    ],
    steps=[
        replace(_ARREARS, caps=[Cap("share_of_principal", since(_START_2009, "0.30"))], sources=[_LETTER_2009]),
        replace(_PRINCIPAL, caps=[Cap("share_of_principal", since(_START_2009, "0.30"))], sources=[_LETTER_2009]),
    ],
    limits=[
        rule(
            "FHA_HAMP_BACK_END",
            "back_end_ratio",
            "<=",
            "0.55",
            "the home and all debts take at most {limit} of gross income",
            "住房及全部债务不超过税前收入的{limit}",
            _LETTER_2009,
            since=_START_2009,
        ),
    ],
    sources=[_LETTER_2009],
)
"""Its partial claim and ratios; arrears may hold at most 12 months of payments, which is the servicer's to see to."""
