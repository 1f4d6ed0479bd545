"""`caunoi match`: on the registers, on files, or on a made-up example."""

import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.placement import actions, exports, imports, queries
from caunoi.placement.actions.calculate import Calculation, ShareOut
from caunoi.placement.imports.policy import CannotReadPolicy, PolicyFile, read_policy
from caunoi.placement.models import MatchRun
from caunoi_kit.cluster import HERE, CannotUseCluster
from caunoi_kit.ui.formats import number
from caunoi_kit.ui.typed import CannotRead, read_day

FILES = ("workers", "vacancies", "courses", "related", "out")
READ = ("workers", "vacancies", "out")  # what a match on files cannot do without
MOST_RANKED = 1_000  # vacancies for one worker


@contextmanager
def writing_to(directory: Path) -> Iterator[None]:
    """Makes the folder, before anything long is done, and says so when it cannot be written."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as fault:
        raise CommandError(
            f"Không ghi được vào thư mục {directory} ({fault.strerror}). Xem có tệp nào trùng tên "
            "đó, có quyền ghi và ổ đĩa còn chỗ không, rồi chạy lại."
        ) from fault


class Command(BaseCommand):
    help = "Ghép người tìm việc, việc làm và khoá học: từ sổ, từ tệp, hoặc tạo bộ ví dụ."
    requires_system_checks = []  # files need no database and no pages

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", help="ngày của thị trường, dd/mm/yyyy (mặc định: hôm nay)")
        parser.add_argument("--workers", type=Path, help="tệp người tìm việc (.parquet, .csv)")
        parser.add_argument("--vacancies", type=Path, help="tệp việc làm")
        parser.add_argument("--courses", type=Path, help="tệp khoá học")
        parser.add_argument("--related", type=Path, help="tệp nghề gần nhau")
        parser.add_argument("--out", type=Path, help="thư mục ghi kết quả")
        parser.add_argument(
            "--policy", type=Path, help="tệp chính sách (.json, .toml): điểm, giới hạn, danh sách"
        )
        parser.add_argument(
            "--referrals",
            action="store_true",
            help="ghi thêm danh sách giới thiệu cho quầy và so sánh các cách lập",
        )
        parser.add_argument(
            "--cluster",
            nargs="?",
            const=HERE,
            metavar="ĐỊA_CHỈ",
            help="chia phần tính cho các tiến trình của máy này, hoặc của cụm máy ở địa chỉ đó",
        )
        parser.add_argument(
            "--live",
            action="store_true",
            help="không tính lại: đưa phương án mới nhất theo những gì đã đổi trong sổ",
        )
        parser.add_argument("--top", type=int, default=50, help="số việc ghi cho mỗi người")
        parser.add_argument("--example", type=Path, metavar="DIR", help="ghi một bộ ví dụ vào DIR")
        parser.add_argument("--size", choices=exports.EXAMPLE_SIZES, default="small")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, **options: Any) -> None:
        given = [name for name in FILES if options[name] is not None]
        if not 1 <= options["top"] <= MOST_RANKED:
            raise CommandError(f"--top phải từ 1 đến {number(MOST_RANKED)}.")
        if options["seed"] < 0:
            raise CommandError("--seed phải là số từ 0 trở lên.")
        if options["live"]:
            if given:
                raise CommandError("--live theo sổ, không theo tệp. Bỏ các tệp rồi chạy lại.")
            self._refuse_what_has_no_use(options, "policy", "referrals", "cluster", "example")
            self._follow(on=options["on"])
        elif options["example"]:
            self._refuse_what_has_no_use(options, "policy", "referrals", "cluster")
            self._example(**options)
        elif not given:
            self._refuse_what_has_no_use(options, "referrals")
            with self._sharing_out(options["cluster"]) as share_out:
                asked = self._policy(options["policy"]) if options["policy"] else None
                self._registers(on=options["on"], asked=asked, share_out=share_out)
        elif set(READ) <= set(given):
            with self._sharing_out(options["cluster"]) as share_out:
                self._files(asked=self._policy(options["policy"]), share_out=share_out, **options)
        else:
            raise CommandError(
                "Ghép từ tệp cần đủ --workers, --vacancies và --out "
                "(thêm --courses, --related nếu có)."
            )

    def _refuse_what_has_no_use(self, options: dict[str, Any], *names: str) -> None:
        """An argument that would change nothing is a misunderstanding."""
        used = {
            "policy": "khi ghép",
            "cluster": "khi ghép",
            "referrals": "khi ghép từ tệp, cùng --out",
            "example": "một mình",
        }
        for name in names:
            if options[name]:
                raise CommandError(f"--{name} chỉ dùng {used[name]}. Bỏ --{name} rồi chạy lại.")

    @contextmanager
    def _sharing_out(self, address: str | None) -> Iterator[ShareOut | None]:
        """The cluster for as long as the block lasts; what is wrong with it is said in words."""
        try:
            with actions.shared_out(address) as share_out:
                yield share_out
        except CannotUseCluster as refusal:
            raise CommandError(str(refusal)) from refusal

    def _policy(self, path: Path | None) -> PolicyFile:
        """What the policy file lays down, or the stated policy."""
        if path is None:
            return PolicyFile()
        try:
            asked = read_policy(path)
        except CannotReadPolicy as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(f"Chính sách theo tệp {path}")
        return asked

    def _registers(
        self, *, on: str | None, asked: PolicyFile | None, share_out: ShareOut | None
    ) -> None:
        day = self._day(on) if on else timezone.localdate()
        try:
            run = actions.match_registers(
                by=None,
                on=day,
                at=timezone.now(),
                clock=time.perf_counter,
                tell=self._tell,
                policy=asked.policy if asked else None,
                share_out=share_out,
                compare=True,
            )
        except actions.CannotMatch as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say_run(run)

    def _follow(self, *, on: str | None) -> None:
        turn = actions.follow_changes(
            on=self._day(on) if on else timezone.localdate(),
            at=timezone.now(),
            clock=time.perf_counter,
            tell=self._tell,
            always=True,
        )
        if turn.reason or turn.run is None:
            raise CommandError(turn.reason)
        self._tell(
            f"{number(turn.changes)} thay đổi, {number(turn.moved)} người đổi hướng; "
            f"{number(turn.run.changes)} thay đổi từ lần tính đủ"
        )
        self._say_run(turn.run)

    def _day(self, text: str) -> date:
        try:
            return read_day(text, latest_year=timezone.localdate().year)
        except CannotRead as refusal:
            raise CommandError(str(refusal)) from refusal

    def _files(self, *, asked: PolicyFile, share_out: ShareOut | None, **options: Any) -> None:
        try:
            market, refused = imports.read_market(
                workers=options["workers"],
                vacancies=options["vacancies"],
                courses=options["courses"],
                related=options["related"],
            )
        except imports.CannotReadMarket as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(
            f"Đã đọc {number(len(market.workers))} người, {number(len(market.vacancies))} tin, "
            f"{number(len(market.courses))} khoá học; để lại {number(len(refused))} dòng sai"
        )
        try:
            actions.refuse_an_empty_market(len(market.workers), len(market.vacancies))
        except actions.CannotMatch as refusal:
            raise CommandError(self._with_first(refused, str(refusal))) from refusal
        with writing_to(options["out"]):
            made = actions.calculate(
                market,
                clock=time.perf_counter,
                tell=self._tell,
                top=options["top"],
                policy=asked.policy,
                share_out=share_out,
            )
            exports.write_plan(
                options["out"],
                index=made.index,
                ranking=made.ranking,
                plan=made.plan,
                refused=refused,
                rules=asked.rules if options["referrals"] else None,
            )
        self._say_plan(made)
        self._tell(f"Kết quả ở thư mục {options['out']}")

    def _with_first(self, refused: list[imports.Refusal], words: str) -> str:
        """The words, and the first row that was left out: where to begin mending."""
        first = next((one for one in refused if one.row is not None), None)
        if first is None:
            return words
        table = imports.FILES[first.table]
        return f"{words} Dòng sai đầu tiên: tệp {table}, dòng {first.row}, " + (
            f"cột {first.column}: {first.reason}." if first.column else f"{first.reason}."
        )

    def _example(self, **options: Any) -> None:
        with writing_to(options["example"]):
            exports.write_example(
                options["example"],
                size=options["size"],
                seed=options["seed"],
                occupations=queries.unit_codes(),
            )
        self._tell(f"Đã ghi bộ ví dụ vào thư mục {options['example']}")

    def _say_run(self, run: MatchRun) -> None:
        left_out = sum(line["count"] for line in run.summary["left_out"])
        self._say(
            placed=run.placed,
            workers=run.workers,
            trained=run.placed_by_training,
            unfilled=run.summary["unfilled_positions"],
            gap=run.summary["gap"],
        )
        if left_out:
            self._tell(f"{number(left_out)} dòng của sổ chưa ghép được: xem trang phương án")

    def _say_plan(self, made: Calculation) -> None:
        self._say(
            placed=made.plan.placed,
            workers=len(made.index.market.workers),
            trained=int((made.plan.course >= 0).sum()),
            unfilled=int(made.plan.unfilled_positions),
            gap=float(made.plan.gap),
        )

    def _say(self, *, placed: int, workers: int, trained: int, unfilled: int, gap: float) -> None:
        self._tell(
            f"{number(placed)} / {number(workers)} người có hướng đi, trong đó {number(trained)} "
            f"người học rồi làm; {number(unfilled)} chỗ làm còn trống"
        )
        self._tell(f"Không phương án nào hơn phương án này quá {number(gap * 100)}%")

    def _tell(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
