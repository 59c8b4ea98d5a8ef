"""The checks of an option beside the rules of its policy, and which sources each of them all stands on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..basics.provenance import Source
from ..policy import Policy
from ..waterfall.result import SOURCED, sources_of_program

OWN_CHECKS: Mapping[str, tuple[Source, ...]] = {
    "DUE_AT_MATURITY": (
        Source(title="this library: what falls due at maturity is never taken to be affordable", level="verified"),
    ),
    "REST_AT_END": (Source(title="this library: a rest that no installment repays is told", level="verified"),),
}
"""Codes that no policy states, with their sources."""

CLAIM = "CLAIM_WITHIN_CEILING"
"""The code of the check, and of the flag, that says what of a debt cannot be claimed under the policy's ceiling."""


def stands_on(policy: Policy, code: str, sources: Collection[Source]) -> bool:
    """Return whether a check of an option is one that this policy makes, with the sources it has there."""
    if code == SOURCED and policy.waterfall is not None:  # which of its steps were taken is the run's to say
        return set(sources) <= set(policy.waterfall.all_sources)
    return sources_of(policy).get(code) == tuple(sources)


def sources_of(policy: Policy) -> Mapping[str, tuple[Source, ...]]:
    """Return the codes of all checks of an option under a policy, with the sources they stand on."""
    found = {**OWN_CHECKS, **{rule.code: tuple(rule.sources) for rule in policy.rules}}
    if policy.ceiling is not None:
        found |= dict.fromkeys((policy.ceiling.code, CLAIM), tuple(policy.ceiling.sources))
    if policy.charge_limit is not None:
        found[policy.charge_limit.code] = tuple(policy.charge_limit.sources)
    if policy.waterfall is not None:
        found |= sources_of_program(policy.waterfall, policy.trial)
    return found
