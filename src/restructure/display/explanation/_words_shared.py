"""What is said of checks wherever they stand: rules, limits, sources and what is still to be confirmed. Data only."""

from __future__ import annotations

from collections.abc import Mapping

from ...basics.provenance import SourceLevel, Wording
from ._tell import Known, Words

HEADINGS: dict[str, Wording] = {
    "TO_CONFIRM": Wording("Still to be confirmed", "还需要核实的事项"),
    "CHECKS": Wording("Checks", "核对结果"),
}

LEVELS: dict[SourceLevel, str] = {
    "verified": "SOURCE_VERIFIED",
    "secondary": "SOURCE_SECONDARY",
    "unverified": "SOURCE_UNVERIFIED",
}

LINES: Mapping[str, Wording] = {
    "TO_CONFIRM": Wording(
        "The bank must still confirm these points before anyone signs.",
        "在签约之前，本行还要核实以下几点。",
    ),
    "TO_CONFIRM_ITEM": Wording("To confirm: {check_text}.", "待核实：{check_text}。"),
    "TO_CONFIRM_LIKELY": Wording(
        "To confirm: {check_text}. As it looks today, this is met.", "待核实：{check_text}。目前看来符合。"
    ),
    "TO_CONFIRM_DOUBTFUL": Wording(
        "To confirm: {check_text}. As it looks today, this may not be met.",
        "待核实：{check_text}。目前看来可能不符合。",
    ),
    "NOT_MET": Wording("Not met: {check_text}.", "不符合：{check_text}。"),
    "CHECK": Wording(
        "{check_code}: {check_status}; {check_text}; actual {check_actual}, limit {check_limit}.",
        "{check_code}：{check_status}；{check_text}；实际{check_actual}，限值{check_limit}。",
    ),
    "CHECK_TO_REVIEW": Wording(
        "{check_code}: {check_status}, the numbers indicate {check_indicated}; {check_text}; "
        "actual {check_actual}, limit {check_limit}.",
        "{check_code}：{check_status}，数据显示{check_indicated}；{check_text}；实际{check_actual}，限值{check_limit}。",
    ),
    "CHECK_UNKNOWN": Wording(
        "{check_code}: {check_status}; {check_text}; input missing, limit {check_limit}.",
        "{check_code}：{check_status}；{check_text}；缺少数据，限值{check_limit}。",
    ),
    "SOURCE_VERIFIED": Wording("{source_title}: the official text was read.", "{source_title}：已核对原文。"),
    "SOURCE_SECONDARY": Wording(
        "{source_title}: read in a reprint, not in the official text; review before signing.",
        "{source_title}：据转载文本，未核对原文，签约前应核实。",
    ),
    "SOURCE_UNVERIFIED": Wording(
        "{source_title}: not looked up; review before signing.", "{source_title}：未查证，签约前应核实。"
    ),
}

KNOWN: Mapping[str, Known] = {
    "check_code": Known("checks[{i}].code", "text"),
    "check_text": Known("checks[{i}].text", "text"),
    "check_status": Known("checks[{i}].status", "named"),
    "check_actual": Known("checks[{i}].actual", "text"),
    "check_limit": Known("checks[{i}].limit", "text"),
    "check_indicated": Known("checks[{i}].indicated", "named"),
    "source_title": Known("checks[{i}].sources[{j}].title", "text"),
}

CHECKS = Words(LINES, KNOWN)
