"""`caunoi figures FILE`: a form, a list of values or a list of happenings, with a receipt."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.indicators.actions.estimate_lists import enter_list
from caunoi.indicators.actions.estimates import CannotEstimate
from caunoi.indicators.actions.form_files import NotAllKept, keep_form_file
from caunoi.indicators.actions.happenings import CannotNote, note_list
from caunoi.indicators.actions.submissions import CannotHandIn
from caunoi.indicators.actions.values import keep_values
from caunoi.indicators.imports.figures import (
    Fault,
    read_form_file,
    read_happenings_file,
    read_values_file,
)
from caunoi.indicators.models import Indicator, ReportingForm, ReportingUnit
from caunoi.indicators.queries.submissions import form_with, period_for, units_owing
from caunoi_kit.office.packages import COMMAND
from caunoi_kit.office.sheets import CannotRead
from caunoi_kit.ui import formats

SHOWN = 20  # faults on the terminal; the receipt has all


class Command(BaseCommand):
    help = (
        "Nhập số liệu từ tệp .xlsx hoặc .csv: biểu của các đơn vị (--form, --period), danh sách "
        "giá trị, hoặc danh sách sự việc (--happenings). Còn lỗi thì không lưu gì; "
        "chạy lại cùng tệp không đổi gì thêm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--form", metavar="MÃ", help="Mã biểu.")
        parser.add_argument("--period", metavar="KỲ", help="Kỳ: 2026, 2026Q1, 2026-6M, 2026-11.")
        parser.add_argument("--unit", metavar="MÃ", help="Đơn vị báo cáo, khi tệp của một đơn vị.")
        parser.add_argument("--happenings", metavar="CHỈ-TIÊU", help="Tệp là sự việc của chỉ tiêu.")
        parser.add_argument(
            "--estimates", action="store_true", help="Tệp là số ước tính, chờ người khác duyệt."
        )
        parser.add_argument("--draft", action="store_true", help="Chỉ ghi vào biểu, chưa nộp.")
        parser.add_argument("--why", default="", metavar="LÝ-DO", help="Lý do đính chính số đã có.")
        parser.add_argument("--as", dest="username", metavar="TÊN", help="Người nhập.")
        parser.add_argument("--receipt", type=Path, metavar="TỆP", help="Ghi biên nhận JSON.")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        by = _user(options["username"])
        content = _content(file)
        try:
            if options["form"]:
                told = self._form(content, file.name, by, options)
            elif options["happenings"]:
                told = self._happenings(content, file.name, by, options)
            elif options["estimates"]:
                told = self._estimates(content, file.name, by, options)
            else:
                told = self._values(content, file.name, by, options)
        except CannotRead as refusal:
            told = {"faults": [{"cell": "", "value": "", "why": str(refusal)}]}
        told = {"file": file.name, "stored": not told["faults"], **told}
        if options["receipt"] is not None:
            text = json.dumps(told, ensure_ascii=False, indent=1)
            options["receipt"].write_text(text + "\n", encoding="utf-8")
        self._say(told)

    def _form(
        self, content: bytes, name: str, by: User | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        form, period = _form_and_period(options["form"], options["period"])
        units = list(units_owing(form, period))
        if options["unit"]:
            units = [each for each in units if each.code == _unit(options["unit"]).code]
            if not units:
                raise CommandError(f"Đơn vị {options['unit']} không lập biểu {form.code} kỳ này.")
        read = read_form_file(
            content, name=name, form=form, period=period, units=units, limits=COMMAND
        )
        told = {"form": form.code, "period": period.code, "faults": _plain(read.faults)}
        if told["faults"]:
            return told
        try:
            kept = keep_form_file(
                form=form,
                period=period,
                values=read.values,
                by=by,
                at=timezone.now(),
                hand_in=not options["draft"],
            )
        except NotAllKept as refusal:
            faults = [
                {"cell": "", "value": code, "why": why} for code, why in refusal.faults.items()
            ]
            return {**told, "faults": faults}
        return {
            **told,
            "units": len(read.values),
            "owing": len(units),
            "changed": kept.changed,
            "same": kept.same,
            "sent": kept.sent,
        }

    def _values(
        self, content: bytes, name: str, by: User | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        unit = _unit(options["unit"]) if options["unit"] else None
        read = read_values_file(content, name=name, unit=unit, limits=COMMAND)
        if read.faults:
            return {"faults": _plain(read.faults)}
        try:
            kept = keep_values(rows=read.rows, by=by, at=timezone.now(), why=options["why"])
        except CannotHandIn as refusal:
            return {"faults": [{"cell": "", "value": "", "why": str(refusal)}]}
        counts = {"added": kept.added, "known": kept.known, "corrected": kept.corrected}
        return {"faults": [], "rows": len(read.rows), **counts}

    def _estimates(
        self, content: bytes, name: str, by: User | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        unit = _unit(options["unit"]) if options["unit"] else None
        read = read_values_file(content, name=name, unit=unit, limits=COMMAND, estimates=True)
        if read.faults:
            return {"faults": _plain(read.faults)}
        try:
            added = enter_list(rows=read.rows, by=by, at=timezone.now())
        except CannotEstimate as refusal:
            return {"faults": [{"cell": "", "value": "", "why": str(refusal)}]}
        return {"faults": [], "rows": len(read.rows), "added": added}

    def _happenings(
        self, content: bytes, name: str, by: User | None, options: dict[str, Any]
    ) -> dict[str, Any]:
        indicator = Indicator.objects.filter(code=options["happenings"]).first()
        if indicator is None:
            raise CommandError(f"Không có chỉ tiêu nào mang mã {options['happenings']}.")
        units = list(ReportingUnit.objects.select_related("place").order_by("code"))
        if options["unit"]:
            units = [_unit(options["unit"])]
        at = timezone.now()
        on = timezone.localdate(at)
        read = read_happenings_file(content, name=name, units=units, on=on, limits=COMMAND)
        if read.faults:
            return {"faults": _plain(read.faults)}
        try:
            noted = note_list(indicator=indicator, rows=read.rows, by=by, at=at)
        except CannotNote as refusal:
            return {"faults": [{"cell": "", "value": "", "why": str(refusal)}]}
        return {
            "faults": [],
            "indicator": indicator.code,
            "added": noted.added,
            "known": noted.known,
        }

    def _say(self, told: dict[str, Any]) -> None:
        faults = told["faults"]
        if not faults:
            words = {
                "units": "đơn vị", "sent": "biểu đã nộp", "rows": "dòng", "added": "thêm mới",
                "known": "đã có sẵn", "corrected": "đính chính",
            }  # fmt: skip
            said = [
                f"{formats.number(told[key])} {word}" for key, word in words.items() if key in told
            ]
            self.stdout.write(f"Đã nhận {told['file']}: {', '.join(said)}.")
            return
        lines = [
            ": ".join(part for part in (fault["cell"] or fault["value"], fault["why"]) if part)
            for fault in faults[:SHOWN]
        ]
        if len(faults) > SHOWN:
            lines.append(f"và {formats.number(len(faults) - SHOWN)} lỗi nữa (xem biên nhận).")
        head = f"Chưa lưu gì: tệp {told['file']} có {formats.number(len(faults))} lỗi."
        raise CommandError("\n".join([head, *lines]))


def _form_and_period(code: str, period: str | None) -> tuple[ReportingForm, Any]:
    if not period:
        raise CommandError("Thiếu --period. Ví dụ: --period 2026-11")
    try:
        form = form_with(code)
    except ReportingForm.DoesNotExist as error:
        raise CommandError(f"Không có biểu nào mang mã {code}.") from error
    try:
        return form, period_for(form, period)
    except ValueError as error:
        raise CommandError(str(error)) from error


def _unit(code: str) -> ReportingUnit:
    unit = ReportingUnit.objects.select_related("place").filter(code__iexact=code).first()
    if unit is None:
        raise CommandError(f"Không có đơn vị báo cáo nào mang mã {code}.")
    return unit


def _user(username: str | None) -> User | None:
    if not username:
        return None
    try:
        return User.objects.get_by_natural_key(username)
    except User.DoesNotExist as error:
        raise CommandError(f"Không có tài khoản {username}.") from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise CommandError(f"Không mở được {file}: {fault.strerror}.") from fault


def _plain(faults: list[Fault]) -> list[dict[str, str]]:
    return [{"cell": each.cell, "value": each.value, "why": each.why} for each in faults]
