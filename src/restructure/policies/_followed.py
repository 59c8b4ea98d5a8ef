"""How agreements are followed up where China's or the European Union's rules hold (履约跟踪规则).

Buckets, reminders and triggers are this library's judgment, `PLAIN_DELINQUENCY`; the classes, the observation period
and the forborne mark are those of `classification` and `forborne`, with their sources there.
"""

from __future__ import annotations

from dataclasses import replace

from ..law.scheme import EU_RETAIL
from ..policy import PLAIN_DELINQUENCY

IN_CHINA = replace(PLAIN_DELINQUENCY, schemes=["CN_2023"], observed=True)
IN_THE_UNION = replace(PLAIN_DELINQUENCY, schemes=["EU", "BASEL"], forborne=True, materiality=EU_RETAIL)
