"""Every error the library raises, in one shallow tree.

    RestructureError(Exception)          .code, .context
    +-- InvalidInputError  (ValueError)  malformed input; every fault at once in .faults
    +-- InvalidTermsError  (ValueError)  well-formed but contradictory contract
    +-- NotApplicableError (ValueError)  this instrument cannot apply to this debt
    +-- NoSolutionError    (ValueError)  no (unique) rate or payment exists
    +-- PolicyNotInForceError (LookupError)  no value on that date
    +-- EventError         (ValueError)  events contradict the agreement or each other

A message states the path or value, the rule and the remedy. A borrower's amounts are never echoed; contract
rates, counts and policy limits may be.

>>> raise_for_terms = InvalidTermsError("first due date is not after the start date; move one of them")
>>> raise_for_terms.code
'INVALID_TERMS'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, NamedTuple, TypeVar

from .door import at_its_door

__all__ = [
    "EventError",
    "Fault",
    "InvalidInputError",
    "InvalidTermsError",
    "NoSolutionError",
    "NotApplicableError",
    "PolicyNotInForceError",
    "RestructureError",
]

T = TypeVar("T")

MAX_FAULTS_SHOWN = 20


@at_its_door
class Fault(NamedTuple):
    """One thing wrong with an input: where it is, and the rule and remedy in words.

    `contradiction` marks a fault of values that are each well formed but do not fit together.
    """

    path: str
    message: str
    contradiction: bool = False

    def below(self, prefix: str) -> Fault:
        """Return the same fault seen from an enclosing record whose field is `prefix`."""
        joint = "" if not self.path or self.path.startswith("[") else "."
        return self._replace(path=f"{prefix}{joint}{self.path}")

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


@at_its_door
class RestructureError(Exception):
    """Base of all errors: `.code` is stable and for programs, the message is for people."""

    default_code: ClassVar[str] = "ERROR"

    def __init__(self, message: str, code: str | None = None, context: Mapping[str, object] | None = None) -> None:
        super().__init__(message, code, context)  # all arguments, so that the error survives pickling
        self.message = message
        self.code = code or self.default_code
        self.context: Mapping[str, object] = dict(context or {})

    def __str__(self) -> str:
        return self.message


class _FaultyInputError(RestructureError, ValueError):
    """An error made of one or more faults."""

    def __init__(self, faults: Iterable[Fault] | str, code: str | None = None) -> None:
        self.faults = (Fault("", faults),) if isinstance(faults, str) else tuple(faults)
        super().__init__(_describe(self.faults), code)
        self.args = (self.faults, code)


@at_its_door
class InvalidInputError(_FaultyInputError):
    """Malformed input. `.faults` lists every fault with its path; no borrower value is carried."""

    default_code = "INVALID_INPUT"


@at_its_door
class InvalidTermsError(_FaultyInputError):
    """Well-formed but contradictory contract terms."""

    default_code = "INVALID_TERMS"


@at_its_door
class NotApplicableError(RestructureError, ValueError):
    """This instrument cannot apply to this debt."""

    default_code = "NOT_APPLICABLE"


@at_its_door
class NoSolutionError(RestructureError, ValueError):
    """No rate or payment exists, or more than one does."""

    default_code = "NO_SOLUTION"


@at_its_door
class PolicyNotInForceError(RestructureError, LookupError):
    """A dated value was asked for before its first date."""

    default_code = "POLICY_NOT_IN_FORCE"


@at_its_door
class EventError(RestructureError, ValueError):
    """Events contradict the agreement or each other."""

    default_code = "EVENT"


def require_type(name: str, given: object, kind: type[object], remedy: str) -> None:
    """Refuse an argument of another type than a function works on.

    Raises:
        InvalidInputError: names the argument and what to pass instead.
    """
    if not isinstance(given, kind):
        raise InvalidInputError([Fault(name, f"must be {remedy}")])


def parsed(path: str, parse: Callable[[Any], T], given: object) -> T:
    """Return an argument as a parser reads it.

    Args:
        path: name of the argument.
        parse: raises ValueError, saying what is wrong without the value.
        given: what was passed.

    Raises:
        InvalidInputError: names the argument, never the value.
    """
    try:
        return parse(given)
    except ValueError as error:
        message = str(error)
    raise InvalidInputError([Fault(path, message)])


def _describe(faults: tuple[Fault, ...]) -> str:
    if len(faults) == 1:
        return str(faults[0])
    shown = [f"  {fault}" for fault in faults[:MAX_FAULTS_SHOWN]]
    if len(faults) > MAX_FAULTS_SHOWN:
        shown.append(f"  and {len(faults) - MAX_FAULTS_SHOWN} more")
    return "\n".join([f"{len(faults)} faults:", *shown])
