import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("employers", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Office",
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
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.orgunit",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                max_length=200, unique=True, verbose_name="tên điểm tiếp"
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=300, verbose_name="địa chỉ"),
                        ),
                        ("opens", models.TimeField(verbose_name="giờ mở cửa")),
                        ("closes", models.TimeField(verbose_name="giờ đóng cửa")),
                        ("is_open", models.BooleanField(default=True, verbose_name="đang dùng")),
                        ("kiosk_key", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("calls", models.BigIntegerField(default=0, verbose_name="số lượt gọi")),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="an_office_of_desks_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("opens__lt", models.F("closes"))),
                                name="an_office_opens_before_it_closes",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Service",
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
                            "letter",
                            models.CharField(max_length=1, unique=True, verbose_name="chữ cái"),
                        ),
                        (
                            "name",
                            models.CharField(
                                max_length=100, unique=True, verbose_name="tên dịch vụ"
                            ),
                        ),
                        (
                            "typical_minutes",
                            models.PositiveSmallIntegerField(verbose_name="thường mất (phút)"),
                        ),
                        (
                            "order",
                            models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự"),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="đang dùng")),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "letter__in",
                                        [
                                            "A",
                                            "B",
                                            "C",
                                            "D",
                                            "E",
                                            "F",
                                            "G",
                                            "H",
                                            "I",
                                            "J",
                                            "K",
                                            "L",
                                            "M",
                                            "N",
                                            "O",
                                            "P",
                                            "Q",
                                            "R",
                                            "S",
                                            "T",
                                            "U",
                                            "V",
                                            "W",
                                            "X",
                                            "Y",
                                            "Z",
                                        ],
                                    )
                                ),
                                name="a_service_has_a_letter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("typical_minutes__range", (1, 240))),
                                name="a_visit_takes_one_minute_to_four_hours",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionPlan",
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
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                        (
                            "agreed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="người này đồng ý lúc"
                            ),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="kết thúc lúc"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("person",),
                                name="a_person_has_one_open_action_plan",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreed_at__isnull", True),
                                    ("agreed_at__gte", models.F("made_at")),
                                    _connector="OR",
                                ),
                                name="an_action_plan_is_agreed_after_it_is_made",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("made_at")),
                                    _connector="OR",
                                ),
                                name="an_action_plan_ends_after_it_is_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
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
                        ("name", models.CharField(max_length=200, verbose_name="tên buổi")),
                        ("held_on", models.DateField(verbose_name="ngày")),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="nơi")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["-held_on", "-id"], name="group_sessions_by_day")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="a_group_session_has_a_name",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Desk",
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
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="desks",
                                to="counter.office",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="số quầy")),
                        (
                            "sitting",
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
                                    ("OPEN", "Đang mở"),
                                    ("PAUSED", "Tạm dừng"),
                                    ("CLOSED", "Đóng"),
                                ],
                                default="CLOSED",
                                max_length=6,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("ahead", models.PositiveSmallIntegerField(default=0)),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                        (
                            "services",
                            models.ManyToManyField(related_name="+", to="counter.service"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "number"),
                                name="desks_of_an_office_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("sitting__isnull", False)),
                                fields=("sitting",),
                                name="nobody_sits_at_two_desks",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["CLOSED", "OPEN", "PAUSED"])),
                                name="a_desk_has_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sitting__isnull", True), ("state", "CLOSED")),
                                    models.Q(
                                        models.Q(("state", "CLOSED"), _negated=True),
                                        ("sitting__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="somebody_sits_at_a_desk_unless_it_is_closed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Line",
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
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.office",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="số cuối")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "service", "day"),
                                name="one_row_of_numbers_a_service_and_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.office",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True, max_length=15, verbose_name="điện thoại để nhắn"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-day"], name="visits_of_a_person"),
                            models.Index(
                                condition=models.Q(("phone", ""), _negated=True),
                                fields=["day"],
                                name="telephones_to_forget",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SlotPlan",
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
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.office",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(verbose_name="thứ (0 là thứ Hai)"),
                        ),
                        ("begins", models.TimeField(verbose_name="từ giờ")),
                        ("ends", models.TimeField(verbose_name="đến giờ")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=30, verbose_name="mỗi lượt (phút)"
                            ),
                        ),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(verbose_name="số người một lượt"),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "service", "weekday", "begins"),
                                name="appointments_of_a_weekday_are_planned_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes__range", (5, 240)),
                                    ("seats__range", (1, 100)),
                                    ("weekday__range", (0, 6)),
                                ),
                                name="planned_appointments_have_day_length_and_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("begins__lt", models.F("ends"))),
                                name="planned_appointments_end_after_they_begin",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Closing",
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
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.office",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        ("begins_at", models.DateTimeField(verbose_name="từ lúc")),
                        ("ends_at", models.DateTimeField(verbose_name="đến lúc")),
                        ("why", models.CharField(max_length=200, verbose_name="lý do")),
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
                        "indexes": [
                            models.Index(fields=["office", "ends_at"], name="closings_of_an_office")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("begins_at__lt", models.F("ends_at"))),
                                name="a_closing_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("why", ""), _negated=True),
                                name="a_closing_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Slot",
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
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.office",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        ("begins_at", models.DateTimeField(verbose_name="bắt đầu lúc")),
                        ("ends_at", models.DateTimeField(verbose_name="hết lúc")),
                        ("seats", models.PositiveSmallIntegerField(verbose_name="số chỗ")),
                        (
                            "taken",
                            models.PositiveSmallIntegerField(default=0, verbose_name="đã hẹn"),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["office", "begins_at"], name="times_of_an_office")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "service", "begins_at"),
                                name="one_time_for_appointments_of_a_service",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("seats"))),
                                name="no_more_appointments_than_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("begins_at__lt", models.F("ends_at"))),
                                name="a_time_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="counter.actionplan",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        ("what", models.CharField(max_length=300, verbose_name="việc cần làm")),
                        ("due_on", models.DateField(verbose_name="làm xong trước ngày")),
                        (
                            "done_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="làm xong lúc"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "order"),
                                name="steps_of_an_action_plan_are_numbered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("what", ""), _negated=True),
                                name="a_step_says_what_to_do",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
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
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendees",
                                to="counter.session",
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
                        ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "person"),
                                name="a_person_is_in_a_group_session_once",
                            ),
                            models.UniqueConstraint(
                                fields=("session", "order"),
                                name="people_of_a_group_session_are_numbered_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Act",
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
                        ("key", models.UUIDField(unique=True, verbose_name="số của tờ ghi")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("JOB", "Tư vấn việc làm"),
                                    ("POLICY", "Tư vấn chính sách"),
                                    ("TRAINING", "Tư vấn đào tạo, kỹ năng nghề"),
                                    ("BENEFIT", "Tư vấn bảo hiểm thất nghiệp"),
                                    ("EMPLOYER", "Tư vấn người sử dụng lao động"),
                                    ("GUIDE", "Hướng dẫn, trả lời câu hỏi"),
                                ],
                                max_length=8,
                                verbose_name="việc",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "employer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="employers.employer",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.visit",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="ngày")),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "trained",
                            models.BooleanField(
                                default=False, verbose_name="trình độ từ trung cấp"
                            ),
                        ),
                        (
                            "on_benefit",
                            models.BooleanField(
                                default=False, verbose_name="đang có hồ sơ bảo hiểm thất nghiệp"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="ghi thêm"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="bỏ vì ghi nhầm lúc"
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-at"], name="acts_of_person"),
                            models.Index(fields=["on", "kind"], name="acts_by_day_and_kind"),
                            models.Index(fields=["by", "-at"], name="acts_of_officer"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), ("withdrawn_at__isnull", True)
                                ),
                                fields=("visit", "person", "kind"),
                                name="a_visit_counts_an_act_of_a_kind_once_for_a_person",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("employer__isnull", False), ("withdrawn_at__isnull", True)
                                ),
                                fields=("visit", "employer", "kind"),
                                name="a_visit_counts_an_act_of_a_kind_once_for_a_firm",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("employer__isnull", False),
                                        ("kind", "EMPLOYER"),
                                        ("on_benefit", False),
                                        ("person__isnull", True),
                                        ("trained", False),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "EMPLOYER"), _negated=True),
                                        ("employer__isnull", True),
                                        ("person__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_act_is_for_a_firm_or_for_a_person_as_its_kind_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "BENEFIT",
                                            "EMPLOYER",
                                            "GUIDE",
                                            "JOB",
                                            "POLICY",
                                            "TRAINING",
                                        ],
                                    )
                                ),
                                name="an_act_is_of_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawn_at__isnull", True),
                                        ("withdrawn_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_act_is_withdrawn_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ticket",
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
                        ("key", models.UUIDField(unique=True, verbose_name="số của lần lấy")),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tickets",
                                to="counter.visit",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.office",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="ngày")),
                        ("number", models.PositiveIntegerField(verbose_name="số")),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Ưu tiên"), (2, "Có hẹn"), (3, "Thường")],
                                default=3,
                                verbose_name="diện",
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True, max_length=12, verbose_name="lý do ưu tiên (mã)"
                            ),
                        ),
                        (
                            "turn",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="chỗ trong hàng"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("HOME", "Lấy ở nhà"),
                                    ("KIOSK", "Máy lấy số"),
                                    ("DESK", "Nhân viên lấy giúp"),
                                ],
                                max_length=5,
                                verbose_name="nơi lấy số",
                            ),
                        ),
                        ("holder", models.CharField(blank=True, max_length=64)),
                        ("nth", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Đang chờ"),
                                    ("CALLED", "Đã gọi"),
                                    ("SERVING", "Đang làm"),
                                    ("HELD", "Tạm giữ"),
                                    ("DONE", "Xong"),
                                    ("NO_SHOW", "Gọi không có mặt"),
                                    ("LEFT", "Trả số"),
                                ],
                                default="WAITING",
                                max_length=8,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.desk",
                            ),
                        ),
                        (
                            "only_desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.desk",
                            ),
                        ),
                        (
                            "call",
                            models.BigIntegerField(blank=True, null=True, verbose_name="lượt gọi"),
                        ),
                        (
                            "recalls",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="số lần gọi lại"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="dặn quầy sau"
                            ),
                        ),
                        ("taken_at", models.DateTimeField(verbose_name="lấy lúc")),
                        ("queued_at", models.DateTimeField(verbose_name="vào hàng lúc")),
                        (
                            "called_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="gọi lúc"),
                        ),
                        (
                            "began_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="bắt đầu lúc"),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="xong lúc"),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["office", "day", "state"], name="tickets_of_a_day"
                            ),
                            models.Index(fields=["office", "day", "-call"], name="calls_of_a_day"),
                            models.Index(
                                models.F("office"),
                                models.F("day"),
                                models.F("line"),
                                models.F("rank"),
                                django.db.models.functions.comparison.Coalesce(
                                    "turn",
                                    models.ExpressionWrapper(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("id"), "*", models.Value(1024)
                                        ),
                                        output_field=models.BigIntegerField(),
                                    ),
                                ),
                                models.F("id"),
                                condition=models.Q(("state", "WAITING")),
                                name="who_is_first_in_each_line",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("office", "service", "day", "number"),
                                name="a_number_of_a_service_is_given_once_a_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("holder", ""), _negated=True),
                                fields=("day", "holder", "nth"),
                                name="tickets_taken_at_home_are_counted_by_the_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("holder", ""), _negated=True),
                                    models.Q(("state", "LEFT"), _negated=True),
                                ),
                                fields=("day", "holder", "service"),
                                name="one_ticket_a_service_and_day_at_home",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("holder", ""),
                                    models.Q(("nth__isnull", False), ("nth__range", (1, 2))),
                                    _connector="OR",
                                ),
                                name="at_most_two_tickets_a_day_at_home",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("CALLED", "SERVING"))),
                                fields=("desk",),
                                name="a_desk_serves_one_ticket_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("CALLED", "SERVING")), _negated=True),
                                    ("desk__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_called_ticket_has_its_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "WAITING"), _negated=True),
                                    ("desk__isnull", True),
                                    _connector="OR",
                                ),
                                name="a_waiting_ticket_is_at_no_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "CALLED",
                                            "DONE",
                                            "HELD",
                                            "LEFT",
                                            "NO_SHOW",
                                            "SERVING",
                                            "WAITING",
                                        ],
                                    )
                                ),
                                name="a_ticket_has_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__in", [1, 2, 3])),
                                name="a_ticket_has_a_known_class",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("called_at__isnull", True),
                                    ("called_at__gte", models.F("taken_at")),
                                    _connector="OR",
                                ),
                                name="a_ticket_is_called_after_it_is_taken",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_at__isnull", True),
                                    ("ended_at__gte", models.F("taken_at")),
                                    _connector="OR",
                                ),
                                name="a_ticket_ends_after_it_is_taken",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyAdvice",
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
                            "act",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advice",
                                to="counter.act",
                            ),
                        ),
                        (
                            "topics",
                            models.JSONField(default=list, verbose_name="chính sách được hỏi (mã)"),
                        ),
                        ("answer", models.CharField(max_length=1000, verbose_name="đã trả lời")),
                        (
                            "next_step",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="việc tiếp theo"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("answer", ""), _negated=True),
                                name="policy_advice_has_its_answer",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TicketStep",
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
                        ("key", models.UUIDField(blank=True, null=True, unique=True)),
                        (
                            "ticket",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="counter.ticket",
                            ),
                        ),
                        (
                            "deed",
                            models.CharField(
                                choices=[
                                    ("CALLED", "Gọi"),
                                    ("RECALLED", "Gọi lại"),
                                    ("BEGUN", "Bắt đầu làm"),
                                    ("HELD", "Tạm giữ"),
                                    ("RESUMED", "Làm tiếp"),
                                    ("TRANSFERRED", "Chuyển"),
                                    ("NO_SHOW", "Không có mặt"),
                                    ("BACK", "Trở lại hàng"),
                                    ("FINISHED", "Xong"),
                                    ("LEFT", "Trả số"),
                                    ("CLOSED", "Hết ngày"),
                                ],
                                max_length=11,
                                verbose_name="việc",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.desk",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                        (
                            "waited",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="đã chờ (giây)"
                            ),
                        ),
                        (
                            "served",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="đã làm (giây)"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["ticket", "id"], name="steps_of_a_ticket"),
                            models.Index(fields=["deed", "at"], name="steps_by_deed_and_time"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "deed__in",
                                        [
                                            "BACK",
                                            "BEGUN",
                                            "CALLED",
                                            "CLOSED",
                                            "FINISHED",
                                            "HELD",
                                            "LEFT",
                                            "NO_SHOW",
                                            "RECALLED",
                                            "RESUMED",
                                            "TRANSFERRED",
                                        ],
                                    )
                                ),
                                name="a_step_of_a_ticket_is_a_known_one",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appointment",
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
                        ("key", models.UUIDField(unique=True, verbose_name="số của lần đặt")),
                        (
                            "slot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointments",
                                to="counter.slot",
                            ),
                        ),
                        ("seat", models.PositiveSmallIntegerField(verbose_name="chỗ")),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="counter.service",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(blank=True, max_length=200, verbose_name="họ và tên"),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=15, verbose_name="điện thoại"),
                        ),
                        ("holder", models.CharField(max_length=64)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("HOME", "Lấy ở nhà"),
                                    ("KIOSK", "Máy lấy số"),
                                    ("DESK", "Nhân viên lấy giúp"),
                                ],
                                max_length=5,
                                verbose_name="nơi đặt",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("BOOKED", "Đã hẹn"),
                                    ("ARRIVED", "Đã đến"),
                                    ("MOVED", "Đã đổi giờ"),
                                    ("CANCELLED", "Đã huỷ"),
                                    ("MISSED", "Không đến"),
                                ],
                                max_length=9,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "ticket",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appointment",
                                to="counter.ticket",
                            ),
                        ),
                        (
                            "before",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="after",
                                to="counter.appointment",
                            ),
                        ),
                        (
                            "booked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("booked_at", models.DateTimeField(verbose_name="đặt lúc")),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-id"], name="appointments_of_a_person")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("BOOKED", "ARRIVED"))),
                                fields=("slot", "seat"),
                                name="a_seat_of_a_time_is_promised_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "BOOKED")),
                                fields=("service", "holder"),
                                name="one_appointment_ahead_a_person_and_service",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["ARRIVED", "BOOKED", "CANCELLED", "MISSED", "MOVED"],
                                    )
                                ),
                                name="an_appointment_has_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("holder", ""), _negated=True),
                                name="an_appointment_is_for_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ARRIVED"), _negated=True),
                                    ("ticket__isnull", False),
                                    _connector="OR",
                                ),
                                name="who_arrived_by_appointment_has_a_ticket",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
