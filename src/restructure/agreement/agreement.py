"""What an agreement is made of: its parties, rows, checks, reviews, clauses, the steps of its life, and itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from ..basics.errors import Fault, InvalidInputError, InvalidTermsError
from ..basics.money import Amount, CurrencyField
from ..basics.provenance import Language, Source, Status, Wording
from ..basics.types import (
    AfterValidator,
    Date,
    FrozenMapping,
    Items,
    Sentence,
    Text,
    Whole,
    at_least,
    build,
    converted,
    field,
    record,
)
from ..contract.events import Servicing
from ..contract.position import Position
from ..contract.terms import LoanTerms
from ..loan.schedule import Schedule
from ..loan.treatment import Treatment, reschedule
from ..measures.disclosure import cash_flows
from ..measures.yields import AnnualRate, apr
from ..options.option import DISCLOSED
from ..policy import AgreementRules, BreachTerms, ClauseFact, Policy, Role
from ._facts import last_day
from ._page import agreement_page
from ._seal import content_of, seal
from ._verify import faults_of

__all__ = [
    "AgreedCheck",
    "AgreedInstallment",
    "Agreement",
    "AgreementStatus",
    "Clause",
    "ClausePart",
    "LifeStep",
    "Party",
    "Review",
    "SigningMethod",
]

AgreementStatus = Literal["proposed", "signed", "performing", "breached", "completed", "superseded", "cancelled"]
"""Where an agreement stands: 待签署, 已签署, 履行中, 已违约, 已结清, 已被取代, 已取消."""

SigningMethod = Literal["paper", "electronic", "recorded_call"]
"""How a party signed: on paper, electronically, or on a call of which a recording is kept."""


def _checked_hash(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError("must be a SHA-256 in 64 hexadecimal digits")
    return text


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
Hash = Annotated[Text, AfterValidator(_checked_hash)]


@record()
class Party:
    """Somebody bound by an agreement, by opaque id (当事人).

    Args:
        role: borrower, co_borrower, guarantor or lender.
        id: opaque; never a name or a number of an identity document.

    Examples:
        >>> Party("borrower", "P-1")
        Party(role='borrower', id='P-1')
    """

    role: Role = field(kw_only=False)
    id: Text = field(kw_only=False)


@record(private=True)
class Review:
    """A person's decision on a check that needs review (人工核实).

    Args:
        code: of the check.
        by: opaque id of who decided.
        on: the day.
        note: what was looked at and why it is in order.

    Examples:
        >>> Review("ART70_CARD", by="U-7", on=date(2026, 11, 24), note="card contract seen")
        Review()
    """

    code: Text = field(kw_only=False)
    by: Text
    on: Date
    note: Sentence


@record(private=True)
class AgreedCheck:
    """A check of the option as it stood when the agreement was drafted; see `Check`."""

    code: Text
    status: Status
    indicated: Literal["pass", "fail"] | None = field(default=None)
    actual: Text | None = field(default=None)
    limit: Text
    sources: Items[Source] = field(default=())
    text: Wording


@record(private=True)
class AgreedInstallment:
    """One frozen row of the schedule, major units (约定的每期还款).

    `payment = interest + principal + fees + deferred_paid`; the names are those of `Installment`.
    """

    number: Annotated[Whole, at_least(1)]
    due_date: Date
    payment: Amount
    interest: Amount
    principal: Amount
    fees: Amount
    deferred_paid: Amount
    closing_balance: Amount


@record(private=True)
class ClausePart:
    """One thing a clause says: a fact, its wording with `{names}`, and the values that fill them (条款内容).

    Args:
        fact: what it is about.
        says: which of the things that figures and rules can say; `None` for what is said in words only.
        text: the wording, frozen.
        values: canonical: amounts as texts, dates in ISO form, words of a closed vocabulary; display formats them.
    """

    fact: ClauseFact
    says: Text | None = field(default=None)
    text: Wording
    values: Annotated[Mapping[str, str], AfterValidator(FrozenMapping)]


@record(private=True)
class Clause:
    """One clause of an agreement with everything it says (条款)."""

    code: Text
    title: Wording
    parts: Items[ClausePart]
    sources: Items[Source] = field(default=())


@record(private=True)
class LifeStep:
    """One step in the life of an agreement (协议状态变更).

    Args:
        status: where the agreement stands after it.
        on: the day.
        by: of a signature: the party that signs.
        method: of a signature: paper, electronic or recorded_call.
        note: why, or where the evidence is.
        successor: of a supersession: the hash of the agreement that takes its place.
        before: hash of the agreement this step was taken on; of the first step nothing.
    """

    status: AgreementStatus
    on: Date
    by: Text | None = field(default=None)
    method: SigningMethod | None = field(default=None)
    note: Sentence | None = field(default=None)
    successor: Hash | None = field(default=None)
    before: Hash | None = field(default=None)


@record(private=True)
class Agreement:
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

    def to_text(self, lang: Language = "en") -> str:
        """Return the whole document as plain text."""
        return agreement_page(self, lang).to_text()

    def _repr_html_(self) -> str:
        return agreement_page(self, "en").to_html()

    def _faults(self) -> Iterator[Fault]:
        yield from faults_of(self)
