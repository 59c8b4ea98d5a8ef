"""The command line: `python -m restructure plan FILE`, `schedule FILE`, `policies`, `schema NAME`.

Exit status: 0 done; 2 bad input, with one readable message a fault, or an answer that cannot be written; 3 no plan
fits (the answer is still printed).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from . import policies
from .adapters.wire import from_json, json_schema, to_json
from .applicant.application import Application
from .basics.errors import InvalidInputError, RestructureError, _FaultyInputError
from .basics.types import to_plain
from .contract.terms import LoanTerms
from .display.page import Table, table_text
from .loan.schedule import amortize
from .options import Plan, plan
from .policy import Policy

DESCRIPTION = "Assess repayment capacity, propose restructuring plans, compute exact schedules."
DONE, BAD_INPUT, NOTHING_FITS = 0, 2, 3
SCHEMAS: dict[str, type[object]] = {"application": Application, "terms": LoanTerms, "plan": Plan}


def main(
    arguments: Sequence[str] | None = None,
    *,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run one command and return its exit status."""
    chosen = _parser().parse_args(arguments)
    source, out, complaints = stdin or sys.stdin, stdout or sys.stdout, stderr or sys.stderr
    try:
        status, text = _COMMANDS[chosen.command](chosen, source)
        _write(text, out)
    except RestructureError as error:
        with suppress(RestructureError):  # a complaint that cannot be written leaves its status
            _write(_complaint(error), complaints)
        return BAD_INPUT
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m restructure", description=DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True)
    planning = commands.add_parser("plan", help="assess an application and propose plans")
    planning.add_argument("file", help="application as JSON; - reads standard input")
    planning.add_argument("--policy", default="generic", type=_policy, metavar="NAME", help="see the command policies")
    showing = commands.add_parser("schedule", help="compute a loan's schedule")
    showing.add_argument("file", help="loan terms as JSON; - reads standard input")
    listing = commands.add_parser("policies", help="list the policies and programs shipped")
    for command in (planning, showing, listing):
        command.add_argument("--format", default="text", choices=("text", "json"))
        command.add_argument("--lang", default="en", choices=("en", "zh"))
    schema = commands.add_parser("schema", help="print a JSON Schema")
    schema.add_argument("name", choices=sorted(SCHEMAS))
    return parser


def _policy(name: str) -> Policy:
    try:
        return policies.get(name)
    except InvalidInputError as error:
        raise argparse.ArgumentTypeError(error.faults[0].message) from None


def _plan(chosen: argparse.Namespace, source: TextIO | None) -> tuple[int, str]:
    answer = plan(from_json(Application, _read(chosen.file, source)), policy=chosen.policy)
    text = to_json(answer, indent=2) if chosen.format == "json" else answer.to_text(chosen.lang)
    return NOTHING_FITS if answer.options.rung == "next_steps" else DONE, text


def _schedule(chosen: argparse.Namespace, source: TextIO | None) -> tuple[int, str]:
    schedule = amortize(from_json(LoanTerms, _read(chosen.file, source)))
    text = to_json(schedule, indent=2) if chosen.format == "json" else schedule.to_text(chosen.lang, rows=len(schedule))
    return DONE, text


def _policies(chosen: argparse.Namespace, source: TextIO | None) -> tuple[int, str]:
    del source
    shipped = policies.catalog()
    if chosen.format == "json":
        return DONE, json.dumps(to_plain(shipped), ensure_ascii=False, indent=2)
    rows = [(each.name, each.country, str(each.since or ""), each.title.to_text(chosen.lang)) for each in shipped]
    return DONE, table_text(Table(_LISTED[chosen.lang], rows, "<<<<"))


_LISTED = {"en": ("name", "country", "in force from", "title"), "zh": ("名称", "地区", "生效日", "标题")}


def _schema(chosen: argparse.Namespace, source: TextIO | None) -> tuple[int, str]:
    del source
    return DONE, json.dumps(json_schema(SCHEMAS[chosen.name]), ensure_ascii=False, indent=2)


_COMMANDS = {"plan": _plan, "schedule": _schedule, "policies": _policies, "schema": _schema}


def _write(text: str, stream: TextIO) -> None:
    """Write a line in whatever the stream can encode; a reader that went away, as `head` does, is no error."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # what the interpreter flushes at exit goes nowhere
        if not isinstance(error, BrokenPipeError):
            raise RestructureError(f"the answer cannot be written ({error.strerror})") from None


def _read(name: str, source: TextIO | None) -> str | bytes:
    if name != "-":
        try:
            return Path(name).read_bytes()
        except OSError as error:
            raise RestructureError(f"{name}: cannot be read ({error.strerror}); check the path") from None
    if source is None:
        raise RestructureError("-: standard input is closed; name a file or pipe one in")
    buffer = getattr(source, "buffer", None)  # bytes, as from a file: the encoding is the document's
    return buffer.read() if buffer is not None else source.read()


def _complaint(error: RestructureError) -> str:
    if isinstance(error, _FaultyInputError):
        return "\n".join(str(fault) for fault in error.faults)
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
