"""What a policy demands of an agreement: its contents, its breach and cure, who consents, how long an offer holds.

Everything here is data with sources; what an agreement says about it is worked out where agreements are drafted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from ..basics.errors import Fault
from ..basics.provenance import Language, Source, Wording
from ..basics.types import Count, Flag, Items, Text, Whole, at_least, at_most, field, record
from ..contract.events import Servicing
from .share_units import OptionalShare

__all__ = [
    "PLAIN_AGREEMENT",
    "AgreementRules",
    "BreachTerms",
    "ClauseFact",
    "ClauseRule",
    "OwnTerm",
    "OwnWords",
    "Role",
    "StatedFact",
    "Statement",
]

Role = Literal["borrower", "co_borrower", "guarantor", "lender"]
"""In which part somebody is bound by an agreement: 借款人, 共同借款人, 保证人, 贷款人."""

ROLES: tuple[Role, ...] = ("borrower", "co_borrower", "guarantor", "lender")

StatedFact = Literal["no_new_card", "borrower_duties", "lender_duties", "other_matters"]
"""What no figure can fill and an agreement has to say in words."""

ClauseFact = Literal[
    "balance",
    "structure",
    "currency",
    "treatment",
    "cycle",
    "method",
    "dates_and_amounts",
    "interest_during_term",
    "fees_during_term",
    "breach",
    "cure",
    "overdue",
    "early_settlement",
    "collection_hold",
    "retention",
    "validity",
    "no_new_card",
    "borrower_duties",
    "lender_duties",
    "other_matters",
]
"""The closed vocabulary of what a clause can say.

From the figures: `balance` owed, its `structure` by component and its `currency`; the `treatment` of each component;
the `cycle`, `method`, `dates_and_amounts` of the installments; whether `interest_during_term` and `fees_during_term`
run. From the policy: `breach` and its consequences, `cure`, what runs on `overdue` amounts, `early_settlement`,
`collection_hold`, `retention` of evidence, `validity` of the offer. In words: `StatedFact`.
"""

STATED: tuple[StatedFact, ...] = ("no_new_card", "borrower_duties", "lender_duties", "other_matters")

Installments = Annotated[Whole, at_least(1), at_most(1200)]
Days = Annotated[Whole, at_least(1), at_most(3660)]


@record()
class ClauseRule:
    """A clause an agreement must hold (必备条款).

    Args:
        code: stable id.
        title: heading for people.
        needs: what it must say, from the closed vocabulary `ClauseFact`.
        sources: where the demand is written.

    Raises:
        InvalidInputError: no fact, or one named twice.

    Examples:
        >>> ClauseRule(code="BALANCE", title=Wording("What is owed", "欠款"), needs=["balance", "currency"]).code
        'BALANCE'
    """

    code: Text
    title: Wording
    needs: Items[ClauseFact]
    sources: Items[Source] = field(default=())

    def _faults(self) -> Iterator[Fault]:
        if not self.needs or len(set(self.needs)) != len(self.needs):
            yield Fault("needs", "must name at least one fact, each once")


@record()
class Statement:
    """What an agreement says in words, where no figure can: a promise, a duty (约定事项).

    Examples:
        >>> Statement("other_matters", Wording("None.", "无。")).fact
        'other_matters'
    """

    fact: StatedFact = field(kw_only=False)
    text: Wording = field(kw_only=False)


@record()
class OwnTerm:
    """What the documents of a product call something that this library calls otherwise (产品用语).

    Whatever is told of a plan or agreement under the policy says `own` wherever it would say `usual`; in a language in
    which both are the same, nothing changes.

    Raises:
        InvalidInputError: an own term that holds the usual one: putting it twice would not be putting it once.

    Examples:
        >>> OwnTerm(Wording("lender", "贷款人"), Wording("card issuer", "发卡银行")).in_words("the lender", "en")
        'the card issuer'
    """

    usual: Wording = field(kw_only=False)
    own: Wording = field(kw_only=False)

    def in_words(self, text: str, lang: Language) -> str:
        """Return a text of this library's in the product's words."""
        usual, own = self.usual.to_text(lang), self.own.to_text(lang)
        return text.replace(usual, own).replace(_capital(usual), _capital(own))

    def _faults(self) -> Iterator[Fault]:
        for name in ("en", "zh"):
            usual, own = getattr(self.usual, name), getattr(self.own, name)
            if usual != own and usual in own:
                yield Fault(f"own.{name}", "holds the usual term; choose another, so that it is put once")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@record()
class OwnWords:
    """How a product's documents speak: what its agreement is called, and terms of its own (产品文本用语).

    Args:
        title: of the agreement.
        terms: in the order in which they are put; a later one finds what an earlier one has left.

    Examples:
        >>> OwnWords(title=Wording("Card repayment agreement", "信用卡还款协议")).terms
        ()
    """

    title: Wording
    terms: Items[OwnTerm] = field(default=())

    def of(self, text: str, lang: Language) -> str:
        """Return a text of this library's in the product's words."""
        for term in self.terms:
            text = term.in_words(text, lang)
        return text


@record()
class BreachTerms:
    """When an agreement is breached, and what follows (违约情形与违约责任).

    An installment is missed when anything of it is unpaid at the end of its due date. Any one of the three limits
    suffices; what accrues on overdue amounts is said by the agreement's servicing.

    Args:
        consecutive_missed: so many installments missed in a row.
        total_missed: so many missed in all.
        days_past_due: so many days past due.
        cure_days: days from the breach within which paying everything overdue undoes it; 0 when nothing does.
        waived_owed_again: whether what was waived is owed again.
        all_falls_due: whether everything left falls due at once.

    Raises:
        InvalidInputError: no limit at all.

    Examples:
        >>> BreachTerms(consecutive_missed=2, cure_days=15).all_falls_due
        False
    """

    consecutive_missed: Installments | None = field(default=None)
    total_missed: Installments | None = field(default=None)
    days_past_due: Days | None = field(default=None)
    cure_days: Count = field(default=0)
    waived_owed_again: Flag = field(default=False)
    all_falls_due: Flag = field(default=False)

    def _faults(self) -> Iterator[Fault]:
        if self.consecutive_missed is None and self.total_missed is None and self.days_past_due is None:
            yield Fault("", "has no limit; state consecutive_missed, total_missed or days_past_due")


@record()
class AgreementRules:
    """What one policy demands of an agreement, and its standard terms (协议要求).

    Args:
        clauses: contents an agreement must hold.
        statements: the policy's wording of what figures cannot say; an agreement may word it anew, never leave it out.
        breach: when it is breached, and what follows.
        servicing: payment allocation and interest on overdue amounts; default: the contract's own. Where stated,
            an agreement keeps its allocation.
        consent: the parties of these roles must sign.
        collection_hold: whether collection stops once all have signed, for as long as the agreement is not breached.
        early_settlement_fee: of settling early, as a fraction of the principal not yet due; default: none. Interest
            runs to the day of settlement only.
        retention_years: evidence is kept until the agreement is settled and so many years after.
        valid_days: an offer can be signed within so many days, and not after its first installment falls due.
        sources: where these terms are written.
        words: how the product's documents speak; default: as this library does.

    Raises:
        InvalidInputError: a code or a statement twice, or nobody whose consent is needed.

    Examples:
        >>> PLAIN_AGREEMENT.valid_days, PLAIN_AGREEMENT.retention_years, PLAIN_AGREEMENT.collection_hold
        (30, 5, True)
    """

    clauses: Items[ClauseRule]
    statements: Items[Statement]
    breach: BreachTerms
    servicing: Servicing | None = field(default=None)
    consent: Items[Role] = field(default=ROLES)
    collection_hold: Flag = field(default=True)
    early_settlement_fee: OptionalShare = field(default=None)
    retention_years: Count = field(default=5)
    valid_days: Days = field(default=30)
    sources: Items[Source] = field(default=())
    words: OwnWords | None = field(default=None)

    def _faults(self) -> Iterator[Fault]:
        for name, keys in (
            ("clauses", [clause.code for clause in self.clauses]),
            ("statements", [statement.fact for statement in self.statements]),
        ):
            if len(set(keys)) != len(keys):
                yield Fault(name, "name one thing twice; keep one of them")
        if "borrower" not in self.consent:
            yield Fault("consent", "lacks the borrower, without whom there is no agreement")


PLAIN_AGREEMENT = AgreementRules(
    clauses=[
        ClauseRule(
            code="DEBT",
            title=Wording("What is owed and what becomes of it", "欠款及其处理"),
            needs=["balance", "structure", "currency", "treatment"],
        ),
        ClauseRule(
            code="REPAYMENT",
            title=Wording("Repayment", "还款安排"),
            needs=["cycle", "method", "dates_and_amounts"],
        ),
        ClauseRule(
            code="CHARGES",
            title=Wording("Interest and fees while the agreement runs", "还款期间的息费"),
            needs=["interest_during_term", "fees_during_term", "early_settlement"],
        ),
        ClauseRule(
            code="BREACH",
            title=Wording("Duties and breach", "义务与违约"),
            needs=["borrower_duties", "lender_duties", "breach", "cure", "overdue"],
        ),
        ClauseRule(
            code="OTHER",
            title=Wording("Other terms", "其他约定"),
            needs=["collection_hold", "retention", "validity"],
        ),
    ],
    statements=[
        Statement(
            "borrower_duties",
            Wording(
                "The borrower pays every installment in full by its due date, and tells the lender without delay when "
                "income or contact details change.",
                "借款人应在每期还款日前足额还款；收入或联系方式发生变化的，应及时告知贷款人。",
            ),
        ),
        Statement(
            "lender_duties",
            Wording(
                "The lender credits every payment on the day it arrives, gives an account statement on request, and "
                "charges nothing that this agreement does not state.",
                "贷款人应于款项到账当日入账，应借款人要求提供还款明细，并且不收取本协议未载明的任何费用。",
            ),
        ),
    ],
    breach=BreachTerms(consecutive_missed=2, total_missed=3, days_past_due=60, cure_days=15),
)
"""What an agreement holds under a policy that demands nothing of its own: this library's judgment, no law."""
