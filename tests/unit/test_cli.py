from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from restructure.__main__ import main
from support.examples import CARD, EXAMPLES

CARD_FILE = str(EXAMPLES / "card_job_loss.json")


def run(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = main(arguments, stdin=io.StringIO(stdin), stdout=out, stderr=err)
    return status, out.getvalue(), err.getvalue()


def test_plan_prints_the_page() -> None:
    status, out, err = run("plan", CARD_FILE, "--policy", "cn_card_article_70")
    assert (status, err) == (0, "")
    for part in (
        "WHAT TO DO",
        "PLANS OFFERED",
        "LEFT OUT BY THE POLICY'S GUARDRAILS",
        "REPAYMENT CAPACITY",
        "WHAT IS OWED TODAY",
        "NOT OFFERED",
        "PLAN 1 · MONTH BY MONTH",
        "TO REVIEW",
    ):
        assert part in out


def test_plan_speaks_chinese_and_json() -> None:
    assert "可选方案" in run("plan", CARD_FILE, "--lang", "zh")[1]
    assert json.loads(run("plan", CARD_FILE, "--format", "json")[1])["reference"] == "A-1029"


def test_any_shipped_policy_can_be_named_and_all_are_listed() -> None:
    status, out, _ = run("plan", CARD_FILE, "--policy", "eu_short_term")
    assert status in (0, 3)
    assert "EU_SHORT" in out or "short-term forbearance" in out
    status, out, err = run("policies", "--lang", "zh")
    assert (status, err) == (0, "")
    assert "信用卡个性化分期" in next(line for line in out.split("\n") if line.startswith("cn_card_article_70"))
    listed = json.loads(run("policies", "--format", "json")[1])
    assert {"name", "kind", "country", "debts", "title", "since", "attribute"} == set(listed[0])
    assert len(listed) == len(out.strip().split("\n")) - 1


def test_a_dash_reads_standard_input() -> None:
    assert run("plan", "-", stdin=CARD)[1] == run("plan", CARD_FILE)[1]


def test_debts_that_stay_apart_are_answered_each_by_itself() -> None:
    """Every debt has a plan of its own: that is an answer, though no plan puts one debt in the place of both."""
    application = json.loads(CARD)
    debt = application["debts"][0]
    application["debts"] = [
        debt,
        {
            **debt,
            "reference": "card-2",
            "principal": "900.00",
            "installment": "80.00",
            "overdue_principal": "80.00",
            "interest": "20.00",
            "penalty_interest": "0",
            "fees": "0",
        },
    ]
    status, out, _ = run("plan", "-", "--policy", "cn_card_article_70", stdin=json.dumps(application))
    assert status == 0
    assert "card-1: Plan 1 is this policy's first" in " ".join(out.split())
    assert "card-2: " in out


def test_no_plan_that_fits_has_its_own_status_and_still_answers() -> None:
    status, out, _ = run("plan", "-", stdin=CARD.replace('"6200.00"', '"100.00"'))
    assert status == 3
    assert "NO PLAN FITS" in out
    assert "THE NEAREST PLAN" in out


def test_bad_input_has_one_message_a_fault_and_status_two() -> None:
    broken = CARD.replace('"CNY"', '"XXX"').replace('"6200.00"', '"-6200.00"').replace('"reference": "A-1029",', "")
    status, out, err = run("plan", "-", stdin=broken)
    assert (status, out) == (2, "")
    assert sorted(line.split(":")[0] for line in err.strip().split("\n")) == [
        "application.currency",
        "application.incomes[1].amount",
        "application.reference",
    ]
    assert "6200" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("plan", "no/such/file.json"),
            "no/such/file.json: cannot be read (No such file or directory); check the path",
        ),
        (("schedule", CARD_FILE), "loan_terms.principal: is required; add it"),
    ],
)
def test_unusable_files_say_why(arguments: tuple[str, ...], message: str) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert message in err


def test_closed_standard_input_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    err = io.StringIO()
    assert main(["plan", "-"], stderr=err) == 2
    assert err.getvalue() == "-: standard input is closed; name a file or pipe one in\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_says_so() -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "restructure", "plan", CARD_FILE]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "the answer cannot be written (No space left on device)\n")


def test_schedule_prints_every_row() -> None:
    status, out, _ = run("schedule", str(EXAMPLES / "loan_terms.json"))
    assert status == 0
    assert len(out.strip().split("\n")) == 1 + 1 + 60 + 1
    assert (
        json.loads(run("schedule", str(EXAMPLES / "loan_terms.json"), "--format", "json")[1])["rows"][59]["number"]
        == 60
    )


@pytest.mark.parametrize("name", ["application", "terms", "plan"])
def test_schema_prints_a_json_schema(name: str) -> None:
    status, out, _ = run("schema", name)
    assert status == 0
    assert json.loads(out)["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    "arguments", [(), ("dance",), ("plan",), ("plan", "x", "--policy", "none"), ("schema", "moon")]
)
def test_unknown_words_are_refused_by_the_parser(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
    assert "usage: python -m restructure" in capsys.readouterr().err


def test_the_real_command_line_works_from_another_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "restructure", "plan", CARD_FILE, "--lang", "zh"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "还款能力" in done.stdout
    assert list(tmp_path.iterdir()) == []
