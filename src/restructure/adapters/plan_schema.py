"""The JSON Schema of a plan on the wire: names are part of the contract, and there are no floats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..contract.components import FLOWS

PLAN_SCHEMA_ID = "restructure/plan/1"

Json = Mapping[str, Any]
_STRING: Json = {"type": "string"}
_MONEY: Json = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
_DATE: Json = {"type": "string", "format": "date"}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_TRUTH: Json = {"type": "boolean"}
_NULL: Json = {"type": "null"}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, _NULL]}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _object(properties: Mapping[str, Json], optional: Sequence[str] = ()) -> Json:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _all_money(names: str) -> dict[str, Json]:
    return dict.fromkeys(names.split(), _MONEY)


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


MEASURED = (
    "lender_loss",
    "modification_loss",
    "total_paid",
    "paid_today",
    "extra_cost",
    "total_interest",
    "extra_interest",
    "total_fees",
    "extra_fees",
    "first_year",
    "first_year_relief",
    "cost_per_relief",
    "payment_change",
    "due_at_maturity",
)
"""What an option's measures say in numbers."""
BANDS = ("fails_within_year", "fails_by_end")
BAND = ("central", "low", "high")
HELD_AMOUNTS = ("expected_value", "without_plan")
OUTCOMES = ("performing", "defaulting", "expected")
WAYS = ("with_plan", "without_plan")
_MAY_LACK = ("cost_per_relief", "payment_change")

STEP_AMOUNTS = (
    "balance",
    "deferred",
    "forgiven",
    "payment",
    "supplement",
    "reduction",
    "loan_to_value",
    "housing_ratio",
)
"""What the steps of a program say in numbers."""
_MAY_LACK_OF_STEP = ("loan_to_value", "housing_ratio")

_DEFS: dict[str, Json] = {
    "wording": _object({"en": _STRING, "zh": _STRING}),
    "reason": _object(
        {"code": _STRING, "text": _ref("wording"), "values": {"type": "object", "additionalProperties": _STRING}}
    ),
    "source": _object(
        {
            "title": _STRING,
            "level": {"enum": ["verified", "secondary", "unverified"]},
            "url": _STRING,
            "checked_on": _DATE,
        },
        optional=("url", "checked_on"),
    ),
    "check": _object(
        {
            "code": _STRING,
            "status": {"enum": ["pass", "fail", "needs_review"]},
            "indicated": {"enum": ["pass", "fail", None]},
            "actual": _or_null(_STRING),
            "limit": _STRING,
            "sources": _list(_ref("source")),
            "text": _ref("wording"),
        }
    ),
    "flow": _object(_all_money(" ".join(FLOWS))),
    "rate": {"anyOf": [_MONEY, {"type": "object"}]},
    "terms": _object(
        {
            "installment": _MONEY,
            "highest_installment": _MONEY,
            "installments": _WHOLE,
            "rate": _ref("rate"),
            "last_due_date": _or_null(_DATE),
            "total_paid": _MONEY,
        }
    ),
    "row": _object(
        {
            "number": _WHOLE,
            "due_date": _DATE,
            **_all_money(
                "opening_balance payment interest principal fees deferred_paid closing_balance interest_accrued"
                " capitalized deferred"
            ),
        }
    ),
    "schedule": _object(
        {
            "conventions": {"type": "object", "required": ["currency", "day_count", "residual"]},
            "rows": _list(_ref("row")),
            "totals": _object(
                _all_money("payment interest principal fees deferred_paid capitalized deferred interest_accrued")
            ),
        }
    ),
    "step_figures": _object(
        {
            **{name: _or_null(_MONEY) if name in _MAY_LACK_OF_STEP else _MONEY for name in STEP_AMOUNTS},
            "rate": _ref("rate"),
            "months": _WHOLE,
        }
    ),
    "trace": _object(
        {
            "program": _STRING,
            "version": _STRING,
            "title": _ref("wording"),
            "target_payment": _or_null(_MONEY),
            "met": _or_null(_TRUTH),
            "steps": _list(
                _object(
                    {
                        "code": _STRING,
                        "kind": _STRING,
                        "text": _ref("wording"),
                        "sources": _list(_ref("source")),
                        "skipped": {"enum": ["target", "condition", None]},
                        "before": _ref("step_figures"),
                        "after": _ref("step_figures"),
                        "bounds": {"type": "object", "additionalProperties": _MONEY},
                        "bound_by": _or_null(_STRING),
                        "met": _or_null(_TRUTH),
                        "done": _TRUTH,
                    }
                )
            ),
            "trial": _or_null(
                _object({"payments": _WHOLE, "counseling": _or_null(_TRUTH), "sources": _list(_ref("source"))})
            ),
        }
    ),
    "option": _object(
        {
            "id": _STRING,
            "label": _or_null(_STRING),
            "labels": _list(_STRING),
            "families": _list(_STRING),
            "treatments": _list({"type": "object", "required": ["component", "action", "amount"]}),
            "terms": {"type": "object", "required": ["currency", "principal", "rate", "phases"]},
            "schedule": _ref("schedule"),
            "before_after": _object({"before": _ref("terms"), "after": _ref("terms")}),
            "conservation": _object(
                {"components": {"type": "object", "additionalProperties": _ref("flow")}, "total": _ref("flow")}
            ),
            "measures": _object(
                {
                    **{name: _or_null(_MONEY) if name in _MAY_LACK else _MONEY for name in MEASURED},
                    "obligation": _object({**_all_money("share threshold margin"), "exceeded": _TRUTH}),
                    "substantial": _TRUTH,
                    "debt_free_on": _DATE,
                    "months_longer": {"type": "integer"},
                    "annual_rates": _list(_object({"convention": _STRING, "percent": _MONEY, "text": _STRING})),
                }
            ),
            "checks": _list(_ref("check")),
            "reasons": _list(_ref("reason")),
            "resilience": _list(_object({"code": _STRING, "text": _ref("wording"), "margin": _MONEY, "holds": _TRUTH})),
            "trace": _or_null(_ref("trace")),
            "approval": _or_null(_object({"code": _STRING, "text": _ref("wording")})),
            "expected": _or_null(
                _object(
                    {
                        **dict.fromkeys(WAYS, _object(_all_money(" ".join(OUTCOMES)))),
                        "gain": _MONEY,
                        "break_even": _object({"outcome": _STRING, "share": _or_null(_MONEY)}),
                    }
                )
            ),
            "sustainable": _TRUTH,
            "holding": _or_null(
                _object(
                    {
                        **dict.fromkeys(BANDS, _object(_all_money(" ".join(BAND)))),
                        **_all_money(" ".join(HELD_AMOUNTS)),
                        "given_up": _or_null(_MONEY),
                    }
                )
            ),
        }
    ),
    "reference_option": _object(
        {
            "text": _ref("wording"),
            "paid_today": _MONEY,
            "total_paid": _MONEY,
            "fits": _TRUTH,
            "schedule": _or_null(_ref("schedule")),
        }
    ),
    "capacity": _object(
        {
            **_all_money(
                "score ability conduct confidence monthly_income affordable_payment contractual_payment shortfall"
            ),
            "grade": _STRING,
            "willingness": _ref("check"),
            "quadrant": _STRING,
            "affordable_path": _list(_object({"starts_on": _DATE, "amount": _MONEY, "binding": _STRING})),
            "binding_constraint": _STRING,
            "components": _list(
                _object(
                    {
                        "id": _STRING,
                        "name": _ref("wording"),
                        "value": _or_null(_MONEY),
                        "missing": _TRUTH,
                        "points": _MONEY,
                        "max_points": _MONEY,
                    }
                )
            ),
            "reasons": _list(_ref("reason")),
            "gates": _list(_ref("reason")),
            "flags": _list(_ref("reason")),
            "strengths": _list(_ref("reason")),
            "limits": _list(_object({"code": _STRING, "amount": _MONEY})),
            "checks": _list(_ref("check")),
            "stresses": _list(
                _object(
                    {
                        "code": _STRING,
                        "text": _ref("wording"),
                        "debt_service_ratio": _or_null(_MONEY),
                        **_all_money("residual affordable_payment"),
                        "holds": _TRUTH,
                    }
                )
            ),
            "break_even": _object({"income_drop": _or_null(_MONEY), "rate_rise": _or_null(_MONEY)}),
        }
    ),
    "rejected": _object(
        {
            "reason": _STRING,
            "text": _ref("wording"),
            "count": _WHOLE,
            "nearest": _or_null(
                _object(
                    {
                        "id": _STRING,
                        "installments": _WHOLE,
                        "rate": _ref("rate"),
                        **_all_money("highest_installment total_paid"),
                        "gap": _or_null(_MONEY),
                    }
                )
            ),
        }
    ),
}

_OPTION_SET: dict[str, Json] = {
    "rung": _STRING,
    "passed": _list(_object({"rung": _STRING, "reason": _ref("reason")})),
    "recommended": _or_null(_STRING),
    "reference_options": _object(dict.fromkeys(("keep_contract", "reinstate", "catch_up"), _ref("reference_option"))),
    "options": _list(_ref("option")),
    "rejected": _list(_ref("rejected")),
    "shortfall": _or_null(_MONEY),
    "nearest": _or_null(_ref("option")),
    "checks": _list(_ref("check")),
}

PLAN_SCHEMA: Json = {
    "title": "plan",
    "$defs": _DEFS,
    **_object(
        {
            "schema": {"const": PLAN_SCHEMA_ID},
            "reference": _STRING,
            "as_of": _DATE,
            "effective_on": _DATE,
            "currency": _STRING,
            "library_version": _STRING,
            "input_hash": _STRING,
            "policy": _object({"name": _STRING, "version": _STRING, "hash": _STRING}),
            "target": _or_null({"type": "object"}),
            "capacity": _ref("capacity"),
            **_OPTION_SET,
            "by_debt": _list(_object({"debt": _STRING, **_OPTION_SET})),
            "flags": _list(_ref("reason")),
        }
    ),
}
