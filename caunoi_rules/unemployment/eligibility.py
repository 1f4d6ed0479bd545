"""Who receives the benefit (Law 74/2025 Điều 38, Decree 374 Điều 3; Law 38/2013 Điều 49)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from caunoi_rules.unemployment.contributions import CLAUSES
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.regimes import Regime, figures

CONTRACTS: Final = {
    "indefinite": "hợp đồng không xác định thời hạn",
    "fixed_ge12": "hợp đồng xác định thời hạn từ đủ 12 tháng",
    "fixed_1_12": "hợp đồng từ đủ 1 tháng đến dưới 12 tháng",
    "seasonal_3_12": "hợp đồng mùa vụ hoặc theo việc, từ đủ 3 đến dưới 12 tháng (luật cũ)",
    "work_contract": "hợp đồng làm việc",
}
SHORT_CONTRACTS: Final = {
    Regime.OLD: frozenset({"seasonal_3_12"}),
    Regime.NEW: frozenset({"fixed_1_12", "seasonal_3_12"}),
}
"""Contracts with the longer window; a seasonal contract is one of 1 to 12 months in the new law."""

ENDINGS: Final = {
    "agreement": "thỏa thuận chấm dứt",
    "expiry": "hết hạn hợp đồng",
    "dismissal": "bị sa thải hoặc buộc thôi việc",
    "lawful_unilateral": "đơn phương chấm dứt đúng pháp luật",
    "restructuring": "thay đổi cơ cấu, công nghệ hoặc lý do kinh tế",
    "unlawful_unilateral": "người lao động đơn phương chấm dứt trái pháp luật",
    "pension_eligible": "nghỉ việc khi đủ điều kiện hưởng lương hưu",
    "pension_drawing": "đang hưởng lương hưu hoặc trợ cấp mất sức lao động hằng tháng",
}
PENSION_ENDINGS: Final = {
    Regime.OLD: frozenset({"pension_drawing"}),
    Regime.NEW: frozenset({"pension_eligible", "pension_drawing"}),
}
"""Who draws a pension was eligible for it (Law 74/2025, Điều 31 khoản 2)."""


class Refusal(NamedTuple):
    """Why a benefit is refused: words for the person, and the article of each law."""

    label: str
    article_new: str
    article_old: str

    def article(self, regime: Regime) -> str:
        """The article of a law."""
        return self.article_old if regime is Regime.OLD else self.article_new


_D, _NEW, _OLD = "điểm d", "Luật 74/2025/QH15, Điều 38 khoản 1", "Luật 38/2013/QH13, Điều 49 khoản"
REFUSALS: Final = {
    "UNLAWFUL": Refusal(
        "Đơn phương chấm dứt hợp đồng trái pháp luật.", f"{_NEW} điểm a", f"{_OLD} 1 điểm a"
    ),
    "PENSION": Refusal(
        "Nghỉ việc khi đủ điều kiện hoặc đang hưởng lương hưu.",
        f"{_NEW} điểm a",
        f"{_OLD} 1 điểm b",
    ),
    "CONTRIBUTIONS": Refusal("Chưa đóng đủ số tháng.", f"{_NEW} điểm b", f"{_OLD} 2"),
    "NOT_CONTRIBUTING": Refusal(
        "Khi chấm dứt không phải người đang đóng bảo hiểm thất nghiệp.",
        f"{_NEW}; Nghị định 374/2025/NĐ-CP, Điều 3",
        f"{_OLD} 1",
    ),
    "LATE": Refusal("Nộp hồ sơ quá hạn 3 tháng.", f"{_NEW} điểm c", f"{_OLD} 3"),
    "EMPLOYED": Refusal("Có việc làm trong thời gian chờ.", f"{_NEW} {_D}", f"{_OLD} 4"),
    "MILITARY": Refusal(
        "Thực hiện nghĩa vụ quân sự, công an hoặc dân quân thường trực.",
        f"{_NEW} {_D}",
        f"{_OLD} 4 điểm a",
    ),
    "STUDY": Refusal("Đi học dài hạn.", f"{_NEW} {_D}", f"{_OLD} 4 điểm b"),
    "COMPULSORY": Refusal(
        "Chấp hành biện pháp đưa vào cơ sở giáo dục, cai nghiện bắt buộc.",
        f"{_NEW} {_D}",
        f"{_OLD} 4 điểm c",
    ),
    "DETAINED": Refusal("Bị tạm giam hoặc chấp hành án tù.", f"{_NEW} {_D}", f"{_OLD} 4 điểm d"),
    "EMIGRATED": Refusal("Ra nước ngoài định cư.", f"{_NEW} {_D}", f"{_OLD} 4 điểm đ"),
    "DEAD": Refusal("Người lao động đã chết.", f"{_NEW} {_D}", f"{_OLD} 4 điểm e"),
}
"""Every ground of refusal by the code of the output."""


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether the benefit is due, and every ground against it."""

    eligible: bool
    codes: tuple[str, ...]
    reasons: tuple[Reason, ...]


def window_months(contract: str, regime: Regime = Regime.NEW) -> int:
    """The months looked back on: 24, for short contracts 36.

    >>> window_months("fixed_1_12"), window_months("fixed_1_12", Regime.OLD)
    (36, 24)
    """
    known = figures(regime)
    short = contract in SHORT_CONTRACTS[regime]
    return known.window_months_short if short else known.window_months


def judge(
    *,
    regime: Regime = Regime.NEW,
    window: int,
    months_in_window: int,
    clause: int,
    termination_kind: str,
    filed_in_time: bool,
    blocking: Iterable[str] = (),
) -> Eligibility:
    """Every ground of refusal that applies.

    `blocking` are the codes of what happened while the person waited (EMPLOYED, MILITARY, STUDY,
    COMPULSORY, DETAINED, EMIGRATED, DEAD).
    """
    known = figures(regime)
    found = set(blocking)
    if termination_kind == "unlawful_unilateral":
        found.add("UNLAWFUL")
    if termination_kind in PENSION_ENDINGS[regime]:
        found.add("PENSION")
    if months_in_window < known.least_months:
        found.add("CONTRIBUTIONS")
    if not clause:
        found.add("NOT_CONTRIBUTING")
    if not filed_in_time:
        found.add("LATE")
    codes = tuple(sorted(found))
    paid = Reason(
        f"Đóng {months_in_window} tháng trong {window} tháng trước khi chấm dứt, "
        f"cần từ đủ {known.least_months} tháng.",
        known.law("least_months"),
    )
    contributing = Reason(f"Người lao động {CLAUSES[clause]}.", _clause_article(clause, regime))
    refused = [
        Reason(f"Không được hưởng: {REFUSALS[code].label}", REFUSALS[code].article(regime))
        for code in codes
    ]
    return Eligibility(not codes, codes, (paid, contributing, *refused))


def _clause_article(clause: int, regime: Regime) -> str:
    if regime is Regime.OLD:
        return "Luật 38/2013/QH13, Điều 49"
    return f"Nghị định 374/2025/NĐ-CP, Điều 3{f' khoản {clause}' if clause else ''}"
