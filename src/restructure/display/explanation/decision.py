"""Which sentences say what an option set comes to: what to do, why, how sure, and what it costs each side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ...basics.provenance import Language
from ...options import Option, OptionSet, PassedRung, Rung
from ...policy import RankKey
from ._option import is_steady
from ._tell import Told
from ._words_decision import DECISION, HEADINGS, PASSED, RUNG_NAMES
from .explained import Reader, Section, Sentence, section

HALF_A_TENTH = Decimal("0.0005")
"""What is less, in absolute value, is nothing where tenths of a percent are told."""


def decision_sections(told: Told, held: OptionSet, reader: Reader) -> Iterator[Section]:
    """Yield the decision in one section, told from the option set on."""
    mine = told.about(DECISION)
    if reader == "customer":
        yield from section("DECISION", HEADINGS["DECISION"].to_text(told.lang), _customer(mine, held))
    else:
        title = HEADINGS["OFFICER_DECISION"].to_text(told.lang)
        yield from section("OFFICER_DECISION", title, _officer(mine, held))


def decision_lines(held: OptionSet, lang: Language) -> list[str]:
    """Return the decision as a page leads with it: what to do, why, how sure, what it costs."""
    told = Told(held, "", held.currency, lang, DECISION)
    why = [passed_line(held.passed, lang)] if held.passed else []
    ranked = list(_ranked(told, held))
    rest = [*_how_sure(told, held), *_costs(told, held)]
    return [*_texts(_what_to_do(told, held)), *why, *_texts(ranked), *_texts(rest)]


def short_decision(held: OptionSet, lang: Language) -> str:
    """Return what to do in a line."""
    return " ".join(_texts(_what_to_do(Told(held, "", held.currency, lang, DECISION), held)))


def rung_name(rung: Rung, lang: Language) -> str:
    """Return what a rung is called in a list."""
    return RUNG_NAMES[rung].to_text(lang)


def passed_line(passed: Sequence[PassedRung], lang: Language) -> str:
    """Return the rungs passed over in one sentence, those of one reason together."""
    groups = [(list(rungs), why) for why, rungs in groupby(passed, key=lambda one: one.reason.text.to_text(lang))]
    if lang == "zh":
        told = [f"{'、'.join(RUNG_NAMES[one.rung].zh for one in rungs)}（{why}）" for rungs, why in groups]
        return f"未采用：{'；'.join(told)}。"
    told = [f"{', '.join(RUNG_NAMES[one.rung].en for one in rungs)} ({why})" for rungs, why in groups]
    return f"Passed over: {'; '.join(told)}."


def _texts(sentences: Iterator[Sentence] | Sequence[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


def _officer(told: Told, held: OptionSet) -> Iterator[Sentence]:
    yield from _what_to_do(told, held)
    yield from _passed(told, held)
    yield from _ranked(told, held)
    yield from _how_sure(told, held)
    yield from _costs(told, held)


def _customer(told: Told, held: OptionSet) -> Iterator[Sentence]:
    option = held.recommended
    if option is None:
        if held.by_debt:
            yield told.say("YOU_EACH")
        elif is_too_small(held):
            yield told.say("YOU_TOO_SMALL")
            yield told.say(_covered_by(held))
        return
    yield _you(told, held, option)
    if _pays_at_once(held):
        yield told.say("YOU_PAY_AT_ONCE")
    yield from _carried(told, option)
    yield from _each_reason_once(told, held)
    if option.holding is not None and held.rung in _CHANGES:
        yield told.say("YOU_HOLDING" if _outlasts_a_year(option) else "YOU_HOLDING_SHORT")
        yield told.say("YOU_BY_EXPERIENCE")
    if not option.sustainable:
        yield told.say("YOU_NOT_SUSTAINABLE")


def _passed(told: Told, held: OptionSet) -> Iterator[Sentence]:
    for place, one in enumerate(held.passed):
        yield told.say(PASSED[one.rung], i=place)


def _each_reason_once(told: Told, held: OptionSet) -> Iterator[Sentence]:
    """Yield why rungs were passed over, of those of one reason the first; nothing of arrears that are none."""
    seen = {"NO_ARREARS"}
    for place, one in enumerate(held.passed):
        if one.reason.code not in seen:
            yield told.say(PASSED[one.rung], i=place)
        seen.add(one.reason.code)


# --- what to do ------------------------------------------------------------------------------------------------------

_CHANGES = ("restructure", "settle", "hold")
"""Rungs of which it is told how often such plans hold: up to them nothing of the contract changes."""


def _what_to_do(told: Told, held: OptionSet) -> Iterator[Sentence]:
    option = held.recommended
    if option is None:
        yield told.say(_nothing_code(held))
        if is_too_small(held):
            yield told.say(_covered_by(held))
        return
    yield _do(told, held, option)
    yield from _carried(told, option)
    if held.rung == "restructure" and option.measures.due_at_maturity:
        yield told.say("DO_REST")
    if held.rung in _CHANGES and option.measures.paid_today:
        yield told.say("DO_TODAY")
    if _pays_at_once(held):
        yield told.say("PAYS_AT_ONCE")


def is_too_small(held: OptionSet) -> bool:
    """Return whether what is owed is too small for any plan over time."""
    return any(group.code == "too_small" for group in held.rejected)


def _covered_by(held: OptionSet) -> str:
    """Return what a debt that is paid in one go can be paid from: cash, a month, both, or neither yet."""
    cash, month = _at_hand(held)
    owed = held.owed
    if owed <= cash:
        return "COVERED_BY_CASH"
    if owed <= month:
        return "COVERED_BY_MONTH"
    return "COVERED_TOGETHER" if owed <= cash + month else "NOT_YET_COVERED"


def _pays_at_once(held: OptionSet) -> bool:
    """Return whether cash and one month's payment are all that a restructured debt would take."""
    return held.rung == "restructure" and bool(held.options) and held.owed <= sum(_at_hand(held))


def _at_hand(held: OptionSet) -> tuple[Decimal, Decimal]:
    """Return cash and what can be paid in a month, major units."""
    case = held.question
    return case.application.liquid_assets or Decimal(0), case.capacity.affordable_payment


def _carried(told: Told, option: Option) -> Iterator[Sentence]:
    """Yield that the cash at hand pays what installments lack, where it does."""
    for place, reason in enumerate(option.reasons):
        if reason.code == "CASH_CARRIES":
            yield told.say("CASH_CARRIES", i=place)


def _nothing_code(held: OptionSet) -> str:
    if held.by_debt:
        return "DO_EACH"
    if any(check.indicated == "fail" for check in held.checks):
        return "DO_NOT_ELIGIBLE"
    if is_too_small(held):
        return "DO_TOO_SMALL"
    return "DO_NOTHING" if held.shortfall is None else "DO_NEAREST"


def _do(told: Told, held: OptionSet, option: Option) -> Sentence:
    match held.rung:
        case "keep":
            return told.say("DO_KEEP")
        case "reinstate":
            return told.say("DO_REINSTATE")
        case "catch_up":
            return told.say("DO_CATCH_UP" if _is_beside(option) else "DO_CATCH_UP_LONGER")
        case "hold":
            asks = option.before_after.after.installment
            return told.say("DO_HOLD" if asks else "DO_HOLD_NOTHING", row=_rows_held(option))
        case "settle":
            return told.say("DO_SETTLE")
        case _:
            return told.say(_plan_code(option))


def _plan_code(option: Option) -> str:
    if any(reason.code == "RATE_CHANGES" for reason in option.reasons):
        return "DO_PLAN_RATE"
    return "DO_PLAN" if is_steady(option.schedule) else "DO_PLAN_STEPS"


def _you(told: Told, held: OptionSet, option: Option) -> Sentence:
    match held.rung:
        case "keep":
            return told.say("YOU_KEEP")
        case "reinstate":
            return told.say("YOU_REINSTATE")
        case "catch_up":
            return told.say("YOU_CATCH_UP" if _is_beside(option) else "YOU_CATCH_UP_LONGER")
        case "hold":
            asks = option.before_after.after.installment
            return told.say("YOU_HOLD" if asks else "YOU_HOLD_NOTHING", row=_rows_held(option))
        case "settle":
            return told.say("YOU_SETTLE")
        case _:
            return told.say("YOU_PLAN" if is_steady(option.schedule) else "YOU_PLAN_STEPS")


def _is_beside(option: Option) -> bool:
    """Return whether the arrears are paid beside the contract's installments."""
    return any(item.action == "spread" and isinstance(item.due, int) for item in option.treatments[:1])


def _rows_held(option: Option) -> int:
    """Return how many installments ask for less before the contract's comes back."""
    return option.terms.phases[0].count


# --- why -------------------------------------------------------------------------------------------------------------


def _ranked(told: Told, held: OptionSet) -> Iterator[Sentence]:
    """Yield why the first plan is first: by the order that was used, the policy's or the target's."""
    if held.rung == "settle" and held.options:
        yield told.say("RANKED_SETTLE")
    elif held.rung == "restructure" and held.options:
        yield told.say(_ranked_code(held))


DEFAULT_ORDER: tuple[RankKey, ...] = ("indicated_fail", "due_at_maturity", "holding", "total_paid")
"""How the library's own order begins."""


def _ranked_code(held: OptionSet) -> str:
    target, keys = held.question.target, held.question.policy.ranking.keys
    leaves_a_rest = any(option.measures.due_at_maturity for option in held.options)
    if target is not None and target.least is not None:
        return "RANKED_TARGET_REST" if leaves_a_rest else "RANKED_TARGET"
    if tuple(keys[: len(DEFAULT_ORDER)]) != DEFAULT_ORDER:
        return "RANKED_OWN"
    if leaves_a_rest:
        return "RANKED_REST"
    return "RANKED_NO_CURVE" if held.question.curve is None else "RANKED"


# --- how sure, and at what cost --------------------------------------------------------------------------------------


def _how_sure(told: Told, held: OptionSet) -> Iterator[Sentence]:
    option = held.recommended
    if option is None:
        return
    if option.holding is not None:
        yield told.say("HOLDING" if _outlasts_a_year(option) else "HOLDING_SHORT")
        yield told.say("BY_EXPERIENCE")
    elif held.rung in _CHANGES:
        yield told.say("HOLDING_UNKNOWN")
    if option.sustainable and held.rung in _CHANGES:
        yield told.say("SUSTAINABLE_SO")
    if not option.sustainable:
        yield told.say("NOT_SUSTAINABLE")
        if held.rung == "restructure" and "SUSTAINABLE" not in held.question.policy.guardrails.off:
            yield told.say("NONE_SUSTAINABLE")


def _outlasts_a_year(option: Option) -> bool:
    return len(option.schedule) > 12


def _costs(told: Told, held: OptionSet) -> Iterator[Sentence]:
    option = held.recommended
    if option is None:
        return
    extra = option.measures.extra_cost
    yield told.say("BORROWER_MORE" if extra > 0 else "BORROWER_LESS" if extra < 0 else "BORROWER_SAME")
    yield told.say(_lender_code(option))
    if option.holding is not None and held.rung in _CONCEDES:
        yield told.say("DOING_NOTHING")
        yield from (told.say("EXPECTED_ELSE", i=place) for place in _best_else(held))


def _best_else(held: OptionSet) -> list[int]:
    """Return the place of the plan, of the others offered, that the lender can expect most of, if there are others."""
    values = {place: option.holding.expected_value for place, option in enumerate(held.options) if option.holding}
    others = [place for place in values if place]
    return [max(others, key=values.__getitem__)] if others else []


_CONCEDES = ("restructure", "settle")
"""Rungs of which it is told what they give up by experience."""


def _lender_code(option: Option) -> str:
    given_up = None if option.holding is None else option.holding.given_up
    if given_up is None:
        return "LENDER_AT_CONTRACT" if _shows(option.measures.lender_loss) else "LENDER_WHOLE"
    if not _shows(given_up):
        return "LENDER_NOTHING"
    return "LENDER_GIVES" if given_up > 0 else "LENDER_GAINS"


def _shows(share: Decimal) -> bool:
    """Return whether a share is other than nothing where it is told to a tenth of a percent."""
    return share.copy_abs() >= HALF_A_TENTH
