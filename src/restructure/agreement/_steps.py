"""The steps of an agreement's life: which may follow which, and what a recorded life must satisfy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from ..basics.errors import Fault
from ._seal import seal
from ._stated import Stated
from .parts import AgreementStatus, LifeStep

NEXT: Mapping[AgreementStatus, tuple[AgreementStatus, ...]] = {
    "proposed": ("signed", "cancelled"),
    "signed": ("performing", "breached", "completed", "superseded", "cancelled"),
    "performing": ("breached", "completed", "superseded", "cancelled"),
    "breached": ("performing", "completed", "superseded", "cancelled"),
    "completed": (),
    "superseded": (),
    "cancelled": (),
}
"""Where an agreement can go from where it stands; performing after breached is a cure."""


def faults_of_life(agreement: Stated) -> Iterator[Fault]:
    """Yield what in a recorded life does not follow from the agreement, with its path."""
    life = agreement.life
    if not life or life[0].status != "proposed" or life[0].on != agreement.drafted_on or life[0].by is not None:
        yield _fault("life", "must begin with the offer, proposed on drafted_on")
        return
    for place, (earlier, later) in enumerate(pairwise(life), 1):
        for fault in _faults_between(earlier, later):
            yield fault.below(f"life[{place}]")
    for place, step in enumerate(life):
        yield from (fault.below(f"life[{place}]") for fault in _faults_of_step(step))
    yield from _faults_of_signatures(agreement)
    yield from _faults_of_chain(agreement)


def _faults_between(earlier: LifeStep, later: LifeStep) -> Iterator[Fault]:
    if later.on < earlier.on:
        yield _fault("on", "is before the step it follows; correct one of them")
    signature = later.by is not None and earlier.status == later.status == "proposed"
    if not signature and later.status not in NEXT[earlier.status]:
        yield _fault("status", f"{later.status} cannot follow {earlier.status}")


def _faults_of_step(step: LifeStep) -> Iterator[Fault]:
    if (step.by is None) != (step.method is None):
        yield _fault("method", "goes with the party that signs; state both or neither")
    if step.by is not None and step.status not in ("proposed", "signed"):
        yield _fault("by", "is of a signature, and this step is none")
    if (step.successor is not None) != (step.status == "superseded"):
        yield _fault("successor", "belongs to a supersession and to nothing else")


def _faults_of_signatures(agreement: Stated) -> Iterator[Fault]:
    """Yield signatures by strangers, twice, or too late, and a signed status that came too early or never."""
    needed = {party.id for party in agreement.parties if party.role in agreement.rules.consent}
    for place, step in enumerate(agreement.life):
        if step.by is not None and step.by not in needed:
            yield _fault(f"life[{place}].by", "signs twice, or is no party whose signature is needed")
        if step.by is not None and step.on > agreement.valid_until:
            yield _fault(f"life[{place}].on", "is after the offer's validity; propose again")
        needed -= {step.by} if step.by is not None else set()
        if (step.status == "signed" and bool(needed)) or (step.status == "signed" and step.by is None):
            yield _fault(f"life[{place}].status", "is signed before every party whose signature is needed has signed")
        if step.by is not None and not needed and step.status == "proposed":
            yield _fault(f"life[{place}].status", "is not signed, though all have signed")


def _faults_of_chain(agreement: Stated) -> Iterator[Fault]:
    content, life = agreement.content_hash, agreement.life
    for place, step in enumerate(life):
        expected = seal(content, life[:place]) if place else content
        if step.before != expected:
            yield _fault(
                f"life[{place}].before", "is not the hash of the agreement as it stood; its content was changed"
            )


def _fault(path: str, message: str) -> Fault:
    return Fault(path, message, contradiction=True)
