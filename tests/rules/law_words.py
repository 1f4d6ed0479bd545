"""How the scenarios of the law are said in Vietnamese on the pages of docs/law."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from caunoi_rules.unemployment.ending import CAUSES

MONEY, MONTHS, PLAIN = " đồng", " tháng", ""

LABELS: dict[str, tuple[str, str]] = {
    # what is given
    "months": ("số tháng", MONTHS),
    "odd_days": ("ngày lẻ", " ngày"),
    "wage": ("tiền lương tháng", MONEY),
    "region": ("vùng", PLAIN),
    "state_scale": ("hưởng lương nhà nước", PLAIN),
    "segments": ("quá trình đóng", PLAIN),
    "from": ("từ", PLAIN),
    "to": ("đến", PLAIN),
    "employer": ("đơn vị", PLAIN),
    "status": ("tình trạng", PLAIN),
    "ended": ("ngày nghỉ việc", PLAIN),
    "ended_on": ("ngày nghỉ việc", PLAIN),
    "kind": ("hình thức", PLAIN),
    "contract": ("loại hợp đồng", PLAIN),
    "channel": ("cách nộp", PLAIN),
    "filed": ("ngày nộp", PLAIN),
    "arrived": ("dấu bưu chính đến", PLAIN),
    "completed": ("ngày đủ hồ sơ", PLAIN),
    "full": ("ngày đủ hồ sơ", PLAIN),
    "received": ("nhận", PLAIN),
    "requested": ("ngày đề nghị", PLAIN),
    "request": ("ngày đề nghị", PLAIN),
    "withdrawn": ("ngày đề nghị không hưởng hoặc rút", PLAIN),
    "decision_date": ("ngày quyết định", PLAIN),
    "slip_first_day": ("ngày đầu trên phiếu hẹn", PLAIN),
    "pickup": ("ngày đến nhận", PLAIN),
    "prior_reserve": ("bảo lưu từ lần trước", MONTHS),
    "employer_unable": ("đơn vị không còn khả năng đóng", PLAIN),
    "employer_unable_on": ("ngày xác nhận đơn vị không còn khả năng đóng", PLAIN),
    "confirmed_on": ("ngày xác nhận", PLAIN),
    "events": ("sự việc", PLAIN),
    "type": ("loại", PLAIN),
    "date": ("ngày", PLAIN),
    "notified": ("ngày báo", PLAIN),
    "bhxh": ("đóng bảo hiểm xã hội bắt buộc", PLAIN),
    "good_reason": ("có lý do chính đáng", PLAIN),
    "notices": ("thông báo tìm việc", PLAIN),
    "1": ("tháng thứ 1", PLAIN),
    "2": ("tháng thứ 2", PLAIN),
    "3": ("tháng thứ 3", PLAIN),
    "notices_default": ("thông báo các tháng", PLAIN),
    "transfer": ("chuyển nơi hưởng", PLAIN),
    "origin": ("mã tỉnh đi", PLAIN),
    "destination": ("mã tỉnh đến", PLAIN),
    "months_received": ("số tháng đã nhận", MONTHS),
    "readings": ("cách đọc", PLAIN),
    "regime": ("luật áp dụng", PLAIN),
    "on": ("ngày áp dụng", PLAIN),
    "start": ("ngày bắt đầu", PLAIN),
    "length": ("số ngày hoặc tháng", PLAIN),
    "count_first_day": ("tính cả ngày đầu", PLAIN),
    "totals": ("tổng số tháng đóng", PLAIN),
    "total": ("tổng số tháng", MONTHS),
    "granted": ("số tháng hưởng", PLAIN),
    "suspended": ("tháng bị tạm dừng", PLAIN),
    "cause": ("trường hợp", PLAIN),
    "window_last": ("ngày cuối của hạn", PLAIN),
    "last_day": ("ngày cuối hưởng", PLAIN),
    "limit": ("ngày hết hạn", PLAIN),
    "informed_on": ("ngày nhận thông báo", PLAIN),
    "noticed_on": ("ngày thông báo lại", PLAIN),
    "tuition_course": ("học phí cả khóa", MONEY),
    "tuition_month": ("học phí một tháng", MONEY),
    "study_days": ("ngày thực học", PLAIN),
    "benefit": ("thời gian hưởng", PLAIN),
    "awaiting_benefit": ("đang chờ kết quả trợ cấp", PLAIN),
    "paid_months": ("đã đóng trong 36 tháng", MONTHS),
    "lawful": ("nghỉ việc đúng luật", PLAIN),
    "barred_by": ("trong thời gian xét", PLAIN),
    "had_support": ("đã được hỗ trợ", PLAIN),
    "decided": ("ngày quyết định", PLAIN),
    "benefit_last": ("ngày cuối hưởng trợ cấp", PLAIN),
    "course_first": ("ngày khai giảng", PLAIN),
    "course_last": ("ngày kết thúc khóa", PLAIN),
    "catch_up": ("có dạy bù", PLAIN),
    "last_study_day": ("ngày học cuối", PLAIN),
    "list_received": ("ngày nhận danh sách", PLAIN),
    "last_pickup": ("ngày hết hạn trả kết quả", PLAIN),
    "unpaid_days": ("ngày làm việc không lương", " ngày"),
    "disabled_since": ("tuyển người khuyết tật ngày", PLAIN),
    "workforce": ("số lao động", PLAIN),
    "workforces": ("số lao động", PLAIN),
    "insured": ("số người tham gia bảo hiểm", PLAIN),
    "cut": ("số phải cắt giảm", PLAIN),
    "months_paid": ("số tháng được trả hoặc đã đóng", MONTHS),
    "keep_months": ("giữ việc làm", MONTHS),
    "commune_confirmed": ("cấp xã xác nhận", PLAIN),
    "arose": ("ngày thuộc đối tượng", PLAIN),
    "people": ("số người học", PLAIN),
    "monthly_fee": ("học phí một người một tháng", MONEY),
    "leavings": ("cách nghỉ và số tiền đã hỗ trợ", PLAIN),
    "spent": ("đã quyết toán", MONEY),
    "reported": ("ngày báo cáo", PLAIN),
    "asked": ("ngày đề nghị", PLAIN),
    "decision_received": ("ngày nhận quyết định", PLAIN),
    "money_received": ("ngày nhận tiền", PLAIN),
    "contract_ended": ("ngày chấm dứt hợp đồng", PLAIN),
    "told": ("ngày nhận thông báo", PLAIN),
    "paid": ("các tháng đã trả", PLAIN),
    "number": ("tháng thứ", PLAIN),
    "amount": ("số tiền", MONEY),
    "due": ("mức đúng", MONEY),
    "never_due": ("không đủ điều kiện từ đầu", PLAIN),
    "fault": ("nguyên nhân", PLAIN),
    # what the rules say
    "eligible": ("đủ điều kiện", PLAIN),
    "reasons": ("lý do", PLAIN),
    "codes": ("lý do", PLAIN),
    "clause": ("theo khoản", PLAIN),
    "contributing_clause": ("đang đóng theo khoản", PLAIN),
    "months_total": ("tổng thời gian đóng", MONTHS),
    "window": ("xét trong", MONTHS),
    "months_in_window": ("đã đóng trong thời gian xét", MONTHS),
    "filing_deadline": ("hạn nộp hồ sơ", PLAIN),
    "filed_in_time": ("nộp đúng hạn", PLAIN),
    "test_last_day": ("xét tình trạng đến", PLAIN),
    "decision_due": ("hạn trình quyết định", PLAIN),
    "average": ("lương bình quân", MONEY),
    "amount_exact": ("mức trước khi làm tròn", MONEY),
    "cap_law": ("mức trần theo luật", MONEY),
    "cap_decree": ("mức trần theo nghị định", MONEY),
    "amount_decree": ("mức theo nghị định", MONEY),
    "cap_readings_differ": ("hai cách đọc khác nhau", PLAIN),
    "months_granted": ("số tháng hưởng", MONTHS),
    "reserve_decision": ("tháng lẻ bảo lưu", MONTHS),
    "outcome": ("kết quả", PLAIN),
    "end_date": ("ngày chấm dứt", PLAIN),
    "report_due": ("hạn báo trung tâm", PLAIN),
    "reported_in_time": ("báo đúng hạn", PLAIN),
    "months_suspended": ("số tháng tạm dừng", MONTHS),
    "suspensions": ("tạm dừng", PLAIN),
    "resumptions": ("tiếp tục hưởng", PLAIN),
    "k": ("tháng thứ", PLAIN),
    "submit_due": ("hạn trình", PLAIN),
    "remaining": ("còn lại", MONTHS),
    "total_money": ("tổng tiền", MONEY),
    "reserve_termination": ("bảo lưu khi chấm dứt", MONTHS),
    "reserve_uncollected": ("bảo lưu vì không nhận tiền", MONTHS),
    "reserve_total": ("tổng bảo lưu", MONTHS),
    "reserved": ("tháng lẻ bảo lưu", PLAIN),
    "periods": ("các tháng hưởng", PLAIN),
    "pickup_window": ("hạn nhận quyết định", PLAIN),
    "inform_bhxh_due": ("hạn báo bảo hiểm xã hội", PLAIN),
    "cancel_due": ("hạn trình hủy", PLAIN),
    "notice_windows": ("hạn thông báo tìm việc", PLAIN),
    "allowed": ("được phép", PLAIN),
    "sender_due": ("hạn của nơi đi", PLAIN),
    "receiver_due": ("hạn của nơi đến", PLAIN),
    "withdraw_due": ("hạn gửi trả", PLAIN),
    "base": ("tiền lương tính đóng", MONEY),
    "worker": ("người lao động đóng", MONEY),
    "state_most": ("Nhà nước hỗ trợ tối đa", MONEY),
    "capped": ("vượt mức trần", PLAIN),
    "tuition": ("học phí được trả", MONEY),
    "meals": ("tiền ăn", MONEY),
    "own_part": ("tự trả", MONEY),
    "per_person": ("mỗi người", MONEY),
    "needed": ("số phải cắt giảm, ít nhất", PLAIN),
    "surplus": ("còn dư", MONEY),
    "decide_by": ("hạn trình thu hồi", PLAIN),
    "lines": ("các khoản thu hồi", PLAIN),
    "result": ("kết quả", PLAIN),
    "day": ("hạn cuối", PLAIN),
    "moved_from": ("lùi từ ngày nghỉ", PLAIN),
    "first": ("từ ngày", PLAIN),
    "last": ("đến ngày", PLAIN),
}
"""The label of every key, and what stands behind its number."""

BY_CALL: dict[str, dict[str, tuple[str, str]]] = {
    "decide": {
        "kind": ("cách chấm dứt", PLAIN),
        "months": ("đóng liền", MONTHS),
        "amount": ("mức hưởng một tháng", MONEY),
        "months_paid": ("số tháng được trả", MONTHS),
        "start": ("bắt đầu hưởng", PLAIN),
    },
    "periods": {
        "months": ("số tháng hoặc các tháng hưởng", PLAIN),
        "start": ("bắt đầu hưởng", PLAIN),
    },
    "training.support": {"months": ("số tháng", MONTHS)},
    "employer_right": {"months_paid": ("đóng đủ trong 24 tháng", MONTHS)},
    "employer_support": {"amount": ("kinh phí hỗ trợ", MONEY)},
    "contribution_rates.contribution": {
        "employer": ("đơn vị đóng", MONEY),
        "on": ("tháng đóng có ngày", PLAIN),
    },
    "employer_training.settle": {"received": ("đã nhận", MONEY)},
    "reserve.reserve_after": {
        "total": ("tổng số tháng đóng, hoặc tổng bảo lưu", MONTHS),
        "granted": ("số tháng hưởng", MONTHS),
        "received": ("đã hưởng", MONTHS),
        "suspended": ("bị tạm dừng", MONTHS),
    },
    "overpaid": {"amount": ("số tiền", MONEY), "ended": ("ngày chấm dứt hưởng", PLAIN)},
    "transfer.transfer": {"received": ("nơi đến nhận hồ sơ", PLAIN)},
}
"""Keys that mean something else in one kind of scenario."""

VALUES = {
    "indefinite": "không xác định thời hạn",
    "fixed_ge12": "xác định thời hạn từ 12 tháng",
    "fixed_1_12": "từ 01 đến dưới 12 tháng",
    "seasonal_3_12": "mùa vụ từ 03 đến dưới 12 tháng",
    "agreement": "thỏa thuận",
    "dismissal": "sa thải",
    "unlawful_unilateral": "đơn phương trái luật",
    "pension_eligible": "nghỉ khi đủ điều kiện hưu",
    "pension_drawing": "đang hưởng lương hưu",
    "in_person": "trực tiếp",
    "post": "bưu chính",
    "online": "trực tuyến",
    "sick_maternity14": "ốm đau, thai sản từ 14 ngày",
    "unpaid_leave14": "nghỉ không lương từ 14 ngày",
    "suspended14": "tạm hoãn hợp đồng từ 14 ngày",
    "employer_arrears": "đơn vị chưa đóng",
    "job": "có việc làm",
    "business": "đăng ký kinh doanh",
    "military": "nhập ngũ",
    "pension": "hưởng lương hưu",
    "refusal": "từ chối việc làm",
    "emigrate": "ra nước ngoài định cư",
    "study": "đi học",
    "fine": "bị xử phạt",
    "death": "chết",
    "compulsory": "biện pháp bắt buộc",
    "missing": "mất tích",
    "detained": "bị tạm giam",
    "own_request": "tự đề nghị",
    "uncollected": "không nhận tiền",
    "late_confirmation": "xác nhận bổ sung",
    "on_time": "đúng hạn",
    "old": "luật cũ",
    "new": "luật mới",
    "refused": "không được hưởng",
    "cancelled": "hủy quyết định",
    "completed": "hưởng hết thời gian",
    "terminated": "chấm dứt",
    "UNLAWFUL": "đơn phương trái luật",
    "PENSION": "lương hưu",
    "CONTRIBUTIONS": "chưa đủ thời gian đóng",
    "NOT_CONTRIBUTING": "không phải người đang đóng",
    "LATE": "nộp muộn",
    "EMPLOYED": "có việc làm",
    "MILITARY": "nhập ngũ",
    "STUDY": "đi học",
    "COMPULSORY": "biện pháp bắt buộc",
    "DETAINED": "bị tạm giam",
    "EMIGRATED": "ra nước ngoài định cư",
    "DEAD": "đã chết",
    "ENDING": "cách chấm dứt hợp đồng",
    "SITUATION": "tình trạng trong thời gian xét",
    "ONCE": "đã được hỗ trợ",
    "CUT": "chưa đủ số phải cắt giảm",
    "CAUSE": "không có lý do luật định",
    "CONFIRMATION": "thiếu xác nhận của cấp xã",
    "PLAN": "phương án giữ việc làm chưa đủ",
    "RESTRUCTURING": "thay đổi cơ cấu, công nghệ",
    "ECONOMIC": "lý do kinh tế",
    "DISASTER": "thiên tai, dịch bệnh",
    "RELOCATION": "di dời, thu hẹp",
    "DECISION": "quyết định sai hoặc chậm",
    "EMPLOYER_RIGHT": "đơn vị chấm dứt đúng luật",
    "DISMISSED": "bị sa thải",
    "WORKER_RIGHT": "người lao động chấm dứt đúng luật",
    "WORKER_UNLAWFUL": "người lao động chấm dứt trái luật",
    "OTHER": "không bố trí được việc",
}
"""Codes as words. A contract as the kind of a job is said by `type`."""

INNER = ""
"""The call of facts inside facts: their keys have the plain labels."""
PAIR = 2

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_PART = re.compile(r"(\d+)/(\d+)")
HALF = "2"
REGIONS = {1: "I", 2: "II", 3: "III", 4: "IV"}
SKIPPED = {"employer": {"E1", "E2"}, "kind": {"contract"}}
"""What a reader need not see: the name of an employer, and that a job is a contract."""


def said(
    facts: Mapping[str, Any], call: str, reading_words: Mapping[str, Mapping[Any, str]]
) -> str:
    """Facts as one line of words."""
    parts = []
    overrides = BY_CALL.get(call, {})
    for key, value in facts.items():
        if key == "readings":
            parts += [f"cách đọc: {reading_words[name][chosen]}" for name, chosen in value.items()]
        elif not (isinstance(value, str) and value in SKIPPED.get(key, ())):
            label, unit = overrides.get(key) or LABELS[key]
            if key == "months" and isinstance(value, list) and not overrides:
                label = "các tháng"
            parts.append(f"{label}: {_value(value, key, unit, call, reading_words)}")
    return "; ".join(parts)


def _value(
    value: Any, key: str, unit: str, call: str, reading_words: Mapping[str, Mapping[Any, str]]
) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Mapping):
        return f"({said(value, INNER, reading_words)})"
    if isinstance(value, list):
        inner = [_value(each, key, PLAIN, call, reading_words) for each in value]
        pair = bool(value) and not any(isinstance(each, Mapping | list | int) for each in value)
        between = " – " if pair and len(value) == PAIR and key not in ("reasons", "codes") else ", "
        return between.join(inner) if inner else "không có"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        return (REGIONS[value] if key == "region" else grouped(value)) + unit
    return _text(value, key, unit)


def _text(value: str, key: str, unit: str) -> str:
    if not value:
        return "không thông báo" if key in {"1", "2", "3"} else "không có"
    if key == "cause" and value in CAUSES:
        return f"{value} ({CAUSES[value].label})"
    return _figure(value, key, unit) or VALUES.get(value, value) + (unit if value.isdigit() else "")


def _figure(value: str, key: str, unit: str) -> str:
    """A text that is a day, a month, a fraction or a decimal; empty for other texts."""
    if found := _DAY.fullmatch(value):
        return f"{found[3]}/{found[2]}/{found[1]}"
    if (found := _MONTH.fullmatch(value)) and key in {"from", "to"}:
        return f"{found[2]}/{found[1]}"
    if found := _PART.fullmatch(value):
        halves = f"{int(found[1]) // 2},5" if found[2] == HALF else None
        return (halves or grouped(int(found[1]) // int(found[2])) + f",{_tenth(found)}") + unit
    if key == "average":
        whole, _, rest = value.partition(".")
        return f"{grouped(int(whole))},{rest}{unit}"
    return ""


def _tenth(found: re.Match[str]) -> int:
    """The first digit behind the comma of a fraction."""
    return int(found[1]) * 10 // int(found[2]) % 10


def grouped(value: int) -> str:
    """A number as people write it."""
    return f"{value:,}".replace(",", ".")
