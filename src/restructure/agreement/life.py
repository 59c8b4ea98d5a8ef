"""Take an agreement one step further: signed by its parties, performing, breached, cured, completed, superseded.

Each function returns a new agreement; none changes a number.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..basics.errors import Fault, InvalidInputError, NotApplicableError, parsed, require_type
from ..basics.types import parse_date
from ._steps import NEXT
from .agreement import Agreement
from .parts import AgreementStatus, LifeStep, Party, SigningMethod

__all__ = ["PROPOSE_AGAIN", "advance", "sign"]

PROPOSE_AGAIN = "PROPOSE_AGAIN"
"""Code of the error that an offer has lapsed."""


def sign(
    agreement: Agreement, party_id: str, *, on: date | str, method: SigningMethod, note: str | None = None
) -> Agreement:
    """Return the agreement with one more signature; the last one needed makes it signed (签署).

    Args:
        agreement: a proposed one.
        party_id: of a party whose signature is needed.
        on: the day.
        method: paper, electronic, or recorded_call where a recording is kept.
        note: where the evidence is.

    Returns:
        A new agreement with the same numbers.

    Raises:
        InvalidInputError: no such party, or a day before the last step.
        NotApplicableError: nothing left to sign; or, with code PROPOSE_AGAIN, the offer has lapsed or a limit of the
            policy has changed since.

    Examples:
        See the module.
    """
    day = _day_of(agreement, on)
    party = _signing(agreement, party_id)
    _require_valid(agreement, day)
    last = agreement.unsigned == (party,)
    return _with(agreement, "signed" if last else "proposed", on=day, by=party.id, method=method, note=note)


def advance(
    agreement: Agreement,
    status: AgreementStatus,
    *,
    on: date | str,
    note: str | None = None,
    successor: str | None = None,
) -> Agreement:
    """Return the agreement one step on: performing, breached, completed, superseded or cancelled (协议状态变更).

    Performing after breached is a cure.

    Args:
        agreement: as it stands.
        status: where it goes.
        on: the day.
        note: why.
        successor: of a supersession, the `content_hash` of the agreement that takes its place.

    Returns:
        A new agreement with the same numbers.

    Raises:
        InvalidInputError: a day before the last step.
        InvalidTermsError: a supersession without its successor, or a successor of anything else.
        NotApplicableError: it cannot go there from where it stands; names where it can.

    Examples:
        See the module.
    """
    day = _day_of(agreement, on)
    allowed = [name for name in NEXT[agreement.status] if name != "signed"]
    if status not in allowed:
        ways = f"it can become {', '.join(allowed)}" if allowed else "it is over"
        signing = " or be signed with sign()" if agreement.status == "proposed" else ""
        raise NotApplicableError(f"an agreement that is {agreement.status} cannot become {status}; {ways}{signing}")
    return _with(agreement, status, on=day, note=note, successor=successor)


def _with(agreement: Agreement, status: AgreementStatus, **step: object) -> Agreement:
    taken = LifeStep(status=status, before=agreement.hash, **step)  # type: ignore[arg-type]
    return replace(agreement, life=(*agreement.life, taken))


def _day_of(agreement: Agreement, on: date | str) -> date:
    require_type("agreement", agreement, Agreement, "an Agreement, from draft_agreement or from_json")
    day = parsed("on", parse_date, on)
    if day < agreement.life[-1].on:
        raise InvalidInputError([Fault("on", f"is before the last step, of {agreement.life[-1].on}; correct it")])
    return day


def _signing(agreement: Agreement, party_id: str) -> Party:
    """Return the party that signs."""
    if agreement.status != "proposed":
        raise NotApplicableError(f"an agreement that is {agreement.status} cannot be signed; draft another")
    for party in agreement.unsigned:
        if party.id == party_id:
            return party
    open_ids = ", ".join(party.id for party in agreement.unsigned)
    raise InvalidInputError([Fault("party_id", f"is no party whose signature is needed; open are: {open_ids}")])


def _require_valid(agreement: Agreement, day: date) -> None:
    """Refuse to sign an offer that has lapsed, or that was checked against limits that have changed since."""
    if day > agreement.valid_until:
        raise NotApplicableError(
            f"the offer could be signed until {agreement.valid_until}; propose again", PROPOSE_AGAIN
        )
    checked = {check.code for check in agreement.checks}
    for rule in agreement.policy.rules:
        if rule.code in checked and rule.limit.at(day) != rule.limit.at(agreement.effective_on):
            message = f"the limit of {rule.code} has changed since the plan was made; propose again"
            raise NotApplicableError(message, PROPOSE_AGAIN)
