"""The policy itself: everything a lender may offer and must respect, in one hashed value (政策)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..basics.errors import Fault
from ..basics.provenance import Wording
from ..basics.types import Items, Text, content_hash, field, record
from ..law.ceiling import RateCeiling
from ..law.share_limit import ShareLimit
from ..law.time_limit import TimeLimit
from .agreement_rules import PLAIN_AGREEMENT, AgreementRules
from .authority import Authority
from .capacity_model import CapacityModel
from .delinquency import Delinquency
from .guardrails import ConcessionBudget, Guardrails, Ladder
from .levers import Levers
from .outcome_curve import OutcomeCurve
from .program import Waterfall
from .quantities import room_faults
from .recovery_estimate import RecoveryEstimate
from .rules import Ranking, Rule, quantities_of
from .signing_effects import SigningEffect
from .trial import Trial

__all__ = ["Policy"]


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
        outcomes: how plans have held, by kind of debt; default: nothing is estimated.
        guardrails: what keeps a plan that merely fits from being offered.
        budget: how much a plan may give up; required of a policy whose levers give anything up.
        ladder: the limits of what is tried before restructuring.
        recovery: the lender's estimates of what becomes of the loan with and without a plan; default: none are made.
        agreement: what a signed agreement must hold; default: `PLAIN_AGREEMENT`.
        delinquency: how an agreement is followed up; default: `PLAIN_DELINQUENCY`.
        ceiling: the most that a plan may cost a year, all in, by the day of the contract; default: none is looked at.
        charge_limit: the most that all charges of a plan may be of its principal; default: none.
        waterfall: the program of modification that a mortgage in scope is offered beside other plans; default: none.
        trial: how a modification is tried out first; goes with `waterfall`.
        servicing_limits: what is due, or not allowed before, so long after the oldest unpaid due date; default: none.
        breach_limits: likewise after the agreement was breached.
        authority: who may approve a plan by what it concedes, the lowest level first; default: nobody is named.
        signing_effects: what becomes of collection and of the credit record, as far as a source states it; default: not
            stated.

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
    outcomes: Items[OutcomeCurve] = field(default=())
    guardrails: Guardrails = field(default=Guardrails())
    budget: ConcessionBudget | None = field(default=None)
    ladder: Ladder = field(default=Ladder())
    recovery: RecoveryEstimate | None = field(default=None)
    agreement: AgreementRules | None = field(default=None)
    delinquency: Delinquency | None = field(default=None)
    ceiling: RateCeiling | None = field(default=None)
    charge_limit: ShareLimit | None = field(default=None)
    waterfall: Waterfall | None = field(default=None)
    trial: Trial | None = field(default=None)
    servicing_limits: Items[TimeLimit] = field(default=())
    breach_limits: Items[TimeLimit] = field(default=())
    authority: Items[Authority] = field(default=())
    signing_effects: Items[SigningEffect] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        if self.budget is None and self.levers.concedes:
            yield Fault("budget", "is required: the levers give something up; say how much a plan may give up")
        codes = [rule.code for rule in self.rules]
        if len(set(codes)) != len(codes):
            yield Fault("rules", "have a code twice; give each its own")
        levels = [level.code for level in self.authority]
        if len(set(levels)) != len(levels):
            yield Fault("authority", "has a code twice; give each level its own")
        for place, level in enumerate(self.authority):
            named = [
                (f"authority[{place}].within[{at}].quantity", held.quantity) for at, held in enumerate(level.within)
            ]
            yield from room_faults("policy", named)
        moments = [(item.of, item.when) for item in self.signing_effects]
        if len(set(moments)) != len(moments):
            yield Fault("signing_effects", "tell of one moment twice; keep one of them")
        for place, rule in enumerate(self.rules):
            yield from room_faults("policy", quantities_of(f"rules[{place}]", rule))
        yield from self._faults_of_law()

    def _faults_of_law(self) -> Iterator[Fault]:
        if self.trial is not None and self.waterfall is None:
            yield Fault("trial", "belongs to a waterfall; add it, or leave the trial out")
        deadlines = [limit.code for limit in (*self.servicing_limits, *self.breach_limits)]
        if len(set(deadlines)) != len(deadlines):
            yield Fault("servicing_limits", "and breach_limits have a code twice; give each its own")
        taken = {rule.code for rule in self.rules}
        for path, code in self._other_codes():
            if code in taken:
                yield Fault(path, "is the code of another rule; give each its own, as reviews go by code")
            taken.add(code)

    def _other_codes(self) -> Iterator[tuple[str, str]]:
        for name, limit in (("ceiling", self.ceiling), ("charge_limit", self.charge_limit)):
            if limit is not None:
                yield f"{name}.code", limit.code
        for name, program in (("waterfall", self.waterfall), ("trial", self.trial)):
            for place, rule in enumerate(() if program is None else program.limits):
                yield f"{name}.limits[{place}].code", rule.code

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def agreed(self) -> AgreementRules:
        """What a signed agreement must hold: the policy's own rules, or the plain ones."""
        return self.agreement or PLAIN_AGREEMENT

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the policy's canonical JSON."""
        return content_hash(self)
