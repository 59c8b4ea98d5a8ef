"""China: how agreements are followed up (履约跟踪规则).

Buckets, reminders and triggers are this library's judgment, `PLAIN_DELINQUENCY`; class and observation are law.
"""

from __future__ import annotations

from dataclasses import replace

from ...policy import PLAIN_DELINQUENCY
from .classes import CN_2023, CN_OBSERVATION

__all__ = ["CN_FOLLOW_UP"]

CN_FOLLOW_UP = replace(PLAIN_DELINQUENCY, schemes=[CN_2023], observation=CN_OBSERVATION)
