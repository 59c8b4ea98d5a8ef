"""Policy: what a lender may offer and must respect, as dated data with sources.

A rule is data: a quantity from a closed vocabulary, a comparator and a dated limit. Adding a rule or a bank's own
policy needs no code; adding a quantity does. Nothing is registered anywhere: a policy is a value that is passed in.
May import: floors below.

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

from collections.abc import Iterator
from functools import cached_property

from .._types import Items, Text, content_hash, field, record
from ..errors import Fault
from ..events import AllocationStep, Servicing
from ..provenance import Dated, Plain, Source, Wording
from ._agreement import (
    PLAIN_AGREEMENT,
    AgreementRules,
    BreachTerms,
    ClauseFact,
    ClauseRule,
    Role,
    StatedFact,
    Statement,
)
from ._delinquency import (
    PLAIN_DELINQUENCY,
    Behavior,
    Delinquency,
    SchemeName,
    TrialRule,
    Trigger,
    TriggerKind,
)
from ._income import IrregularIncome, ReasonReference, Savings, Stress
from ._levers import (
    InstallmentRule,
    Levers,
    ParkedPrincipal,
    ParkingKind,
    Season,
    Settlement,
    SharingMethod,
    Start,
    StartKind,
    Steps,
    TemporaryRate,
    TreatmentSet,
)
from ._limits import CapRatio, RatioCap, SpendingGuideline
from ._living import LivingBenchmark
from ._model import CapacityModel, ComponentId, Grade, ScoreComponent, curve
from ._recovery import RecoveryEstimate
from ._rules import Comparator, Condition, Quantity, Ranking, RankKey, Rule, Target

__all__ = [
    "PLAIN_AGREEMENT",
    "PLAIN_DELINQUENCY",
    "AgreementRules",
    "AllocationStep",
    "Behavior",
    "BreachTerms",
    "CapRatio",
    "CapacityModel",
    "ClauseFact",
    "ClauseRule",
    "Comparator",
    "ComponentId",
    "Condition",
    "Dated",
    "Delinquency",
    "Grade",
    "InstallmentRule",
    "IrregularIncome",
    "Levers",
    "LivingBenchmark",
    "ParkedPrincipal",
    "ParkingKind",
    "Plain",
    "Policy",
    "Quantity",
    "RankKey",
    "Ranking",
    "RatioCap",
    "ReasonReference",
    "RecoveryEstimate",
    "Role",
    "Rule",
    "Savings",
    "SchemeName",
    "ScoreComponent",
    "Season",
    "Servicing",
    "Settlement",
    "SharingMethod",
    "Source",
    "SpendingGuideline",
    "Start",
    "StartKind",
    "StatedFact",
    "Statement",
    "Steps",
    "Stress",
    "Target",
    "TemporaryRate",
    "TreatmentSet",
    "TrialRule",
    "Trigger",
    "TriggerKind",
    "Wording",
    "curve",
]


@record()
class Policy:
    """What one lender may offer under one jurisdiction and product, as dated data (政策).

    Args:
        name: short id, such as `cn_card_article_70`.
        version: of this data.
        jurisdiction: country code, or `any`.
        title: for people.
        capacity: how repayment capacity is assessed.
        levers: what may be changed.
        rules: limits; those of the application decide whether any option is offered.
        ranking: the order of options.
        recovery: the lender's estimates of what becomes of the loan with and without a plan; default: none are made.
        agreement: what a signed agreement must hold; default: `PLAIN_AGREEMENT`.
        delinquency: how an agreement is followed up; default: `PLAIN_DELINQUENCY`.

    Raises:
        InvalidInputError: every contradiction at once.
    """

    name: Text
    version: Text
    jurisdiction: Text
    title: Wording
    capacity: CapacityModel
    levers: Levers
    rules: Items[Rule]
    ranking: Ranking = field(default=Ranking())
    recovery: RecoveryEstimate | None = field(default=None)
    agreement: AgreementRules | None = field(default=None)
    delinquency: Delinquency | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        codes = [rule.code for rule in self.rules]
        if len(set(codes)) != len(codes):
            yield Fault("rules", "have a code twice; give each its own")

    def __hash__(self) -> int:
        return hash(self.hash)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the policy's canonical JSON."""
        return content_hash(self)
