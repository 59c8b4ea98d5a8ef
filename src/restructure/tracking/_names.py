"""The components of a debt in words."""

from __future__ import annotations

from collections.abc import Mapping

from ..basics.provenance import Wording
from ..contract.components import Component

COMPONENT_WORDS: Mapping[Component, Wording] = {
    "principal": Wording("principal", "本金"),
    "interest": Wording("interest", "利息"),
    "penalty_interest": Wording("penalty interest", "罚息"),
    "compound_interest": Wording("compound interest", "复利"),
    "fees": Wording("fees", "费用"),
}
