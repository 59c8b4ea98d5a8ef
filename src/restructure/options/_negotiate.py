"""Answer a wish: the plans of the policy nearest to it, what each lacks of it, and what the policy cannot give.

Every plan that fits, is lawful and passes the guardrails is held against the wish. Of each thing asked for that a plan
misses, the miss is taken as a part of what it is measured by, in millionths; the plan with the least sum is nearest,
and among equals the one that the policy's order puts first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from ..basics.money import scaled_decimal
from ..basics.provenance import Reason, Wording
from ..basics.types import Ints
from ..basics.written import money_text
from . import words, words_ladder as ladder_words, words_negotiation as say
from ._beginnings import Origin
from ._built import options_of
from ._candidates import candidate_id, enumerate_candidates
from ._case import Case, case_of
from ._checks import application_checks
from ._measured import Measured, measure
from ._select import Selection, keys_of, select
from ._stated import stated
from ._worth import nothing_done
from .negotiation import BargainingPoint, Counteroffer, Frontier, Negotiation
from .option import Option
from .vocabulary import Rung
from .wish import Wish

Standing = tuple[tuple[int, ...], str]
"""Where a plan stands in an order, the id last."""

MILLION = 10**6
MONTH_DAYS = 30

EARLIER: tuple[Rung, ...] = ("keep", "reinstate", "catch_up", "hold")
"""Rungs whose answer is one plan, beside which the policy restructures nothing."""


# --- what can be asked for -------------------------------------------------------------------------------------------


def _asked(wish: Wish, case: Case) -> dict[str, int]:
    """Return what is asked for, less being more for the borrower: minor units, counts, rate units, days."""
    minor = case.contract.currency.to_minor
    found = {
        "monthly": None if wish.monthly is None else minor(wish.monthly),
        "months": wish.months,
        "rate": None if wish.rate is None else wish.rate.units,
        "today": None if wish.today is None else minor(wish.today),
        "first_date": None if wish.first_date is None else -wish.first_date.toordinal(),  # later is better
        "waived": 0 if wish.waived else None,
    }
    return {name: asked for name, asked in found.items() if asked is not None}


def _given(wish: Wish, measured: Measured, case: Case) -> dict[str, Ints]:
    """Return what each plan gives of all that can be asked for, [N] each."""
    candidates = measured.candidates
    left = [_left_at(origin, wish, case) for origin in candidates.origins]
    return {
        "monthly": candidates.payments.max(axis=0, initial=0),
        "months": candidates.rows,
        "rate": candidates.highest_units,
        "today": candidates.paid_today,
        "first_date": np.full(len(candidates.rows), -case.first_due.toordinal()),
        "waived": np.array(left, np.int64)[candidates.origin],
    }


def _left_at(origin: Origin, wish: Wish, case: Case) -> int:
    """Return what of the components to be waived is left to be paid, minor units."""
    owed, minor = case.contract.owed.components, case.contract.currency.to_minor
    left = {name: owed[name] for name in wish.waived}
    for item in origin.treatments:
        if item.action == "waive" and item.component in left:
            part = owed[item.owed] if item.amount == "all" else minor(item.amount)
            left[item.component] = max(left[item.component] - part, 0)
    return sum(left.values())


def _misses(wish: Wish, measured: Measured, case: Case) -> dict[str, list[int]]:
    """Return by how much each plan misses each thing asked for, in millionths of a whole, rounded up: any miss counts.

    A monthly amount and a number of months are parts of what was asked for, where too few months miss it as well; a
    rate of the contract's, a sum of money of what is owed, days of a month.
    """
    asked, given = _asked(wish, case), _given(wish, measured, case)
    wholes = {
        **asked,
        "rate": case.contract.rate.units,
        "today": case.owed,
        "first_date": MONTH_DAYS,
        "waived": case.owed,
    }
    found: dict[str, list[int]] = {}
    for name, wanted in asked.items():
        over = np.abs(given[name] - wanted) if name == "months" else np.maximum(given[name] - wanted, 0)
        amounts: list[int] = over.tolist()
        found[name] = [-(-each * MILLION // max(wholes[name], 1)) for each in amounts]
    return found


def _told(name: str, amount: int, case: Case) -> str:
    """Return something asked for or given as text."""
    if name == "months":
        return str(amount)
    if name == "rate":
        return case.contract.rate.with_units(amount).to_percent()
    if name == "first_date":
        return date.fromordinal(-amount).isoformat()
    return money_text(case.contract.currency.to_major(amount))


# --- the answer ------------------------------------------------------------------------------------------------------


def negotiate(case: Case, options: Sequence[Option], rung: Rung, wish: Wish) -> Negotiation:
    """Return what the policy answers to a wish; see `OptionSet.negotiate`."""
    barred = [check for check in application_checks(case) if check.indicated == "fail"]
    if rung in EARLIER:
        return _kept_to(case, options[0], rung, wish)
    if barred:
        texts = [(check, words.REJECTED["not_eligible"]) for check in barred]
        return Negotiation(wish=wish, offers=(), refusals=tuple(_ruled(check.text, text) for check, text in texts))
    first_asked = _with_first_date(case, wish)
    found = _selected(first_asked)
    if found is None or not found.chosen:  # the rules allow no plan that begins so late, or there is none at all
        first_asked, found = case, _selected(case)
    if found is None or not found.chosen:
        return Negotiation(wish=wish, offers=(), refusals=(Reason.of("NOTHING", ladder_words.NOTHING_RESTRUCTURES),))
    return _answered(first_asked, found, wish)


def _ruled(rule: Wording, text: Wording) -> Reason:
    told = Wording(text.en.format(rule=rule.en), text.zh.format(rule=rule.zh))
    return Reason(code="NOT_ELIGIBLE", text=told, values={})


def _with_first_date(case: Case, wish: Wish) -> Case:
    """Return the case with the first due date that is asked for, where that is later than the plan's own."""
    later = wish.first_date is not None and wish.first_date > case.first_due
    return _beginning(case, wish.first_date) if later else case


def _beginning(case: Case, first_due: date | None) -> Case:
    """Return the case with another first due date."""
    return case_of(
        case.application,
        case.contract,
        case.capacity,
        case.policy,
        first_due=first_due,
        target=case.target,
        asked=case.asked,
        own=case.own,
    )


def _selected(case: Case) -> Selection | None:
    candidates = enumerate_candidates(case)
    return None if candidates is None else select(candidates, case)


def _kept_to(case: Case, option: Option, rung: Rung, wish: Wish) -> Negotiation:
    """Return the answer where no restructuring is needed: the one plan, and why there is no other."""
    own, measured = stated(case, option.schedule, option.treatments)
    unmet = tuple(_unmet(own, measured, wish, 0))
    offer = Counteroffer(option=option, unmet=unmet, lender_gives=None)
    said = ladder_words.RUNGS[rung]
    told = Wording(words.WHY_RUNG.en.format(rung=said.en), words.WHY_RUNG.zh.format(rung=said.zh))
    refusals = (Reason(code=f"RUNG:{rung}", text=told, values={"rung": rung}),) if unmet else ()
    offers = () if option.id in wish.refused else (offer,)
    return Negotiation(wish=wish, offers=offers, refusals=refusals)


def _answered(case: Case, found: Selection, wish: Wish) -> Negotiation:
    measured, misses = found.measured, _misses(wish, found.measured, case)
    ids = [candidate_id(measured.candidates, place) for place in range(len(measured.total))]
    open_to = [place for place, name in enumerate(ids) if name not in wish.refused]
    if not open_to:
        return Negotiation(wish=wish, offers=(), refusals=(Reason.of("REFUSED_BEFORE", say.REFUSED_BEFORE),))
    order = _order(found, case, ids)

    def nearest(first: str | None) -> int:
        """Return the place nearest in one thing that is asked for and then in all, or in all."""

        def key(place: int) -> tuple[int, int, Standing]:
            ahead = misses[first][place] if first else 0
            return ahead, sum(each[place] for each in misses.values()), order[place]

        return min(open_to, key=key)

    places = list(dict.fromkeys([nearest(None), *(nearest(name) for name in misses)]))
    first = found.chosen[0][0]
    options = options_of(measured, [(place, ()) for place in places], case, application_checks(case))
    offers = [
        Counteroffer(
            option=option,
            unmet=tuple(_unmet(case, measured, wish, place)),
            lender_gives=case.contract.currency.to_major(int(measured.value[first] - measured.value[place])),
        )
        for place, option in zip(places, options, strict=True)
    ]
    granted = any(offer.grants_all for offer in offers)
    refusals = [] if granted else [*_beyond(case, measured, wish, open_to), *_guarded(case, found, wish)]
    return Negotiation(wish=wish, offers=tuple(offers), refusals=tuple(refusals))


def _order(found: Selection, case: Case, ids: Sequence[str]) -> list[Standing]:
    """Return where each plan stands in the policy's order, or in that of settlements, the id last."""
    measured = found.measured
    keys = keys_of(measured, case) if found.rung == "restructure" else [-measured.value, measured.candidates.rows]
    columns = [key.tolist() for key in keys]
    return [(tuple(column[place] for column in columns), name) for place, name in enumerate(ids)]


def _unmet(case: Case, measured: Measured, wish: Wish, place: int) -> Iterator[Reason]:
    """Yield in what one plan differs from what was asked for."""
    given = _given(wish, measured, case)
    for name, misses in _misses(wish, measured, case).items():
        if misses[place]:
            yield _reason("UNMET", say.UNMET, name, wish, case, given=int(given[name][place]))


def _reason(kind: str, texts: Mapping[str, Wording], name: str, wish: Wish, case: Case, *, given: int) -> Reason:
    """Return what is given of one thing asked for, in words; the components to be waived by their names."""
    asked, text = _told(name, _asked(wish, case)[name], case), texts[name]
    values = {"given": _told(name, given, case), "asked": ", ".join(wish.waived) if name == "waived" else asked}
    names = [say.COMPONENTS[each] for each in wish.waived]
    en, zh = ", ".join(each.en for each in names), "、".join(each.zh for each in names)
    en, zh = (en, zh) if name == "waived" else (asked, asked)
    told = Wording(text.en.format(**{**values, "asked": en}), text.zh.format(**{**values, "asked": zh}))
    return Reason(code=f"{kind}:{name}", text=told, values=values)


def _beyond(case: Case, measured: Measured, wish: Wish, open_to: Sequence[int]) -> Iterator[Reason]:
    """Yield what the policy cannot give of each thing asked for; if of none, that it cannot give them together."""
    given, beyond = _given(wish, measured, case), False
    for name, misses in _misses(wish, measured, case).items():
        best = min(open_to, key=misses.__getitem__)
        if misses[best]:
            yield _reason("BEYOND", say.BEYOND, name, wish, case, given=int(given[name][best]))
            beyond = True
    if not beyond:
        yield Reason.of("NOT_TOGETHER", say.NOT_TOGETHER)


def _guarded(case: Case, found: Selection, wish: Wish) -> Iterator[Reason]:
    """Yield the guardrails that removed plans which would give all that is asked for."""
    candidates = enumerate_candidates(case)
    for group in found.rejections:
        kind, _, name = group.reason.partition(":")
        if kind == "guardrail" and candidates is not None:
            removed = measure(candidates.take(group.places), case)
            if _grants_all(removed, case, wish):
                why = ladder_words.GUARDRAILS[name]  # type: ignore[index]
                told = Wording(say.GUARDED.en.format(why=why.en), say.GUARDED.zh.format(why=why.zh))
                yield Reason(code=f"GUARDRAIL:{name}", text=told, values={})


def _grants_all(measured: Measured, case: Case, wish: Wish) -> bool:
    """Return whether one of some plans is all that is asked for."""
    return any(not any(each) for each in zip(*_misses(wish, measured, case).values(), strict=True))


# --- what can be agreed upon ------------------------------------------------------------------------------------------


def gives(case: Case, rung: Rung, option: Option) -> bool:
    """Return whether the policy can give a plan that is not among the handful offered; see `OptionSet.gives`."""
    if rung in EARLIER:
        return False
    own = case if option.terms.first_due_date == case.first_due else _beginning(case, option.terms.first_due_date)
    found = _selected(own)
    if found is None or not found.chosen:
        return False
    ids = [candidate_id(found.measured.candidates, place) for place in range(len(found.measured.total))]
    if option.id not in ids:
        return False
    mine = options_of(found.measured, [(ids.index(option.id), option.labels)], own, application_checks(own))
    return mine == [option]


# --- the frontier ----------------------------------------------------------------------------------------------------


def frontier(case: Case, rung: Rung) -> Frontier:
    """Return what there is to bargain over; see `OptionSet.frontier`."""
    found = None if rung in EARLIER else _selected(case)
    measured = None if found is None or not found.chosen else found.measured
    major = case.contract.currency.to_major
    return Frontier(
        points=() if measured is None else tuple(_points(measured, case)),
        lender_floor=None if case.curve is None else major(nothing_done(case, case.curve)),
        borrower_ceiling=major(int(case.frame.affordable[0])),
    )


def _points(measured: Measured, case: Case) -> Iterator[BargainingPoint]:
    major = case.contract.currency.to_major
    axes = np.stack([-measured.value, measured.total, measured.first_year, measured.highest])
    for place in _best_for_somebody(axes):
        yield BargainingPoint(
            id=candidate_id(measured.candidates, place),
            lender_expects=major(int(measured.value[place])),
            total_paid=major(int(measured.total[place])),
            first_payment=major(int(measured.candidates.payments[0, place])),
            highest_installment=major(int(measured.candidates.payments[:, place].max())),
            installments=int(measured.candidates.rows[place]),
            holds=None if case.curve is None else scaled_decimal(int(measured.holding[place]), 9),
        )


def _best_for_somebody(axes: Ints) -> list[int]:
    """Return the places that no other is at least as good as in all and better in something; less is better."""
    found: list[int] = []
    for place in range(axes.shape[1]):
        mine = axes[:, [place]]
        if not ((axes <= mine).all(axis=0) & (axes < mine).any(axis=0)).any():
            found.append(place)
    return found
