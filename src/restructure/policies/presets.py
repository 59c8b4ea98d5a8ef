"""Three presets of the capacity model, strict, balanced and supportive, each for net and for gross income.

They share weights and breakpoints and differ in the buffer, the cap on debt service and what missing input is worth:
40%, 45% or 50% of income for debts. All of it is judgment, labeled so; no law sets these figures. On gross income what
is left is counted after the taxes that the application states.

>>> STRICT.buffer, BALANCED.buffer, SUPPORTIVE.buffer
(Decimal('0.10'), Decimal('0.05'), Decimal('0'))
"""

from __future__ import annotations

from dataclasses import replace

from .generic import BALANCED

__all__ = ["BALANCED_GROSS", "STRICT", "STRICT_GROSS", "SUPPORTIVE", "SUPPORTIVE_GROSS"]

STRICT = replace(BALANCED, buffer="0.10", debt_service_cap="0.40", missing_utility="0.20")
SUPPORTIVE = replace(BALANCED, buffer="0", debt_service_cap="0.50", missing_utility="0.50")

STRICT_GROSS = replace(STRICT, income_basis="gross")
BALANCED_GROSS = replace(BALANCED, income_basis="gross")
SUPPORTIVE_GROSS = replace(SUPPORTIVE, income_basis="gross")
