"""The engine's reasons in Vietnamese."""

import numpy as np
import pytest

from caunoi.placement.queries.obstacles import OBSTACLES, main_obstacles
from caunoi.placement.queries.words import (
    CHANGE_WORDINGS,
    GAIN_WORDS,
    OBSTACLE_WORDS,
    ORDER,
    WORDINGS,
    Fit,
    Names,
    Point,
    demand_lines,
    fit_of,
    lower_first,
    schooling_words,
    slug_of,
    with_changes,
)
from caunoi_engine.matching import RULES, DemandCosts, Explanation, Requirement
from caunoi_engine.matching.gaps import Change, CourseNear, Lack

NAMES = Names(
    occupations={"7212": "Thợ hàn"},
    skills={"A": "Hàn hồ quang", "B": "Đọc bản vẽ"},
    certificates={"H3": "Chứng chỉ hàn 3G"},
)

CASES = [  # code, state, figures, state in words, words
    ("OCCUPATION", "MET", {"permille": 1000}, "met", "Đúng nghề mong muốn: thợ hàn"),
    ("OCCUPATION", "MET", {"permille": 600}, "met", "Rất gần nghề mong muốn: thợ hàn"),
    ("OCCUPATION", "MET", {"permille": 400}, "met", "Gần nghề mong muốn: thợ hàn"),
    ("OCCUPATION", "MISSING", {"permille": 0}, "gap", "nghề mong muốn khác nghề này (thợ hàn)"),
    ("COMMUTE", "MET", {"distance_km": 0.84}, "met", "Cách nhà 0,8 km, trong 15 km đã chọn"),
    ("COMMUTE", "MET", {"distance_km": 42.0}, "met", "Có chỗ ở tại nơi làm, cách nhà 42 km"),
    ("COMMUTE", "MISSING", {"distance_km": 23.0}, "gap", "cách nhà 23 km, ngoài 15 km đã chọn"),
    ("WAGE", "MET", {"offered": 9_500_000}, "met", "Lương đến 9,5 triệu, mong từ 8 triệu"),
    ("WAGE", "MET", {"offered": 9_500_000, "wished": 0}, "open", "Lương đến 9,5 triệu"),
    ("WAGE", "MET", {"offered": None}, "open", "Tin chưa ghi lương: hỏi trước khi đến"),
    ("WAGE", "MISSING", {"offered": 7_000_000}, "gap", "lương cao nhất 7 triệu, mong từ 8 triệu"),
    ("REQUIRED_SKILLS", "MET", {"missing": []}, "met",
     "Đủ 2/2 kỹ năng bắt buộc: hàn hồ quang, đọc bản vẽ"),
    ("REQUIRED_SKILLS", "MET", {"missing": ["B"]}, "gap", "kỹ năng đọc bản vẽ"),
    ("REQUIRED_SKILLS", "FILLED_BY_COURSE", {"missing": [], "filled": ["A"]}, "filled",
     "Khoá học dạy hàn hồ quang"),
    ("CERTIFICATE", "MET", {"missing": []}, "met", "Đã có chứng chỉ hàn 3G"),
    ("CERTIFICATE", "MISSING", {"missing": ["H3"]}, "gap", "chứng chỉ hàn 3G"),
    ("CERTIFICATE", "FILLED_BY_COURSE", {"missing": [], "filled": ["H3"]}, "filled",
     "Khoá học cấp chứng chỉ hàn 3G"),
    ("EXPERIENCE", "MET", {}, "met", "Có 3 năm kinh nghiệm, cần 1 năm"),
    ("EXPERIENCE", "MET", {"needed_months": 0}, "open", "Có 3 năm kinh nghiệm"),
    ("EXPERIENCE", "MET", {"needed_months": 0, "has_months": 0}, "open",
     "Nhận người chưa có nghề"),
    ("EXPERIENCE", "MISSING", {"short_months": 6}, "gap", "6 tháng kinh nghiệm nữa (cần 1 năm)"),
    ("SHIFT", "MET", {}, "met", "Ca làm hợp: làm đêm"),
    ("SHIFT", "MISSING", {"wished": ["DAY"]}, "gap", "ca làm: nơi này cần làm đêm"),
    ("EDUCATION", "MET", {}, "met", "Đủ trình độ: cần trung cấp"),
    ("EDUCATION", "MISSING", {}, "gap", "trình độ trung cấp"),
]  # fmt: skip

FIGURES = {
    "OCCUPATION": {"wished": ["7212"], "offered": "7212", "permille": 1000},
    "COMMUTE": {"distance_km": 3.0, "radius_km": 15.0, "housing": False, "boards": False},
    "WAGE": {"wished": 8_000_000, "offered": 9_000_000},
    "REQUIRED_SKILLS": {"needed": ["A", "B"], "missing": [], "filled": []},
    "CERTIFICATE": {"needed": ["H3"], "missing": [], "filled": []},
    "EXPERIENCE": {"has_months": 36, "needed_months": 12, "short_months": 0},
    "SHIFT": {"wished": ["DAY", "NIGHT"], "offered": ["NIGHT"]},
    "EDUCATION": {"has": 4, "needed": 4},
}


@pytest.mark.parametrize(("code", "state", "figures", "told", "words"), CASES)
def test_every_demand_is_told_in_words(code, state, figures, told, words):
    requirement = Requirement(code, state, {**FIGURES[code], **figures})

    assert WORDINGS[code](requirement, NAMES) == Point(code, told, words)


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("REQUIRED_SKILLS", {"needed": []}),
        ("CERTIFICATE", {"needed": []}),
        ("EDUCATION", {"needed": 0}),
        ("SHIFT", {"offered": ["DAY", "ROTATING", "NIGHT", "PART_TIME"]}),
    ],
)
def test_what_is_not_demanded_is_not_told(code, figures):
    requirement = Requirement(code, "MET", {**FIGURES[code], **figures})

    assert WORDINGS[code](requirement, NAMES) is None


def test_every_rule_of_the_engine_has_its_words():
    assert set(WORDINGS) == set(ORDER) == set(RULES)
    assert set(OBSTACLE_WORDS) == set(OBSTACLES)
    assert set(GAIN_WORDS) == set(OBSTACLES) - {"COMPETITION", "NOBODY"}


def explanation(**states):
    return Explanation(
        feasible="MISSING" not in states.values(),
        score=8_000,
        net_value=8_000,
        course_cost=0,
        factors=(),
        requirements=tuple(
            Requirement(code, states.get(code, "MET"), FIGURES[code]) for code in RULES
        ),
    )


def test_the_arch_has_a_stone_for_each_demand_and_the_most_telling_reason_is_first():
    fit = fit_of(explanation(), NAMES)

    assert (fit.met, fit.filled, fit.total, fit.score_percent) == (8, 0, 8, 80)
    assert fit.why[0].startswith("Đúng nghề")
    assert fit.missing == ()


def test_what_a_course_fills_is_told_first():
    points = (Point("OCCUPATION", "met", "a"), Point("CERTIFICATE", "filled", "b"))

    assert Fit(feasible=True, score=1, points=points).why == ("b", "a")


def test_a_demand_that_costs_nobody_is_not_told():
    lines = demand_lines(5, {"CERTIFICATE": 12, "SHIFT": 5, "HOUSING": 6})

    assert [(line.people, line.more) for line in lines] == [(12, 7), (6, 1)]


def test_where_nothing_would_help_nobody_is_near():
    two = np.array([2], np.int32)
    places, gains = main_obstacles(DemandCosts(two, {"CERTIFICATE": two}))
    assert (OBSTACLES[places[0]], gains.tolist()) == ("NOBODY", [0])


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Thợ hàn 3G", "tho-han-3g"), ("  ĐÓNG gói!! ", "dong-goi"), ("…", "viec-lam")],
)
def test_titles_become_addresses(title, slug):
    assert slug_of(title) == slug


def test_names_inside_a_sentence_keep_their_capitals_where_they_are_names():
    assert [lower_first(name) for name in ("Hàn 3G", "TOPIK 2", "A", "")] == [
        "hàn 3G",
        "TOPIK 2",
        "a",
        "",
    ]


def test_a_rank_nobody_has_is_an_error_of_ours():
    with pytest.raises(ValueError, match="rank 9"):
        schooling_words(9)


def test_no_distance_is_told_when_the_advert_names_its_province_only():
    way = Requirement("COMMUTE", "MET", {"distance_km": 3.0, "radius_km": 15})
    known = fit_of(Explanation(True, 9000, 9000, 0, (), (way,)), NAMES)
    rough = fit_of(Explanation(True, 9000, 9000, 0, (), (way,)), NAMES, roughly_placed=True)
    assert known.why == ("Cách nhà 3 km, trong 15 km đã chọn",)
    assert rough.why == ("Tin chỉ ghi tỉnh: hỏi rõ nơi làm trước khi đến",)
    assert rough.total == 0


NEAR, FAR = CourseNear(0, 8.04), CourseNear(1, 41.0)
CHANGES = [  # code, figures, lacks, courses, words
    ("CERTIFICATE", {}, [("H3", (NEAR, NEAR, FAR))], (NEAR, NEAR, FAR),
     "chứng chỉ hàn 3G; có 2 khoá trong 15 km"),
    ("CERTIFICATE", {}, [("H3", (FAR,))], (FAR,),
     "chứng chỉ hàn 3G; có 1 khoá, gần nhất cách nhà 41 km"),
    ("CERTIFICATE", {}, [("H3", ())], (), "chứng chỉ hàn 3G"),
    ("REQUIRED_SKILLS", {"points": 9}, [("A", (NEAR,)), ("B", ())], (NEAR,),
     "kỹ năng hàn hồ quang, đọc bản vẽ; có 1 khoá trong 15 km"),
    ("REQUIRED_SKILLS", {"points": 9}, [("A", (NEAR,)), ("B", ())], (),
     "kỹ năng hàn hồ quang (có 1 khoá trong 15 km), đọc bản vẽ"),
    ("REQUIRED_SKILLS", {"points": 9}, [(name, ()) for name in "ABXYZ"], (),
     "kỹ năng hàn hồ quang, đọc bản vẽ, x và 2 thứ nữa"),
    ("EXPERIENCE", {"months": 14}, [], (), "ít nhất 1 năm 2 tháng kinh nghiệm nữa"),
    ("COMMUTE", {"km": 4.3, "board": False}, [], (), "đi xa thêm 5 km"),
    ("COMMUTE", {"km": 0.2, "board": True}, [], (),
     "đi xa thêm 1 km, hoặc ở lại chỗ ở của nơi làm"),
    ("WAGE", {"dong": 504_999}, [], (), "lương cao hơn 510 nghìn đồng một tháng"),
    ("SHIFT", {"any_of": ["NIGHT"]}, [], (), "làm được ca: làm đêm"),
    ("SHIFT", {"any_of": ["ROTATING", "NIGHT"]}, [], (),
     "làm được một trong các ca: làm ca luân phiên, làm đêm"),
    ("EDUCATION", {"ranks": 2, "needed": 4}, [], (), "trình độ trung cấp"),
    ("OCCUPATION", {"wish": "7212", "short_permille": 200}, [], (),
     "muốn làm nghề này (thợ hàn)"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "figures", "lacks", "courses", "words"), CHANGES)
def test_what_would_have_to_change_is_told_in_words(code, figures, lacks, courses, words):
    change = Change(code, figures, tuple(Lack(*lack) for lack in lacks), courses)
    before = Fit(False, 0, (Point(code, "gap", "thiếu"), Point("OTHER", "met", "đủ")))

    after = with_changes(before, [change], NAMES, radius_km=15.0)

    assert after.missing == (words,)
    assert after.points[1] == before.points[1]


def test_a_demand_that_is_met_keeps_its_words_whatever_could_change():
    met = Fit(True, 9_000, (Point("WAGE", "met", "Lương đủ"),))

    assert with_changes(met, [Change("WAGE", {"dong": 1})], NAMES, radius_km=5.0) == met


def test_every_rule_of_the_engine_has_words_for_its_change():
    assert set(CHANGE_WORDINGS) == set(RULES)
