"""What is shipped, as data: every policy and every program in steps, by country, kind of debt and first day.

Constants are `CN_CARD_ARTICLE_70` in Python and `cn_card_article_70` on the wire. A country's data is loaded when it is
asked for.

>>> get("cn_card_article_70").title.en
'China credit card, Article 70 (2011)'
>>> [each.name for each in catalog() if each.country == "ireland"]
['ie_mortgage_arrears']
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import Literal, get_args

from ..applicant.application import DebtKind
from ..basics.door import homes_of
from ..basics.errors import Fault, InvalidInputError
from ..basics.provenance import Wording
from ..basics.types import value
from ..policy import Policy, Rule, Waterfall

__all__ = ["Shipped", "catalog", "get"]

PACKAGE = __name__.rpartition(".")[0]
NO_COUNTRY = "any"
DEBT_KINDS: tuple[DebtKind, ...] = get_args(DebtKind)


@value()
class Shipped:
    """One policy or program as it is shipped (随库政策).

    Args:
        name: its name on the wire.
        kind: a policy for `plan`, or a waterfall for `run_waterfall`.
        country: the folder it lives in, `any` where it is of no country.
        debts: the kinds of debt it is open to.
        title: for people.
        since: the first day on which all of it is in force, as far as known.
        attribute: where it hangs below `restructure.policies`.
    """

    name: str
    kind: Literal["policy", "waterfall"]
    country: str
    debts: tuple[DebtKind, ...]
    title: Wording
    since: date | None
    attribute: str


def get(name: str) -> Policy:
    """Return a shipped policy by its name on the wire (按名称取政策).

    Args:
        name: such as `cn_card_article_70`.

    Raises:
        InvalidInputError: no such policy; the message names those there are.

    Examples:
        >>> get("generic").version
        '2026.1'
    """
    listed = _listed()
    if name not in listed:
        raise InvalidInputError(
            [Fault("name", f"is no policy shipped here; choose one of {', '.join(sorted(listed))}")]
        )
    return _policy(listed[name])


def catalog() -> tuple[Shipped, ...]:
    """Return what is shipped as data, by country and name (随库政策目录).

    Examples:
        >>> catalog()[0].name, catalog()[0].country, catalog()[0].since.isoformat()
        ('generic', 'any', '2000-01-01')
    """
    return tuple(sorted([*_policies(), *_waterfalls()], key=lambda each: (each.country, each.name)))


def _listed() -> Mapping[str, str]:
    """Return from every policy's name on the wire to the constant that holds it; nothing is loaded for that."""
    return {constant.lower(): constant for constant in homes_of(PACKAGE) if constant.isupper()}


def _policy(constant: str) -> Policy:
    found = getattr(sys.modules[PACKAGE], constant)
    if not isinstance(found, Policy):
        raise AssertionError("the door of the policies publishes policies alone as constants")
    return found


def _policies() -> Iterator[Shipped]:
    for constant in _listed().values():
        policy = _policy(constant)
        folder, _, module = homes_of(PACKAGE)[constant].partition(".")
        yield Shipped(
            name=policy.name,
            kind="policy",
            country=folder if module else NO_COUNTRY,
            debts=tuple(kind for kind in DEBT_KINDS if all(_open_to(kind, rule) for rule in policy.rules)),
            title=policy.title,
            since=max((rule.limit.steps[0][0] for rule in policy.rules), default=None),
            attribute=constant,
        )


def _open_to(kind: DebtKind, rule: Rule) -> bool:
    """Return whether a rule, taken by itself and as it first stood, lets a kind of debt in."""
    if rule.quantity != "debt_kind" or rule.when:
        return True
    return (kind == rule.limit.steps[0][1]) == (rule.comparator == "==")


def _waterfalls() -> Iterator[Shipped]:
    for room in sorted(set(dir(sys.modules[PACKAGE])) - set(homes_of(PACKAGE))):
        country = import_module(f".{room}", PACKAGE)
        for constant in homes_of(country.__name__):
            held = getattr(country, constant)
            if isinstance(held, Waterfall):
                yield Shipped(
                    name=held.name,
                    kind="waterfall",
                    country=room,
                    debts=("mortgage",),
                    title=held.title,
                    since=held.first_day,
                    attribute=f"{room}.{constant}",
                )
