"""`caunoi benefit`: one decision told to a person, or a file of them, without a database."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

from django.core.management.base import BaseCommand, CommandError

from caunoi.unemployment.exports import cases as exports
from caunoi.unemployment.imports import cases as imports
from caunoi_kit.ui.formats import number

BATCH: Final = 500
"""Lines a process takes at a time."""
PROCESSES: Final = min(2, os.cpu_count() or 1)
MOST_PROCESSES: Final = 64
FAULTS_SHOWN: Final = 50
Lines = list[tuple[int, str]]


class Answers(NamedTuple):
    """What a batch of lines came to."""

    text: str
    """One line of JSON for each, in their order."""
    decided: int
    faults: list[str]
    """What is wrong with the others, for a person."""


def answer(lines: Lines, *, readings: Any, why: bool) -> Answers:
    """Decides a batch; runs in a process of its own."""
    out, faults = [], []
    for place, text in lines:
        read = imports.read_line(place, text)
        found = read.faults
        if read.case:
            try:
                out.append(exports.as_line(read.case, readings, why=why))
                continue
            except exports.CannotDecide as missing:
                found = missing.faults
        out.append(exports.faults_as_line(place, read.name, found))
        faults.append(exports.fault_words(place, read.name, found))
    return Answers("\n".join(out) + "\n", len(out) - len(faults), faults)


class Command(BaseCommand):
    help = "Tính trợ cấp thất nghiệp từ tệp hồ sơ: một hồ sơ có giải thích, hoặc hàng loạt."
    requires_system_checks = []  # files need no database and no pages

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--case", type=Path, metavar="TỆP", help="một hồ sơ (.json)")
        source.add_argument("--cases", type=Path, metavar="TỆP", help="mỗi dòng một hồ sơ (.jsonl)")
        parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi kết quả vào tệp này")
        parser.add_argument(
            "--why", action="store_true", help="thêm lý do bằng lời vào kết quả JSON"
        )
        parser.add_argument(
            "--json", action="store_true", help="với --case: in JSON thay cho lời giải thích"
        )
        parser.add_argument(
            "--reading",
            action="append",
            default=[],
            metavar="TÊN=GIÁ_TRỊ",
            help="đổi một cách hiểu (docs/benefit.md); dùng được nhiều lần",
        )
        parser.add_argument(
            "--processes", type=int, default=PROCESSES, help=f"số tiến trình (mặc định {PROCESSES})"
        )

    def handle(self, **options: Any) -> None:
        if not 1 <= options["processes"] <= MOST_PROCESSES:
            raise CommandError(f"--processes phải từ 1 đến {MOST_PROCESSES}.")
        try:
            readings = imports.read_readings(options["reading"])
            imports.require(options["case"] or options["cases"])
            with self._writer(options["out"]) as out:
                if options["case"]:
                    self._one(out, readings, options)
                else:
                    self._many(out, readings, options)
        except imports.CannotReadCases as refusal:
            raise CommandError(str(refusal)) from refusal

    @contextmanager
    def _writer(self, path: Path | None) -> Iterator[TextIO]:
        """The file to write, or what stands behind the terminal."""
        if path is None:
            yield sys.stdout
            return
        try:
            with path.open("w", encoding="utf-8") as file:
                yield file
        except OSError as fault:
            raise CommandError(
                f"Không ghi được tệp {path} ({fault.strerror}). Xem thư mục và quyền ghi."
            ) from fault

    def _one(self, out: TextIO, readings: Any, options: dict[str, Any]) -> None:
        read = imports.read_one(options["case"])
        if read.case is None:
            faults = "".join(f"\n- {each.where}: {each.text}" for each in read.faults)
            raise CommandError(f"Hồ sơ có {len(read.faults)} chỗ sai:{faults}\nSửa rồi chạy lại.")
        try:
            if options["json"]:
                out.write(exports.as_line(read.case, readings, why=options["why"]) + "\n")
            else:
                outcome = exports.decided(read.case, readings)
                out.writelines(f"{line}\n" for line in exports.told(outcome))
        except exports.CannotDecide as missing:
            raise CommandError(str(missing)) from missing

    def _many(self, out: TextIO, readings: Any, options: dict[str, Any]) -> None:
        decided, faults = 0, 0
        work = partial(answer, readings=readings, why=options["why"])
        for answers in self._answered(work, options["cases"], options["processes"]):
            out.write(answers.text)
            decided += answers.decided
            for words in answers.faults[: max(0, FAULTS_SHOWN - faults)]:
                self.stderr.write(words)
            faults += len(answers.faults)
        self._summary(decided, faults)

    def _answered(self, work: Any, path: Path, processes: int) -> Iterator[Answers]:
        batches = self._batches(path)
        first = list(islice(batches, 2))
        batches = chain(first, batches)
        if processes == 1 or len(first) == 1:
            yield from map(work, batches)
            return
        with ProcessPoolExecutor(processes) as pool:
            # A few batches ahead of each process, so that a long file is not held in memory.
            while ahead := list(islice(batches, processes * 8)):
                yield from pool.map(work, ahead)

    def _batches(self, path: Path) -> Iterator[Lines]:
        lines = imports.lines_of(path)
        while batch := list(islice(lines, BATCH)):
            yield batch

    def _summary(self, decided: int, faults: int) -> None:
        if not decided and not faults:
            raise CommandError("Tệp không có hồ sơ nào. Mẫu có trong docs/benefit.md.")
        if faults > FAULTS_SHOWN:
            self.stderr.write(f"… và {number(faults - FAULTS_SHOWN)} dòng sai khác.")
        self.stderr.write(
            f"Đã tính {number(decided)} hồ sơ"
            + (f"; {number(faults)} dòng sai để lại, sửa rồi chạy lại." if faults else ".")
        )
        if not decided:
            raise CommandError("Không có dòng nào tính được.")
