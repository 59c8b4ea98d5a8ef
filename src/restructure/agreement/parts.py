"""What an agreement is made of: its parties, rows, checks, reviews, clauses, and the steps of its life."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from ..basics.money import Amount
from ..basics.provenance import Source, Status, Wording
from ..basics.types import AfterValidator, Date, FrozenMapping, Items, Sentence, Text, Whole, at_least, field, record
from ..policy import ClauseFact, Role

__all__ = [
    "AgreedCheck",
    "AgreedInstallment",
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
        >>> Review("ART70_CARD", by="U-7", on="2026-11-24", note="card contract seen")
        Review()
    """

    code: Text = field(kw_only=False)
    by: Text
    on: Date
    note: Sentence


@record(private=True)
class AgreedCheck:
    """A check of the option as it stood when the agreement was drafted; see `Check`.

    Examples:
        See the module.
    """

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

    Examples:
        See the module.
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

    Examples:
        See the module.
    """

    fact: ClauseFact
    says: Text | None = field(default=None)
    text: Wording
    values: Annotated[Mapping[str, str], AfterValidator(FrozenMapping)]


@record(private=True)
class Clause:
    """One clause of an agreement with everything it says (条款).

    Examples:
        See the module.
    """

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

    Examples:
        See the module.
    """

    status: AgreementStatus
    on: Date
    by: Text | None = field(default=None)
    method: SigningMethod | None = field(default=None)
    note: Sentence | None = field(default=None)
    successor: Hash | None = field(default=None)
    before: Hash | None = field(default=None)
