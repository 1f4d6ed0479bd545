import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0001_initial"),
        ("training", "0001_initial"),
        ("vacancies", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("SELF", "Tự ứng tuyển"),
                                    ("REFERRAL", "Trung tâm giới thiệu"),
                                    ("INVITATION", "Doanh nghiệp mời"),
                                ],
                                max_length=10,
                                verbose_name="đến từ",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("SENT", "Đã gửi"),
                                    ("SEEN", "Đã xem"),
                                    ("SUITABLE", "Phù hợp"),
                                    ("INTERVIEW", "Hẹn phỏng vấn"),
                                    ("OFFERED", "Đề nghị nhận việc"),
                                    ("HIRED", "Nhận việc"),
                                    ("REJECTED", "Từ chối"),
                                    ("WITHDRAWN", "Đã rút hồ sơ"),
                                    ("EXPIRED", "Hết hạn chờ trả lời"),
                                ],
                                default="SENT",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="gửi lúc")),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("state_at", models.DateTimeField(verbose_name="đổi tình trạng lúc")),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SKILL", "Chưa đủ tay nghề hoặc kinh nghiệm"),
                                    ("CERTIFICATE", "Thiếu bằng hoặc chứng chỉ cần có"),
                                    ("SHIFT", "Ca làm không hợp"),
                                    ("WAGE", "Chưa thoả thuận được lương"),
                                    ("DISTANCE", "Nhà quá xa nơi làm"),
                                    ("NO_ANSWER", "Không liên lạc được với người ứng tuyển"),
                                    ("NO_SHOW", "Hẹn phỏng vấn nhưng không đến"),
                                    ("FULL", "Đã tuyển đủ người"),
                                    ("CLOSED", "Nơi tuyển đã đóng tin"),
                                    ("OTHER", "Lý do khác"),
                                ],
                                max_length=12,
                                verbose_name="lý do",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="ghi thêm"),
                        ),
                        (
                            "held_until",
                            models.DateField(
                                blank=True, null=True, verbose_name="giữ chỗ đến hết ngày"
                            ),
                        ),
                        (
                            "silence_told_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="đã báo là chưa được trả lời"
                            ),
                        ),
                        (
                            "may_keep",
                            models.BooleanField(
                                default=False, verbose_name="nơi tuyển được giữ liên hệ"
                            ),
                        ),
                        (
                            "hired_on",
                            models.DateField(blank=True, null=True, verbose_name="nhận việc ngày"),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["vacancy", "state", "made_at"],
                                name="applications_of_vacancy",
                            ),
                            models.Index(
                                fields=["person", "-made_at"], name="applications_of_person"
                            ),
                            models.Index(
                                fields=["state", "made_at"], name="applications_by_waiting"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["INTERVIEW", "OFFERED", "SEEN", "SENT", "SUITABLE"],
                                    )
                                ),
                                fields=("person", "vacancy"),
                                name="one_open_application_per_person_and_vacancy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "EXPIRED",
                                            "HIRED",
                                            "INTERVIEW",
                                            "OFFERED",
                                            "REJECTED",
                                            "SEEN",
                                            "SENT",
                                            "SUITABLE",
                                            "WITHDRAWN",
                                        ],
                                    )
                                ),
                                name="an_application_stands_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state_at__gte", models.F("made_at"))),
                                name="an_application_changes_after_it_is_made",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "REJECTED"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_rejection_has_its_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("note", ""), ("reason", "OTHER"), _negated=True
                                ),
                                name="another_reason_to_reject_is_written_down",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "HIRED"), _negated=True),
                                    ("hired_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_hire_has_its_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InterviewSlot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        ("place", models.CharField(max_length=300, verbose_name="nơi phỏng vấn")),
                        ("starts_at", models.DateTimeField(verbose_name="bắt đầu")),
                        ("ends_at", models.DateTimeField(verbose_name="kết thúc")),
                        (
                            "capacity",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="nhận được mấy người"
                            ),
                        ),
                        (
                            "taken",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="đã có người hẹn"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vacancy", "starts_at"),
                                name="a_vacancy_has_a_slot_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="a_slot_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity__range", (1, 500))),
                                name="a_slot_takes_1_to_500_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("capacity"))),
                                name="a_slot_is_never_overbooked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("started_at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RUNNING", "Đang tính"),
                                    ("DONE", "Đã tính xong"),
                                    ("FAILED", "Không tính được"),
                                ],
                                default="RUNNING",
                                max_length=8,
                            ),
                        ),
                        ("market_day", models.DateField(verbose_name="thị trường ngày")),
                        ("workers", models.PositiveIntegerField(default=0)),
                        ("positions", models.PositiveIntegerField(default=0)),
                        ("seats", models.PositiveIntegerField(default=0)),
                        ("placed", models.PositiveIntegerField(default=0)),
                        ("placed_by_training", models.PositiveIntegerField(default=0)),
                        ("value", models.BigIntegerField(default=0)),
                        ("upper_bound", models.BigIntegerField(default=0)),
                        ("summary", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("value__lte", models.F("upper_bound"))),
                                name="no_plan_beats_its_upper_bound",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("placed__lte", models.F("workers")),
                                    ("placed_by_training__lte", models.F("placed")),
                                ),
                                name="a_plan_places_no_more_people_than_there_are",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToldProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.intake",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("PHONE", "Điện thoại"),
                                    ("COUNTER", "Tại quầy"),
                                    ("MESSAGE", "Tin nhắn"),
                                ],
                                max_length=8,
                                verbose_name="báo qua",
                            ),
                        ),
                        ("told_at", models.DateTimeField(verbose_name="báo lúc")),
                        (
                            "told_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="rút lại lúc"),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ending",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("STARTED", "Đã nhận việc hoặc vào học như đã báo"),
                                    ("DECLINED", "Người này không nhận"),
                                    ("ELSEWHERE", "Người này đã có việc khác"),
                                    ("LETTER", "Giấy giới thiệu hết hạn"),
                                    ("GONE", "Chỗ làm hoặc lớp học không còn; đã gọi nói lại"),
                                    ("MISTAKE", "Ghi nhầm, chưa báo"),
                                    ("OTHER", "Lý do khác"),
                                ],
                                max_length=10,
                                verbose_name="vì sao rút lại",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="ghi thêm"),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-told_at"], name="told_of_person")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("person",),
                                name="a_person_is_told_one_thing_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", True),
                                        ("ended_by__isnull", True),
                                        ("ending", ""),
                                        ("note", ""),
                                    ),
                                    models.Q(
                                        ("ended_at__gte", models.F("told_at")),
                                        ("ended_at__isnull", False),
                                        (
                                            "ending__in",
                                            [
                                                "DECLINED",
                                                "ELSEWHERE",
                                                "GONE",
                                                "LETTER",
                                                "MISTAKE",
                                                "OTHER",
                                                "STARTED",
                                            ],
                                        ),
                                        models.Q(
                                            ("ended_by__isnull", False),
                                            ("ending", "LETTER"),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="what_was_told_ends_by_somebody_or_its_letter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ending", "OTHER"), ("note", ""), _negated=True
                                ),
                                name="another_reason_is_written_down",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReferralSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="năm")),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="số cuối")),
                    ],
                ),
                migrations.CreateModel(
                    name="ApplicationStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="placement.application",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("SENT", "Đã gửi"),
                                    ("SEEN", "Đã xem"),
                                    ("SUITABLE", "Phù hợp"),
                                    ("INTERVIEW", "Hẹn phỏng vấn"),
                                    ("OFFERED", "Đề nghị nhận việc"),
                                    ("HIRED", "Nhận việc"),
                                    ("REJECTED", "Từ chối"),
                                    ("WITHDRAWN", "Đã rút hồ sơ"),
                                    ("EXPIRED", "Hết hạn chờ trả lời"),
                                ],
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SKILL", "Chưa đủ tay nghề hoặc kinh nghiệm"),
                                    ("CERTIFICATE", "Thiếu bằng hoặc chứng chỉ cần có"),
                                    ("SHIFT", "Ca làm không hợp"),
                                    ("WAGE", "Chưa thoả thuận được lương"),
                                    ("DISTANCE", "Nhà quá xa nơi làm"),
                                    ("NO_ANSWER", "Không liên lạc được với người ứng tuyển"),
                                    ("NO_SHOW", "Hẹn phỏng vấn nhưng không đến"),
                                    ("FULL", "Đã tuyển đủ người"),
                                    ("CLOSED", "Nơi tuyển đã đóng tin"),
                                    ("OTHER", "Lý do khác"),
                                ],
                                max_length=12,
                                verbose_name="lý do",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="ghi thêm"),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["application", "at"], name="steps_of_application")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="placement.application",
                            ),
                        ),
                        (
                            "slot",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="placement.interviewslot",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("SENT", "Đã mời, chờ trả lời"),
                                    ("COMING", "Sẽ đến"),
                                    ("DECLINED", "Không đi"),
                                    ("CAME", "Đã đến"),
                                    ("NO_SHOW", "Không đến"),
                                    ("CANCELLED", "Đã huỷ"),
                                ],
                                default="SENT",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="mời lúc")),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="trả lời lúc"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="nói lại là sẽ đến lúc"
                            ),
                        ),
                        (
                            "reminded_day_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="nhắc trước 24 giờ"
                            ),
                        ),
                        (
                            "reminded_hours_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="nhắc trước 2 giờ"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["vacancy", "state"], name="invitations_of_vacancy"
                            ),
                            models.Index(fields=["person", "state"], name="invitations_of_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["COMING", "SENT"])),
                                fields=("person", "vacancy"),
                                name="one_open_invitation_per_person_and_vacancy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "CAME",
                                            "CANCELLED",
                                            "COMING",
                                            "DECLINED",
                                            "NO_SHOW",
                                            "SENT",
                                        ],
                                    )
                                ),
                                name="an_invitation_stands_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["CAME", "COMING", "NO_SHOW"]), _negated=True
                                    ),
                                    models.Q(
                                        ("application__isnull", False), ("slot__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="who_comes_has_a_time_and_an_application",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="placement.matchrun",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.intake",
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(verbose_name="điểm (phần vạn)")),
                        ("net_value", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["run", "vacancy"], name="proposals_of_vacancy")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "person"), name="a_plan_places_a_person_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 10000)),
                                name="a_score_is_at_most_10000",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VacancyResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vacancies",
                                to="placement.matchrun",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        ("free", models.PositiveIntegerField()),
                        ("given", models.PositiveIntegerField()),
                        ("price", models.PositiveIntegerField()),
                        ("contenders", models.PositiveIntegerField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["run", "-price", "id"], name="contested_first")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "vacancy"), name="one_result_per_vacancy"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("given__lte", models.F("free"))),
                                name="a_plan_gives_no_more_than_is_free",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IntakeResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="intakes",
                                to="placement.matchrun",
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.intake",
                            ),
                        ),
                        ("free", models.PositiveIntegerField()),
                        ("given", models.PositiveIntegerField()),
                        ("price", models.PositiveIntegerField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["run", "-price", "id"], name="seats_worth_opening_first"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "intake"), name="one_result_per_intake"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("given__lte", models.F("free"))),
                                name="a_plan_seats_no_more_than_is_free",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingOrder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="orders",
                                to="placement.matchrun",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.programme",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.intake",
                            ),
                        ),
                        ("seats", models.PositiveIntegerField(verbose_name="số ghế")),
                        ("newcomers", models.PositiveIntegerField()),
                        ("gain", models.PositiveIntegerField()),
                        ("room", models.PositiveIntegerField(default=0)),
                        ("suitable", models.PositiveIntegerField()),
                        ("free_positions", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "number"), name="orders_of_a_run_are_numbered_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__gte", 1)), name="an_order_has_a_seat"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("newcomers__lte", models.F("seats"))),
                                name="newcomers_of_an_order_sit_on_its_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__lte", models.F("suitable"))),
                                name="an_order_seats_no_more_than_it_would_help",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__lte", models.F("free_positions"))),
                                name="an_order_trains_no_more_than_are_wanted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToldResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="told",
                                to="placement.matchrun",
                            ),
                        ),
                        (
                            "told",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="results",
                                to="placement.toldproposal",
                            ),
                        ),
                        (
                            "keeping",
                            models.CharField(
                                choices=[
                                    ("KEPT", "Giữ nguyên"),
                                    ("KEPT_UNFIT", "Giữ nguyên, nhưng nay có điều không hợp"),
                                    ("NOT_LOOKING", "Người này không còn tìm việc"),
                                    (
                                        "NO_CONSENT",
                                        "Người này đã rút sự đồng ý để trung tâm giới thiệu việc",
                                    ),
                                    (
                                        "PERSON_UNFINISHED",
                                        "Hồ sơ người này thiếu thông tin để ghép",
                                    ),
                                    ("VACANCY_CLOSED", "Tin tuyển dụng đã đóng"),
                                    ("VACANCY_EXPIRED", "Tin tuyển dụng đã hết hạn"),
                                    ("NO_POSITION", "Nơi tuyển không còn chỗ trống cho người này"),
                                    (
                                        "VACANCY_UNFINISHED",
                                        "Tin tuyển dụng thiếu thông tin để ghép",
                                    ),
                                    ("INTAKE_CLOSED", "Lớp học đã thôi tuyển sinh"),
                                    ("INTAKE_BEGUN", "Lớp học đã khai giảng"),
                                    ("NO_SEAT", "Lớp học không còn ghế cho người này"),
                                    ("INTAKE_UNFINISHED", "Lớp học thiếu thông tin để ghép"),
                                    (
                                        "TOLD_MEANWHILE",
                                        "Báo trong lúc máy đang tính: phương án này chưa biết đến",
                                    ),
                                ],
                                max_length=18,
                                verbose_name="giữ được không",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["run", "keeping", "id"], name="told_of_run_by_keeping"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "told"), name="a_run_keeps_what_was_told_or_not"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "keeping__in",
                                        [
                                            "INTAKE_BEGUN",
                                            "INTAKE_CLOSED",
                                            "INTAKE_UNFINISHED",
                                            "KEPT",
                                            "KEPT_UNFIT",
                                            "NOT_LOOKING",
                                            "NO_CONSENT",
                                            "NO_POSITION",
                                            "NO_SEAT",
                                            "PERSON_UNFINISHED",
                                            "TOLD_MEANWHILE",
                                            "VACANCY_CLOSED",
                                            "VACANCY_EXPIRED",
                                            "VACANCY_UNFINISHED",
                                        ],
                                    )
                                ),
                                name="a_run_says_why_it_does_not_keep",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        ("number", models.PositiveIntegerField(verbose_name="số")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="referrals",
                                to="placement.application",
                            ),
                        ),
                        ("made_on", models.DateField(verbose_name="ngày giới thiệu")),
                        ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("valid_until", models.DateField(verbose_name="có giá trị đến hết ngày")),
                        ("come_at", models.DateTimeField(verbose_name="hẹn đến lúc")),
                        ("place", models.CharField(max_length=300, verbose_name="nơi đến")),
                        (
                            "contact",
                            models.CharField(blank=True, max_length=200, verbose_name="người đón"),
                        ),
                        (
                            "contact_phone",
                            models.CharField(
                                blank=True, max_length=15, verbose_name="điện thoại nơi đón"
                            ),
                        ),
                        (
                            "fit",
                            models.JSONField(default=dict, verbose_name="mức hợp ngày giới thiệu"),
                        ),
                        (
                            "advert",
                            models.JSONField(
                                default=dict, verbose_name="tin tuyển dụng ngày giới thiệu"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("STANDING", "Còn hiệu lực"),
                                    ("DECLINED", "Người lao động không nhận"),
                                    ("EXPIRED", "Hết hạn"),
                                    ("REVOKED", "Đã thu hồi"),
                                ],
                                default="STANDING",
                                max_length=8,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="thôi hiệu lực lúc"
                            ),
                        ),
                        (
                            "came_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="đã đến lúc"),
                        ),
                        (
                            "came_noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revoked_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao thu hồi"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-made_at"], name="referrals_of_person"),
                            models.Index(
                                fields=["state", "valid_until"], name="referrals_by_validity"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="referrals_of_a_year_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "STANDING")),
                                fields=("application",),
                                name="one_standing_referral_per_application",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="referral_numbers_begin_with_1",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("made_on"))),
                                name="a_referral_is_valid_when_it_is_made",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state", "STANDING")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state__in", ["DECLINED", "EXPIRED", "REVOKED"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_referral_stands_or_has_ended_in_a_known_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "REVOKED"), _negated=True),
                                    models.Q(("revoked_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_revoked_referral_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("came_at__isnull", True), ("came_noted_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("came_at__isnull", False), ("came_noted_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="somebody_noted_that_the_person_came",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="placement.application",
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField(verbose_name="sau mấy ngày")),
                        ("due_on", models.DateField(verbose_name="gọi từ ngày")),
                        (
                            "tries",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="đã gọi mấy lần"
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("STILL", "Còn làm"),
                                    ("LEFT", "Đã nghỉ"),
                                    ("UNREACHED", "Không liên lạc được"),
                                ],
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("WAGE", "Lương"),
                                    ("DISTANCE", "Xa"),
                                    ("SHIFT", "Ca làm"),
                                    ("JOB", "Việc không như đã nói"),
                                    ("HEALTH", "Sức khoẻ"),
                                    ("FAMILY", "Việc nhà"),
                                    ("DISMISSED", "Nơi tuyển cho nghỉ"),
                                    ("ELSEWHERE", "Có việc khác"),
                                ],
                                max_length=10,
                                verbose_name="vì sao nghỉ",
                            ),
                        ),
                        (
                            "done_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc"),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["result", "due_on"], name="calls_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "days"),
                                name="a_hire_is_followed_up_once_a_step",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_at__isnull", True),
                                        ("done_by__isnull", True),
                                        ("result", ""),
                                    ),
                                    models.Q(
                                        ("done_at__isnull", False),
                                        ("done_by__isnull", False),
                                        ("result__in", ["LEFT", "STILL", "UNREACHED"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_call_with_a_result_was_made_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "reason__in",
                                            [
                                                "DISMISSED",
                                                "DISTANCE",
                                                "ELSEWHERE",
                                                "FAMILY",
                                                "HEALTH",
                                                "JOB",
                                                "SHIFT",
                                                "WAGE",
                                            ],
                                        ),
                                        ("result", "LEFT"),
                                    ),
                                    models.Q(
                                        models.Q(("result", "LEFT"), _negated=True), ("reason", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="who_left_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExchangeUpdate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exchange_update",
                                to="placement.application",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="hạn cập nhật")),
                        (
                            "done_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="đã cập nhật lúc"
                            ),
                        ),
                        (
                            "done_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["done_at", "due_on"], name="exchange_updates_due")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                                    models.Q(
                                        ("done_at__isnull", False), ("done_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="an_update_of_the_exchange_was_made_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Learner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="learners",
                                to="placement.trainingorder",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="điểm (phần vạn)"
                            ),
                        ),
                        ("gain", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("order", "person"), name="an_order_names_a_person_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("gain", 0), ("score", 0), ("vacancy__isnull", True)),
                                    models.Q(
                                        ("gain__gte", 1),
                                        ("gain__lte", models.F("score")),
                                        ("score__lte", 10000),
                                        ("vacancy__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_seat_of_an_order_leads_to_a_vacancy_and_gains",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RefusedJob",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refusal",
                                to="placement.referral",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("WAGE", "Lương"),
                                    ("DISTANCE", "Xa"),
                                    ("SHIFT", "Ca làm"),
                                    ("JOB", "Nghề"),
                                    ("HEALTH", "Sức khoẻ"),
                                    ("OTHER", "Khác"),
                                ],
                                max_length=8,
                                verbose_name="lý do",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="ghi thêm"),
                        ),
                        (
                            "justified",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="lý do chính đáng"
                            ),
                        ),
                        (
                            "judged_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "judged_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="xét lý do lúc"
                            ),
                        ),
                        ("fit", models.JSONField(default=dict, verbose_name="mức hợp lúc từ chối")),
                        (
                            "advert",
                            models.JSONField(
                                default=dict, verbose_name="tin tuyển dụng lúc từ chối"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-at"], name="refused_jobs_of_person")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("referral__isnull", True)),
                                fields=("person", "vacancy"),
                                name="a_job_without_a_letter_is_refused_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        ["DISTANCE", "HEALTH", "JOB", "OTHER", "SHIFT", "WAGE"],
                                    )
                                ),
                                name="a_job_is_refused_for_a_known_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("note", ""), ("reason", "OTHER"), _negated=True
                                ),
                                name="another_reason_to_refuse_a_job_is_written_down",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("judged_at__isnull", True),
                                        ("judged_by__isnull", True),
                                        ("justified__isnull", True),
                                    ),
                                    models.Q(
                                        ("judged_at__isnull", False),
                                        ("judged_by__isnull", False),
                                        ("justified__isnull", False),
                                        ("referral__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_refused_letter_is_judged_and_by_somebody",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
