"""The policy a run was made by in words, and each option with its name, range and meaning."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from caunoi.placement.queries.lesson import FACTOR_WORDS
from caunoi_engine.matching import FACTORS, FULL_SCORE, Policy, ReferralRules
from caunoi_engine.matching.policy import RANGES
from caunoi_engine.matching.referrals import REFERRAL_RANGES
from caunoi_kit.ui.formats import number

__all__ = [
    "FACTOR_NAMES",
    "GROUPS",
    "LABELS",
    "RANKED",
    "WHOLE",
    "OptionGroup",
    "OptionLine",
    "Policy",
    "ReferralRules",
    "changes_words",
    "option_groups",
    "option_range",
    "policy_words",
    "value_words",
]

ARTICLE: Final = "priority_article"
FACTOR_NAMES: Final = FACTORS
WHOLE: Final = FULL_SCORE  # what the most points of the factors come to
DEFAULT_RANGE: Final = (0, FULL_SCORE)
"""Of a number for which the engine names no range of its own."""

RANKED: Final = (
    ("score", "Theo mức hợp"),
    ("score_less_price", "Theo mức hợp trừ mức tranh nhau"),
)

LABELS: Final[dict[str, str]] = {
    **FACTOR_WORDS,
    "required_skills_percent": "Kỹ năng bắt buộc chiếm (% điểm kỹ năng)",
    "required_cover_min_percent": "Có ít nhất (% kỹ năng bắt buộc)",
    "education_step": "Bớt điểm mỗi bậc trình độ cao hơn",
    "experience_min_percent": "Có ít nhất (% kinh nghiệm cần)",
    "distance_half_km": "Còn nửa điểm đường đi ở (km)",
    "housing_percent": "Ở lại nơi làm được (% điểm đường đi)",
    "boarding_km": "Ở lại nơi làm, nơi học cách nhà đến (km, 0 là không hạn chế)",
    "wage_full_percent": "Đủ điểm lương khi cao hơn mong muốn (%)",
    "least_nearness": "Nghề gần ít nhất (phần nghìn)",
    "course_proximity_permille": "Khoá học gần nghề ít nhất (phần nghìn)",
    "course_radius_percent": "Đi học xa đến (% đường đi làm)",
    "course_fixed": "Bớt điểm cho mỗi khoá học",
    "course_month": "Bớt điểm cho mỗi tháng học",
    "course_dong_per_point": "Bớt một điểm cho mỗi (đồng học phí)",
    "course_km": "Bớt điểm cho mỗi km đi học",
    "course_km_max": "Tính đường đi học đến (km)",
    "course_net_min": "Học xong còn trên (điểm)",
    "priority_points": "Điểm cho đối tượng ưu tiên",
    "priority_article": "Điều luật cho phép điểm ưu tiên",
    "per_worker": "Số việc trong danh sách của một người",
    "per_position": "Số người giới thiệu cho một chỗ trống (0 là không hạn chế)",
    "firms_at_least": "Số nơi tuyển khác nhau, ít nhất",
    "rank_by": "Thứ tự danh sách",
}

GROUPS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "Sáu phần của điểm",
        "Điểm nhiều nhất của mỗi phần; cộng lại đúng 10.000. Giới tính, tuổi, dân tộc, tôn giáo, "
        "sức khoẻ, gia đình không có trong phần nào (Luật Việc làm 74/2025, Điều 5 khoản 1).",
        ("occupation", "skills", "education", "experience", "distance", "wage"),
    ),
    (
        "Đối tượng ưu tiên",
        "Chỉ thêm vào phương án, không đổi mức hợp hay danh sách nào: khi nhiều người cùng hợp "
        "một chỗ, người thuộc đối tượng ưu tiên được chọn trước. Số người có chỗ gần như không "
        "đổi. Để 0 khi không có điều luật cho phép.",
        ("priority_points", "priority_article"),
    ),
    (
        "Danh sách giới thiệu",
        "Trải ra nhiều nơi tuyển, không dồn quá nhiều người vào một chỗ. Theo mức hợp: mỗi người "
        "thấy việc hợp nhất, nên nhiều người cùng thấy ít việc. Trừ mức tranh nhau: mỗi người "
        "bớt hợp một chút, nhiều người hơn có cơ hội.",
        ("rank_by", "per_position", "firms_at_least", "per_worker"),
    ),
    (
        "Giới hạn",
        "Dưới mức này thì không giới thiệu.",
        (
            "required_cover_min_percent",
            "experience_min_percent",
            "least_nearness",
            "boarding_km",
            "course_proximity_permille",
            "course_radius_percent",
            "course_net_min",
        ),
    ),
    (
        "Cách tính trong từng phần",
        "Điểm của mỗi phần tăng giảm thế nào, và một khoá học làm bớt bao nhiêu điểm.",
        (
            "required_skills_percent",
            "education_step",
            "distance_half_km",
            "housing_percent",
            "wage_full_percent",
            "course_fixed",
            "course_month",
            "course_dong_per_point",
            "course_km",
            "course_km_max",
        ),
    ),
)


@dataclass(frozen=True)
class OptionLine:
    """One option: what it is, what holds, what is usual, and what another policy says."""

    name: str
    label: str
    value: str
    usual: str
    proposed: str = ""  # where it differs from what holds

    @property
    def is_usual(self) -> bool:
        return self.value == self.usual


@dataclass(frozen=True)
class OptionGroup:
    """Options about one thing, and what they do."""

    title: str
    words: str
    lines: tuple[OptionLine, ...]


def option_range(name: str) -> tuple[int, int]:
    """The least and the most a numeric option of either kind may be."""
    return (RANGES | REFERRAL_RANGES).get(name, DEFAULT_RANGE)


def option_groups(
    policy: Policy,
    rules: ReferralRules,
    proposed: tuple[Policy, ReferralRules] | None = None,
) -> tuple[OptionGroup, ...]:
    """Every option of what holds, with what is usual and, where it differs, what is proposed."""
    now = asdict(policy) | asdict(rules)
    usual = asdict(Policy()) | asdict(ReferralRules())
    other = now if proposed is None else asdict(proposed[0]) | asdict(proposed[1])
    return tuple(
        OptionGroup(
            title,
            words,
            tuple(
                OptionLine(
                    name,
                    LABELS[name],
                    value_words(name, now[name]),
                    value_words(name, usual[name]),
                    value_words(name, other[name]) if other[name] != now[name] else "",
                )
                for name in names
            ),
        )
        for title, words, names in GROUPS
    )


def changes_words(groups: tuple[OptionGroup, ...]) -> list[tuple[str, str, str]]:
    """What a proposal changes: option, what holds, what is proposed."""
    return [
        (line.label, line.value, line.proposed)
        for group in groups
        for line in group.lines
        if line.proposed
    ]


def value_words(name: str, value: Any) -> str:
    """The value of an option as a person reads it."""
    if name == "rank_by":
        return dict(RANKED)[value]
    if isinstance(value, str):
        return value or "không có"
    return number(value)


OPTION_WORDS: Final[dict[str, str]] = {
    "occupation": "nghề {} điểm",
    "skills": "kỹ năng {} điểm",
    "education": "trình độ {} điểm",
    "experience": "kinh nghiệm {} điểm",
    "distance": "đường đi làm {} điểm",
    "wage": "lương {} điểm",
    "required_skills_percent": "kỹ năng bắt buộc {}% số điểm kỹ năng",
    "required_cover_min_percent": "có ít nhất {}% kỹ năng bắt buộc",
    "education_step": "bớt {} điểm cho mỗi bậc trình độ cao hơn",
    "experience_min_percent": "có ít nhất {}% kinh nghiệm cần",
    "distance_half_km": "còn nửa số điểm đường đi ở {} km",
    "housing_percent": "ở lại nơi làm được {}% số điểm đường đi",
    "boarding_km": "ở lại nơi làm hoặc trường cách nhà đến {} km (0 là không hạn chế)",
    "wage_full_percent": "đủ điểm lương khi cao hơn mong muốn {}%",
    "least_nearness": "nghề gần ít nhất {} phần nghìn",
    "course_proximity_permille": "khoá học gần nghề ít nhất {} phần nghìn",
    "course_radius_percent": "đi học xa đến {}% đường đi làm",
    "course_fixed": "bớt {} điểm cho mỗi khoá học",
    "course_month": "bớt {} điểm cho mỗi tháng học",
    "course_dong_per_point": "bớt một điểm cho mỗi {} đồng học phí",
    "course_km": "bớt {} điểm cho mỗi km đi học",
    "course_km_max": "tính đường đi học đến {} km",
    "course_net_min": "học xong còn trên {} điểm",
    "priority_points": "thêm {} điểm cho đối tượng ưu tiên",
}


def policy_words(said: Mapping[str, Any] | None) -> str:
    """The options of a stored policy that differ from the stated ones; "" for a run without.

    An option that this version does not know any more is told by its name.
    """
    if said is None:
        return ""
    stated = asdict(Policy())
    words = [
        _words(name, value, stated.get(name))
        for name, value in said.items()
        if name != ARTICLE and value != stated.get(name)
    ]
    if not words:
        return "theo mặc định"
    if said.get("priority_points") and said.get(ARTICLE):
        words.append(f"căn cứ của điểm ưu tiên: {said[ARTICLE]}")
    return "; ".join(words)


def _words(name: str, value: Any, stated: Any) -> str:
    if name not in OPTION_WORDS:
        return f"{name} {value}"
    words = OPTION_WORDS[name].format(number(value))
    return f"{words} (mặc định {number(stated)})"
