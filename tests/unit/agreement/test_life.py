"""The life of an agreement: signed by its parties, followed to its end, a chain that nobody can rewrite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import restructure as rs
from restructure.agreement import (
    PROPOSE_AGAIN,
    Agreement,
    AgreementStatus,
    LifeStep,
    Party,
    advance,
    sign,
)
from restructure.agreement._seal import seal
from restructure.agreement._steps import NEXT
from restructure.basics.provenance import Dated
from restructure.policy import (
    Role,
)
from support.drafted import (
    BORROWER,
    CN,
    DRAFTED,
    LENDER,
    drafted,
    signed,
    with_rules,
)


def test_the_last_signature_makes_it_signed_and_changes_no_number() -> None:
    guarantor = Party("guarantor", "P-3")
    offer = drafted(parties=[BORROWER, Party("co_borrower", "P-2"), guarantor, LENDER])
    now = offer
    for day, party_id in enumerate(("P-2", "BANK", "P-1"), 1):
        now = sign(now, party_id, on=date(2026, 12, day), method="electronic")
        assert (now.status, now.signed_on, now.collection_held) == ("proposed", None, False)
    assert now.unsigned == (guarantor,)
    now = sign(now, "P-3", on=date(2026, 12, 9), method="recorded_call", note="recording 17")
    assert (now.status, now.signed_on, now.unsigned) == ("signed", date(2026, 12, 9), ())
    assert now.collection_held
    assert (now.content_hash, now.rows, now.schedule) == (offer.content_hash, offer.rows, offer.schedule)
    assert now.hash != offer.hash


def test_only_those_sign_whose_consent_the_policy_asks_for() -> None:
    consent: list[Role] = ["borrower", "co_borrower"]
    offer = drafted(with_rules(consent=consent), parties=[BORROWER, Party("guarantor", "P-3"), LENDER])
    assert offer.unsigned == (BORROWER,)
    with pytest.raises(rs.InvalidInputError, match="open are: P-1"):
        sign(offer, "P-3", on=DRAFTED, method="paper")
    assert sign(offer, "P-1", on=DRAFTED, method="paper").status == "signed"


def test_a_lapsed_offer_has_to_be_proposed_again() -> None:
    with pytest.raises(rs.NotApplicableError, match="could be signed until 2026-12-09; propose again") as caught:
        sign(drafted(), "P-1", on=date(2026, 12, 10), method="paper")
    assert caught.value.code == PROPOSE_AGAIN
    first, *others = CN.rules
    changing = replace(first, limit=Dated([(date(2011, 1, 13), "credit_card"), (date(2026, 12, 1), "mortgage")]))
    offer = drafted(replace(CN, rules=[changing, *others]))
    assert sign(offer, "P-1", on=date(2026, 11, 30), method="paper").status == "proposed"
    with pytest.raises(rs.NotApplicableError, match="limit of ART70_CARD has changed") as caught:
        sign(offer, "P-1", on=date(2026, 12, 1), method="paper")
    assert caught.value.code == PROPOSE_AGAIN


def test_signatures_are_of_parties_once_and_in_order_of_days() -> None:
    offer = sign(drafted(), "P-1", on=date(2026, 12, 1), method="paper")
    with pytest.raises(rs.InvalidInputError, match="is no party whose signature is needed; open are: BANK"):
        sign(offer, "P-1", on=date(2026, 12, 2), method="paper")
    with pytest.raises(rs.InvalidInputError, match="is before the last step, of 2026-12-01"):
        sign(offer, "BANK", on=date(2026, 11, 30), method="paper")
    with pytest.raises(rs.NotApplicableError, match="signed cannot be signed; draft another"):
        sign(signed(offer), "P-1", on=date(2026, 12, 2), method="paper")


def reached(status: AgreementStatus) -> Agreement:
    """Return an agreement that stands where asked."""
    agreement = drafted()
    if status == "cancelled":
        return advance(agreement, "cancelled", on=DRAFTED, note="withdrawn")
    if status == "proposed":
        return agreement
    agreement = signed(agreement)
    if status == "signed":
        return agreement
    agreement = advance(agreement, "performing", on=date(2026, 12, 9))
    successor = "0" * 64 if status == "superseded" else None
    return agreement if status == "performing" else advance(agreement, status, on=date(2027, 3, 1), successor=successor)


@pytest.mark.parametrize("before", NEXT)
@pytest.mark.parametrize("after", NEXT)
def test_it_goes_only_where_it_can_go_from_where_it_stands(before: AgreementStatus, after: AgreementStatus) -> None:
    agreement, on = reached(before), date(2027, 4, 1)
    successor = "a" * 64 if after == "superseded" else None
    if after in NEXT[before] and after != "signed":
        later = advance(agreement, after, on=on, successor=successor)
        assert (later.status, later.content_hash) == (after, agreement.content_hash)
        assert later.collection_held == (after in ("signed", "performing"))
        return
    with pytest.raises(rs.NotApplicableError) as caught:
        advance(agreement, after, on=on, successor=successor)
    for allowed in NEXT[before]:
        assert allowed in str(caught.value)


def test_a_cure_is_performing_again_and_the_record_keeps_both() -> None:
    cured = advance(reached("breached"), "performing", on=date(2027, 3, 12), note="all paid")
    assert [step.status for step in cured.life][-3:] == ["performing", "breached", "performing"]


def test_a_supersession_names_its_successor_and_nothing_else_does() -> None:
    running = reached("performing")
    with pytest.raises(rs.InvalidTermsError, match="belongs to a supersession"):
        advance(running, "superseded", on=date(2027, 3, 1))
    with pytest.raises(rs.InvalidTermsError, match="belongs to a supersession"):
        advance(running, "completed", on=date(2027, 3, 1), successor="a" * 64)
    with pytest.raises(rs.InvalidInputError, match="must be a SHA-256"):
        advance(running, "superseded", on=date(2027, 3, 1), successor="later")


def _lives(agreement: Agreement) -> dict[str, list[dict[str, Any]]]:
    """Return lives that cannot be, as they would be written: what is wrong, and the steps after the offer."""
    del agreement
    paper = {"on": "2026-12-01", "method": "paper"}
    return {
        "performing cannot follow proposed": [{"status": "performing", "on": "2026-12-01"}],
        "is signed before every party": [{"status": "signed", "by": "P-1", **paper}],
        "is not signed, though all": [
            {"status": "proposed", "by": "P-1", **paper},
            {"status": "proposed", "by": "BANK", **paper},
        ],
        "signs twice": [{"status": "proposed", "by": "P-1", **paper}, {"status": "proposed", "by": "P-1", **paper}],
        "is after the offer's validity": [{"status": "proposed", "by": "P-1", "method": "paper", "on": "2027-01-01"}],
        "goes with the party that signs": [{"status": "proposed", "by": "P-1", "on": "2026-12-01"}],
        "is of a signature": [{"status": "cancelled", "by": "P-1", **paper}],
        "is before the step it follows": [{"status": "cancelled", "on": "2026-11-22"}],
    }


@pytest.mark.parametrize("message", list(_lives(drafted())))
def test_a_life_that_cannot_be_is_refused_even_where_the_hashes_match(message: str) -> None:
    offer = drafted()
    steps = [*offer.life]
    for written in _lives(offer)[message]:
        steps.append(LifeStep(**written, before=seal(offer.content_hash, steps)))
    with pytest.raises(rs.InvalidTermsError, match=message):
        replace(offer, life=steps)


def test_a_life_begins_with_the_offer_and_is_a_chain() -> None:
    agreement = signed(drafted())
    with pytest.raises(rs.InvalidTermsError, match="must begin with the offer"):
        replace(agreement, life=agreement.life[1:])
    with pytest.raises(rs.InvalidTermsError, match="must begin with the offer"):
        replace(agreement, life=[])
    first, second, third = agreement.life
    with pytest.raises(rs.InvalidTermsError, match=r"life\[2\].before: is not the hash"):
        replace(agreement, life=[first, replace(second, note="later"), third])
    with pytest.raises(rs.InvalidTermsError, match=r"life\[0\].before: is not the hash"):
        replace(agreement, reference="A-2")
