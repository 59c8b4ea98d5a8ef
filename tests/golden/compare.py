"""Read vectors and compare amounts with the digits their source prints."""

from __future__ import annotations

import gzip
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from golden.rejected import OPEN, REJECTED

HERE = Path(__file__).parent / "data"


def load(name: str) -> Any:
    """Return a data file, printed decimals kept as printed."""
    path = HERE / name
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return json.loads(text, parse_float=Decimal)


def unequal(label: str, ours: Decimal, printed: Decimal | str | int, *, digits: int | None = None) -> list[str]:
    """Return what is wrong with an amount: nothing when it equals the printed one, after rounding to `digits` if given.

    Without `digits` it must be equal as it stands.
    """
    seen = ours if digits is None else ours.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return [] if seen == Decimal(printed) else [f"{label}: {seen}, printed {printed}"]


def assert_verdict(identity: str, found: list[str]) -> None:
    """Assert that a vector matches, or that a rejected or open one still does not."""
    if identity in REJECTED or identity in OPEN:
        assert found, f"{identity} matches now: take it off the list"
    else:
        assert found == []
