"""Why the answer is what it is: principal reasons and strengths, gates, and what to know about the input."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import isfinite, isnan

import numpy as np

from ..applicant.application import Application
from ..basics.provenance import Reason, Wording
from ..basics.types import Floats
from ..basics.written import percent_text
from ..policy import CapacityModel, ComponentId
from . import words
from ._scorecard import IDS
from .figures import Figures, benchmark_of
from .payment_limits import spending_flags

REASON_DIGITS = 6


def reasons(quantity: Floats, utility: Floats, model: CapacityModel) -> Iterator[Reason]:
    """Yield the principal reasons by points below what they are held against, the largest loss first."""
    against = [reference_utility(model, component.id) for component in model.components]
    for loss, place, name in _largest(np.array(against) - utility, model):
        value = float(quantity[place])
        values = {"points": f"{-loss:.3f}", "value": _shown(value, name)}
        if _falls_short(name, value):
            values["short"] = _shown(-value, name)
        yield Reason.of(words.COMPONENTS[name].code, _sentence(name, value), values)


def strengths(quantity: Floats, utility: Floats, model: CapacityModel) -> Iterator[Reason]:
    """Yield what speaks for the borrower: points above the reference or, without one, above an unknown borrower's."""
    unknown = model.reasons_against.method == "max"
    against = [
        float(model.missing_utility) if unknown else reference_utility(model, component.id)
        for component in model.components
    ]
    for gain, place, name in _largest(utility - np.array(against), model):
        value = float(quantity[place])
        values = {"points": f"{gain:.3f}", "value": _shown(value, name)}
        text = words.COMPONENTS[name].reason if isfinite(value) else _named(words.STRENGTH, name)
        yield Reason.of(f"STRENGTH_{name}", text, values)


def reference_utility(model: CapacityModel, name: ComponentId) -> float:
    """Return the utility that a component is held against to find reasons."""
    against = model.reasons_against.utilities
    return 1.0 if against is None else float(against[name])


def _largest(gap: Floats, model: CapacityModel) -> list[tuple[float, int, ComponentId]]:
    """Return the components with the largest gaps in points, (points, place, id), ties in table order."""
    gaps: list[tuple[float, int, ComponentId]] = []
    for place, component in enumerate(model.components):
        points = round(float(component.weight) * float(gap[place]), REASON_DIGITS)
        if points >= float(model.least_reason):
            gaps.append((-points, place, component.id))
    return [(-points, place, name) for points, place, name in sorted(gaps)[: model.max_reasons]]


def _sentence(name: ComponentId, value: float) -> Wording:
    """Return why a component costs points: its quantity, or why there is none."""
    if isnan(value):
        return _named(words.MISSING, name)
    if not isfinite(value):
        return _named(words.UNBOUNDED, name)
    if _falls_short(name, value):
        return words.FALLS_SHORT
    return words.OVERDUE_NOW if name == "C2" and value == 0 else words.COMPONENTS[name].reason


def _falls_short(name: ComponentId, value: float) -> bool:
    """Return whether a component is what is left of income, and nothing is."""
    return name == "A2" and isfinite(value) and value < 0


def _shown(value: float, name: ComponentId) -> str:
    if not isfinite(value):
        return ""
    kind = words.COMPONENTS[name].shown
    if kind == "percent":
        return percent_text(value, 1)
    return f"{value:.0f}" if kind == "whole" else f"{value:.2f}"


def _named(text: Wording, name: ComponentId) -> Wording:
    """Return a sentence about a component with its name filled in, in each language."""
    wording = words.COMPONENTS[name].name
    return Wording(text.en.format(name=wording.en), text.zh.format(name=wording.zh))


def gates(figures: Figures, now: Decimal, model: CapacityModel) -> Iterator[Reason]:
    if figures.income[0] <= 0:
        yield Reason.of("NO_INCOME", words.NO_INCOME)
    outgo = sum(int(column[0]) for column in (figures.essentials, figures.other_service, figures.payment))
    if model.minimum_residual is not None and int(figures.income[0]) - outgo < figures.minimum[0]:
        yield Reason.of("RESIDUAL_BELOW_MINIMUM", words.BELOW_MINIMUM)
    if now == 0:
        yield Reason.of("NOTHING_AFFORDABLE", words.NOTHING_AFFORDABLE)


def flags(application: Application, model: CapacityModel, quantity: Floats) -> Iterator[Reason]:
    for place, name in enumerate(IDS):
        if isnan(quantity[place]):
            yield Reason.of(f"MISSING_{name}", _named(words.MISSING, name))
    benchmark = benchmark_of(application, model)
    if benchmark is None:
        yield Reason.of("BENCHMARK_ABSENT", words.BENCHMARK_ABSENT)
    elif benchmark > application.household.living_costs:
        yield Reason.of("BENCHMARK_USED", words.BENCHMARK_USED)
    if any(debt.in_scope and debt.remaining_installments == 0 for debt in application.debts):
        yield Reason.of("ALL_HAS_FALLEN_DUE", words.ALL_DUE)
    if model.income_basis == "gross" and all(item.kind != "tax" for item in application.expenses):
        yield Reason.of("TAX_ABSENT", words.TAX_ABSENT)
    yield from spending_flags(application, model)
    yield from _record_flags(application)


def _record_flags(application: Application) -> Iterator[Reason]:
    """Yield what a credit record holds that the score does not look at and a person should."""
    record = application.credit
    if record is None:
        return
    noted = {"PUBLIC_RECORD": record.public_records, "LATE_PAYMENTS": record.late_payments_24m}
    for code, count in noted.items():
        if count:
            yield Reason.of(code, words.RECORD[code], {"count": str(count)})
    if record.repaired:
        yield Reason.of("RECORD_REPAIRED", words.REPAIRED)
