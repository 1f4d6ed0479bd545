import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("classifications", "0001_initial"),
        ("employers", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="NeedReceipt",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="employers.employer",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("GRID", "Điền trên trang"),
                                    ("FILE", "Tải tệp lên"),
                                    ("API", "Phần mềm của nơi tuyển gửi"),
                                ],
                                max_length=4,
                                verbose_name="cách gửi",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("DONE", "Đã nhận đủ"),
                                    ("PARTLY", "Nhận một phần"),
                                    ("ERROR", "Không nhận được"),
                                ],
                                max_length=8,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("md5", models.CharField(max_length=32)),
                        ("items", models.JSONField(default=list)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["employer", "at"], name="vacancies_receipts_of_firm"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportReceipt",
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
                        ("file_name", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        ("read", models.PositiveIntegerField()),
                        ("added", models.PositiveIntegerField()),
                        ("changed", models.PositiveIntegerField()),
                        ("unchanged", models.PositiveIntegerField()),
                        ("near_duplicates", models.PositiveIntegerField()),
                        ("rejected", models.PositiveIntegerField()),
                        ("reasons", models.JSONField(default=dict)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "read",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("added"), "+", models.F("changed")
                                                    ),
                                                    "+",
                                                    models.F("unchanged"),
                                                ),
                                                "+",
                                                models.F("near_duplicates"),
                                            ),
                                            "+",
                                            models.F("rejected"),
                                        ),
                                    )
                                ),
                                name="every_row_read_is_accounted_for",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Vacancy",
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
                        ("title", models.CharField(max_length=300, verbose_name="chức danh")),
                        (
                            "occupation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                                verbose_name="nghề",
                            ),
                        ),
                        (
                            "description",
                            models.TextField(blank=True, verbose_name="mô tả công việc"),
                        ),
                        ("requirements", models.TextField(blank=True, verbose_name="yêu cầu")),
                        ("benefits", models.TextField(blank=True, verbose_name="phúc lợi")),
                        (
                            "positions",
                            models.PositiveIntegerField(default=1, verbose_name="số lượng tuyển"),
                        ),
                        ("filled", models.PositiveIntegerField(default=0, verbose_name="đã tuyển")),
                        (
                            "wage_min",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="lương từ (đồng)"
                            ),
                        ),
                        (
                            "wage_max",
                            models.PositiveBigIntegerField(
                                blank=True, null=True, verbose_name="lương đến (đồng)"
                            ),
                        ),
                        (
                            "pay_period",
                            models.CharField(
                                choices=[
                                    ("MONTH", "tháng"),
                                    ("DAY", "ngày"),
                                    ("HOUR", "giờ"),
                                    ("PRODUCT", "sản phẩm"),
                                ],
                                default="MONTH",
                                max_length=8,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        (
                            "address",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="nơi làm việc"
                            ),
                        ),
                        (
                            "industrial_zone",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="khu công nghiệp"
                            ),
                        ),
                        ("lat", models.FloatField(blank=True, null=True)),
                        ("lon", models.FloatField(blank=True, null=True)),
                        ("shifts", models.JSONField(default=list, verbose_name="ca làm (mã)")),
                        (
                            "hours",
                            models.CharField(blank=True, max_length=120, verbose_name="giờ làm"),
                        ),
                        (
                            "contract_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("INDEFINITE", "Không xác định thời hạn"),
                                    ("UNDER_12_MONTHS", "Xác định thời hạn dưới 12 tháng"),
                                    (
                                        "FROM_12_TO_36_MONTHS",
                                        "Xác định thời hạn từ 12 đến 36 tháng",
                                    ),
                                    ("NONE", "Không có hợp đồng"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("housing", models.BooleanField(default=False, verbose_name="có chỗ ở")),
                        (
                            "general_education",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("BELOW_PRIMARY", "Chưa tốt nghiệp tiểu học"),
                                    ("PRIMARY", "Tốt nghiệp tiểu học"),
                                    ("LOWER_SECONDARY", "Tốt nghiệp trung học cơ sở"),
                                    ("UPPER_SECONDARY", "Tốt nghiệp trung học phổ thông"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "qualification",
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
                            ),
                        ),
                        (
                            "experience_months",
                            models.PositiveIntegerField(
                                default=0, verbose_name="kinh nghiệm tối thiểu (tháng)"
                            ),
                        ),
                        (
                            "workplace",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("INDOOR", "Trong nhà"),
                                    ("OUTDOOR", "Ngoài trời"),
                                    ("MIXED", "Cả trong nhà và ngoài trời"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "lift_weight",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("UNDER_5KG", "Dưới 5 kg"),
                                    ("FROM_5_TO_20KG", "Từ 5 đến 20 kg"),
                                    ("OVER_20KG", "Trên 20 kg"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("RARELY", "Hầu như không có"),
                                    ("MEDIUM", "Mức trung bình"),
                                    ("MUCH", "Cần đứng, đi lại nhiều"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "hearing",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("NOT_NEEDED", "Không cần thiết"),
                                    ("BASIC", "Nghe nói cơ bản"),
                                    ("IMPORTANT", "Quan trọng"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "sight",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("NORMAL", "Mức bình thường"),
                                    ("SMALL_DETAIL", "Nhìn được vật, chi tiết nhỏ"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "hand_use",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("LARGE", "Lắp ráp đồ vật lớn"),
                                    ("SMALL", "Lắp ráp đồ vật nhỏ"),
                                    ("TINY", "Lắp ráp đồ vật rất nhỏ"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "two_hands",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("BOTH", "Cần 2 tay"),
                                    ("SOMETIMES", "Đôi khi cần 2 tay"),
                                    ("ONE", "Chỉ cần 1 tay"),
                                    ("LEFT", "Tay trái"),
                                    ("RIGHT", "Tay phải"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="người liên hệ"
                            ),
                        ),
                        (
                            "contact_phone",
                            models.CharField(
                                blank=True, max_length=15, verbose_name="điện thoại liên hệ"
                            ),
                        ),
                        ("posted_on", models.DateField(verbose_name="ngày đăng")),
                        ("closes_on", models.DateField(verbose_name="hạn tuyển")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Bản nháp"),
                                    ("PENDING", "Chờ duyệt"),
                                    ("OPEN", "Đang tuyển"),
                                    ("CLOSED", "Đã đóng"),
                                    ("REFUSED", "Không đăng được"),
                                ],
                                default="OPEN",
                                max_length=8,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("EMPLOYER", "Doanh nghiệp đăng"),
                                    ("CENTRE", "Trung tâm nhập"),
                                    ("IMPORTED", "Nhập từ tệp"),
                                ],
                                default="EMPLOYER",
                                max_length=10,
                            ),
                        ),
                        (
                            "source_name",
                            models.CharField(blank=True, max_length=60, verbose_name="tên nguồn"),
                        ),
                        (
                            "source_id",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="mã tin ở nguồn"
                            ),
                        ),
                        ("fingerprint", models.CharField(blank=True, db_index=True, max_length=64)),
                        (
                            "typed",
                            models.JSONField(
                                blank=True, default=dict, verbose_name="chữ đã gõ của bản nháp"
                            ),
                        ),
                        (
                            "findings",
                            models.JSONField(
                                blank=True, default=list, verbose_name="điều máy nhắc"
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="gửi duyệt lúc"
                            ),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày đóng"),
                        ),
                        (
                            "hired",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="nhận được khi đóng (người)"
                            ),
                        ),
                        (
                            "hired_from",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CENTRE", "Trung tâm giới thiệu"),
                                    ("PORTAL", "Người tìm việc thấy tin trên trang này"),
                                    ("OWN", "Nơi tuyển tự tìm"),
                                    ("SCHOOL", "Cơ sở đào tạo"),
                                    ("MIXED", "Từ nhiều nguồn"),
                                    ("NOBODY", "Chưa nhận được ai"),
                                ],
                                max_length=10,
                                verbose_name="nhận từ đâu",
                            ),
                        ),
                        (
                            "asked_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="hỏi còn tuyển không"
                            ),
                        ),
                        (
                            "confirmed_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="nơi tuyển trả lời còn tuyển"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["state", "closes_on"], name="vacancies_open_by_deadline"
                            ),
                            models.Index(
                                fields=["employer", "state"], name="vacancies_of_employer"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="a_vacancy_has_a_title",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                                    models.Q(
                                        ("lat__isnull", False),
                                        ("lat__range", (8, 24)),
                                        ("lon__isnull", False),
                                        ("lon__range", (102, 118)),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_vacancy_is_at_a_point_in_vietnam_or_an_unknown_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("positions__range", (1, 100000))),
                                name="a_vacancy_has_1_to_100000_places",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("filled__lte", models.F("positions"))),
                                name="no_more_hired_than_positions",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("wage_min__isnull", True),
                                    ("wage_max__isnull", True),
                                    ("wage_min__lte", models.F("wage_max")),
                                    _connector="OR",
                                ),
                                name="a_wage_range_runs_upward",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_on__gte", models.F("posted_on"))),
                                name="a_vacancy_closes_after_posting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("experience_months__lte", 600)),
                                name="no_vacancy_asks_over_50_years",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("source_id", ""), _negated=True),
                                fields=("source_name", "source_id"),
                                name="a_source_gives_a_vacancy_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecruitmentNeed",
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
                            "employer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="employers.employer",
                            ),
                        ),
                        ("half_year", models.DateField(verbose_name="nửa năm bắt đầu ngày")),
                        (
                            "occupation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                                verbose_name="nhóm nghề",
                            ),
                        ),
                        ("quantity", models.PositiveIntegerField(verbose_name="số lượng")),
                        (
                            "women",
                            models.PositiveIntegerField(default=0, verbose_name="trong đó nữ"),
                        ),
                        (
                            "months",
                            models.JSONField(blank=True, default=list, verbose_name="theo tháng"),
                        ),
                        (
                            "receipt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.needreceipt",
                                verbose_name="biên nhận",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["half_year", "occupation"],
                                name="vacancies_needs_by_occupation",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("employer", "half_year", "occupation"),
                                name="one_need_per_firm_half_year_and_occupation",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("half_year__day", 1), ("half_year__month__in", (1, 7))
                                ),
                                name="a_half_year_begins_on_1_january_or_1_july",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__range", (1, 100000))),
                                name="a_need_is_of_1_to_100000_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("women__lte", models.F("quantity"))),
                                name="no_more_women_than_people_needed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("APPROVED", "Cho đăng"),
                                    ("SENT_BACK", "Trả lại để sửa"),
                                    ("REFUSED", "Không cho đăng"),
                                ],
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="lý do"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict", "APPROVED"),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_advert_is_not_turned_away_without_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScamReport",
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
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reports",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("MONEY", "Đòi tiền, đòi đặt cọc"),
                                    ("FALSE", "Việc thật khác với tin"),
                                    ("FAKE", "Mạo danh nơi tuyển"),
                                    ("GONE", "Đã tuyển đủ hoặc không liên hệ được"),
                                    ("BIAS", "Phân biệt đối xử"),
                                    ("OTHER", "Lý do khác"),
                                ],
                                max_length=12,
                                verbose_name="vì sao",
                            ),
                        ),
                        (
                            "words",
                            models.CharField(blank=True, max_length=1000, verbose_name="kể thêm"),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True, max_length=15, verbose_name="điện thoại người báo"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "settled_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="xử lý xong lúc"
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "upheld",
                            models.BooleanField(blank=True, null=True, verbose_name="báo đúng"),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=500, verbose_name="cách xử lý"),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_at__isnull", True)),
                                fields=["at"],
                                name="vacancies_reports_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                        ("upheld__isnull", True),
                                    ),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        ("upheld__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_report_is_settled_by_somebody_with_a_result",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SkillDemand",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="skills",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.skill",
                            ),
                        ),
                        ("required", models.BooleanField(default=True, verbose_name="bắt buộc")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vacancy", "skill"), name="a_vacancy_asks_for_a_skill_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificateDemand",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="certificates",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.certificate",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vacancy", "certificate"),
                                name="a_vacancy_asks_for_a_certificate_once",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
