"""Policies of the match as their pages show them: words, tables, the calibration chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

from caunoi.placement.choices import PolicyState
from caunoi.placement.models import MatchPolicy, MatchRun
from caunoi.placement.queries.policy import OptionGroup
from caunoi.placement.views.plan_tables import Table
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link, Pair

STATES: Final[dict[str, Badge]] = {
    PolicyState.PROPOSED: Badge("info", "clock", "Chờ duyệt"),
    PolicyState.ACCEPTED: Badge("good", "check", "Đã duyệt"),
    PolicyState.REFUSED: Badge("bad", "warn", "Không duyệt"),
    PolicyState.TAKEN_BACK: Badge("warn", "warn", "Đã rút lại"),
}
WAYS: Final = {
    "score": "{} việc hợp nhất",
    "score_less_price": "{} việc, trừ mức tranh nhau",
    "first_come": "Ai đến trước chọn trước",
    "plan": "Phương án",
}
SIZE: Final = 240  # of the chart, in its own units
EDGE: Final = 40


def history(records: Iterable[MatchPolicy]) -> Table:
    """All that was proposed, the latest first."""
    return Table(
        [Column("Dùng từ ngày"), Column("Người đề nghị"), Column("Đến từ"), Column("Tình trạng")],
        [
            [
                Link(
                    formats.day(one.starts_on),
                    reverse("placement:policy_proposal", args=[one.pk]),
                ),
                one.proposed_by.full_name,
                one.get_origin_display(),
                STATES[one.state],
            ]
            for one in records
        ],
    )


def option_pairs(groups: Iterable[OptionGroup]) -> list[tuple[str, str, list[Pair]]]:
    """Options as the kit shows them; what is not as usual says what usual is."""
    return [
        (
            group.title,
            group.words,
            [
                Pair(one.label, one.value, note="" if one.is_usual else f"mặc định {one.usual}")
                for one in group.lines
            ],
        )
        for group in groups
    ]


def list_ways(run: MatchRun | None) -> Table:
    """What lists by score and by score less price came to on the market of the latest run."""
    lines = run.summary.get("lists", ()) if run else ()
    n = formats.number
    return Table(
        [
            Column("Cách lập danh sách"),
            Column("Mức hợp trung bình", figures=True),
            Column("Tin có người thấy", figures=True),
            Column("Đông nhất ở một chỗ", figures=True),
            Column("Có chỗ sau cùng", figures=True),
        ],
        [
            [
                WAYS[one["policy"]].format(one["length"]),
                formats.percent(one["mean_score"] / 100),
                formats.percent(100 * one["spread"]["coverage"]),
                f"{n(one['spread']['max_load'])} người",
                f"{n(one['placed'])} người",
            ]
            for one in lines
        ],
    )


def proposal_facts(record: MatchPolicy) -> list[Pair]:
    """Who proposed it, why, and what became of it."""
    facts = [
        Pair("Dùng từ ngày", formats.day(record.starts_on)),
        Pair(
            "Người đề nghị",
            record.proposed_by.full_name,
            note=formats.moment(record.proposed_at),
        ),
        Pair("Đến từ", record.get_origin_display()),
        Pair("Vì sao", record.why),
    ]
    if record.decided_by is not None and record.decided_at is not None:
        words = formats.moment(record.decided_at)
        note = f"{words}. {record.note}" if record.note else words
        facts.append(Pair("Người duyệt", record.decided_by.full_name, note=note))
    if record.ended_by is not None and record.ended_at is not None:
        words = f"{formats.moment(record.ended_at)}. {record.ending}"
        facts.append(Pair("Người rút lại", record.ended_by.full_name, note=words))
    return facts


def lesson_lines(record: MatchPolicy) -> list[str]:
    """On what a learnt policy rests: as it was when it was proposed."""
    said = record.lesson
    if not said:
        return []
    n, earlier, later = formats.number, said["earlier"], said["later"]
    lines = [
        f"Học từ {n(earlier['outcomes'])} kết quả giới thiệu, {n(earlier['hires'])} người được "
        f"nhận; kiểm trên {n(later['outcomes'])} kết quả sau đó."
    ]
    if said.get("check"):
        gain = said["check"]["gain"]
        lines.append(
            f"Mất mát log giảm {n(gain['mean'], 5)}; 95% khả năng mức giảm thật từ "
            f"{n(gain['low'], 5)} đến {n(gain['high'], 5)}."
        )
    return lines


@dataclass(frozen=True)
class Dot:
    """A group of referrals in the chart: foretold to the right, real upwards."""

    x: int
    y: int
    words: str


@dataclass(frozen=True)
class CalibrationChart:
    """Foretold against real, in groups from the least to the most likely."""

    dots: tuple[Dot, ...]
    size: int = SIZE
    edge: int = EDGE

    @property
    def whole(self) -> int:
        return self.size + 2 * self.edge

    @property
    def far(self) -> int:
        return self.size + self.edge


def calibration_chart(groups: Sequence[Any]) -> CalibrationChart:
    """The groups of the later part as dots; on the diagonal what was foretold came true."""
    return CalibrationChart(
        tuple(
            Dot(
                round(EDGE + SIZE * one.foretold),
                round(EDGE + SIZE * (1 - one.hired)),
                f"đoán {formats.percent(100 * one.foretold)}, thật "
                f"{formats.percent(100 * one.hired)}, {formats.number(one.outcomes)} lượt",
            )
            for one in groups
        )
    )
