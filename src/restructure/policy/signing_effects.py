"""What becomes of collection and of the credit record once a plan is agreed, as a policy's sources state it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from ..basics.errors import Fault
from ..basics.provenance import Source, Wording
from ..basics.types import Items, record

__all__ = ["EFFECT_SUBJECTS", "EffectSubject", "Moment", "SigningEffect"]

EffectSubject = Literal["collection", "credit_record"]
"""What a plan touches beside the debt: calls and letters that ask for payment, and what is reported of the borrower."""

EFFECT_SUBJECTS: tuple[EffectSubject, ...] = get_args(EffectSubject)

Moment = Literal["signed", "kept", "missed"]
"""When: once everybody has signed, while the plan is kept, or once a payment is missed."""


@record()
class SigningEffect:
    """What happens to collection or to the credit record when a plan is signed, kept or missed (签约的其他影响).

    Args:
        of: see `EffectSubject`.
        when: see `Moment`.
        text: what happens, for people; a whole clause without its stop.
        sources: where it is written, and how sure that is.

    Raises:
        InvalidInputError: no source; what no source states is left out, and told to be.

    Examples:
        >>> SigningEffect(
        ...     of="collection",
        ...     when="signed",
        ...     text=Wording("collection stops", "停止催收"),
        ...     sources=[Source(title="Card Business Measures, Article 70", level="secondary")],
        ... ).when
        'signed'
    """

    of: EffectSubject
    when: Moment
    text: Wording
    sources: Items[Source]

    def _faults(self) -> Iterator[Fault]:
        if not self.sources:
            yield Fault("sources", "must name where it is written; leave out what no source states")
