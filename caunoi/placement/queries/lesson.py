"""What was learnt from outcomes, as figures for a program and as a report for a head."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from caunoi_engine.matching import FACTORS, Lesson, Policy
from caunoi_engine.matching.calibration import Quality
from caunoi_engine.matching.learning import (
    BETTER,
    FEW_EARLIER,
    FEW_LATER,
    FEWEST,
    LEAST_POINTS,
    MOST_POINTS,
    NO_OUTCOMES,
    NO_SPLIT,
    NOT_BETTER,
    SAME_WEIGHTS,
    Check,
    Part,
)
from caunoi_kit.ui.formats import day, number, percent

FACTOR_WORDS: Final = {
    "occupation": "Nghề",
    "skills": "Kỹ năng",
    "education": "Trình độ",
    "experience": "Kinh nghiệm",
    "distance": "Đường đi làm",
    "wage": "Lương",
}
SCORES_SHOWN: Final = (4_000, 5_000, 6_000, 7_000, 8_000, 9_000, 10_000)
LARGE_CHANGE: Final = 1_000
"""Points of one factor; a change as large is worth asking about before it is taken over."""
METHOD: Final = "logistic-map-1"
"""Name of the way of learning; it changes when the same outcomes would give other weights."""


@dataclass(frozen=True)
class Source:
    """Where the outcomes came from."""

    file: str
    sha256: str
    rows: int
    refused_rows: int
    ignored_columns: Sequence[str]
    prior_referrals: int
    made_on: date
    referrals: Mapping[str, Any] | None = None
    """Rules of referral lists in the policy file in force: handed on as they are."""


def policy_file(lesson: Lesson, source: Source) -> dict[str, Any]:
    """What `caunoi match --policy` reads: the recommended policy, and where it comes from.

    Of the policy only the six factors, the points for surplus schooling that follow them, and
    what is not as usual are written: the rest follows the program.
    """
    usual, chosen = asdict(Policy()), asdict(lesson.recommended)
    written = {*FACTORS, "education_step", *(n for n in chosen if chosen[n] != usual[n])}
    return {
        "policy": {name: value for name, value in chosen.items() if name in written},
        **({"referrals": dict(source.referrals)} if source.referrals else {}),
        "provenance": {
            "method": METHOD,
            "verdict": lesson.verdict,
            "learnt": lesson.verdict == BETTER,
            "made_on": source.made_on.isoformat(),
            "file": source.file,
            "sha256": source.sha256,
            "outcomes": lesson.earlier.outcomes + lesson.later.outcomes,
            "first_day": _iso(lesson.earlier.first or lesson.later.first),
            "last_day": _iso(lesson.later.last or lesson.earlier.last),
            "split": _iso(lesson.split),
            "prior_referrals": source.prior_referrals,
            "stated": dict(zip(FACTORS, lesson.stated.maxima, strict=True)),
        },
    }


def lesson_figures(lesson: Lesson, source: Source) -> dict[str, Any]:
    """All figures of the report, for a program to read."""
    return {
        "verdict": lesson.verdict,
        "method": METHOD,
        "source": {
            "file": source.file,
            "sha256": source.sha256,
            "rows": source.rows,
            "refused_rows": source.refused_rows,
            "ignored_columns": list(source.ignored_columns),
            "prior_referrals": source.prior_referrals,
            "made_on": source.made_on.isoformat(),
        },
        "split": _iso(lesson.split),
        "earlier": _part_figures(lesson.earlier),
        "later": _part_figures(lesson.later),
        "weights": [
            {
                "factor": factor,
                "stated": before,
                "learnt": after,
                "recommended": chosen,
                "standard_error": round(spread),
                "log_odds": round(coefficient, 4),
            }
            for factor, before, after, chosen, spread, coefficient in zip(
                FACTORS,
                lesson.stated.maxima,
                lesson.learnt.maxima,
                lesson.recommended.maxima,
                lesson.estimate.spread,
                lesson.estimate.coefficients,
                strict=True,
            )
        ],
        "calibration": {
            "kind": "logistic",
            "intercept": round(lesson.calibration.intercept, 6),
            "slope": round(lesson.calibration.slope, 6),
        },
        "check": None if lesson.check is None else _rounded(asdict(lesson.check)),
    }


def _iso(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def _part_figures(part: Part) -> dict[str, Any]:
    return {
        "outcomes": part.outcomes,
        "hires": part.hires,
        "first_day": _iso(part.first),
        "last_day": _iso(part.last),
    }


def _rounded(value: Any) -> Any:
    """Figures with six decimals, however deep."""
    if isinstance(value, dict):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return round(value, 6) if isinstance(value, float) else value


# --- The report in words -------------------------------------------------------------------------


def conclusion(lesson: Lesson) -> str:
    """One sentence or two: what to do, and why."""
    few = "mới có {} người được nhận và {} người không; mỗi bên cần ít nhất {}."
    why = {
        BETTER: "Trọng số học từ phần trước đoán đúng phần sau hơn trọng số đang dùng, và hơn quá "
        "mức may rủi.",
        NO_OUTCOMES: "Chưa có kết quả giới thiệu nào.",
        NO_SPLIT: "Mọi lượt giới thiệu cùng một ngày, nên không có phần sau để kiểm.",
        FEW_EARLIER: f"Phần trước ngày chia {few.format(*_both(lesson.earlier), FEWEST)}",
        FEW_LATER: f"Phần từ ngày chia trở đi {few.format(*_both(lesson.later), FEWEST)}",
        SAME_WEIGHTS: "Kết quả xác nhận trọng số đang dùng: học ra đúng những số ấy.",
        NOT_BETTER: "Trên phần sau, trọng số học được không hơn trọng số đang dùng quá mức "
        "may rủi.",
    }[lesson.verdict]
    advice = "Nên dùng trọng số mới" if lesson.verdict == BETTER else "Giữ trọng số đang dùng"
    return f"{advice}. {why}"


def _both(part: Part) -> tuple[str, str]:
    """How many were hired, and how many not."""
    return number(part.hires), number(part.outcomes - part.hires)


def lesson_report(lesson: Lesson, source: Source) -> str:
    """The report for a head, in Markdown."""
    parts = [
        ["# Học trọng số từ kết quả giới thiệu", "", f"**{conclusion(lesson)}**", ""],
        _changes(lesson),
        _grounds(lesson, source),
        _comparison(lesson.check) if lesson.check else [],
        _chances(lesson),
        _cautions(lesson, source),
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table: the first column to the left, figures to the right."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(row)} |" for row in (head, marks, *rows)] + [""]


def _changes(lesson: Lesson) -> list[str]:
    rows = [
        (
            FACTOR_WORDS[factor],
            number(before),
            number(after),
            _signed(after - before),
            f"± {number(spread, 0)}",
        )
        for factor, before, after, spread in zip(
            FACTORS,
            lesson.stated.maxima,
            lesson.learnt.maxima,
            lesson.estimate.spread,
            strict=True,
        )
    ]
    head = ("Phần của điểm", "Đang dùng", "Học được", "Đổi", "Sai số")
    lines = ["## Đổi gì", "", "Điểm nhiều nhất của mỗi phần; cộng lại là 10.000.", ""]
    lines += _table(head, rows)
    lines.append(
        f"Không phần nào dưới {number(LEAST_POINTS)} hay trên {number(MOST_POINTS)} điểm. "
        "Sai số là do may rủi trong kết quả. Khi kết quả còn ít, số học được bị kéo về trọng số "
        "đang dùng, nên thay đổi thật có thể lớn hơn."
    )
    if lesson.verdict != BETTER:
        lines.append("Cột «Học được» chỉ để biết: `policy.json` giữ trọng số đang dùng.")
    return [*lines, ""]


def _signed(change: int) -> str:
    if not change:
        return "0"
    return f"{'+' if change > 0 else '−'}{number(abs(change))}"


def _grounds(lesson: Lesson, source: Source) -> list[str]:
    rows = [
        (words, _period(part), number(part.outcomes), number(part.hires), _share(part))
        for words, part in (("Học", lesson.earlier), ("Kiểm", lesson.later))
    ]
    return [
        "## Học từ đâu",
        "",
        *_table(("Phần", "Từ ngày đến ngày", "Lượt giới thiệu", "Được nhận", "Tỷ lệ"), rows),
        f"Tệp {source.file}: {number(source.rows)} dòng, để lại {number(source.refused_rows)} "
        f"dòng sai (xem `refused.jsonl`). Trọng số đang dùng được tính như "
        f"{number(source.prior_referrals)} lượt giới thiệu: ít kết quả thì gần như giữ nguyên, "
        "nhiều kết quả thì theo kết quả.",
        "",
    ]


def _period(part: Part) -> str:
    return f"{day(part.first)} đến {day(part.last)}" if part.first and part.last else "–"


def _share(part: Part) -> str:
    return percent(100 * part.hires / part.outcomes) if part.outcomes else "–"


def _comparison(check: Check) -> list[str]:
    three = (check.rate_only, check.stated, check.learnt)

    def row(words: str, figure: str) -> tuple[str, ...]:
        values = (getattr(one, figure) for one in three)
        return (words, *("–" if value is None else number(value, 4) for value in values))

    gain = check.gain
    return [
        "## Kiểm theo thời gian",
        "",
        "Ba cách đoán phần sau, đều chỉ biết phần trước.",
        "",
        *_table(
            ("Thước đo", "Chỉ biết tỷ lệ chung", "Trọng số đang dùng", "Trọng số học được"),
            [
                row("Sai số xác suất, bình phương (Brier; nhỏ là tốt)", "brier"),
                row("Mất mát log (log loss; nhỏ là tốt)", "log_loss"),
                row("Xếp đúng thứ tự (AUC; 0,5 là đoán mò, 1 là luôn đúng)", "auc"),
                row("Xác suất lệch so với thật (nhỏ là tốt)", "calibration_error"),
            ],
        ),
        f"Mất mát log giảm {number(gain.mean, 5)} khi dùng trọng số học được; 95% khả năng mức "
        f"giảm thật nằm trong khoảng {number(gain.low, 5)} đến {number(gain.high, 5)}. "
        "Chỉ khi cả khoảng trên 0 mới nên đổi.",
        "",
    ]


def _chances(lesson: Lesson) -> list[str]:
    chances = lesson.calibration.chance(np.array(SCORES_SHOWN))
    lines = [
        "## Điểm và khả năng được nhận",
        "",
        "Theo trọng số nên dùng, với người đã giới thiệu:",
    ]
    lines += ["", *_table(
        ("Điểm", *(number(score) for score in SCORES_SHOWN)),
        [("Khả năng", *(percent(100 * chance) for chance in chances))],
    )]  # fmt: skip
    if lesson.check is None:
        return lines
    chosen = lesson.check.learnt if lesson.verdict == BETTER else lesson.check.stated
    return [*lines, *_groups(chosen)]


def _groups(quality: Quality) -> list[str]:
    """Foretold and real, from the least to the most likely tenth."""
    rows = [
        (str(i), number(group.outcomes), percent(100 * group.foretold), percent(100 * group.hired))
        for i, group in enumerate(quality.groups, start=1)
    ]
    return [
        "Đoán và thật ở phần sau, chia nhóm từ khó được nhận đến dễ được nhận:",
        "",
        *_table(("Nhóm", "Lượt", "Đoán", "Thật"), rows),
    ]


def _cautions(lesson: Lesson, source: Source) -> list[str]:
    ignored = ", ".join(f"`{name}`" for name in source.ignored_columns) or "không có"
    pairs = zip(lesson.stated.maxima, lesson.learnt.maxima, strict=True)
    large = any(abs(after - before) >= LARGE_CHANGE for before, after in pairs)
    return [
        "## Đọc cho đúng",
        "",
        "* Chỉ thấy những cặp đã giới thiệu, mà cặp điểm cao được giới thiệu nhiều hơn. Khả năng "
        "được nhận ở trên nói về người được giới thiệu, không phải về mọi người.",
        "* Nếu tư vấn viên chọn người theo điều không có trong tệp (gặp thấy nhanh nhẹn, quen "
        "doanh nghiệp), trọng số học được sẽ lệch, và phép kiểm theo thời gian không thấy được.",
        *(
            [
                f"* **Có phần đổi từ {number(LARGE_CHANGE)} điểm trở lên.** Trước khi dùng, hỏi "
                "tư vấn viên họ chọn người giới thiệu như thế nào."
            ]
            if large
            else []
        ),
        "* Được nhận là quyết định của doanh nghiệp. Nếu doanh nghiệp phân biệt đối xử, kết quả "
        "mang theo điều đó; vì vậy giới tính, tuổi, dân tộc không được đọc, và người phụ trách "
        "quyết định, không phải máy.",
        "* Lượt giới thiệu chưa có kết quả không phải là không được nhận: để ra ngoài tệp.",
        "* Đừng đổi ngày chia cho tới khi ra câu «nên dùng»: như vậy là chọn may rủi.",
        f"* Cột đã bỏ qua: {ignored}.",
    ]
