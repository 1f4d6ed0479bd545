"""Reading a policy file: the weights and limits of the match, and the rules of referral lists.

JSON or TOML. Either the options of the policy stand at the top, or under "policy" with whatever
says where they come from beside it, as `caunoi learn-weights` writes it; the rules of referral
lists stand under "referrals". What is not said stays as it is by default. All faults are told at
once; there is no half-read policy.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from caunoi.placement.queries.policy import option_range
from caunoi_engine.matching import FACTORS, FULL_SCORE, Policy, ReferralRules
from caunoi_engine.matching.referrals import ORDERS_OF_LISTS
from caunoi_kit.ui.formats import number

LARGEST_FILE: Final = 100_000
"""Bytes: a policy is a page, and what is larger is another file."""
SHOWN: Final = 40
"""Characters of a wrong value that are repeated to the reader."""
LONGEST_TEXT: Final = 500
POLICY, REFERRALS = "policy", "referrals"

Faults = list[str]


class CannotReadPolicy(Exception):
    """The file is no policy; the message says all that is wrong with it, and what to do."""


@dataclass(frozen=True)
class PolicyFile:
    """What a policy file lays down; without a file, the stated policy."""

    policy: Policy = field(default_factory=Policy)
    rules: ReferralRules = field(default_factory=ReferralRules)


def read_policy(path: Path) -> PolicyFile:
    """Reads a policy from a `.json` or `.toml` file. Raises CannotReadPolicy with every fault."""
    what = f"Tệp chính sách ({path.name})"
    said = _said(path, what)
    faults: Faults = []
    weights = _section(said, POLICY, faults) if POLICY in said else _top(said)
    policy = _values(Policy, weights, faults)
    if POLICY in said:
        faults += [
            f"{name}: đứng ngoài «{POLICY}» nên không có tác dụng. Chuyển vào trong"
            for name in said
            if name in _names(Policy)
        ]
    rules = _values(ReferralRules, _section(said, REFERRALS, faults), faults)
    _check_sum(policy, faults)
    _check_priority(policy, faults)
    _check_firms(rules, faults)
    if faults:
        lines = "".join(f"\n- {fault}." for fault in faults)
        raise CannotReadPolicy(
            f"{what} có {len(faults)} chỗ sai:{lines}\n"
            "Sửa các chỗ đó rồi chạy lại; docs/policy.md nói về từng tuỳ chọn."
        )
    return PolicyFile(Policy(**policy), ReferralRules(**rules))


# --- From a file to values -----------------------------------------------------------------------


def _said(path: Path, what: str) -> Mapping[str, Any]:
    """What the file says, whatever it is."""
    kind = path.suffix.lower()
    if kind not in (".json", ".toml"):
        raise CannotReadPolicy(f"{what} phải là tệp .json hoặc .toml. Lưu lại theo dạng đó.")
    text = _text(path, what)
    try:
        said = tomllib.loads(text) if kind == ".toml" else _json(text)
    except _TwiceError as fault:
        raise CannotReadPolicy(f"{what} ghi {fault} hai lần. Bỏ bớt một chỗ.") from fault
    except (ValueError, RecursionError) as fault:
        raise CannotReadPolicy(
            f"{what} không đúng dạng {kind}{_where(fault)}. Sửa lại tệp rồi chạy lại."
        ) from fault
    if not isinstance(said, dict):
        raise CannotReadPolicy(f"{what} phải là một bảng «tên: giá trị». Sửa lại tệp rồi chạy lại.")
    return said


def _text(path: Path, what: str) -> str:
    try:
        if not path.is_file():
            raise CannotReadPolicy(f"{what} không có ở {path}. Xem lại đường dẫn.")
        if path.stat().st_size > LARGEST_FILE:
            raise CannotReadPolicy(f"{what} quá lớn để là một chính sách. Xem lại đường dẫn.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotReadPolicy(f"{what} không phải mã UTF-8. Lưu lại theo UTF-8.") from fault
    except OSError as fault:
        raise CannotReadPolicy(f"{what} không mở được ({fault.strerror}).") from fault


class _TwiceError(Exception):
    """A name that stands twice in one table: which of the two counts is nobody's guess."""


def _json(text: str) -> Any:
    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for name, value in pairs:
            if name in said:
                raise _TwiceError(_shown(name))
            said[name] = value
        return said

    return json.loads(text, object_pairs_hook=table)


def _where(fault: Exception) -> str:
    """Line and column of a fault, where the reader of the format tells them."""
    place = re.search(r"line (\d+),? column (\d+)", str(fault))
    return f" ở dòng {place[1]}, cột {place[2]}" if place else ""


# --- From values to options ----------------------------------------------------------------------


def _top(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name != REFERRALS}


def _section(said: Mapping[str, Any], name: str, faults: Faults) -> Mapping[str, Any]:
    section = said.get(name, {})
    if isinstance(section, dict):
        return section
    faults.append(f"{name}: {_shown(section)} phải là một bảng «tên: giá trị»")
    return {}


def _names(kind: type[Policy] | type[ReferralRules]) -> list[str]:
    return [field.name for field in fields(kind)]


def _values(
    kind: type[Policy] | type[ReferralRules], said: Mapping[str, Any], faults: Faults
) -> dict[str, Any]:
    """Every option of the kind: as said where that is right, else its default, and a fault."""
    values = {field.name: field.default for field in fields(kind)}
    for name, value in said.items():
        if name not in values:
            faults.append(f"{_shown(name)}: không có tuỳ chọn này. Có: {', '.join(values)}")
            continue
        fault = _fault(name, value, text=isinstance(values[name], str))
        if fault:
            faults.append(f"{name}: {_shown(value)} {fault}")
        else:
            values[name] = value
    return values


def _fault(name: str, value: Any, *, text: bool) -> str:
    """What is wrong with one value; "" if nothing."""
    if name == "rank_by":
        orders = ", ".join(ORDERS_OF_LISTS)
        return "" if value in ORDERS_OF_LISTS else f"phải là một trong: {orders}"
    if text:
        right = isinstance(value, str) and len(value) <= LONGEST_TEXT and value.isprintable()
        return "" if right else f"phải là một dòng chữ không quá {LONGEST_TEXT} ký tự"
    least, most = option_range(name)
    inside = f"từ {number(least)} đến {number(most)}"
    if isinstance(value, bool) or not isinstance(value, int):
        return f"phải là số nguyên {inside}"
    return "" if least <= value <= most else f"ngoài khoảng {inside}"


def _shown(value: Any) -> str:
    """The beginning of a value as it may be printed: no half of a letter, no endless number."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except ValueError:  # a number of thousands of digits
        return "số quá lớn"
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _check_sum(policy: Mapping[str, Any], faults: Faults) -> None:
    if any(fault.startswith(f"{name}:") for fault in faults for name in FACTORS):
        return  # which sum is meant is not known before these are right
    total = sum(policy[name] for name in FACTORS)
    if total != FULL_SCORE:
        faults.append(
            f"{', '.join(FACTORS)}: cộng lại là {number(total)}, cần đúng {number(FULL_SCORE)}"
        )


def _check_priority(policy: Mapping[str, Any], faults: Faults) -> None:
    if policy["priority_points"] and not policy["priority_article"].strip():
        faults.append(
            "priority_article: điểm cho đối tượng ưu tiên phải kèm điều luật cho phép. "
            "Ghi điều luật, hoặc để priority_points bằng 0"
        )


def _check_firms(rules: Mapping[str, Any], faults: Faults) -> None:
    if rules["firms_at_least"] > rules["per_worker"]:
        faults.append(
            f"firms_at_least: {rules['firms_at_least']} nhiều hơn per_worker "
            f"({rules['per_worker']}): một danh sách không có nhiều doanh nghiệp hơn việc làm"
        )
