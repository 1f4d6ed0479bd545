"""The engine's typed reasons in plain Vietnamese. The only place where they are worded.

The sentences name no one ("Cách nhà 12 km"), so the person, the counsellor and the employer can
read the same ones.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final, Literal

from caunoi.classifications.choices import QUALIFICATION_RANKS, Qualification, Scheme, Shift
from caunoi.classifications.models import Certificate, Occupation, Skill
from caunoi_engine.matching import Change, CourseNear, Explanation, Factor, Requirement
from caunoi_engine.text.folding import fold
from caunoi_kit.ui import formats

State = Literal["met", "gap", "filled", "open"]

# What matters most to somebody reading a list comes first.
ORDER: Final = (
    "OCCUPATION",
    "COMMUTE",
    "WAGE",
    "REQUIRED_SKILLS",
    "CERTIFICATE",
    "EXPERIENCE",
    "SHIFT",
    "EDUCATION",
)
SAME_OCCUPATION, VERY_NEAR = 1000, 600  # permille of nearness; see reference/README.md
NAMES_SHOWN: Final = 3
WAGE_STEP: Final = 10_000  # đồng
SLUG_LONGEST: Final = 60

OBSTACLE_WORDS: Final[dict[str, str]] = {
    "CERTIFICATE": "Thiếu chứng chỉ bắt buộc",
    "REQUIRED_SKILLS": "Thiếu kỹ năng bắt buộc",
    "EXPERIENCE": "Thiếu kinh nghiệm",
    "EDUCATION": "Thiếu trình độ",
    "WAGE_PLUS_10_PERCENT": "Lương thấp hơn mong muốn",
    "HOUSING": "Xa nhà, chưa có chỗ ở",
    "SHIFT": "Ca làm chưa hợp",
    "COMPETITION": "Người hợp đã có việc hợp hơn",
    "NOBODY": "Chưa ai gần đủ điều kiện",
}

GAIN_WORDS: Final[dict[str, str]] = {
    "CERTIFICATE": "{} người chỉ thiếu chứng chỉ: mở lớp",
    "REQUIRED_SKILLS": "{} người chỉ thiếu kỹ năng: mở lớp",
    "EXPERIENCE": "{} người chỉ thiếu kinh nghiệm",
    "EDUCATION": "{} người chỉ thiếu trình độ",
    "WAGE_PLUS_10_PERCENT": "{} người nhận nếu lương cao hơn 10%",
    "HOUSING": "{} người nhận nếu có chỗ ở",
    "SHIFT": "{} người nhận nếu đổi ca",
}

DEMAND_WORDS: Final[dict[str, str]] = {
    "CERTIFICATE": "Nếu nhận người chưa có chứng chỉ",
    "REQUIRED_SKILLS": "Nếu dạy kỹ năng sau khi nhận",
    "EXPERIENCE": "Nếu không đòi kinh nghiệm",
    "EDUCATION": "Nếu không đòi bằng cấp",
    "WAGE_PLUS_10_PERCENT": "Nếu lương cao hơn 10%",
    "HOUSING": "Nếu có chỗ ở",
    "SHIFT": "Nếu nhận mọi ca làm",
}


@dataclass(frozen=True)
class Names:
    """What the codes in an explanation are called."""

    occupations: Mapping[str, str]
    skills: Mapping[str, str]
    certificates: Mapping[str, str]

    def of(self, kind: Mapping[str, str], codes: Iterable[str]) -> str:
        """The first few names in a row: "hàn 3G, lái xe nâng và 2 thứ nữa"."""
        named = [lower_first(kind.get(code, code)) for code in codes]
        if len(named) <= NAMES_SHOWN:
            return ", ".join(named)
        rest = len(named) - NAMES_SHOWN
        return f"{', '.join(named[:NAMES_SHOWN])} và {rest} thứ nữa"


@dataclass(frozen=True)
class Point:
    """One demand of a vacancy and how somebody stands to it.

    "open" says something true that is no demand (no wage stated, no experience asked); it is not
    counted in the arch.
    """

    code: str
    state: State
    text: str


@dataclass(frozen=True)
class Fit:
    """How well somebody and a vacancy go together, perhaps after a course."""

    feasible: bool
    score: int  # basis points
    points: tuple[Point, ...]
    factors: tuple[Factor, ...] = ()

    @property
    def shares(self) -> dict[str, float]:
        """What of each factor's most was earned, 0 to 1: these outlive a change of weights."""
        return {
            one.name: round(one.points / one.maximum, 4) if one.maximum else 0.0
            for one in self.factors
        }

    @property
    def met(self) -> int:
        return sum(point.state == "met" for point in self.points)

    @property
    def filled(self) -> int:
        return sum(point.state == "filled" for point in self.points)

    @property
    def total(self) -> int:
        return sum(point.state != "open" for point in self.points)

    @property
    def why(self) -> tuple[str, ...]:
        """What fits: what a course fills first, then demands met, then remarks."""
        order = ("filled", "met", "open")
        fits = [point for point in self.points if point.state in order]
        return tuple(p.text for p in sorted(fits, key=lambda p: order.index(p.state)))

    @property
    def missing(self) -> tuple[str, ...]:
        """What is missing, to follow "Còn thiếu:"."""
        return tuple(point.text for point in self.points if point.state == "gap")

    @property
    def score_percent(self) -> int:
        return round(self.score / 100)


UNKNOWN_WAY = Point("COMMUTE", "open", "Tin chỉ ghi tỉnh: hỏi rõ nơi làm trước khi đến")


def names_of(explanations: Iterable[Explanation]) -> Names:
    """The names of all codes in these explanations. Three queries."""
    occupations, skills, certificates = set(), set(), set()
    for explanation in explanations:
        for requirement in explanation.requirements:
            detail = requirement.detail
            if requirement.code == "OCCUPATION":
                occupations.add(detail["offered"])
            elif requirement.code == "REQUIRED_SKILLS":
                skills.update(detail["needed"])
            elif requirement.code == "CERTIFICATE":
                certificates.update(detail["needed"])
    return Names(
        occupations=dict(
            Occupation.objects.filter(
                scheme=Scheme.ISCO08, code__in=sorted(occupations)
            ).values_list("code", "name")
        ),
        skills=dict(Skill.objects.filter(code__in=sorted(skills)).values_list("code", "name")),
        certificates=dict(
            Certificate.objects.filter(code__in=sorted(certificates)).values_list("code", "name")
        ),
    )


def fit_of(explanation: Explanation, names: Names, *, roughly_placed: bool = False) -> Fit:
    """An explanation in words, the most telling demand first.

    `roughly_placed`: the vacancy names its province only, so nobody knows how far it is.
    """
    told = [
        UNKNOWN_WAY
        if roughly_placed and one.code == UNKNOWN_WAY.code
        else WORDINGS[one.code](one, names)
        for one in explanation.requirements
    ]
    points = sorted((point for point in told if point), key=lambda point: ORDER.index(point.code))
    return Fit(explanation.feasible, explanation.score, tuple(points), explanation.factors)


def lower_first(text: str) -> str:
    """A name inside a sentence: "Hàn 3G" → "hàn 3G", but "TOPIK" stays."""
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].lower() + text[1:]


def shift_words(shifts: Iterable[str]) -> str:
    """Working patterns in a row: "giờ hành chính, làm đêm"."""
    return ", ".join(lower_first(str(Shift(code).label)) for code in shifts)


def schooling_words(rank: int) -> str:
    """The plainest qualification of a rank."""
    for qualification, its_rank in QUALIFICATION_RANKS.items():
        if its_rank == rank:
            return lower_first(str(Qualification(qualification).label))
    raise ValueError(f"no qualification has rank {rank}")


def _occupation(one: Requirement, names: Names) -> Point:
    name = names.of(names.occupations, [one.detail["offered"]])
    if one.state == "MISSING":
        return Point(one.code, "gap", f"nghề mong muốn khác nghề này ({name})")
    nearness = one.detail["permille"]
    if nearness >= SAME_OCCUPATION:
        return Point(one.code, "met", f"Đúng nghề mong muốn: {name}")
    if nearness >= VERY_NEAR:
        return Point(one.code, "met", f"Rất gần nghề mong muốn: {name}")
    return Point(one.code, "met", f"Gần nghề mong muốn: {name}")


def _commute(one: Requirement, names: Names) -> Point:
    way = formats.distance(one.detail["distance_km"])
    reach = formats.distance(one.detail["radius_km"])
    if one.state == "MISSING":
        return Point(one.code, "gap", f"cách nhà {way}, ngoài {reach} đã chọn")
    if one.detail["distance_km"] > one.detail["radius_km"]:
        return Point(one.code, "met", f"Có chỗ ở tại nơi làm, cách nhà {way}")
    return Point(one.code, "met", f"Cách nhà {way}, trong {reach} đã chọn")


def _wage(one: Requirement, names: Names) -> Point:
    offered, wished = one.detail["offered"], one.detail["wished"]
    if offered is None:
        return Point(one.code, "open", "Tin chưa ghi lương: hỏi trước khi đến")
    top = formats.wage_short(offered, offered)
    if one.state == "MISSING":
        wish = formats.wage_short(wished, wished)
        return Point(one.code, "gap", f"lương cao nhất {top}, mong từ {wish}")
    if not wished:
        return Point(one.code, "open", f"Lương đến {top}")
    return Point(one.code, "met", f"Lương đến {top}, mong từ {formats.wage_short(wished, wished)}")


def _skills(one: Requirement, names: Names) -> Point | None:
    needed, missing = one.detail["needed"], one.detail["missing"]
    filled = one.detail.get("filled", [])
    if not needed:
        return None
    if filled and not missing:
        return Point(one.code, "filled", f"Khoá học dạy {names.of(names.skills, filled)}")
    if not missing:
        count = f"{len(needed)}/{len(needed)}"
        text = f"Đủ {count} kỹ năng bắt buộc: {names.of(names.skills, needed)}"
        return Point(one.code, "met", text)
    return Point(one.code, "gap", f"kỹ năng {names.of(names.skills, missing)}")


def _certificate(one: Requirement, names: Names) -> Point | None:
    needed, missing = one.detail["needed"], one.detail["missing"]
    filled = one.detail.get("filled", [])
    if not needed:
        return None
    if filled and not missing:
        return Point(one.code, "filled", f"Khoá học cấp {names.of(names.certificates, filled)}")
    if not missing:
        return Point(one.code, "met", f"Đã có {names.of(names.certificates, needed)}")
    return Point(one.code, "gap", names.of(names.certificates, missing))


def _experience(one: Requirement, names: Names) -> Point:
    has, needed = one.detail["has_months"], one.detail["needed_months"]
    if not needed:
        text = f"Có {formats.experience(has)} kinh nghiệm" if has else "Nhận người chưa có nghề"
        return Point(one.code, "open", text)
    if one.detail["short_months"]:
        short = formats.experience(one.detail["short_months"])
        return Point(one.code, "gap", f"{short} kinh nghiệm nữa (cần {formats.experience(needed)})")
    text = f"Có {formats.experience(has)} kinh nghiệm, cần {formats.experience(needed)}"
    return Point(one.code, "met", text)


def _shift(one: Requirement, names: Names) -> Point | None:
    offered, wished = one.detail["offered"], one.detail["wished"]
    if len(offered) == len(Shift):
        return None  # the advert does not say
    if one.state == "MISSING":
        return Point(one.code, "gap", f"ca làm: nơi này cần {shift_words(offered)}")
    common = [code for code in offered if code in wished]
    return Point(one.code, "met", f"Ca làm hợp: {shift_words(common)}")


def _education(one: Requirement, names: Names) -> Point | None:
    needed = one.detail["needed"]
    if not needed:
        return None
    if one.state == "MISSING":
        return Point(one.code, "gap", f"trình độ {schooling_words(needed)}")
    return Point(one.code, "met", f"Đủ trình độ: cần {schooling_words(needed)}")


WORDINGS: Final[dict[str, Callable[[Requirement, Names], Point | None]]] = {
    "OCCUPATION": _occupation,
    "COMMUTE": _commute,
    "WAGE": _wage,
    "REQUIRED_SKILLS": _skills,
    "CERTIFICATE": _certificate,
    "EXPERIENCE": _experience,
    "SHIFT": _shift,
    "EDUCATION": _education,
}


def with_changes(fit: Fit, changes: Iterable[Change], names: Names, *, radius_km: float) -> Fit:
    """The same fit, in which what is missing says what would have to change.

    `radius_km` is how far the person goes to work; classes within it are counted.
    """
    told = {
        change.code: CHANGE_WORDINGS[change.code](change, names, radius_km) for change in changes
    }
    points = (
        replace(point, text=told[point.code])
        if point.state == "gap" and point.code in told
        else point
        for point in fit.points
    )
    return replace(fit, points=tuple(points))


def courses_words(courses: Sequence[CourseNear], radius_km: float) -> str:
    """How many classes there are and how far: "có 2 khoá trong 15 km"; "" if there is none."""
    if not courses:
        return ""
    within = sum(course.distance_km <= radius_km for course in courses)
    if within:
        return f"có {within} khoá trong {formats.distance(radius_km)}"
    nearest = formats.distance(min(course.distance_km for course in courses))
    return f"có {len(courses)} khoá, gần nhất cách nhà {nearest}"


def _to_learn(change: Change, kinds: Mapping[str, str], names: Names, radius_km: float) -> str:
    """What is missing, and the classes that give it: all of it, or each thing by itself."""
    if len(change.lacks) == 1 or change.courses:
        told = names.of(kinds, [lack.name for lack in change.lacks])
        where = courses_words(change.courses or change.lacks[0].courses, radius_km)
        return f"{told}; {where}" if where else told
    each = []
    for lack in change.lacks[:NAMES_SHOWN]:
        where = courses_words(lack.courses, radius_km)
        name = names.of(kinds, [lack.name])
        each.append(f"{name} ({where})" if where else name)
    more = len(change.lacks) - len(each)
    return ", ".join(each) + (f" và {more} thứ nữa" if more else "")


def _farther(change: Change, names: Names, radius_km: float) -> str:
    way = f"đi xa thêm {formats.distance(ceil(change.figures['km']))}"
    return f"{way}, hoặc ở lại chỗ ở của nơi làm" if change.figures["board"] else way


def _other_shift(change: Change, names: Names, radius_km: float) -> str:
    any_of = change.figures["any_of"]
    one_of = "làm được một trong các ca" if len(any_of) > 1 else "làm được ca"
    return f"{one_of}: {shift_words(any_of)}"


def _other_trade(change: Change, names: Names, radius_km: float) -> str:
    return f"muốn làm nghề này ({names.of(names.occupations, [change.figures['wish']])})"


def _better_paid(change: Change, names: Names, radius_km: float) -> str:
    # Rounded up, as the way: what is told is enough.
    more = ceil(change.figures["dong"] / WAGE_STEP) * WAGE_STEP
    return f"lương cao hơn {formats.money_short(more)} một tháng"


def _more_skills(change: Change, names: Names, radius_km: float) -> str:
    return f"kỹ năng {_to_learn(change, names.skills, names, radius_km)}"


def _more_papers(change: Change, names: Names, radius_km: float) -> str:
    return _to_learn(change, names.certificates, names, radius_km)


def _more_practice(change: Change, names: Names, radius_km: float) -> str:
    return f"ít nhất {formats.experience(change.figures['months'])} kinh nghiệm nữa"


def _more_schooling(change: Change, names: Names, radius_km: float) -> str:
    return f"trình độ {schooling_words(change.figures['needed'])}"


CHANGE_WORDINGS: Final[dict[str, Callable[[Change, Names, float], str]]] = {
    "OCCUPATION": _other_trade,
    "COMMUTE": _farther,
    "WAGE": _better_paid,
    "REQUIRED_SKILLS": _more_skills,
    "CERTIFICATE": _more_papers,
    "EXPERIENCE": _more_practice,
    "SHIFT": _other_shift,
    "EDUCATION": _more_schooling,
}
"""What would have to change, to follow "Còn thiếu:"."""


def demand_lines(feasible_now: int, dropped: Mapping[str, int]) -> "list[DemandLine]":
    """What each demand costs, the dearest first; demands that cost nobody are left out."""
    lines = [
        DemandLine(DEMAND_WORDS[code], count, count - feasible_now)
        for code, count in dropped.items()
        if code in DEMAND_WORDS and count > feasible_now
    ]
    return sorted(lines, key=lambda line: (-line.more, line.words))


@dataclass(frozen=True)
class DemandLine:
    """How many people would fit without one demand."""

    words: str
    people: int
    more: int


def slug_of(title: str) -> str:
    """A title as part of an address: "Thợ hàn 3G" → "tho-han-3g"."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(title)).split()
    return "-".join(words)[:SLUG_LONGEST].strip("-") or "viec-lam"
