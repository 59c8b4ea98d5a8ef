"""The checks of an option that no policy states."""

from __future__ import annotations

from collections.abc import Mapping

from ..basics.provenance import Source

OWN_CHECKS: Mapping[str, tuple[Source, ...]] = {
    "DUE_AT_MATURITY": (
        Source(title="this library: what falls due at maturity is never taken to be affordable", level="verified"),
    )
}
"""Codes with their sources."""
