"""A repayment agreement: what it states, what follows from it, and that the two agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from ..basics.errors import Fault, InvalidInputError, InvalidTermsError
from ..basics.money import CurrencyField
from ..basics.shown import Shown
from ..basics.types import Date, Items, Text, build, converted, record
from ..contract.events import Servicing
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..contract.treatment import Treatment
from ..loan.schedule import Schedule
from ..loan.treatment import reschedule
from ..measures.disclosure import cash_flows
from ..measures.yields import AnnualRate, apr
from ..options.option import DISCLOSED
from ..policy import AgreementRules, BreachTerms, Policy
from ._seal import content_of, seal
from ._verify import faults_of
from .clause_facts import last_day
from .parts import AgreedCheck, AgreedInstallment, AgreementStatus, Clause, Hash, LifeStep, Party, Review

__all__ = ["Agreement"]


def _read_policy(given: object) -> object:
    """Return a policy read by itself: its amounts have currencies of their own, whatever the agreement's is."""
    if isinstance(given, Policy):
        return given
    try:
        return build(Policy, given)
    except (InvalidInputError, InvalidTermsError) as error:
        faults = [fault._replace(path=fault.path.removeprefix("policy").lstrip(".")) for fault in error.faults]
    raise InvalidInputError(faults)


# the conversion alone: the schema stays the policy's own
PolicyField = Annotated[Policy, converted(_read_policy, {})[0]]


@record(private=True)
class Agreement(Shown):
    """A repayment agreement with everything it rests on, frozen and verified (还款协议).

    Made by `draft_agreement`, or read from JSON; either way every row, rate, date, clause and hash is recomputed and
    any mismatch refused. Amounts are major units. Every step of its life is protected by the step after it, and the
    last one only by `hash`: the caller keeps that hash apart from the document and compares it on reading.

    Args:
        reference: opaque id.
        debt: reference of the debt it restructures.
        currency: ISO 4217 code of all amounts.
        parties: who is bound, one of them the borrower.
        drafted_on: the day of the offer.
        position: what is owed on the day the new terms take effect.
        treatments: what becomes of it.
        days_past_due: whether the lender keeps counting days past due or starts from 0.
        terms: of the rest.
        rows: the installments.
        option_id: of the option it was drafted from.
        checks: of that option, frozen.
        reviews: one for every check that needs review.
        policy: the whole policy it was drafted under, with its sources.
        rules: what that policy demands of an agreement, or the plain terms where it demands nothing.
        servicing: payment allocation, and interest on overdue amounts.
        clauses: what the agreement says.
        library_version: that drafted it.
        input_hash: of the application.
        life: its steps so far, the first one proposed.

    Raises:
        InvalidInputError: malformed fields, all at once, each with its path.
        InvalidTermsError: a row, clause, signature or hash that does not follow from the rest.
    """

    reference: Text
    debt: Text
    currency: CurrencyField
    parties: Items[Party]
    drafted_on: Date
    position: Position
    treatments: Items[Treatment]
    days_past_due: Literal["keep", "reset"]
    terms: LoanTerms
    rows: Items[AgreedInstallment]
    option_id: Text
    checks: Items[AgreedCheck]
    reviews: Items[Review]
    policy: PolicyField
    rules: AgreementRules
    servicing: Servicing
    clauses: Items[Clause]
    library_version: Text
    input_hash: Hash
    life: Items[LifeStep]

    @cached_property
    def schedule(self) -> Schedule:
        """The schedule, recomputed from position, treatments and terms."""
        return reschedule(self.position, list(self.treatments), self.terms)

    @cached_property
    def annual_rates(self) -> tuple[AnnualRate, AnnualRate]:
        """What the agreement costs a year, nominal and effective (年化利率：名义与实际)."""
        advances, payments = cash_flows(self.schedule)
        nominal, effective = (apr(advances, payments, convention=name) for name in DISCLOSED)
        return nominal, effective

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of what is signed: everything but the steps of its life; no step changes it."""
        return content_of(vars(self), self.policy.hash)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything: what is signed, and every step of its life."""
        return seal(self.content_hash, self.life)

    @property
    def breach(self) -> BreachTerms:
        """When it is breached, and what follows."""
        return self.rules.breach

    @property
    def status(self) -> AgreementStatus:
        """Where it stands."""
        return self.life[-1].status

    @property
    def effective_on(self) -> date:
        """The day from which interest runs on the new terms."""
        return self.position.as_of

    @property
    def signed_on(self) -> date | None:
        """The day the last party signed, or `None`."""
        return next((step.on for step in self.life if step.status == "signed"), None)

    @property
    def valid_until(self) -> date:
        """The last day it can be signed: the offer's validity, or the first due date if that is earlier."""
        return last_day(self.drafted_on, self.rules, self.rows[0].due_date)

    @property
    def unsigned(self) -> tuple[Party, ...]:
        """The parties whose signature is still needed."""
        signed = {step.by for step in self.life}
        return tuple(party for party in self.parties if party.role in self.rules.consent and party.id not in signed)

    @property
    def collection_held(self) -> bool:
        """Whether collection is on hold: all have signed, and the agreement is neither breached nor over."""
        return self.rules.collection_hold and self.status in ("signed", "performing")

    def verify(self) -> None:
        """Recompute every row, clause and hash and refuse any mismatch.

        Raises:
            InvalidTermsError: every mismatch at once, each with its path.
        """
        replace(self)  # the constructor is the one door, and nothing worked out before passes it

    def _faults(self) -> Iterator[Fault]:
        # mypy sees what fields hold behind their descriptors; pyright sees the descriptors
        yield from faults_of(self)  # pyright: ignore[reportArgumentType]
