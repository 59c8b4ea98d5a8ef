from __future__ import annotations

import pickle

import pytest

import restructure as rs

TREE = {
    rs.InvalidInputError: ValueError,
    rs.InvalidTermsError: ValueError,
    rs.NotApplicableError: ValueError,
    rs.NoSolutionError: ValueError,
    rs.EventError: ValueError,
    rs.PolicyNotInForceError: LookupError,
}


@pytest.mark.parametrize(("error", "builtin"), TREE.items())
def test_every_error_is_ours_and_a_builtin(error: type[rs.RestructureError], builtin: type[Exception]) -> None:
    assert issubclass(error, rs.RestructureError)
    assert issubclass(error, builtin)
    raised = error("principal is zero; there is nothing to repay")
    assert raised.code == error.default_code
    assert str(raised) == "principal is zero; there is nothing to repay"


def test_errors_survive_pickling() -> None:
    faulty = rs.InvalidInputError([rs.Fault("debts[1].fees", "must not be negative")])
    again = pickle.loads(pickle.dumps(faulty))
    assert again.faults == faulty.faults
    assert str(again) == str(faulty)
    plain = rs.NotApplicableError("no debt is in scope", "NO_DEBT", {"limit": 1})
    assert pickle.loads(pickle.dumps(plain)).context == {"limit": 1}


def test_all_faults_are_told_at_once_but_not_without_end() -> None:
    many = rs.InvalidInputError(rs.Fault(f"debts[{place}].fees", "must not be negative") for place in range(30))
    lines = str(many).split("\n")
    assert lines[0] == "30 faults:"
    assert lines[1] == "  debts[0].fees: must not be negative"
    assert lines[-1] == "  and 10 more"
    assert len(many.faults) == 30


def test_faults_are_seen_from_the_enclosing_record() -> None:
    assert rs.Fault("[1].amount", "x").below("phases").path == "phases[1].amount"
    assert rs.Fault("rate", "x").below("loan_terms").path == "loan_terms.rate"
    assert rs.Fault("", "x").below("loan_terms").path == "loan_terms"
