import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("classifications", "0001_initial"),
        ("employers", "0001_initial"),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Institution",
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
                        ("name", models.CharField(max_length=300, verbose_name="tên")),
                        ("search_key", models.CharField(db_index=True, max_length=300)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("UNIVERSITY", "Trường đại học"),
                                    ("COLLEGE", "Trường cao đẳng"),
                                    ("SECONDARY", "Trường trung cấp"),
                                    ("CENTRE", "Trung tâm giáo dục nghề nghiệp"),
                                    ("FIRM", "Doanh nghiệp đào tạo tại chỗ"),
                                ],
                                max_length=12,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=300, verbose_name="địa chỉ"),
                        ),
                        ("lat", models.FloatField()),
                        ("lon", models.FloatField()),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=15, verbose_name="điện thoại"),
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
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "place"),
                                name="one_institution_of_a_name_in_a_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="an_institution_has_a_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("employer__isnull", True), ("kind", "FIRM"), _connector="OR"
                                ),
                                name="only_training_on_the_job_belongs_to_an_employer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
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
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="training.institution",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("since", models.DateField(verbose_name="từ ngày")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("institution", "user"),
                                name="a_user_acts_once_for_an_institution",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Programme",
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
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="training.institution",
                            ),
                        ),
                        ("name", models.CharField(max_length=300, verbose_name="tên")),
                        (
                            "occupation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("NONE", "Chưa qua đào tạo"),
                                    ("SKILLED_NO_PAPER", "Công nhân kỹ thuật không có bằng"),
                                    ("SHORT_CERTIFICATE", "Chứng chỉ nghề dưới 3 tháng"),
                                    ("NATIONAL_SKILL", "Chứng chỉ kỹ năng nghề quốc gia"),
                                    ("ELEMENTARY", "Sơ cấp"),
                                    ("SECONDARY", "Trung cấp"),
                                    ("COLLEGE", "Cao đẳng"),
                                    ("BACHELOR", "Đại học"),
                                    ("MASTER", "Thạc sĩ"),
                                    ("DOCTOR", "Tiến sĩ"),
                                ],
                                max_length=20,
                                verbose_name="trình độ sau khoá",
                            ),
                        ),
                        (
                            "entry_qualification",
                            models.CharField(
                                choices=[
                                    ("NONE", "Chưa qua đào tạo"),
                                    ("SKILLED_NO_PAPER", "Công nhân kỹ thuật không có bằng"),
                                    ("SHORT_CERTIFICATE", "Chứng chỉ nghề dưới 3 tháng"),
                                    ("NATIONAL_SKILL", "Chứng chỉ kỹ năng nghề quốc gia"),
                                    ("ELEMENTARY", "Sơ cấp"),
                                    ("SECONDARY", "Trung cấp"),
                                    ("COLLEGE", "Cao đẳng"),
                                    ("BACHELOR", "Đại học"),
                                    ("MASTER", "Thạc sĩ"),
                                    ("DOCTOR", "Tiến sĩ"),
                                ],
                                default="NONE",
                                max_length=20,
                                verbose_name="trình độ đầu vào",
                            ),
                        ),
                        (
                            "months",
                            models.DecimalField(
                                decimal_places=1, max_digits=4, verbose_name="thời gian (tháng)"
                            ),
                        ),
                        (
                            "fee",
                            models.PositiveBigIntegerField(
                                default=0, verbose_name="học phí cả khoá (đồng)"
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="nội dung")),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                        (
                            "certificates",
                            models.ManyToManyField(
                                related_name="+", to="classifications.certificate"
                            ),
                        ),
                        (
                            "skills",
                            models.ManyToManyField(related_name="+", to="classifications.skill"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("institution", "name"),
                                name="an_institution_teaches_a_programme_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("months__gt", 0), ("months__lte", 72)),
                                name="a_programme_lasts_up_to_6_years",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnrolmentPlan",
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
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="training.institution",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("NONE", "Chưa qua đào tạo"),
                                    ("SKILLED_NO_PAPER", "Công nhân kỹ thuật không có bằng"),
                                    ("SHORT_CERTIFICATE", "Chứng chỉ nghề dưới 3 tháng"),
                                    ("NATIONAL_SKILL", "Chứng chỉ kỹ năng nghề quốc gia"),
                                    ("ELEMENTARY", "Sơ cấp"),
                                    ("SECONDARY", "Trung cấp"),
                                    ("COLLEGE", "Cao đẳng"),
                                    ("BACHELOR", "Đại học"),
                                    ("MASTER", "Thạc sĩ"),
                                    ("DOCTOR", "Tiến sĩ"),
                                ],
                                max_length=20,
                                verbose_name="trình độ",
                            ),
                        ),
                        ("learners", models.PositiveIntegerField(verbose_name="tuyển mới")),
                        (
                            "rural_learners",
                            models.PositiveIntegerField(
                                default=0, verbose_name="trong đó lao động nông thôn"
                            ),
                        ),
                        (
                            "graduates",
                            models.PositiveIntegerField(default=0, verbose_name="tốt nghiệp"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("institution", "year", "level"),
                                name="one_enrolment_plan_per_institution_year_and_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rural_learners__lte", models.F("learners"))),
                                name="rural_learners_are_part_of_the_planned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__range", (2000, 2100))),
                                name="an_enrolment_plan_is_of_this_century",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JobTrainingContract",
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
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contracts",
                                to="training.institution",
                            ),
                        ),
                        ("number", models.CharField(max_length=60, verbose_name="số hợp đồng")),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        ("ends_on", models.DateField(verbose_name="hết hạn")),
                        ("learners", models.PositiveIntegerField(verbose_name="số người học")),
                        (
                            "amount",
                            models.PositiveBigIntegerField(
                                default=0, verbose_name="kinh phí (đồng)"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("institution", "number"),
                                name="a_training_contract_is_entered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("signed_on"))),
                                name="a_training_contract_ends_after_it_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                name="a_training_contract_has_a_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Intake",
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
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="intakes",
                                to="training.programme",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="khai giảng")),
                        ("seats", models.PositiveIntegerField(verbose_name="chỉ tiêu")),
                        ("taken", models.PositiveIntegerField(default=0, verbose_name="đã nhận")),
                        (
                            "minimum",
                            models.PositiveIntegerField(default=1, verbose_name="mở lớp khi đủ"),
                        ),
                        (
                            "time_of_day",
                            models.CharField(
                                choices=[
                                    ("DAY", "Ban ngày"),
                                    ("EVENING", "Buổi tối"),
                                    ("WEEKEND", "Thứ bảy, chủ nhật"),
                                ],
                                max_length=8,
                                verbose_name="buổi học",
                            ),
                        ),
                        ("boarding", models.BooleanField(default=False, verbose_name="có chỗ ở")),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="bế giảng"),
                        ),
                        (
                            "address",
                            models.CharField(blank=True, max_length=300, verbose_name="nơi học"),
                        ),
                        (
                            "fund",
                            models.CharField(
                                choices=[
                                    ("LEARNER", "Người học trả"),
                                    ("STATE", "Ngân sách hỗ trợ"),
                                    ("INSURANCE", "Bảo hiểm thất nghiệp hỗ trợ"),
                                    ("FIRM", "Doanh nghiệp đặt lớp trả"),
                                ],
                                default="LEARNER",
                                max_length=10,
                                verbose_name="ai trả học phí",
                            ),
                        ),
                        ("lat", models.FloatField()),
                        ("lon", models.FloatField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PLANNED", "Dự kiến"),
                                    ("OPEN", "Đang tuyển sinh"),
                                    ("CLOSED", "Đã đóng"),
                                ],
                                default="OPEN",
                                max_length=8,
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("seats__range", (1, 10000))),
                                name="an_intake_has_1_to_10000_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("seats"))),
                                name="no_more_learners_than_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum__gte", 1), ("minimum__lte", models.F("seats"))
                                ),
                                name="a_class_can_open_within_its_seats",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="a_class_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(
                                fields=("programme", "starts_on", "time_of_day"),
                                name="one_intake_per_programme_day_and_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Enrolment",
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
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="training.intake",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Chờ chỗ"),
                                    ("HELD", "Giữ chỗ"),
                                    ("ENROLLED", "Đã ghi danh"),
                                    ("LEARNING", "Đang học"),
                                    ("GRADUATED", "Đã tốt nghiệp"),
                                    ("LEFT", "Thôi học"),
                                ],
                                max_length=9,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("state_at", models.DateTimeField(verbose_name="từ lúc")),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("SELF", "Tự đăng ký"),
                                    ("INVITATION", "Theo lời mời"),
                                    ("REFERRAL", "Trung tâm giới thiệu"),
                                    ("SCHOOL", "Cơ sở đào tạo ghi"),
                                    ("CARD", "Quét thẻ căn cước"),
                                ],
                                max_length=10,
                                verbose_name="đến từ",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="đăng ký lúc")),
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
                        (
                            "held_until",
                            models.DateField(
                                blank=True, null=True, verbose_name="giữ chỗ đến hết ngày"
                            ),
                        ),
                        (
                            "started_on",
                            models.DateField(blank=True, null=True, verbose_name="vào học ngày"),
                        ),
                        (
                            "left_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("OWN_WISH", "Người học xin thôi"),
                                    ("NOT_CONFIRMED", "Không đến làm thủ tục"),
                                    ("LAPSED", "Quá hạn giữ chỗ, chỗ chuyển cho người đang chờ"),
                                    ("NO_SEAT", "Lớp đã khai giảng mà chưa có chỗ"),
                                    ("CANCELLED", "Lớp không mở"),
                                    ("STOPPED", "Bỏ học giữa chừng"),
                                    ("FAILED", "Không đạt"),
                                ],
                                max_length=13,
                                verbose_name="vì sao thôi",
                            ),
                        ),
                        (
                            "graduated_on",
                            models.DateField(blank=True, null=True, verbose_name="tốt nghiệp ngày"),
                        ),
                        (
                            "certificate_number",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="số chứng chỉ"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["intake", "state", "id"], name="enrolments_of_class"
                            ),
                            models.Index(fields=["person", "-id"], name="enrolments_of_person"),
                            models.Index(
                                fields=["state", "held_until"], name="enrolments_by_last_day"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "LEFT"), _negated=True),
                                fields=("intake", "person"),
                                name="a_person_is_in_a_class_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "left_because__in",
                                            [
                                                "CANCELLED",
                                                "FAILED",
                                                "LAPSED",
                                                "NOT_CONFIRMED",
                                                "NO_SEAT",
                                                "OWN_WISH",
                                                "STOPPED",
                                            ],
                                        ),
                                        ("state", "LEFT"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "LEFT"), _negated=True),
                                        ("left_because", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="who_leaves_a_class_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("certificate_number__gt", ""),
                                        ("graduated_on__isnull", False),
                                        ("state", "GRADUATED"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "GRADUATED"), _negated=True),
                                        ("certificate_number", ""),
                                        ("graduated_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_graduates_have_a_certificate_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("held_until__isnull", True), ("state", "HELD"), _connector="OR"
                                ),
                                name="only_a_held_seat_has_a_last_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "ENROLLED",
                                            "GRADUATED",
                                            "HELD",
                                            "LEARNING",
                                            "LEFT",
                                            "WAITING",
                                        ],
                                    )
                                ),
                                name="an_enrolment_has_a_known_state",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("certificate_number", ""), _negated=True),
                                fields=("intake", "certificate_number"),
                                name="a_certificate_number_is_given_once_in_a_class",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClassInvitation",
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
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="training.intake",
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
                        ("made_at", models.DateTimeField(verbose_name="mời lúc")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sent", models.BooleanField(default=False, verbose_name="đã nhắn")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["person", "-id"], name="class_invitations_of_person"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("intake", "person"),
                                name="a_person_is_invited_to_a_class_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lesson",
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
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lessons",
                                to="training.intake",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="ngày")),
                        (
                            "topic",
                            models.CharField(blank=True, max_length=200, verbose_name="nội dung"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("intake", "held_on"), name="a_class_has_one_lesson_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FirmOrder",
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
                            "employer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="employers.employer",
                            ),
                        ),
                        (
                            "occupation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to="training.programme",
                            ),
                        ),
                        ("people", models.PositiveIntegerField(verbose_name="số người cần")),
                        ("starts_on", models.DateField(verbose_name="cần học từ ngày")),
                        (
                            "wage_min",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="lương hứa từ (đồng/tháng)"
                            ),
                        ),
                        (
                            "share_percent",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="phần học phí doanh nghiệp trả (%)"
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=500, verbose_name="ghi thêm"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Đang chờ trường nhận"),
                                    ("ANSWERED", "Đã có lớp"),
                                    ("CLOSED", "Đã rút"),
                                ],
                                default="OPEN",
                                max_length=8,
                            ),
                        ),
                        (
                            "intake",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="order",
                                to="training.intake",
                            ),
                        ),
                        ("made_on", models.DateField(verbose_name="đặt ngày")),
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
                            models.Index(fields=["state", "starts_on"], name="orders_open_by_start")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 1000))),
                                name="a_firm_orders_1_to_1000_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("share_percent__lte", 100)),
                                name="a_firm_pays_at_most_the_whole_fee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("intake__isnull", False), ("state", "ANSWERED")),
                                    models.Q(
                                        models.Q(("state", "ANSWERED"), _negated=True),
                                        ("intake__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_order_has_its_class",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="training.lesson",
                            ),
                        ),
                        (
                            "enrolment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="training.enrolment",
                            ),
                        ),
                        (
                            "marking",
                            models.CharField(
                                choices=[("CODE", "Quét mã"), ("HAND", "Ghi tay")],
                                max_length=4,
                                verbose_name="cách ghi",
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lesson", "enrolment"),
                                name="a_learner_is_present_once_at_a_lesson",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
