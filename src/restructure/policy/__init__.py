"""Policy: what a lender may offer and must respect, as dated data with sources.

A rule is data: a quantity from a closed vocabulary, a comparator and a dated limit. Adding a rule or a bank's own
policy needs no code; adding a quantity does. Nothing is registered anywhere: a policy is a value that is passed in.

>>> from datetime import date
>>> from restructure import Dated, Source, Wording
>>> from datetime import date
>>> rule = Rule(
...     code="TERM",
...     quantity="installment_count",
...     comparator="<=",
...     limit=Dated([(date(2011, 1, 13), 60)]),
...     sources=[Source(title="Article 70", level="secondary")],
...     text=Wording("at most 60", "不超过60期"),
... )
>>> rule.limit.at(date(2026, 11, 23))
Decimal('60')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..basics.door import door

if TYPE_CHECKING:
    from .agreement_rules import *
    from .authority import *
    from .capacity_model import *
    from .delinquency import *
    from .guardrails import *
    from .income_rules import *
    from .levers import *
    from .living_benchmark import *
    from .outcome_curve import *
    from .policy import *
    from .program import *
    from .quantities import *
    from .ratio_caps import *
    from .recovery_estimate import *
    from .rules import *
    from .signing_effects import *
    from .trial import *
else:
    __all__, __getattr__, __dir__, _homes = door(
        __name__,
        {
            "agreement_rules": (
                "AgreementRules BreachTerms ClauseFact ClauseRule OwnTerm OwnWords PLAIN_AGREEMENT Role StatedFact "
                "Statement"
            ),
            "authority": "Authority",
            "capacity_model": "CapacityModel ComponentId curve Grade ScoreComponent",
            "delinquency": "Behavior Delinquency PLAIN_DELINQUENCY TrialRule Trigger TriggerKind",
            "guardrails": "ConcessionBudget Guardrail Guardrails Ladder LadderRung",
            "income_rules": "IrregularIncome ReasonReference Savings Stress",
            "levers": (
                "InstallmentRule Levers ParkedPrincipal ParkingKind Season Settlement SharingMethod Start StartKind "
                "Steps TemporaryRate TreatmentSet"
            ),
            "living_benchmark": "LivingBenchmark",
            "outcome_curve": "Estimate FactorCurves Level OutcomeCurve Points Strength",
            "policy": "Policy",
            "program": "Cap CapKind MarketRate Step StepKind StepUp StopRule Waterfall",
            "ratio_caps": "CapRatio RatioCap SpendingGuideline",
            "recovery_estimate": "RecoveryEstimate",
            "quantities": "QUANTITIES Quantity QuantityInfo QuantityKind RuleRoom Subject",
            "rules": "Comparator Condition Ranking RankKey rule Rule since Target",
            "signing_effects": "EFFECT_SUBJECTS EffectSubject Moment SigningEffect",
            "trial": "Trial",
        },
    )
