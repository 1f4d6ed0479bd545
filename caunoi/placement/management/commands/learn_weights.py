"""`caunoi learn-weights FILE --out DIR`: weights of the six factors from outcomes of referrals."""

import hashlib
import json
import time
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.placement.actions.learning import (
    PRIOR_REFERRALS,
    CannotLearn,
    Lesson,
    Policy,
    learn_from,
)
from caunoi.placement.actions.lessons import FROM_REGISTERS
from caunoi.placement.imports.outcomes import CannotReadOutcomes, OutcomesRead, read_outcomes
from caunoi.placement.imports.policy import CannotReadPolicy, read_policy
from caunoi.placement.management.commands.match import writing_to
from caunoi.placement.queries.lesson import (
    Source,
    conclusion,
    lesson_figures,
    lesson_report,
    policy_file,
)
from caunoi.placement.queries.outcomes import outcomes_of_referrals
from caunoi.placement.queries.policies import policy_in_force
from caunoi_kit.ui.formats import number
from caunoi_kit.ui.typed import CannotRead, read_day

ROWS_SHOWN: Final = 20


def day(words: str) -> date:
    """A day written dd/mm/yyyy."""
    try:
        return read_day(words, latest_year=timezone.localdate().year)
    except CannotRead as refusal:
        raise ArgumentTypeError(f"«{words}»: {refusal}") from refusal


class Command(BaseCommand):
    help = "Học trọng số của sáu phần điểm từ kết quả giới thiệu, kiểm theo thời gian, và báo cáo."
    requires_system_checks = []  # a file needs no database and no pages

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", metavar="TỆP",
            help="kết quả (.csv, .parquet); không ghi tệp thì theo giấy giới thiệu trong sổ",
        )  # fmt: skip
        parser.add_argument("--out", type=Path, required=True, help="thư mục ghi kết quả")
        parser.add_argument("--split", type=day, help="học trước ngày này, kiểm từ ngày này")
        parser.add_argument("--policy", type=Path, help="chính sách đang dùng (.json, .toml)")
        parser.add_argument("--on", type=day, help="ngày hôm nay, dd/mm/yyyy")
        parser.add_argument(
            "--prior", type=int, default=PRIOR_REFERRALS,
            help="trọng số đang dùng đáng giá bao nhiêu lượt giới thiệu",
        )  # fmt: skip

    def handle(
        self,
        *args: Any,
        file: Path | None,
        out: Path,
        split: date | None,
        policy: Path | None,
        on: date | None,
        prior: int,
        **options: Any,
    ) -> None:
        today = on or timezone.localdate()
        try:
            in_force = None if policy is None else read_policy(policy)
            stated = in_force.policy if in_force else None
            if file is None and stated is None:
                stated = policy_in_force(on=today).policy
            read = _of_registers() if file is None else read_outcomes(file, on=today, policy=stated)
        except (CannotReadPolicy, CannotReadOutcomes) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(
            f"Đã đọc {number(len(read.outcomes))} kết quả; "
            f"để lại {number(read.refused_rows)} dòng sai"
        )
        self._show_refused(read)
        with writing_to(out):
            _write_refused(out, read)
            lesson = self._learn(read, stated=stated, split=split, prior=prior)
            source = Source(
                file=FROM_REGISTERS if file is None else file.name,
                sha256="" if file is None else hashlib.sha256(file.read_bytes()).hexdigest(),
                rows=read.rows,
                refused_rows=read.refused_rows,
                ignored_columns=read.ignored_columns,
                prior_referrals=prior,
                made_on=today,
                referrals=asdict(in_force.rules) if in_force else None,
            )
            _write_json(out / "policy.json", policy_file(lesson, source))
            _write_json(out / "report.json", lesson_figures(lesson, source))
            (out / "report.md").write_text(lesson_report(lesson, source), encoding="utf-8")
        self._tell(conclusion(lesson))
        self._tell(f"Kết quả ở thư mục {out}: policy.json, report.md, report.json, refused.jsonl")

    def _learn(
        self, read: OutcomesRead, *, stated: Policy | None, split: date | None, prior: int
    ) -> Lesson:
        try:
            return learn_from(
                read.outcomes,
                clock=time.perf_counter,
                tell=self._tell,
                policy=stated,
                split=split,
                prior_referrals=prior,
            )
        except CannotLearn as refusal:
            raise CommandError(str(refusal)) from refusal

    def _show_refused(self, read: OutcomesRead) -> None:
        """The columns and the first rows that were left out; the file has all of them."""
        for name in read.ignored_columns:
            self._tell(f"  Cột {name}: đã bỏ qua")
        rows = [one for one in read.refused if one.row is not None]
        for one in rows[:ROWS_SHOWN]:
            where = f", cột {one.column}" if one.column else ""
            self._tell(f"  Dòng {one.row}{where}: {one.reason}")
        if len(rows) > ROWS_SHOWN:
            self._tell(f"  … và {number(len(rows) - ROWS_SHOWN)} chỗ sai nữa trong refused.jsonl")

    def _tell(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _of_registers() -> OutcomesRead:
    """The letters of the centre that have an answer; those without the parts of their score are
    counted as left out.
    """
    found = outcomes_of_referrals()
    return OutcomesRead(found.outcomes, len(found.outcomes) + found.without_shares, [])


def _write_refused(out: Path, read: OutcomesRead) -> None:
    """Every refusal as a line of JSON."""
    lines = [
        json.dumps(
            {
                "row": one.row,
                "identifier": one.identifier,
                "column": one.column,
                "reason": one.reason,
            },
            ensure_ascii=False,
        )
        for one in read.refused
    ]
    (out / "refused.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _write_json(path: Path, figures: dict[str, Any]) -> None:
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
