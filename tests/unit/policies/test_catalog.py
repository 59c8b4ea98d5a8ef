"""What is shipped, as data: complete, true of what it lists, and loaded only when it is asked for."""

from __future__ import annotations

import subprocess
import sys
from functools import reduce
from typing import get_args

import pytest

import restructure as rs
from restructure import policies
from restructure.applicant.application import DebtKind
from restructure.policy import Policy, Waterfall
from support.shipped import COUNTRIES, constants

LISTED = policies.catalog()


def test_everything_shipped_is_listed_once_under_its_name() -> None:
    kinds: dict[str, type[Policy | Waterfall]] = {"policy": Policy, "waterfall": Waterfall}
    for kind, cls in kinds.items():
        listed = [each.name for each in LISTED if each.kind == kind]
        shipped = {held.name for held in constants(cls).values()} | ({"generic"} if kind == "policy" else set())
        assert sorted(listed) == sorted(shipped)
    # a policy that carries a program is called like it
    assert len({(each.kind, each.name) for each in LISTED}) == len(LISTED)


@pytest.mark.parametrize("each", LISTED, ids=lambda each: each.name)
def test_an_entry_says_what_the_object_says(each: policies.Shipped) -> None:
    held = reduce(getattr, each.attribute.split("."), policies)
    assert isinstance(held, Policy | Waterfall)
    assert (each.name, each.title) == (held.name, held.title)
    assert each.country in {*COUNTRIES, "any"}
    assert each.debts
    assert set(each.debts) <= set(get_args(DebtKind))
    if isinstance(held, Policy):
        assert policies.get(each.name) is held
        assert each.attribute.lower() == each.name
        assert each.since is not None
        assert all(rule.limit.at(each.since) is not None for rule in held.rules)


def test_kinds_of_debt_follow_from_the_rules() -> None:
    debts = {each.name: each.debts for each in LISTED}
    assert debts["cn_card_article_70"] == ("credit_card",)
    assert debts["uk_mortgage"] == ("mortgage",)
    assert "mortgage" not in debts["uk_consumer_credit"]
    assert debts["generic"] == get_args(DebtKind)


@pytest.mark.parametrize("name", ["nowhere", "GENERIC", "presets", "us_fha_payment_supplement", 7])
def test_an_unknown_name_is_answered_with_those_there_are(name: object) -> None:
    with pytest.raises(rs.InvalidInputError, match=r"name: is no policy shipped here; choose one of .*generic"):
        policies.get(name)  # type: ignore[arg-type]


def test_a_policy_is_loaded_without_the_other_countries() -> None:
    code = (
        "import restructure as rs, sys; rs.policies.get('cn_card_article_70');"
        "print(*[m for m in sys.modules if m.startswith('restructure.policies.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    countries = {module.split(".")[2] for module in done.stdout.split() if module.split(".")[2] in COUNTRIES}
    assert countries == {"china"}
