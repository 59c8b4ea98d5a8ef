"""Hashes of an agreement: of what is signed, and of that with the steps of its life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..basics.types import FrozenMapping, content_hash
from .parts import LifeStep

SIGNED = (
    "reference",
    "debt",
    "currency",
    "parties",
    "drafted_on",
    "position",
    "treatments",
    "days_past_due",
    "terms",
    "rows",
    "option_id",
    "checks",
    "reviews",
    "rules",
    "servicing",
    "clauses",
    "library_version",
    "input_hash",
)
"""What is signed, beside the policy, which enters by its own hash."""


def content_of(held: Mapping[str, object], policy: str) -> str:
    """Return the SHA-256 of everything but the steps of the life; `policy` is the policy's own hash."""
    return content_hash(FrozenMapping({**{name: held[name] for name in SIGNED}, "policy": policy}))


def seal(content: str, life: Sequence[LifeStep]) -> str:
    """Return the SHA-256 of what is signed together with the steps so far."""
    return content_hash(FrozenMapping({"content": content, "life": tuple(life)}))
