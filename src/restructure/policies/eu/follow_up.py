"""European Union: how agreements are followed up (履约跟踪规则).

Buckets, reminders and triggers are this library's judgment, `PLAIN_DELINQUENCY`; classes, the forborne mark and what is
material are law.
"""

from __future__ import annotations

from dataclasses import replace

from ...policy import PLAIN_DELINQUENCY
from ..basel.classes import BASEL_2017
from .classes import EU_FORBORNE, EU_NPE, EU_RETAIL

__all__ = ["EU_FOLLOW_UP"]

EU_FOLLOW_UP = replace(PLAIN_DELINQUENCY, schemes=[EU_NPE, BASEL_2017], forborne=EU_FORBORNE, materiality=EU_RETAIL)
