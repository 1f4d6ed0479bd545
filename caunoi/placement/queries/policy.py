"""The policy a run was made by, in words: only what differs from the stated one."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from caunoi_engine.matching import Policy
from caunoi_kit.ui.formats import number

ARTICLE: Final = "priority_article"

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
