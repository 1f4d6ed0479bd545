import io
import logging
import threading
import time
import traceback
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.urls import reverse
from django.utils import timezone

from caunoi.accounts.actions.codes import forget_codes
from caunoi.counter.actions import appointments
from caunoi.counter.actions.days import forget_phones
from caunoi.indicators.actions.receipts import remind_of_reports
from caunoi.intake.actions.files_undo import forget_uploads
from caunoi.people.actions import forget_drafts
from caunoi.placement.actions.follow_up import plan_follow_up
from caunoi.placement.actions.following import follow_changes
from caunoi.placement.actions.upkeep import keep_applications_going
from caunoi.portal.actions.alerts import tell_new_jobs
from caunoi.portal.actions.idle import ask_idle_seekers
from caunoi.portal.actions.search_index import refresh_search_index
from caunoi.training.actions import lapse_seats
from caunoi.unemployment.actions.benefits import keep_benefits_going
from caunoi.unemployment.actions.collecting import note_uncollected
from caunoi.vacancies.actions import ask_still_open
from caunoi.vacancies.models import Vacancy
from caunoi_kit.api.once import forget_sendings
from caunoi_kit.messaging.actions import forget
from caunoi_kit.messaging.delivery import deliver_waiting
from caunoi_kit.search.index import IndexUnavailable
from caunoi_kit.ui.once import forget_submissions
from caunoi_kit.uploads.door import MONTH, forget_days

logger = logging.getLogger(__name__)

# A browser sends a form again within minutes; a day covers a laptop closed over night.
SUBMISSIONS_KEPT: Final = timedelta(days=1)
SENDINGS_KEPT: Final = timedelta(days=90)  # the receipts of programs
CODES_KEPT: Final = timedelta(days=1)  # they are counted by the hour and the day
MESSAGES_KEPT: Final = timedelta(days=90)  # then their words and numbers are emptied
ALERTS_FROM: Final = 8  # o'clock: nobody reads of a new job at one minute past midnight
MINUTE: Final = 60.0
HOUR: Final = 3600.0


@dataclass(frozen=True)
class Job:
    """Something done again and again; what it says goes to the terminal."""

    name: str
    seconds: float  # from the end of one turn to the beginning of the next
    do: Callable[[], str]


def refresh_index() -> str:
    """Search index and the marks of old forms."""
    forget_submissions(before=timezone.now() - SUBMISSIONS_KEPT)
    forget_days(before=timezone.localdate() - 2 * MONTH)
    forget_sendings(before=timezone.now() - SENDINGS_KEPT)
    done = refresh_search_index(on=timezone.localdate())
    if not done.written and not done.removed:
        return ""
    rebuilt = " (dựng lại từ đầu)" if done.rebuilt else ""
    return f"Danh mục tìm kiếm: ghi {done.written}, bỏ {done.removed}{rebuilt}."


def send_messages() -> str:
    """What waits in the outbox."""
    turn = deliver_waiting(clock=timezone.now)
    if not (turn.sent or turn.later or turn.failed):
        return ""
    return f"Tin nhắn: gửi {turn.sent}, chờ gửi lại {turn.later}, kênh từ chối {turn.failed}."


def tell_alerts() -> str:
    """New jobs for those who keep searches: once a day each, from the morning on."""
    if timezone.localtime().hour < ALERTS_FROM:
        return ""
    try:
        told = tell_new_jobs(on=timezone.localdate(), clock=timezone.now)
    except IndexUnavailable:
        return "Báo việc mới: danh mục tìm kiếm đang dựng lại, lượt sau làm tiếp."
    return f"Báo việc mới: {told} người." if told else ""


def ask_the_idle() -> str:
    """Seekers not seen for two months: asked once, in the daytime, some at a time."""
    if timezone.localtime().hour < ALERTS_FROM:
        return ""
    asked = ask_idle_seekers(at=timezone.now())
    return f"Hỏi còn tìm việc: {asked} người." if asked else ""


def look_after_applications() -> str:
    """Silent firms, applications nobody answers, reminders of interviews."""
    done = keep_applications_going(at=timezone.now())
    if not (done.silent or done.expired or done.ended or done.reminded):
        return ""
    return (
        f"Hồ sơ ứng tuyển: báo chưa trả lời {done.silent}, khép {done.expired + done.ended}, "
        f"nhắc hẹn {done.reminded}."
    )


def look_after_referrals() -> str:
    """Letters past their day, calls after hires, results for the exchange."""
    done = plan_follow_up(at=timezone.now())
    if not (done.expired or done.calls or done.updates):
        return ""
    return (
        f"Giới thiệu việc: {done.expired} giấy hết hạn, thêm {done.calls} cuộc gọi, "
        f"{done.updates} kết quả phải lên sàn."
    )


def follow_the_plan() -> str:
    """The latest plan is taken over to what has changed in the registers since."""
    turn = follow_changes(
        on=timezone.localdate(),
        at=timezone.now(),
        clock=time.perf_counter,
        tell=lambda words: None,
    )
    if not turn.changes:
        return ""
    return f"Phương án ghép nối: theo {turn.changes} thay đổi, {turn.moved} người đổi hướng."


def look_after_classes() -> str:
    """Seats held for somebody who did not come go to whoever waits for one."""
    lapsed = lapse_seats(at=timezone.now())
    return f"Lớp học: {lapsed} chỗ quá hạn giữ chuyển cho người đang chờ." if lapsed else ""


def look_after_decisions() -> str:
    """Grants whose days of collection are over, months whose notice did not come, benefits over."""
    now = timezone.localtime()
    over, changed = note_uncollected(on=now.date(), at=now), keep_benefits_going(at=now)
    if not (over or changed):
        return ""
    return f"Trợ cấp thất nghiệp: {over} quyết định quá hạn nhận, {changed} tháng hưởng đổi."


def remind_appointments() -> str:
    """Who has an appointment within a day; those past are listed as missed."""
    now = timezone.now()
    told, missed = appointments.remind(at=now), appointments.note_missed(at=now)
    if not (told or missed):
        return ""
    return f"Lịch hẹn quầy: nhắc {told} người, {missed} lịch không đến."


def ask_firms() -> str:
    """Whether adverts that stand long still hold; by day only, and each once a fortnight."""
    now = timezone.localtime()
    if now.hour < ALERTS_FROM:
        return ""
    asked = ask_still_open(on=now.date(), at=now, address_of=_address_of)
    return f"Hỏi còn tuyển không: {asked} tin." if asked else ""


def _address_of(vacancy: Vacancy) -> str:
    return settings.CAUNOI_ADDRESS + reverse("vacancies:posting", args=[vacancy.public_id])


def remind_of_due() -> str:
    """Reports due by law: heads are told 10 and 3 days before, and on the last day."""
    now = timezone.localtime()
    if now.hour < ALERTS_FROM:
        return ""
    written = remind_of_reports(on=now.date(), at=now)
    return f"Báo cáo định kỳ: nhắc {written} tin." if written else ""


def go_on_with_lists() -> str:
    """Lists of communes that are being read, saved or taken back."""
    call_command("intake", waiting=True)
    return ""


def check_population() -> str:
    """Questions to the population database that wait; at night people not yet checked."""
    call_command("check_population", quiet=True)
    return ""


def forget_old() -> str:
    """What is kept for a time only: messages, codes, drafts, phones of visits, lists."""
    now = timezone.now()
    emptied = forget(before=now - MESSAGES_KEPT)
    codes = forget_codes(before=now - CODES_KEPT)
    drafts = forget_drafts(at=now)
    phones = forget_phones(before=timezone.localdate(now))
    lists = forget_uploads(on=timezone.localdate(now))
    if not (emptied or codes or drafts or phones or lists):
        return ""
    return (
        f"Quá hạn lưu: {emptied} tin nhắn, {codes} mã, {drafts} hồ sơ dở, "
        f"{phones} điện thoại của lượt đến, {lists} tệp danh sách."
    )


def keep_clean() -> str:
    """Who was erased stays so, also after a restore; by name, for `home` stands beside."""
    said = io.StringIO()
    call_command("keep_clean", stdout=said)
    return said.getvalue().strip()


def look_over_registers() -> str:
    """The nightly checks over all registers; by name, for `home` stands beside this domain."""
    said = io.StringIO()
    call_command("check_registers", nightly=True, stdout=said)
    return said.getvalue().strip()


def find_duplicates() -> str:
    """At night: records of the register that may be one person."""
    said = io.StringIO()
    call_command("find_duplicates", nightly=True, stdout=said)
    return said.getvalue().strip()


def remind_forms() -> str:
    """Units that owe a form of figures soon or already are told, in the daytime."""
    said = io.StringIO()
    call_command("remind_forms", daytime=True, stdout=said)
    return said.getvalue().strip()


def remind_reports() -> str:
    """Firms late with their labour reports are reminded, in the daytime."""
    said = io.StringIO()
    call_command("remind_reports", daytime=True, stdout=said)
    return said.getvalue().strip()


def count_figures() -> str:
    """At night: what the registers come to, and what the year is expected to end with."""
    said = io.StringIO()
    call_command("refresh_figures", nightly=True, stdout=said)
    if said.getvalue():
        call_command("refresh_forecasts", stdout=said)
    return " ".join(said.getvalue().split())


# One thread each, so that a slow one holds up no other.
JOBS: Final = (
    Job("danh mục tìm kiếm", 20.0, refresh_index),
    Job("gửi tin nhắn", 1.0, send_messages),
    Job("danh sách của xã", 0.5, go_on_with_lists),
    Job("hồ sơ nghi trùng", HOUR, find_duplicates),
    Job("báo việc mới", 10 * MINUTE, tell_alerts),
    Job("hỏi còn tìm việc", HOUR, ask_the_idle),
    Job("hồ sơ ứng tuyển", 5 * MINUTE, look_after_applications),
    Job("giới thiệu việc", 5 * MINUTE, look_after_referrals),
    Job("phương án ghép nối", 10 * MINUTE, follow_the_plan),
    Job("chỗ học quá hạn giữ", 5 * MINUTE, look_after_classes),
    Job("quyết định trợ cấp", HOUR, look_after_decisions),
    Job("lịch hẹn quầy", 5 * MINUTE, remind_appointments),
    Job("hỏi còn tuyển", HOUR, ask_firms),
    Job("báo cáo đến hạn", HOUR, remind_of_due),
    Job("nhắc nộp biểu", HOUR, remind_forms),
    Job("nhắc báo cáo đơn vị", HOUR, remind_reports),
    Job("đếm số liệu", HOUR, count_figures),
    Job("rà soát dữ liệu", 10 * MINUTE, look_over_registers),
    Job("đối chiếu dân cư", 2.0, check_population),
    Job("quá hạn lưu", HOUR, forget_old),
    Job("đã xoá thì không về", HOUR, keep_clean),
)


class Command(BaseCommand):
    help = "Làm việc nền: việc xếp hàng, danh mục tìm kiếm, tin nhắn, báo việc. Dừng bằng Ctrl+C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--refresh-every",
            type=float,
            default=20.0,
            metavar="GIÂY",
            help="cập nhật danh mục tìm kiếm sau mỗi bấy nhiêu giây (mặc định 20)",
        )
        parser.add_argument("--once", action="store_true", help="làm một lượt rồi dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            for job in JOBS:
                self._say(job.do())
            call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
            return
        stop = threading.Event()
        threads = [
            threading.Thread(target=self._keep_doing, args=(job, seconds, stop), name=job.name)
            for job, seconds in self._paces(options["refresh_every"])
        ]
        for thread in threads:
            thread.start()
        try:
            call_command("db_worker", reload=False, verbosity=options["verbosity"])
        finally:
            stop.set()
            for thread in threads:
                thread.join()

    def _paces(self, refresh_every: float) -> Iterator[tuple[Job, float]]:
        for job in JOBS:
            yield job, refresh_every if job.do is refresh_index else job.seconds

    def _keep_doing(self, job: Job, seconds: float, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self._say(job.do())
            except Exception as fault:
                # Where and what kind, not the words: a database error quotes the row (trust F6).
                where = "".join(traceback.format_tb(fault.__traceback__))
                logger.error("Việc nền «%s» hỏng: %s\n%s", job.name, type(fault).__name__, where)
            finally:
                close_old_connections()
            stop.wait(seconds)
        connections.close_all()

    def _say(self, words: str) -> None:
        if words:
            self.stdout.write(words)
