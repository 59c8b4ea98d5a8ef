"""What an explanation says of agreements, of where they stand, and of what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from restructure.agreement import ClausePart, advance
from restructure.basics.provenance import Wording
from restructure.contract.events import Event
from restructure.display.explanation import explain
from restructure.display.explanation._agreement import _statement  # pyright: ignore[reportPrivateUsage]
from restructure.display.explanation._tell import Told
from restructure.display.explanation._words_agreement import AGREEMENT
from restructure.policy import PLAIN_DELINQUENCY, TrialRule
from restructure.tracking import track
from support.examples import STORY
from support.explained import CN, EVENTS, check, check_fact, offer, signed, texts

BOTH = pytest.mark.parametrize("lang", ["en", "zh"])


def test_an_offer_says_who_still_has_to_sign() -> None:
    said = [sentence.text for sentence in explain(offer()).sentences]
    assert "Still to sign: card holder P-1." in said
    assert "Still to sign: guarantor G-1." in said


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_every_number_of_an_agreement_is_its_own(lang: Any, reader: Any) -> None:
    agreement = signed()
    states = [agreement, advance(agreement, "performing", on=date(2026, 12, 9))]
    for held in [*states, advance(states[1], "breached", on=date(2027, 3, 10))]:
        check(held, explain(held, lang=lang, reader=reader))


def test_an_agreement_says_what_follows_a_missed_installment() -> None:
    breach = signed().breach
    said = texts(explain(signed()))
    assert said["BREACH_IN_A_ROW"].startswith(f"{breach.consecutive_missed} missed installments in a row")
    assert said["CURE"].startswith(f"You then have {breach.cure_days} days")
    assert said["IS_SIGNED"] == "Everyone has signed. The agreement is in force since 25 November 2026."


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2027, 1, 9), date(2027, 3, 15), date(2027, 6, 1)])
def test_every_number_of_a_position_is_its_own(lang: Any, reader: Any, day: date) -> None:
    held = track(signed(), EVENTS, as_of=day)
    check(held, explain(held, lang=lang, reader=reader))


def test_a_breach_is_told_with_what_heals_it_and_until_when() -> None:
    said = texts(explain(track(signed(), EVENTS, as_of=date(2027, 3, 15))))
    assert said["IS_LATE"].startswith("CNY 2,770.00 is late. The oldest part was due on 9 February 2027")
    assert said["BREACH_CURABLE"].startswith("The agreement is in breach since 10 March 2027. Pay CNY 2,770.00 by")
    assert said["TALK_MISSED"].startswith("Several installments were missed.")
    assert said["NEXT_DUE"] == "Your next installment is number 5: CNY 1,885.00, due on 9 April 2027."


@pytest.mark.parametrize(
    ("events", "day", "code", "text"),
    [
        (
            [Event("p1", "payment", date(2026, 12, 9), amount="2000.00")],
            date(2026, 12, 10),
            "CREDIT",
            "CNY 115.00 ahead",
        ),
        (
            [*EVENTS, Event("c1", "chargeback", date(2027, 3, 12), amount="400.00")],
            date(2027, 3, 15),
            "WENT_BACK",
            "CNY 400.00 was taken back",
        ),
        ([Event("f1", "fee", date(2026, 12, 1), amount="20.00")], date(2026, 12, 2), "OPEN_FEES", "CNY 20.00 of fees"),
        ([], date(2026, 12, 1), "NOTHING_RECEIVED", "No payment has come in yet."),
        (EVENTS, date(2027, 6, 1), "BREACH_FINAL", "the time to put it right is over"),
    ],
)
def test_what_happened_on_the_account_is_told(events: list[Event], day: date, code: str, text: str) -> None:
    held = track(signed(), events, as_of=day)
    told = explain(held)
    check(held, told)
    assert text in texts(told)[code]


def test_a_trial_period_is_told_while_it_runs_and_when_it_is_over() -> None:
    trial = TrialRule(2, text=Wording("{limit} payments on time", "{limit}期按时还款"))
    bank = replace(CN, name="bank", delinquency=replace(PLAIN_DELINQUENCY, trial=trial))
    agreement = signed(bank)
    days = {"TRIAL_RUNNING": date(2026, 12, 20), "TRIAL_PASSED": date(2027, 1, 20)}
    for code, day in days.items():
        assert code in texts(explain(track(agreement, EVENTS, as_of=day)))
    assert "TRIAL_FAILED" in texts(explain(track(agreement, EVENTS[:1], as_of=date(2027, 1, 20))))


@BOTH
def test_how_an_agreement_ended_is_told(lang: Any) -> None:
    lived, proposed = STORY["lived"](), offer()
    ended = [lived.replaced, advance(proposed, "cancelled", on=date(2026, 11, 25))]
    ended.append(advance(advance(signed(), "performing", on=date(2026, 12, 9)), "completed", on=date(2029, 10, 9)))
    for held, code in zip(ended, ("IS_SUPERSEDED", "IS_CANCELED", "IS_COMPLETED"), strict=True):
        told = explain(held, lang=lang)
        check(held, told)
        assert code in texts(told)


def test_paying_heals_the_breach_and_the_page_says_so() -> None:
    paid = [*EVENTS, Event("p4", "payment", date(2027, 3, 20), amount="2770.00")]
    said = texts(explain(track(signed(), paid, as_of=date(2027, 3, 21))))
    assert said["BREACH_CURED"].endswith("You put it right on 20 March 2027, and it goes on.")
    assert said["ON_TIME"].startswith("Nothing is late.")


@BOTH
@pytest.mark.parametrize("reader", ["customer", "officer"])
def test_a_reassessment_holds_the_old_plan_beside_the_new_one(lang: Any, reader: Any) -> None:
    again = STORY["lived"]().again
    told = explain(again, lang=lang, reader=reader)
    check(again, told)
    said = texts(told)
    assert {"BECAUSE", "OLD", "NEW"} <= set(said)
    assert f"{again.before.installment:,}" in said["OLD"]
    assert f"{again.plan.options[0].schedule[0].payment:,}" in said["NEW"]


def test_a_completed_agreement_threatens_nobody_and_what_was_paid_too_much_goes_back() -> None:
    late = Event("late", "payment", date(2027, 6, 1), amount="90000.00")
    held = track(signed(), [late], as_of=date(2027, 6, 2))
    assert (held.status, held.breach.state) == ("completed", "final")
    said = texts(explain(held))
    check(held, explain(held))
    assert said["TO_RETURN"] == f"You have paid CNY {held.position.credit:,} too much. It is to be returned to you."
    assert not {"FOLLOWS", "FOLLOWS_AMOUNT", "ENFORCED", "BREACH_FINAL", "CREDIT"} & set(said)


@pytest.mark.parametrize("all_due", [True, False])
def test_what_was_enforced_is_told_only_where_something_was(all_due: bool) -> None:
    assert CN.agreement is not None
    terms = replace(CN.agreement.breach, all_falls_due=all_due, waived_owed_again=False)
    agreement = signed(replace(CN, name="bank", agreement=replace(CN.agreement, breach=terms)))
    breached = advance(advance(agreement, "performing", on=date(2026, 12, 9)), "breached", on=date(2027, 4, 20))
    held = track(breached, EVENTS, as_of=date(2027, 6, 1))
    assert held.breach.enforced_on == date(2027, 4, 20)
    assert ("ENFORCED" in texts(explain(held))) is all_due


def test_nothing_is_late_is_never_said_while_something_is() -> None:
    held = track(signed(), EVENTS[:1], as_of=date(2026, 12, 20))
    late = replace(held, past_due=replace(held.past_due, amount=Decimal("3.20"), since=None))
    said = texts(explain(late))
    assert said["IS_LATE_CHARGES"] == "CNY 3.20 is late: it is due now."
    assert "ON_TIME" not in said
    assert "ON_TIME" in texts(explain(held))


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "By 9 December 2026, CNY 1,885.00."), ("zh", "2026年12月9日前1,885.00元。")]
)
def test_a_clause_is_told_as_the_page_of_the_agreement_says_it(lang: Any, text: str) -> None:
    values = {"as_of": "2026-12-09", "amount": "1885.00"}
    part = ClausePart(
        fact="borrower_duties", text=Wording("By {as_of}, {amount}.", "{as_of}前{amount}。"), values=values
    )
    held: Any = SimpleNamespace(clauses=[SimpleNamespace(parts=[part])], currency=signed().currency)
    sentence = _statement(Told(held, "", held.currency, lang, AGREEMENT), held, 0, 0)
    assert sentence.text == text
    for fact in sentence.facts:
        check_fact(held, fact)
