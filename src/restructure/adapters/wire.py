"""JSON in and out: records, schedules and plans, with their JSON Schemas.

Money and rates are texts on the wire; JSON numbers are read as decimals and never pass through a float. Unknown
fields, duplicate names, NaN and documents over 5 MB are refused.

>>> from restructure.contract.terms import LoanTerms
>>> text = '''{"currency": "USD", "principal": "1000.00", "rate": "0.12", "start_date": "2026-01-01",
...            "first_due_date": "2026-02-01", "phases": [{"count": 3}]}'''
>>> terms = from_json(LoanTerms, text)
>>> from_json(LoanTerms, to_json(terms)) == terms
True
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from ..basics.errors import Fault, InvalidInputError
from ..basics.money import context_of
from ..basics.provenance import Check, Reason, Wording
from ..basics.types import build, schema_of, snake_case, to_plain
from ..capacity import Capacity, PathStep
from ..contract.components import FLOWS, ComponentFlow, Conservation
from ..loan.rows import ComponentDue, TrackedCharge, TrackedInstallment
from ..loan.schedule import Schedule
from ..loan.standing import ScheduleOn
from ..options import (
    ExpectedValue,
    Holding,
    Option,
    OptionSet,
    Plan,
    ProgramTrace,
    ReferenceOption,
    Rejected,
    TermsSummary,
)
from ..policy import Authority
from ..waterfall import StepFigures, TraceEntry
from .plan_schema import (
    BAND,
    BANDS,
    HELD_AMOUNTS,
    MEASURED,
    OUTCOMES,
    PLAN_SCHEMA,
    PLAN_SCHEMA_ID,
    STEP_AMOUNTS,
    WAYS,
)

__all__ = ["from_json", "json_schema", "to_json"]

T = TypeVar("T")

MAX_CHARACTERS = 5_000_000
MAX_NUMBER = 100
"""Most characters of one number with a point or an exponent."""


def from_json(cls: type[T], text: str | bytes) -> T:
    """Return the record of a class that a JSON document describes.

    Args:
        cls: an input record, such as `Application`, `LoanTerms` or `Policy`.
        text: the document, at most 5,000,000 characters; bytes are read as UTF-8.

    Raises:
        InvalidInputError: malformed JSON, or every fault of its content at once, each with its path.

    Examples:
        >>> from restructure.contract.phases import Phase
        >>> from_json(Phase, '{"count": 12, "method": "equal_principal"}').method
        'equal_principal'
    """
    if not hasattr(cls, "__pydantic_validator__"):
        raise InvalidInputError([Fault(snake_case(cls.__name__), "is written, not read; ask for an input record")])
    data = _parsed(text, snake_case(cls.__name__))
    return build(cls, data, context_of(data))


def _parsed(text: str | bytes, root: str) -> object:
    message = _unreadable(text)
    if message is None:
        try:
            words = text.decode("utf-8-sig") if isinstance(text, bytes) else text
            return json.loads(words, parse_float=_decimal, parse_constant=_no_constant, object_pairs_hook=_unique_names)
        except json.JSONDecodeError as error:
            message = f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        except UnicodeDecodeError:
            message = "is not UTF-8 text; save it as UTF-8"
        except RecursionError:
            message = "is nested too deeply; no record needs that"
        except ValueError as error:
            message = str(error) if isinstance(error, _WireError) else _TOO_LONG
    raise InvalidInputError([Fault(root, message)])


def _unreadable(text: str | bytes) -> str | None:
    if not isinstance(text, (str, bytes)):
        return "must be a JSON text"
    if len(text) > MAX_CHARACTERS:
        return f"is a document of {len(text):,} characters; the limit is {MAX_CHARACTERS:,}; split it"
    return None


class _WireError(ValueError):
    """A rule of the wire that the JSON parser does not have."""


_TOO_LONG = "has a number with too many digits; check the unit"


def _decimal(text: str) -> Decimal:
    """Return a number as it was written; one that Decimal cannot hold, or only slowly, is no amount or rate."""
    try:
        if len(text) <= MAX_NUMBER:
            return Decimal(text)
    except InvalidOperation:  # an exponent beyond any
        pass
    raise _WireError(_TOO_LONG)


def _no_constant(name: str) -> object:
    raise _WireError(f"contains {name}, which is no number; leave the field out")


def _unique_names(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise _WireError("names a field twice in one object; keep one of them")
    return names


def to_json(held: object, *, indent: int | None = None) -> str:
    """Return a record, a schedule, a capacity or a plan as JSON, without a single float.

    Args:
        held: what to write; a schedule as of a day too.
        indent: spaces a level, or `None` for one line.

    Raises:
        InvalidInputError: something that has no form on the wire.

    Examples:
        >>> from restructure.contract.phases import Phase
        >>> to_json(Phase(12))
        '{"count": 12, "method": "level"}'
    """
    return json.dumps(_document(held), ensure_ascii=False, indent=indent)


def _document(held: object) -> object:
    if isinstance(held, Plan):
        return _plan(held)
    if isinstance(held, Schedule):
        return {"terms": to_plain(held.terms), **_schedule(held)}
    if isinstance(held, ScheduleOn):
        return _schedule_on(held)
    if isinstance(held, Capacity):
        return _capacity(held)
    if hasattr(type(held), "__pydantic_validator__"):
        return to_plain(held)
    raise InvalidInputError(
        [Fault(snake_case(type(held).__name__), "has no form on the wire; pass a record or a plan")]
    )


def json_schema(cls: type[object]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of an input record, or of a plan.

    Raises:
        InvalidInputError: a class that has no form on the wire.

    Examples:
        >>> from restructure.contract.phases import Phase
        >>> json_schema(Phase)["required"]
        ['count']
    """
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    if cls is Plan:
        return {**dialect, **PLAN_SCHEMA}
    if not hasattr(cls, "__pydantic_validator__"):
        raise InvalidInputError([Fault(snake_case(cls.__name__), "has no JSON Schema; ask for a record or Plan")])
    return {**dialect, **schema_of(cls, snake_case(cls.__name__))}


# --- documents -----------------------------------------------------------------------------------------------------


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _plan(plan: Plan) -> dict[str, Any]:
    options = plan.options
    return {
        "schema": PLAN_SCHEMA_ID,
        "reference": plan.reference,
        "as_of": plan.as_of.isoformat(),
        "effective_on": plan.effective_on.isoformat(),
        "currency": plan.currency.code,
        "library_version": plan.library_version,
        "input_hash": plan.input_hash,
        "policy": {"name": plan.policy.name, "version": plan.policy.version, "hash": plan.policy.hash},
        "target": None if options.question.target is None else to_plain(options.question.target),
        "capacity": _capacity(plan.capacity),
        **_option_set(options),
        "by_debt": [{"debt": part.debt, **_option_set(part)} for part in options.by_debt],
        "flags": [_reason(flag) for flag in plan.flags],
    }


def _option_set(options: OptionSet) -> dict[str, Any]:
    return {
        "rung": options.rung,
        "passed": [{"rung": item.rung, "reason": _reason(item.reason)} for item in options.passed],
        "recommended": None if options.recommended is None else options.recommended.id,
        "reference_options": {kind: _reference(item) for kind, item in options.references.items()},
        "options": [_option(option) for option in options],
        "rejected": [_rejected(group) for group in options.rejected],
        **_unfit(options),
        "checks": [_check(check) for check in options.checks],
    }


def _unfit(options: OptionSet) -> dict[str, Any]:
    nearest = None if options.nearest is None else _option(options.nearest)
    return {"shortfall": _text(options.shortfall), "nearest": nearest}


def _capacity(held: Capacity) -> dict[str, Any]:
    return {
        "score": _text(held.score),
        "grade": held.grade,
        "ability": _text(held.ability),
        "conduct": _text(held.conduct),
        "willingness": _check(held.willingness),
        "quadrant": held.quadrant,
        "confidence": _text(held.confidence),
        "monthly_income": _text(held.monthly_income),
        "affordable_payment": _text(held.affordable_payment),
        "affordable_path": [_step(step) for step in held.affordable_path],
        "binding_constraint": held.binding_constraint,
        "contractual_payment": _text(held.contractual_payment),
        "shortfall": _text(held.shortfall),
        "components": [
            {
                "id": item.id,
                "name": _wording(item.name),
                "value": _text(item.value),
                "missing": item.missing,
                "points": _text(item.points),
                "max_points": _text(item.max_points),
            }
            for item in held.components
        ],
        "reasons": [_reason(reason) for reason in held.reasons],
        "gates": [_reason(reason) for reason in held.gates],
        "flags": [_reason(reason) for reason in held.flags],
        "strengths": [_reason(reason) for reason in held.strengths],
        "limits": [{"code": limit.code, "amount": _text(limit.amount)} for limit in held.limits],
        "checks": [_check(check) for check in held.checks],
        "stresses": [
            {
                "code": stress.code,
                "text": _wording(stress.text),
                "debt_service_ratio": _text(stress.debt_service_ratio),
                "residual": _text(stress.residual),
                "affordable_payment": _text(stress.affordable_payment),
                "holds": stress.holds,
            }
            for stress in held.stresses
        ],
        "break_even": {
            "income_drop": _text(held.break_even.income_drop),
            "rate_rise": _text(held.break_even.rate_rise),
        },
    }


def _step(step: PathStep) -> dict[str, Any]:
    return {"starts_on": step.starts_on.isoformat(), "amount": _text(step.amount), "binding": step.binding}


def _wording(text: Wording) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "text": _wording(reason.text), "values": dict(reason.values)}


def _check(check: Check) -> dict[str, Any]:
    return {
        "code": check.code,
        "status": check.status,
        "indicated": check.indicated,
        "actual": check.actual,
        "limit": check.limit,
        "sources": [to_plain(source) for source in check.sources],
        "text": _wording(check.text),
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "id": option.id,
        "label": option.labels[0] if option.labels else None,
        "labels": list(option.labels),
        "families": list(option.families),
        "treatments": to_plain(option.treatments),
        "terms": to_plain(option.terms),
        "schedule": _schedule(option.schedule),
        "before_after": {
            "before": _terms(option.before_after.before),
            "after": _terms(option.before_after.after),
        },
        "conservation": _conservation(option.conservation),
        "measures": {
            **{name: _text(getattr(option.measures, name)) for name in MEASURED},
            "obligation": {
                "share": _text(option.measures.obligation.share),
                "threshold": _text(option.measures.obligation.threshold),
                "margin": _text(option.measures.obligation.margin),
                "exceeded": option.measures.obligation.exceeded,
            },
            "substantial": option.measures.substantial,
            "debt_free_on": option.measures.debt_free_on.isoformat(),
            "months_longer": option.measures.months_longer,
            "annual_rates": [
                {"convention": rate.convention, "percent": _text(rate.disclosed), "text": rate.to_text()}
                for rate in option.annual_rates
            ],
        },
        "checks": [_check(check) for check in option.checks],
        "reasons": [_reason(reason) for reason in option.reasons],
        "resilience": [
            {"code": item.code, "text": _wording(item.text), "margin": _text(item.margin), "holds": item.holds}
            for item in option.resilience
        ],
        "expected": None if option.expected is None else _expected(option.expected),
        "sustainable": option.sustainable,
        "holding": None if option.holding is None else _holding(option.holding),
        "trace": None if option.trace is None else _trace(option.trace),
        "approval": None if option.approval is None else _approval(option.approval),
    }


def _approval(level: Authority) -> dict[str, Any]:
    return {"code": level.code, "text": _wording(level.text)}


def _holding(held: Holding) -> dict[str, Any]:
    return {
        **{name: {part: _text(getattr(getattr(held, name), part)) for part in BAND} for name in BANDS},
        **{name: _text(getattr(held, name)) for name in HELD_AMOUNTS},
        "given_up": None if held.given_up is None else _text(held.given_up),
    }


def _trace(held: ProgramTrace) -> dict[str, Any]:
    trial = held.trial
    return {
        "program": held.program,
        "version": held.version,
        "title": _wording(held.title),
        "target_payment": _text(held.target_payment),
        "met": held.met,
        "steps": [_entry(entry) for entry in held.steps],
        "trial": None
        if trial is None
        else {
            "payments": trial.payments,
            "counseling": trial.counseling,
            "sources": [to_plain(source) for source in trial.sources],
        },
    }


def _entry(entry: TraceEntry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "kind": entry.kind,
        "text": _wording(entry.text),
        "sources": [to_plain(source) for source in entry.sources],
        "skipped": entry.skipped,
        "before": _step_figures(entry.before),
        "after": _step_figures(entry.after),
        "bounds": {name: _text(bound) for name, bound in entry.bounds.items()},
        "bound_by": entry.bound_by,
        "met": entry.met,
        "done": entry.done,
    }


def _step_figures(held: StepFigures) -> dict[str, Any]:
    amounts = {name: _text(getattr(held, name)) for name in STEP_AMOUNTS}
    return {**amounts, "rate": held.rate.to_plain(), "months": held.months}


def _expected(held: ExpectedValue) -> dict[str, Any]:
    return {
        **{name: {part: _text(getattr(getattr(held, name), part)) for part in OUTCOMES} for name in WAYS},
        "gain": _text(held.gain),
        "break_even": {"outcome": held.break_even.outcome, "share": _text(held.break_even.share)},
    }


def _terms(terms: TermsSummary) -> dict[str, Any]:
    return {
        "installment": _text(terms.installment),
        "highest_installment": _text(terms.highest_installment),
        "installments": terms.installments,
        "rate": terms.rate.to_plain(),
        "last_due_date": None if terms.last_due_date is None else terms.last_due_date.isoformat(),
        "total_paid": _text(terms.total_paid),
    }


def _schedule(schedule: Schedule) -> dict[str, Any]:
    rows = [{name: _cell(cell) for name, cell in zip(row._fields, row, strict=True)} for row in schedule]
    totals = {name: _text(amount) for name, amount in zip(schedule.totals._fields, schedule.totals, strict=True)}
    conventions = vars(schedule.conventions)
    return {"conventions": dict(conventions), "rows": rows, "totals": totals}


def _schedule_on(seen: ScheduleOn) -> dict[str, Any]:
    return {
        "currency": seen.currency.code,
        "as_of": seen.as_of.isoformat(),
        "known_at": None if seen.known_at is None else seen.known_at.isoformat(),
        "terms": to_plain(seen.terms),
        "rows": [{"number": row.number, **_row_on(row)} for row in seen.rows],
        "charges": [_row_on(charge) for charge in seen.charges],
        "position": to_plain(seen.position),
        "overdue": {name: _text(amount) for name, amount in seen.overdue.items()},
        "reasons": [_reason(reason) for reason in seen.reasons],
    }


def _row_on(row: TrackedInstallment | TrackedCharge) -> dict[str, Any]:
    return {
        "due_date": row.due_date.isoformat(),
        "components": {name: _amounts_on(part) for name, part in row.components.items()},
        "total": _amounts_on(row.total),
        "status": row.status,
        "settled_on": None if row.settled_on is None else row.settled_on.isoformat(),
        "days_late": row.days_late,
        "paid_on": {day.isoformat(): _text(amount) for day, amount in row.paid_on.items()},
    }


def _amounts_on(part: ComponentDue) -> dict[str, str | None]:
    return {name: _text(getattr(part, name)) for name in ("due", "paid", "waived", "left", "overdue")}


def _cell(cell: Any) -> str | int:
    return cell if isinstance(cell, int) else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _conservation(held: Conservation) -> dict[str, Any]:
    return {
        "components": {name: _flow(flow) for name, flow in held.components.items()},
        "total": _flow(held.total),
    }


def _flow(flow: ComponentFlow) -> dict[str, str | None]:
    return {name: _text(getattr(flow, name)) for name in FLOWS}


def _reference(item: ReferenceOption) -> dict[str, Any]:
    return {
        "text": _wording(item.text),
        "paid_today": _text(item.paid_today),
        "total_paid": _text(item.total_paid),
        "fits": item.fits,
        "schedule": None if item.schedule is None else _schedule(item.schedule),
    }


def _rejected(group: Rejected) -> dict[str, Any]:
    near = group.nearest
    return {
        "reason": group.code,
        "text": _wording(group.text),
        "count": group.count,
        "nearest": None
        if near is None
        else {
            "id": near.id,
            "installments": near.installments,
            "rate": near.rate.to_plain(),
            "highest_installment": _text(near.highest_installment),
            "total_paid": _text(near.total_paid),
            "gap": _text(near.gap),
        },
    }
