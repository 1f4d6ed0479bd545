import uuid

import django.db.models.deletion
import encrypted_fields.fields
from django.conf import settings
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("employers", "0001_initial"),
        ("people", "0001_initial"),
        ("placement", "0001_initial"),
        ("training", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="NumberBook",
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
                            "series",
                            models.CharField(
                                choices=[
                                    ("CLAIM", "Sổ hồ sơ"),
                                    ("SLIP", "Sổ phiếu hẹn"),
                                    ("SUPPLEMENT", "Sổ phiếu yêu cầu bổ sung"),
                                    ("DECISION", "Sổ quyết định"),
                                    ("NOTICE", "Sổ thông báo tìm việc"),
                                    ("PAYMENT", "Sổ danh sách chi trả"),
                                    ("INSURANCE", "Sổ danh sách gửi bảo hiểm xã hội"),
                                    ("TRAINING", "Sổ hồ sơ hỗ trợ đào tạo"),
                                    ("EMPLOYER", "Sổ hồ sơ hỗ trợ đơn vị"),
                                ],
                                max_length=10,
                                verbose_name="sổ",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="số cuối")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("series", "year"), name="a_book_of_numbers_is_one_a_year"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Claim",
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
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="năm"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số"),
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
                                    ("DRAFT", "Đang soạn"),
                                    ("SENT", "Chờ tiếp nhận"),
                                    ("RECEIVED", "Đã tiếp nhận"),
                                    ("SUPPLEMENT", "Chờ bổ sung giấy tờ"),
                                    ("INSURANCE", "Chờ bảo hiểm xã hội"),
                                    ("PROPOSED", "Chờ duyệt"),
                                    ("APPROVED", "Chờ đến nhận quyết định"),
                                    ("UNCOLLECTED", "Quá hạn nhận, chờ huỷ"),
                                    ("COLLECTED", "Đã nhận quyết định"),
                                    ("REFUSED", "Không được hưởng"),
                                    ("WITHDRAWN", "Đã rút hồ sơ"),
                                    ("CANCELLED", "Đã huỷ quyết định"),
                                ],
                                default="DRAFT",
                                max_length=12,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("state_since", models.DateTimeField(verbose_name="ở bước này từ lúc")),
                        (
                            "begun_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="bắt đầu soạn lúc")),
                        (
                            "received_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "received_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="tiếp nhận lúc"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("IN_PERSON", "Nộp trực tiếp"),
                                    ("ONLINE", "Nộp qua mạng"),
                                    ("POST", "Gửi bưu điện"),
                                    ("PROXY", "Người khác nộp thay"),
                                ],
                                default="IN_PERSON",
                                max_length=10,
                                verbose_name="cách nộp",
                            ),
                        ),
                        (
                            "why_not_in_person",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SICK", "Ốm đau"),
                                    ("MATERNITY", "Thai sản"),
                                    ("ACCIDENT", "Tai nạn"),
                                    ("DISASTER", "Thiên tai, dịch bệnh"),
                                ],
                                max_length=10,
                                verbose_name="vì sao không đến nộp",
                            ),
                        ),
                        (
                            "proxy_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="người nộp thay"
                            ),
                        ),
                        (
                            "province",
                            models.CharField(max_length=2, verbose_name="tỉnh nhận hồ sơ (mã)"),
                        ),
                        (
                            "filed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nộp"),
                        ),
                        (
                            "arrived_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày đến trung tâm"
                            ),
                        ),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày đủ hồ sơ"),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày rút"),
                        ),
                        (
                            "contract",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("INDEFINITE", "Không xác định thời hạn"),
                                    ("FIXED_GE12", "Từ đủ 12 tháng trở lên"),
                                    ("FIXED_1_12", "Từ đủ 1 tháng đến dưới 12 tháng"),
                                    (
                                        "SEASONAL_3_12",
                                        "Theo mùa vụ, từ 3 đến dưới 12 tháng (luật cũ)",
                                    ),
                                    ("WORK_CONTRACT", "Hợp đồng làm việc"),
                                ],
                                max_length=14,
                                verbose_name="loại hợp đồng",
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày chấm dứt hợp đồng"
                            ),
                        ),
                        (
                            "end_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("EXPIRY", "Hết hạn hợp đồng"),
                                    ("AGREEMENT", "Hai bên thoả thuận"),
                                    ("LAWFUL_UNILATERAL", "Người lao động đơn phương, đúng luật"),
                                    ("UNLAWFUL_UNILATERAL", "Người lao động đơn phương, trái luật"),
                                    ("RESTRUCTURING", "Thay đổi cơ cấu, công nghệ, lý do kinh tế"),
                                    ("DISMISSAL", "Bị sa thải hoặc buộc thôi việc"),
                                    (
                                        "PENSION_ELIGIBLE",
                                        "Nghỉ khi đã đủ điều kiện hưởng lương hưu",
                                    ),
                                    ("PENSION_DRAWING", "Đang hưởng lương hưu (luật cũ)"),
                                ],
                                max_length=20,
                                verbose_name="lý do chấm dứt",
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
                            "employer_name",
                            models.CharField(blank=True, max_length=300, verbose_name="đơn vị"),
                        ),
                        (
                            "employer_address",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="địa chỉ đơn vị"
                            ),
                        ),
                        (
                            "employer_unable_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="ngày xác nhận đơn vị không còn khả năng đóng",
                            ),
                        ),
                        (
                            "prior_reserve",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="tháng bảo lưu từ trước"
                            ),
                        ),
                        (
                            "payout",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ACCOUNT", "Vào tài khoản ngân hàng"),
                                    ("CASH", "Tiền mặt tại bảo hiểm xã hội cơ sở"),
                                ],
                                max_length=8,
                                verbose_name="cách nhận tiền",
                            ),
                        ),
                        (
                            "account_holder",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="chủ tài khoản"
                            ),
                        ),
                        (
                            "account_number",
                            encrypted_fields.fields.EncryptedCharField(
                                blank=True, max_length=30, null=True, verbose_name="số tài khoản"
                            ),
                        ),
                        (
                            "bank",
                            models.CharField(blank=True, max_length=200, verbose_name="ngân hàng"),
                        ),
                        (
                            "cash_place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="nơi nhận tiền mặt"
                            ),
                        ),
                        (
                            "medical_place",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="nơi khám chữa bệnh ban đầu",
                            ),
                        ),
                        (
                            "notes",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="ghi chú của cán bộ"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-begun_at"], name="claims_of_person"),
                            models.Index(
                                fields=["state", "completed_on", "id"], name="claims_by_state"
                            ),
                            models.Index(fields=["filed_on"], name="claims_by_filing_day"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "DRAFT",
                                            "SENT",
                                            "RECEIVED",
                                            "SUPPLEMENT",
                                            "INSURANCE",
                                            "PROPOSED",
                                            "APPROVED",
                                            "UNCOLLECTED",
                                        ),
                                    )
                                ),
                                fields=("person",),
                                name="a_person_has_one_open_claim",
                            ),
                            models.UniqueConstraint(
                                fields=("year", "number"), name="claims_of_a_year_are_numbered_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "APPROVED",
                                            "CANCELLED",
                                            "COLLECTED",
                                            "DRAFT",
                                            "INSURANCE",
                                            "PROPOSED",
                                            "RECEIVED",
                                            "REFUSED",
                                            "SENT",
                                            "SUPPLEMENT",
                                            "UNCOLLECTED",
                                            "WITHDRAWN",
                                        ],
                                    )
                                ),
                                name="a_claim_is_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("number__isnull", True),
                                        ("state", "DRAFT"),
                                        ("year__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "DRAFT"), _negated=True),
                                        ("number__gte", 1),
                                        ("number__isnull", False),
                                        ("year__gte", 2015),
                                        ("year__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_claim_has_a_number_once_it_is_filed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "DRAFT"),
                                    models.Q(
                                        ("arrived_on__gte", models.F("filed_on")),
                                        ("arrived_on__isnull", False),
                                        ("ended_on__isnull", False),
                                        ("filed_on__isnull", False),
                                        models.Q(("contract", ""), _negated=True),
                                        models.Q(("end_kind", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_filed_claim_says_when_it_came_and_what_work_ended",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["DRAFT", "SENT", "WITHDRAWN"]),
                                    models.Q(
                                        ("received_at__isnull", False),
                                        ("received_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_claim_in_work_was_received_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            (
                                                "PROPOSED",
                                                "APPROVED",
                                                "UNCOLLECTED",
                                                "COLLECTED",
                                                "REFUSED",
                                                "CANCELLED",
                                            ),
                                        ),
                                        _negated=True,
                                    ),
                                    ("completed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_claim_is_complete_before_it_is_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("completed_on__isnull", True),
                                    models.Q(
                                        ("completed_on__gte", models.F("filed_on")),
                                        ("filed_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_claim_is_complete_no_sooner_than_it_is_filed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "WITHDRAWN"), ("withdrawn_on__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("state", "WITHDRAWN"), _negated=True),
                                        ("withdrawn_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_claim_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("province__regex", "^\\d{2}$")),
                                name="a_claim_is_filed_in_a_province",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("prior_reserve__lte", 600)),
                                name="nobody_carries_over_more_than_50_years",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EmployerSupport",
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
                            "employer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="employers.employer",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RECEIVED", "Đã tiếp nhận"),
                                    ("SUPPLEMENT", "Chờ bổ sung giấy tờ"),
                                    ("PROPOSED", "Chờ duyệt"),
                                    ("GRANTED", "Đã có quyết định, chờ chuyển tiền"),
                                    ("PAID", "Đã nhận kinh phí"),
                                    ("SETTLED", "Đã quyết toán"),
                                    ("REFUSED", "Không được hỗ trợ"),
                                    ("RETURNED", "Đã trả lại hồ sơ"),
                                    ("CANCELLED", "Đã huỷ quyết định"),
                                    ("RECOVERED", "Đã thu hồi toàn bộ"),
                                ],
                                default="RECEIVED",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("state_since", models.DateTimeField(verbose_name="ở bước này từ lúc")),
                        ("filed_on", models.DateField(verbose_name="ngày nộp")),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày đủ hồ sơ"),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="tiếp nhận lúc")),
                        (
                            "supplement_what",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="giấy tờ phải bổ sung"
                            ),
                        ),
                        (
                            "representative",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="người đại diện"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=15, verbose_name="điện thoại"),
                        ),
                        (
                            "account",
                            models.CharField(
                                blank=True, max_length=30, verbose_name="số tài khoản"
                            ),
                        ),
                        (
                            "bank",
                            models.CharField(blank=True, max_length=200, verbose_name="ngân hàng"),
                        ),
                        ("workforce", models.PositiveIntegerField(verbose_name="tổng số lao động")),
                        (
                            "insured",
                            models.PositiveIntegerField(
                                verbose_name="lao động tham gia bảo hiểm thất nghiệp"
                            ),
                        ),
                        (
                            "cut",
                            models.PositiveIntegerField(
                                verbose_name="lao động phải hoặc có nguy cơ cắt giảm"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("RESTRUCTURING", "Thay đổi cơ cấu, công nghệ"),
                                    ("ECONOMIC", "Lý do kinh tế"),
                                    (
                                        "DISASTER",
                                        "Thiên tai, hoả hoạn, địch hoạ, dịch bệnh nguy hiểm",
                                    ),
                                    ("RELOCATION", "Di dời hoặc thu hẹp địa điểm theo quyết định"),
                                    ("NONE", "Lý do khác"),
                                ],
                                max_length=13,
                                verbose_name="lý do",
                            ),
                        ),
                        (
                            "arose_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="thuộc đối tượng từ ngày"
                            ),
                        ),
                        (
                            "commune_paper",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="văn bản xác nhận của xã"
                            ),
                        ),
                        (
                            "insurance_paper",
                            models.CharField(
                                blank=True,
                                max_length=60,
                                verbose_name="văn bản xác nhận của bảo hiểm",
                            ),
                        ),
                        (
                            "months_paid",
                            models.PositiveSmallIntegerField(
                                verbose_name="tháng đóng đủ trong 24 tháng"
                            ),
                        ),
                        (
                            "keep_months",
                            models.PositiveSmallIntegerField(
                                verbose_name="số tháng duy trì việc làm theo phương án"
                            ),
                        ),
                        (
                            "insurance_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày gửi bảo hiểm xã hội"
                            ),
                        ),
                        (
                            "paid_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày đơn vị nhận tiền"
                            ),
                        ),
                        (
                            "reported_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày nhận báo cáo quyết toán"
                            ),
                        ),
                        (
                            "spent",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="quyết toán (đồng)"
                            ),
                        ),
                        (
                            "renounced_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày nhận Mẫu 30"
                            ),
                        ),
                        (
                            "renounced_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao không cần nữa"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["state", "completed_on", "id"], name="support_by_state"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ("RECEIVED", "SUPPLEMENT", "PROPOSED", "GRANTED", "PAID"),
                                    )
                                ),
                                fields=("employer",),
                                name="an_employer_has_one_open_support_file",
                            ),
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="employer_files_of_a_year_are_numbered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "CANCELLED",
                                            "GRANTED",
                                            "PAID",
                                            "PROPOSED",
                                            "RECEIVED",
                                            "RECOVERED",
                                            "REFUSED",
                                            "RETURNED",
                                            "SETTLED",
                                            "SUPPLEMENT",
                                        ],
                                    )
                                ),
                                name="an_employer_file_is_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("insured__lte", models.F("workforce")),
                                    ("workforce__lte", 1000000),
                                    ("cut__lte", models.F("insured")),
                                ),
                                name="jobs_at_risk_are_among_the_insured_workers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["RECEIVED", "SUPPLEMENT", "RETURNED"]),
                                    ("completed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_employer_file_is_complete_before_it_is_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "SETTLED"), _negated=True),
                                    models.Q(("reported_on__isnull", False), ("spent__gte", 0)),
                                    _connector="OR",
                                ),
                                name="a_settled_employer_file_has_its_report",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StaffChange",
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
                        ("received_on", models.DateField(verbose_name="ngày nhận")),
                        ("before", models.JSONField(verbose_name="đầu kỳ")),
                        ("after", models.JSONField(verbose_name="cuối kỳ")),
                        ("left", models.PositiveIntegerField(verbose_name="lao động giảm")),
                        ("came", models.PositiveIntegerField(verbose_name="lao động tăng")),
                        ("paused", models.PositiveIntegerField(verbose_name="tạm hoãn hợp đồng")),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="lý do giảm chủ yếu"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["-received_on", "-id"], name="staff_changes_by_day"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("employer", "received_on"),
                                name="a_notice_of_staff_is_noted_once_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeclarationFile",
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
                        ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("lines", models.PositiveIntegerField(verbose_name="số dòng")),
                        (
                            "refused",
                            models.PositiveIntegerField(
                                default=0, verbose_name="số dòng không đọc được"
                            ),
                        ),
                        ("read_at", models.DateTimeField(verbose_name="đọc lúc")),
                        (
                            "read_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                ),
                migrations.CreateModel(
                    name="PaymentList",
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
                            "scheme",
                            models.CharField(
                                choices=[("UNEMPLOYMENT", "Trợ cấp thất nghiệp")],
                                default="UNEMPLOYMENT",
                                max_length=16,
                                verbose_name="chế độ",
                            ),
                        ),
                        (
                            "until",
                            models.DateField(verbose_name="tháng hưởng hết hạn thông báo đến ngày"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("MADE", "Mới lập"),
                                    ("CHECKED", "Đã đối chiếu"),
                                    ("SIGNED", "Đã ký"),
                                    ("SENT", "Đã gửi bảo hiểm xã hội"),
                                    ("RETURNED", "Đã bỏ"),
                                ],
                                default="MADE",
                                max_length=8,
                                verbose_name="tình trạng",
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
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "checked_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="đối chiếu lúc"
                            ),
                        ),
                        (
                            "declarations_to",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="khai báo việc làm nhận đến lúc"
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ký lúc"),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc"),
                        ),
                        (
                            "returned_why",
                            models.CharField(blank=True, max_length=300, verbose_name="vì sao bỏ"),
                        ),
                        (
                            "payees",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="số dòng khi ký"
                            ),
                        ),
                        (
                            "total",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="tổng số tiền khi ký (đồng)"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["state", "-made_at"], name="payment_lists_by_state"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="payment_lists_of_a_year_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["CHECKED", "MADE"])),
                                fields=("scheme",),
                                name="one_unsigned_payment_list_of_a_scheme",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["CHECKED", "MADE", "RETURNED", "SENT", "SIGNED"])
                                ),
                                name="a_payment_list_stands_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["MADE", "RETURNED"]),
                                    models.Q(
                                        ("checked_at__isnull", False), ("checked_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_payment_list_is_checked_before_it_is_signed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("payees__isnull", False),
                                        ("signed_at__isnull", False),
                                        ("signed_by__isnull", False),
                                        ("state__in", ["SENT", "SIGNED"]),
                                        ("total__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("state__in", ["SENT", "SIGNED"]), _negated=True),
                                        ("signed_by__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_signed_payment_list_says_who_signed_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("signed_by__isnull", True),
                                    models.Q(("signed_by", models.F("made_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_payment_list_is_signed_by_another_than_its_maker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "SENT"), _negated=True),
                                    models.Q(
                                        ("sent_at__isnull", False), ("sent_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_sent_payment_list_says_who_sent_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "RETURNED"), _negated=True),
                                    models.Q(("returned_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_dropped_payment_list_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                        ("form", models.CharField(max_length=8, verbose_name="mẫu")),
                        ("kind", models.CharField(max_length=5, verbose_name="kỳ")),
                        ("first", models.DateField(verbose_name="từ ngày")),
                        ("last", models.DateField(verbose_name="đến ngày")),
                        ("figures", models.JSONField(default=dict, verbose_name="số liệu")),
                        ("words", models.JSONField(default=dict, verbose_name="phần viết")),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="lập lúc")),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["form", "first", "-made_at"], name="reports_by_period"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("form__in", ("N374-M34", "N374-M35")),
                                    ("kind__in", ("month", "half", "year")),
                                ),
                                name="a_report_is_of_a_known_form_and_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="a_report_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InsuranceSending",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("UNCOLLECTED", "Không đến nhận quyết định"),
                                    ("NO_NOTICE", "Không thông báo tìm việc"),
                                    ("SUSPENDED", "Tạm dừng hưởng"),
                                    ("RESUMED", "Tiếp tục hưởng"),
                                    ("ENDED", "Chấm dứt hưởng"),
                                    ("CANCELLED", "Huỷ quyết định hưởng"),
                                    ("RESERVED", "Bảo lưu do không nhận tiền"),
                                    ("MOVED_OUT", "Chuyển đi, dừng chi trả"),
                                    ("MOVED_IN", "Chuyển đến, tiếp tục chi trả"),
                                    ("TRAINING", "Hỗ trợ đào tạo"),
                                    ("NO_TRAINING", "Huỷ hỗ trợ đào tạo"),
                                ],
                                max_length=12,
                                verbose_name="danh sách",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        ("number", models.PositiveIntegerField(verbose_name="số")),
                        ("count", models.PositiveIntegerField(verbose_name="số người")),
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
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="gửi lúc"),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["kind", "-made_at"], name="lists_to_insurance_by_kind"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="lists_to_insurance_are_numbered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__gte", 1)),
                                name="a_list_to_insurance_names_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                                    models.Q(
                                        ("sent_at__isnull", False), ("sent_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_sent_list_to_insurance_says_who_sent_it",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contribution",
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
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributions",
                                to="unemployment.claim",
                            ),
                        ),
                        ("first", models.DateField(verbose_name="từ tháng")),
                        ("last", models.DateField(verbose_name="đến tháng")),
                        (
                            "wage",
                            models.BigIntegerField(verbose_name="tiền lương đóng (đồng/tháng)"),
                        ),
                        (
                            "region",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Vùng I"),
                                    (2, "Vùng II"),
                                    (3, "Vùng III"),
                                    (4, "Vùng IV"),
                                ],
                                verbose_name="vùng",
                            ),
                        ),
                        (
                            "region_reason",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao chọn vùng khác"
                            ),
                        ),
                        (
                            "employer",
                            models.CharField(blank=True, max_length=300, verbose_name="đơn vị"),
                        ),
                        (
                            "state_scale",
                            models.BooleanField(
                                default=False, verbose_name="lương theo thang bảng nhà nước"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("PAID", "Đã đóng"),
                                    ("SICK_MATERNITY14", "Nghỉ ốm, thai sản từ 14 ngày"),
                                    ("UNPAID_LEAVE14", "Nghỉ không lương từ 14 ngày"),
                                    ("SUSPENDED14", "Tạm hoãn hợp đồng từ 14 ngày"),
                                    ("EMPLOYER_ARREARS", "Đơn vị nợ, chưa xác nhận"),
                                ],
                                default="PAID",
                                max_length=16,
                                verbose_name="tình trạng đóng",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("BOOK", "Gõ theo sổ bảo hiểm"),
                                    ("FILE", "Đọc từ tệp"),
                                    ("INSURANCE", "Bảo hiểm xã hội trả lời"),
                                    ("PERSON", "Người lao động khai"),
                                ],
                                max_length=10,
                                verbose_name="nguồn",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["claim", "first"], name="contributions_in_order")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last__gte", models.F("first"))),
                                name="contributions_end_after_they_begin",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("first__day", 1), ("last__day", 1)),
                                name="contributions_are_kept_by_whole_months",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("wage__range", (0, 10000000000))),
                                name="a_contributed_wage_is_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("region__range", (1, 4))),
                                name="a_contribution_has_one_of_four_regions",
                            ),
                            models.UniqueConstraint(
                                fields=("claim", "first"), name="a_month_of_a_claim_begins_one_row"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
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
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="unemployment.claim",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("REQUEST", "Đề nghị hưởng trợ cấp thất nghiệp (Mẫu 10)"),
                                    ("TERMINATION", "Giấy tờ chấm dứt hợp đồng"),
                                    ("BOOK", "Sổ bảo hiểm xã hội"),
                                    ("IDENTITY", "Căn cước"),
                                    ("WHY_NOT_IN_PERSON", "Giấy xác nhận lý do không đến nộp được"),
                                ],
                                max_length=18,
                                verbose_name="giấy tờ",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("KNOWN", "Đã biết sẵn"),
                                    ("HANDED_IN", "Đã nộp"),
                                    ("MISSING", "Còn thiếu"),
                                ],
                                default="MISSING",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "known_from",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="biết từ đâu"
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "noted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("claim", "kind"),
                                name="a_claim_needs_a_paper_of_a_kind_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Circumstance",
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
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="circumstances",
                                to="unemployment.claim",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("JOB", "Có việc làm đóng bảo hiểm xã hội bắt buộc"),
                                    (
                                        "MILITARY",
                                        "Thực hiện nghĩa vụ quân sự, công an, dân quân thường trực",
                                    ),
                                    ("STUDY", "Đi học trên 12 tháng"),
                                    (
                                        "COMPULSORY",
                                        "Vào cơ sở giáo dục, cai nghiện bắt buộc, trường giáo dưỡng",
                                    ),
                                    ("DETAINED", "Bị tạm giam hoặc đi tù"),
                                    ("EMIGRATE", "Ra nước ngoài định cư"),
                                    ("DEATH", "Chết"),
                                ],
                                max_length=10,
                                verbose_name="việc gì",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="từ ngày")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PERSON", "Người lao động báo"),
                                    ("INSURANCE", "Bảo hiểm xã hội báo"),
                                    ("CENTRE", "Trung tâm ghi nhận"),
                                ],
                                max_length=10,
                                verbose_name="ai báo",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("claim", "kind", "on"), name="a_circumstance_is_noted_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplementRequest",
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
                            "claim",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supplements",
                                to="unemployment.claim",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        ("number", models.PositiveIntegerField(verbose_name="số")),
                        ("what", models.CharField(max_length=1000, verbose_name="cần bổ sung")),
                        (
                            "papers",
                            models.JSONField(default=list, verbose_name="giấy tờ còn thiếu (mã)"),
                        ),
                        ("asked_on", models.DateField(verbose_name="ngày yêu cầu")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày bổ sung"),
                        ),
                        (
                            "answered_by",
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
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="supplement_requests_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("answered_on__isnull", True)),
                                fields=("claim",),
                                name="a_claim_waits_for_one_supplement_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("what", ""), _negated=True),
                                name="a_supplement_request_says_what_is_missing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_by__isnull", True), ("answered_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("answered_by__isnull", False),
                                        ("answered_on__gte", models.F("asked_on")),
                                        ("answered_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_supplement_is_answered_after_it_is_asked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AppointmentSlip",
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
                            "claim",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="slip",
                                to="unemployment.claim",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        ("number", models.PositiveIntegerField(verbose_name="số")),
                        ("issued_on", models.DateField(verbose_name="ngày lập")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="hẹn từ ngày")),
                        ("last_day", models.DateField(verbose_name="hẹn đến ngày")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="appointment_slips_are_numbered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="a_slip_ends_after_it_begins",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportCourse",
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
                            "support",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="courses",
                                to="unemployment.employersupport",
                            ),
                        ),
                        ("trade", models.CharField(max_length=200, verbose_name="nghề đào tạo")),
                        ("school", models.CharField(max_length=300, verbose_name="cơ sở đào tạo")),
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
                        ("first", models.DateField(verbose_name="khai giảng")),
                        ("last", models.DateField(verbose_name="bế giảng")),
                        (
                            "monthly_fee",
                            models.BigIntegerField(
                                verbose_name="học phí một người một tháng (đồng)"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("last__gte", models.F("first")), ("monthly_fee__gt", 0)
                                ),
                                name="a_course_of_a_plan_has_days_and_a_fee",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportDecision",
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
                            "support",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="unemployment.employersupport",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("GRANT", "Quyết định hỗ trợ đơn vị đào tạo"),
                                    ("REFUSE", "Thông báo không hỗ trợ đơn vị"),
                                    ("RECOVER", "Quyết định thu hồi kinh phí"),
                                    ("CANCEL", "Quyết định huỷ hỗ trợ đơn vị"),
                                ],
                                max_length=7,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("SURPLUS", "Kinh phí còn dư sau quyết toán"),
                                    ("UNNEEDED", "Không có nhu cầu hỗ trợ nữa (Mẫu 30)"),
                                    ("UNKEPT", "Không bố trí, duy trì được việc làm (Mẫu 32)"),
                                ],
                                max_length=8,
                                verbose_name="lý do thu hồi",
                            ),
                        ),
                        (
                            "workers",
                            models.PositiveIntegerField(default=0, verbose_name="số lao động"),
                        ),
                        (
                            "amount",
                            models.BigIntegerField(default=0, verbose_name="số tiền (đồng)"),
                        ),
                        ("content", models.JSONField(default=dict, verbose_name="nội dung")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ duyệt"),
                                    ("RETURNED", "Trả lại để xem lại"),
                                    ("APPROVED", "Đã duyệt, đã cấp số"),
                                    ("COLLECTED", "Người lao động đã nhận"),
                                    ("CANCELLED", "Đã huỷ"),
                                ],
                                default="PROPOSED",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="năm"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số"),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="trình lúc")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="duyệt lúc"),
                        ),
                        (
                            "signed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày ký"),
                        ),
                        (
                            "returned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "returned_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao trả lại"
                            ),
                        ),
                        (
                            "received_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày đơn vị nhận"
                            ),
                        ),
                        (
                            "due_on",
                            models.DateField(blank=True, null=True, verbose_name="hạn hoàn trả"),
                        ),
                        (
                            "repaid_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày hoàn trả"),
                        ),
                        (
                            "repaid_paper",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="chứng từ hoàn trả"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["signed_on", "kind"], name="employer_decisions_by_day"
                            ),
                            models.Index(
                                fields=["state", "proposed_at"], name="employer_decisions_wait"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="employer_decisions_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "PROPOSED")),
                                fields=("support",),
                                name="an_employer_file_has_one_proposal_at_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind", "GRANT"), ("state__in", ["PROPOSED", "APPROVED"])
                                ),
                                fields=("support",),
                                name="an_employer_file_is_granted_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(
                                        ("approved_by", models.F("proposed_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="nobody_approves_their_own_employer_proposal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("number__gte", 1),
                                        ("signed_on__isnull", False),
                                        ("state__in", ("APPROVED", "COLLECTED", "CANCELLED")),
                                        ("year__isnull", False),
                                    ),
                                    models.Q(
                                        ("approved_by__isnull", True),
                                        ("number__isnull", True),
                                        ("signed_on__isnull", True),
                                        ("state__in", ["PROPOSED", "RETURNED"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_employer_decision_is_numbered_when_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["REFUSE"]), ("amount__gt", 0), _connector="OR"
                                ),
                                name="an_employer_decision_says_how_much",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "RECOVER"),
                                        ("why__in", ["SURPLUS", "UNKEPT", "UNNEEDED"]),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "RECOVER"), _negated=True), ("why", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="a_recovery_from_an_employer_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("repaid_on__isnull", True),
                                    models.Q(
                                        ("kind", "RECOVER"),
                                        ("state", "APPROVED"),
                                        models.Q(("repaid_paper", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_employer_repays_what_was_decided",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentResultFile",
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
                            "list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="unemployment.paymentlist",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="tên tệp")),
                        ("digest", models.CharField(max_length=64)),
                        ("lines", models.PositiveIntegerField(verbose_name="số dòng ghi được")),
                        ("read_at", models.DateTimeField(verbose_name="đọc lúc")),
                        (
                            "read_by",
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
                                fields=("list", "digest"),
                                name="a_file_of_payment_results_is_read_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Declaration",
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="unemployment.declarationfile",
                            ),
                        ),
                        ("row", models.PositiveIntegerField(verbose_name="dòng trong tệp")),
                        ("full_name", models.CharField(max_length=200, verbose_name="họ và tên")),
                        ("name_key", models.CharField(max_length=200)),
                        (
                            "birth_date",
                            models.DateField(blank=True, null=True, verbose_name="ngày sinh"),
                        ),
                        (
                            "birth_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="năm sinh"
                            ),
                        ),
                        (
                            "identity_number",
                            encrypted_fields.fields.EncryptedCharField(
                                blank=True,
                                default="",
                                max_length=12,
                                null=True,
                                verbose_name="số định danh",
                            ),
                        ),
                        ("identity_digest", models.CharField(blank=True, max_length=64)),
                        (
                            "insurance_number",
                            models.CharField(
                                blank=True, max_length=10, verbose_name="mã số bảo hiểm xã hội"
                            ),
                        ),
                        (
                            "employer_name",
                            models.CharField(max_length=200, verbose_name="nơi làm việc"),
                        ),
                        ("from_date", models.DateField(verbose_name="làm việc từ ngày")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["identity_digest"], name="declarations_by_number"),
                            models.Index(
                                fields=["insurance_number"], name="declarations_by_insurance"
                            ),
                            models.Index(
                                fields=["name_key", "birth_year"], name="declarations_by_name"
                            ),
                            models.Index(fields=["birth_date"], name="declarations_by_birth"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("file", "row"),
                                name="a_line_of_a_declaration_file_is_read_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trainee",
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
                            "support",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trainees",
                                to="unemployment.employersupport",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trainees",
                                to="unemployment.supportcourse",
                            ),
                        ),
                        ("full_name", models.CharField(max_length=200, verbose_name="họ tên")),
                        ("sort_key", models.CharField(max_length=200)),
                        (
                            "birth_date",
                            models.DateField(blank=True, null=True, verbose_name="ngày sinh"),
                        ),
                        (
                            "sex",
                            models.CharField(
                                blank=True,
                                choices=[("MALE", "Nam"), ("FEMALE", "Nữ")],
                                max_length=6,
                                verbose_name="giới tính",
                            ),
                        ),
                        (
                            "book_number",
                            models.CharField(
                                blank=True, max_length=12, verbose_name="số sổ bảo hiểm"
                            ),
                        ),
                        (
                            "contract",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("INDEFINITE", "Không xác định thời hạn"),
                                    ("FIXED", "Xác định thời hạn"),
                                    ("WORK", "Hợp đồng làm việc"),
                                ],
                                max_length=10,
                                verbose_name="hợp đồng",
                            ),
                        ),
                        (
                            "contract_from",
                            models.DateField(
                                blank=True, null=True, verbose_name="hợp đồng từ ngày"
                            ),
                        ),
                        (
                            "left_on",
                            models.DateField(blank=True, null=True, verbose_name="thôi việc ngày"),
                        ),
                        (
                            "leaving",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("EMPLOYER_RIGHT", "Đơn vị đơn phương chấm dứt đúng luật"),
                                    ("DISMISSED", "Bị sa thải"),
                                    (
                                        "WORKER_RIGHT",
                                        "Người lao động đơn phương chấm dứt đúng luật",
                                    ),
                                    (
                                        "WORKER_UNLAWFUL",
                                        "Người lao động đơn phương chấm dứt trái luật",
                                    ),
                                    ("OTHER", "Không bố trí được việc làm, trường hợp khác"),
                                ],
                                max_length=15,
                                verbose_name="vì sao thôi",
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày đơn vị báo"),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["support", "sort_key", "id"], name="trainees_in_order"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("leaving", ""),
                                        ("left_on__isnull", True),
                                        ("told_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("left_on__isnull", False),
                                        ("told_on__isnull", False),
                                        models.Q(("leaving", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_trainee_who_left_says_when_and_why",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("book_number", ""), _negated=True),
                                fields=("support", "book_number"),
                                name="a_worker_is_trained_once_in_a_plan",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Benefit",
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
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="benefits",
                                to="unemployment.claim",
                            ),
                        ),
                        (
                            "outside_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="số quyết định nơi khác"
                            ),
                        ),
                        (
                            "outside_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày quyết định nơi khác"
                            ),
                        ),
                        (
                            "outside_province",
                            models.CharField(
                                blank=True, max_length=2, verbose_name="tỉnh ra quyết định (mã)"
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
                            "scheme",
                            models.CharField(
                                choices=[("UNEMPLOYMENT", "Trợ cấp thất nghiệp")],
                                default="UNEMPLOYMENT",
                                max_length=16,
                                verbose_name="chế độ",
                            ),
                        ),
                        (
                            "old_law",
                            models.BooleanField(
                                default=False, verbose_name="theo Luật Việc làm 2013"
                            ),
                        ),
                        (
                            "unemployed_from",
                            models.DateField(verbose_name="ngày chấm dứt việc làm"),
                        ),
                        (
                            "total_months",
                            models.PositiveSmallIntegerField(verbose_name="tổng số tháng đóng"),
                        ),
                        (
                            "months_granted",
                            models.PositiveSmallIntegerField(verbose_name="số tháng được hưởng"),
                        ),
                        (
                            "reserve_at_start",
                            models.PositiveSmallIntegerField(
                                verbose_name="số tháng bảo lưu khi quyết định"
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="mức hưởng (đồng/tháng)")),
                        ("starts_on", models.DateField(verbose_name="hưởng từ ngày")),
                        ("ends_on", models.DateField(verbose_name="hưởng đến ngày")),
                        (
                            "account_holder",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="chủ tài khoản"
                            ),
                        ),
                        (
                            "account_number",
                            encrypted_fields.fields.EncryptedCharField(
                                blank=True,
                                default="",
                                max_length=40,
                                null=True,
                                verbose_name="số tài khoản",
                            ),
                        ),
                        (
                            "bank",
                            models.CharField(blank=True, max_length=200, verbose_name="ngân hàng"),
                        ),
                        (
                            "cash_place",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="nơi nhận tiền mặt"
                            ),
                        ),
                        (
                            "clinic",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="nơi khám chữa bệnh ban đầu",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RUNNING", "Đang hưởng"),
                                    ("SUSPENDED", "Đang tạm dừng"),
                                    ("MOVED", "Đã chuyển đi nơi khác"),
                                    ("ENDED", "Đã chấm dứt"),
                                    ("FINISHED", "Đã hết thời gian hưởng"),
                                ],
                                default="RUNNING",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="chấm dứt ngày"),
                        ),
                        (
                            "end_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("JOB", "Có việc làm"),
                                    ("MILITARY", "Nhập ngũ, vào công an, dân quân thường trực"),
                                    ("PENSION", "Hưởng lương hưu hằng tháng"),
                                    ("REFUSALS", "Hai lần từ chối việc được giới thiệu"),
                                    ("NO_NOTICE", "Ba tháng liền không thông báo tìm việc"),
                                    ("EMIGRATED", "Ra nước ngoài định cư"),
                                    ("STUDY", "Đi học trên 12 tháng"),
                                    ("FINE", "Bị phạt vi phạm bảo hiểm thất nghiệp"),
                                    ("DEATH", "Chết"),
                                    ("COMPULSORY", "Vào trường giáo dưỡng, cơ sở bắt buộc"),
                                    ("MISSING", "Toà án tuyên bố mất tích"),
                                    ("DETAINED", "Bị tạm giam, chấp hành án tù"),
                                    ("OWN_REQUEST", "Tự đề nghị chấm dứt"),
                                ],
                                max_length=12,
                                verbose_name="lý do chấm dứt",
                            ),
                        ),
                        (
                            "reserve_at_end",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="số tháng bảo lưu khi chấm dứt"
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="mở lúc")),
                        (
                            "opened_by",
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
                            models.Index(fields=["state", "ends_on"], name="benefits_by_state"),
                            models.Index(
                                fields=["person", "-starts_on"], name="benefits_of_person"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["RUNNING", "SUSPENDED"])),
                                fields=("person", "scheme"),
                                name="a_person_has_one_running_benefit_of_a_scheme",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("months_granted__range", (1, 12))),
                                name="a_benefit_lasts_1_to_12_months",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)),
                                name="a_monthly_benefit_is_more_than_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="a_benefit_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["ENDED", "FINISHED", "MOVED", "RUNNING", "SUSPENDED"],
                                    )
                                ),
                                name="a_benefit_stands_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_on__isnull", False),
                                        ("state", "ENDED"),
                                        (
                                            "end_cause__in",
                                            [
                                                "COMPULSORY",
                                                "DEATH",
                                                "DETAINED",
                                                "EMIGRATED",
                                                "FINE",
                                                "JOB",
                                                "MILITARY",
                                                "MISSING",
                                                "NO_NOTICE",
                                                "OWN_REQUEST",
                                                "PENSION",
                                                "REFUSALS",
                                                "STUDY",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(("state", "ENDED"), _negated=True),
                                        ("end_cause", ""),
                                        ("ended_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_ended_benefit_has_its_day_and_its_cause",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingSupport",
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
                            "ground",
                            models.CharField(
                                choices=[
                                    ("BENEFIT", "Đang hưởng trợ cấp ở đây"),
                                    ("WAITING", "Đang chờ kết quả trợ cấp ở đây"),
                                    ("ELSEWHERE", "Đang hưởng trợ cấp ở tỉnh khác"),
                                    ("LEFT", "Không hưởng trợ cấp, đã chấm dứt hợp đồng"),
                                ],
                                max_length=10,
                                verbose_name="căn cứ",
                            ),
                        ),
                        (
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="unemployment.claim",
                            ),
                        ),
                        (
                            "benefit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="unemployment.benefit",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RECEIVED", "Đã tiếp nhận"),
                                    ("SUPPLEMENT", "Chờ bổ sung giấy tờ"),
                                    ("PROPOSED", "Chờ duyệt"),
                                    ("APPROVED", "Chờ đến nhận quyết định"),
                                    ("STUDYING", "Đang học"),
                                    ("ENDED", "Đã kết thúc khoá"),
                                    ("REFUSED", "Không được hỗ trợ"),
                                    ("WITHDRAWN", "Đã rút đề nghị"),
                                    ("CANCELLED", "Đã huỷ quyết định"),
                                ],
                                default="RECEIVED",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("state_since", models.DateTimeField(verbose_name="ở bước này từ lúc")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("IN_PERSON", "Nộp trực tiếp"),
                                    ("ONLINE", "Nộp qua mạng"),
                                    ("POST", "Gửi bưu điện"),
                                    ("PROXY", "Người khác nộp thay"),
                                ],
                                default="IN_PERSON",
                                max_length=10,
                                verbose_name="cách nộp",
                            ),
                        ),
                        ("filed_on", models.DateField(verbose_name="ngày nộp")),
                        (
                            "completed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày đủ hồ sơ"),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="tiếp nhận lúc")),
                        (
                            "slip_number",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="số phiếu hẹn"
                            ),
                        ),
                        (
                            "slip_first",
                            models.DateField(
                                blank=True, null=True, verbose_name="hẹn nhận từ ngày"
                            ),
                        ),
                        (
                            "slip_last",
                            models.DateField(
                                blank=True, null=True, verbose_name="hẹn nhận đến ngày"
                            ),
                        ),
                        (
                            "supplement_what",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="giấy tờ phải bổ sung"
                            ),
                        ),
                        (
                            "supplement_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày yêu cầu bổ sung"
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày chấm dứt hợp đồng"
                            ),
                        ),
                        (
                            "lawful",
                            models.BooleanField(default=True, verbose_name="chấm dứt đúng luật"),
                        ),
                        (
                            "paid_months",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="tháng đóng trong 36 tháng"
                            ),
                        ),
                        (
                            "total_months",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="tổng số tháng đóng"
                            ),
                        ),
                        (
                            "barred_by",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="việc xảy ra trong 10 ngày"
                            ),
                        ),
                        (
                            "outside_number",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="số quyết định nơi khác"
                            ),
                        ),
                        (
                            "outside_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày quyết định nơi khác"
                            ),
                        ),
                        (
                            "outside_first",
                            models.DateField(
                                blank=True, null=True, verbose_name="hưởng ở nơi khác từ ngày"
                            ),
                        ),
                        (
                            "outside_last",
                            models.DateField(
                                blank=True, null=True, verbose_name="hưởng ở nơi khác đến ngày"
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
                        ("course", models.CharField(max_length=300, verbose_name="khoá đào tạo")),
                        ("school", models.CharField(max_length=300, verbose_name="cơ sở đào tạo")),
                        (
                            "school_address",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="địa chỉ cơ sở đào tạo"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="khai giảng")),
                        ("ends_on", models.DateField(verbose_name="bế giảng")),
                        ("fee", models.BigIntegerField(verbose_name="học phí (đồng)")),
                        (
                            "fee_per",
                            models.CharField(
                                choices=[("COURSE", "cả khoá"), ("MONTH", "một tháng")],
                                max_length=6,
                                verbose_name="học phí tính theo",
                            ),
                        ),
                        (
                            "catch_up",
                            models.BooleanField(
                                default=False, verbose_name="cơ sở đào tạo cam kết dạy bù"
                            ),
                        ),
                        (
                            "account_holder",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="chủ tài khoản"
                            ),
                        ),
                        (
                            "account_number",
                            encrypted_fields.fields.EncryptedCharField(
                                blank=True, max_length=30, null=True, verbose_name="số tài khoản"
                            ),
                        ),
                        (
                            "bank",
                            models.CharField(blank=True, max_length=200, verbose_name="ngân hàng"),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày rút"),
                        ),
                        (
                            "withdrawn_why",
                            models.CharField(blank=True, max_length=300, verbose_name="vì sao rút"),
                        ),
                        (
                            "study_ended_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày kết thúc học"
                            ),
                        ),
                        (
                            "study_ended_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao kết thúc"
                            ),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["state", "completed_on", "id"], name="training_by_state"
                            ),
                            models.Index(fields=["person", "-id"], name="training_of_person"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "RECEIVED",
                                            "SUPPLEMENT",
                                            "PROPOSED",
                                            "APPROVED",
                                            "STUDYING",
                                        ),
                                    )
                                ),
                                fields=("person",),
                                name="a_person_has_one_open_training_file",
                            ),
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="training_files_of_a_year_are_numbered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "APPROVED",
                                            "CANCELLED",
                                            "ENDED",
                                            "PROPOSED",
                                            "RECEIVED",
                                            "REFUSED",
                                            "STUDYING",
                                            "SUPPLEMENT",
                                            "WITHDRAWN",
                                        ],
                                    )
                                ),
                                name="a_training_file_is_in_a_known_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="a_supported_course_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fee__gt", 0)),
                                name="a_supported_course_has_a_fee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["RECEIVED", "SUPPLEMENT", "WITHDRAWN"]),
                                    ("completed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_training_file_is_complete_before_it_is_decided",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "WITHDRAWN"), ("withdrawn_on__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("state", "WITHDRAWN"), _negated=True),
                                        ("withdrawn_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_training_file_says_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transfer",
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
                            "benefit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="unemployment.benefit",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("OUT", "Chuyển đi"), ("IN", "Chuyển đến")],
                                max_length=3,
                                verbose_name="chiều",
                            ),
                        ),
                        ("province", models.CharField(max_length=2, verbose_name="tỉnh kia (mã)")),
                        (
                            "commune",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="xã, phường nơi đến"
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                        (
                            "clinic",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="nơi khám chữa bệnh nơi đến",
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="ngày nhận đề nghị hoặc hồ sơ")),
                        ("due_on", models.DateField(verbose_name="hạn gửi đi")),
                        (
                            "stops_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="dừng chi trả từ ngày"
                            ),
                        ),
                        (
                            "from_k",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="chuyển từ tháng hưởng thứ"
                            ),
                        ),
                        (
                            "sent_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày gửi giấy"),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taken_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="nơi đến báo đã nhận ngày"
                            ),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="rút ngày"),
                        ),
                        (
                            "back_due_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="hạn trả hồ sơ về"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ASKED", "Đã nhận đề nghị"),
                                    ("SENT", "Đã gửi giấy giới thiệu"),
                                    ("DONE", "Đã chuyển xong"),
                                    ("WITHDRAWN", "Đã rút"),
                                ],
                                default="ASKED",
                                max_length=9,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "indexes": [models.Index(fields=["state", "due_on"], name="transfers_due")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["ASKED", "SENT"])),
                                fields=("benefit",),
                                name="a_benefit_moves_one_way_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "SENT"), _negated=True),
                                    models.Q(
                                        ("sent_by__isnull", False), ("sent_on__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_sent_transfer_says_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "WITHDRAWN"), ("withdrawn_on__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("state", "WITHDRAWN"), _negated=True),
                                        ("withdrawn_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_withdrawn_transfer_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_on__isnull", True),
                                    ("sent_on__gte", models.F("asked_on")),
                                    _connector="OR",
                                ),
                                name="a_transfer_is_sent_after_it_is_asked_for",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingMonth",
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
                            "support",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="months",
                                to="unemployment.trainingsupport",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="tháng thứ")),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(verbose_name="đến ngày")),
                        (
                            "planned",
                            models.BigIntegerField(verbose_name="học phí theo quyết định (đồng)"),
                        ),
                        (
                            "study_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="ngày thực học"
                            ),
                        ),
                        (
                            "tuition",
                            models.BigIntegerField(
                                default=0, verbose_name="học phí được chi (đồng)"
                            ),
                        ),
                        (
                            "meals",
                            models.BigIntegerField(
                                default=0, verbose_name="tiền ăn được chi (đồng)"
                            ),
                        ),
                        (
                            "list_due",
                            models.DateField(verbose_name="hạn cơ sở đào tạo gửi danh sách"),
                        ),
                        (
                            "listed_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="ngày bảo hiểm xã hội nhận danh sách",
                            ),
                        ),
                        (
                            "pay_due",
                            models.DateField(blank=True, null=True, verbose_name="hạn chi trả"),
                        ),
                        (
                            "paid_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày chi trả"),
                        ),
                        (
                            "paper",
                            models.CharField(blank=True, max_length=60, verbose_name="số chứng từ"),
                        ),
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
                        ("at", models.DateTimeField(blank=True, null=True, verbose_name="ghi lúc")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["listed_on", "list_due"], name="study_months_by_list"
                            ),
                            models.Index(fields=["paid_on"], name="study_months_by_payment"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("support", "number"),
                                name="a_month_of_a_course_is_paid_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__range", (1, 6))),
                                name="support_lasts_up_to_six_months",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("study_days__isnull", True),
                                    ("study_days__lte", 31),
                                    _connector="OR",
                                ),
                                name="a_month_has_no_more_than_31_days_of_study",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("meals__gte", 0),
                                    ("tuition__gte", 0),
                                    ("tuition__lte", models.F("planned")),
                                ),
                                name="no_more_tuition_than_the_decision_planned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("paid_on__isnull", True),
                                    models.Q(
                                        ("listed_on__isnull", False),
                                        ("study_days__isnull", False),
                                        models.Q(("paper", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_paid_month_of_study_was_listed_and_has_its_paper",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UncollectedMoney",
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
                            "benefit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uncollected",
                                to="unemployment.benefit",
                            ),
                        ),
                        (
                            "letter",
                            models.CharField(
                                max_length=60, verbose_name="số văn bản của bảo hiểm xã hội"
                            ),
                        ),
                        ("told_on", models.DateField(verbose_name="ngày nhận văn bản")),
                        ("months", models.JSONField(verbose_name="các tháng không nhận tiền")),
                        (
                            "reserve",
                            models.PositiveSmallIntegerField(
                                verbose_name="số tháng đóng được bảo lưu"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="hạn trình bảo lưu")),
                        ("reasons", models.JSONField(default=list, verbose_name="căn cứ")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("benefit", "letter"),
                                name="a_letter_about_unfetched_money_is_noted_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recovery",
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
                            "benefit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recoveries",
                                to="unemployment.benefit",
                            ),
                        ),
                        ("months", models.JSONField(verbose_name="các tháng chi thừa")),
                        ("amount", models.BigIntegerField(verbose_name="phải trả lại (đồng)")),
                        ("why", models.CharField(max_length=500, verbose_name="lý do")),
                        (
                            "received_on",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="ngày người lao động nhận quyết định",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn trả")),
                        ("repaid", models.BigIntegerField(default=0, verbose_name="đã trả (đồng)")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Chờ lập tờ trình"),
                                    ("PROPOSED", "Chờ ký quyết định"),
                                    ("DECIDED", "Chờ trả tiền"),
                                    ("REPAID", "Đã trả đủ"),
                                    ("DROPPED", "Thôi thu hồi"),
                                ],
                                default="OPEN",
                                max_length=8,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "dropped_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao thôi"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "due_on"], name="recoveries_due")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)),
                                name="more_than_nothing_is_recovered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("repaid__gte", 0), ("repaid__lte", models.F("amount"))
                                ),
                                name="no_more_is_repaid_than_was_asked_back",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("repaid", models.F("amount")), ("state", "REPAID")),
                                    models.Q(("state", "REPAID"), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_recovery_is_over_when_all_is_repaid",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "DROPPED"), _negated=True),
                                    models.Q(("dropped_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_dropped_recovery_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Repayment",
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
                            "recovery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repayments",
                                to="unemployment.recovery",
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                        ("paid_on", models.DateField(verbose_name="ngày trả")),
                        ("paper", models.CharField(max_length=60, verbose_name="số chứng từ")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)),
                                name="a_repayment_is_more_than_nothing",
                            ),
                            models.UniqueConstraint(
                                fields=("recovery", "paper"),
                                name="a_paper_of_a_repayment_counts_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BenefitMonth",
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
                            "benefit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="months",
                                to="unemployment.benefit",
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
                            "scheme",
                            models.CharField(
                                choices=[("UNEMPLOYMENT", "Trợ cấp thất nghiệp")],
                                max_length=16,
                                verbose_name="chế độ",
                            ),
                        ),
                        ("k", models.PositiveSmallIntegerField(verbose_name="tháng hưởng thứ")),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(verbose_name="đến ngày")),
                        ("window_from", models.DateField(verbose_name="thông báo từ ngày")),
                        ("window_to", models.DateField(verbose_name="thông báo đến hết ngày")),
                        (
                            "window_law",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="điều luật của hạn"
                            ),
                        ),
                        (
                            "confirmed",
                            models.BooleanField(default=True, verbose_name="lịch nghỉ đã công bố"),
                        ),
                        (
                            "moved_from",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="ngày thông báo cũ, trước khi dời",
                            ),
                        ),
                        (
                            "notice_state",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Chưa thông báo"),
                                    ("GIVEN", "Đã thông báo"),
                                    ("MISSED", "Không thông báo"),
                                    ("NOT_NEEDED", "Không phải thông báo"),
                                ],
                                default="WAITING",
                                max_length=10,
                                verbose_name="thông báo tìm việc",
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                        (
                            "pay_due",
                            models.DateField(blank=True, null=True, verbose_name="hạn chi trả"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Chưa duyệt chi"),
                                    ("CLEARED", "Đã duyệt chi"),
                                    ("HELD", "Giữ lại để xác minh"),
                                    ("SUSPENDED", "Tạm dừng, không có tiền"),
                                    ("VOID", "Không hưởng"),
                                    ("ELSEWHERE", "Tỉnh khác chi trả"),
                                    ("UNFETCHED", "Không đến nhận tiền, được bảo lưu"),
                                ],
                                default="OPEN",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "held_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao giữ lại"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["notice_state", "state", "window_to"],
                                name="benefit_months_by_window",
                            ),
                            models.Index(
                                fields=["person", "starts_on"], name="benefit_months_of_person"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("benefit", "k"),
                                name="months_of_a_benefit_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "VOID"), _negated=True),
                                fields=("person", "scheme", "starts_on"),
                                name="a_person_has_a_month_of_a_scheme_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("k__range", (1, 12))),
                                name="benefit_months_run_from_1_to_12",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="a_benefit_month_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("window_to__gte", models.F("window_from"))),
                                name="a_notice_window_ends_after_it_opens",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "CLEARED",
                                            "ELSEWHERE",
                                            "HELD",
                                            "OPEN",
                                            "SUSPENDED",
                                            "UNFETCHED",
                                            "VOID",
                                        ],
                                    ),
                                    (
                                        "notice_state__in",
                                        ["GIVEN", "MISSED", "NOT_NEEDED", "WAITING"],
                                    ),
                                ),
                                name="a_benefit_month_stands_in_known_states",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "SUSPENDED"), _negated=True),
                                    ("notice_state", "MISSED"),
                                    _connector="OR",
                                ),
                                name="only_a_month_without_notice_is_suspended",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "HELD"), _negated=True),
                                    models.Q(("held_why", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_held_month_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonthlyNotice",
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
                            "month",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notice",
                                to="unemployment.benefitmonth",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        ("number", models.PositiveIntegerField(verbose_name="số biên nhận")),
                        ("given_on", models.DateField(verbose_name="ngày thông báo")),
                        ("given_at", models.DateTimeField(verbose_name="ghi lúc")),
                        (
                            "channel",
                            models.CharField(
                                choices=[("COUNTER", "Tại quầy"), ("ONLINE", "Trực tuyến")],
                                max_length=8,
                                verbose_name="hình thức",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "situation",
                            models.CharField(
                                choices=[
                                    ("NONE", "Không có việc làm"),
                                    ("TRIAL", "Đang thử việc hoặc học nghề để làm cho nơi tuyển"),
                                    ("UNSIGNED", "Có việc nhưng chưa ký hợp đồng"),
                                    ("OTHER", "Tình trạng khác"),
                                ],
                                max_length=10,
                                verbose_name="tình trạng việc làm",
                            ),
                        ),
                        (
                            "situation_words",
                            models.CharField(blank=True, max_length=300, verbose_name="ghi rõ"),
                        ),
                        (
                            "late_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao nhận muộn"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["given_on"], name="notices_by_day")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="receipts_of_notices_are_numbered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)),
                                name="receipts_of_notices_begin_with_1",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("situation__in", ["NONE", "TRIAL"]),
                                    models.Q(
                                        ("situation__in", ["UNSIGNED", "OTHER"]),
                                        models.Q(("situation_words", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_notice_says_what_the_situation_is",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("GRANT", "Quyết định hưởng trợ cấp thất nghiệp"),
                                    ("REFUSE", "Thông báo không được hưởng trợ cấp thất nghiệp"),
                                    ("CANCEL", "Quyết định huỷ quyết định hưởng"),
                                    ("RESERVE", "Quyết định bảo lưu thời gian đóng"),
                                    ("SUSPEND", "Quyết định tạm dừng hưởng"),
                                    ("RESUME", "Quyết định tiếp tục hưởng"),
                                    ("END", "Quyết định chấm dứt hưởng"),
                                    ("RECOVER", "Quyết định thu hồi tiền"),
                                    ("MOVE_NOTICE", "Quyết định dời ngày thông báo tìm việc"),
                                    ("TRAINING", "Quyết định hỗ trợ đào tạo"),
                                ],
                                max_length=12,
                                verbose_name="loại",
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
                            "claim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="unemployment.claim",
                            ),
                        ),
                        (
                            "benefit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="unemployment.benefit",
                            ),
                        ),
                        (
                            "month",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="unemployment.benefitmonth",
                            ),
                        ),
                        (
                            "training",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="unemployment.trainingsupport",
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="unemployment.decision",
                            ),
                        ),
                        ("content", models.JSONField(default=dict, verbose_name="nội dung")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ duyệt"),
                                    ("RETURNED", "Trả lại để xem lại"),
                                    ("APPROVED", "Đã duyệt, đã cấp số"),
                                    ("COLLECTED", "Người lao động đã nhận"),
                                    ("CANCELLED", "Đã huỷ"),
                                ],
                                default="PROPOSED",
                                max_length=10,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="năm"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="số"),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="trình lúc")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="duyệt lúc"),
                        ),
                        (
                            "signed_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày ký"),
                        ),
                        (
                            "returned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "returned_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="trả lại lúc"),
                        ),
                        (
                            "returned_why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="vì sao trả lại"
                            ),
                        ),
                        (
                            "window_first",
                            models.DateField(blank=True, null=True, verbose_name="nhận từ ngày"),
                        ),
                        (
                            "window_last",
                            models.DateField(blank=True, null=True, verbose_name="nhận đến ngày"),
                        ),
                        (
                            "collected_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nhận"),
                        ),
                        (
                            "collected_noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "insurance_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ngày báo bảo hiểm xã hội"
                            ),
                        ),
                        (
                            "cancelled_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày huỷ"),
                        ),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["person", "-proposed_at"], name="decisions_of_person"
                            ),
                            models.Index(
                                fields=["state", "proposed_at", "id"], name="decisions_by_state"
                            ),
                            models.Index(
                                fields=["state", "window_last"], name="decisions_by_window"
                            ),
                            models.Index(
                                fields=["signed_on", "kind"], name="decisions_by_day_and_kind"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "number"),
                                name="decisions_of_a_year_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind__in", ("GRANT", "REFUSE", "CANCEL")),
                                    ("state", "PROPOSED"),
                                ),
                                fields=("claim",),
                                name="a_claim_has_one_proposal_at_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind", "GRANT"),
                                    ("state__in", ["PROPOSED", "APPROVED", "COLLECTED"]),
                                ),
                                fields=("claim",),
                                name="a_claim_is_granted_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "PROPOSED")),
                                fields=("training",),
                                name="a_training_file_has_one_proposal_at_a_time",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("kind", "TRAINING"),
                                    ("state__in", ["PROPOSED", "APPROVED", "COLLECTED"]),
                                ),
                                fields=("training",),
                                name="a_training_file_is_granted_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("month__isnull", False),
                                    models.Q(
                                        ("state__in", ["RETURNED", "CANCELLED"]), _negated=True
                                    ),
                                ),
                                fields=("month", "kind"),
                                name="a_month_is_decided_once_for_a_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "kind__in",
                                            [
                                                "END",
                                                "MOVE_NOTICE",
                                                "RECOVER",
                                                "RESERVE",
                                                "RESUME",
                                                "SUSPEND",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    ("benefit__isnull", False),
                                    _connector="OR",
                                ),
                                name="what_happens_to_a_benefit_names_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "CANCEL",
                                            "END",
                                            "GRANT",
                                            "MOVE_NOTICE",
                                            "RECOVER",
                                            "REFUSE",
                                            "RESERVE",
                                            "RESUME",
                                            "SUSPEND",
                                            "TRAINING",
                                        ],
                                    )
                                ),
                                name="a_decision_is_of_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(
                                        ("approved_by", models.F("proposed_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="nobody_approves_what_they_proposed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("number__gte", 1),
                                        ("number__isnull", False),
                                        ("signed_on__isnull", False),
                                        ("state__in", ("APPROVED", "COLLECTED", "CANCELLED")),
                                        ("year__isnull", False),
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", True),
                                        ("approved_by__isnull", True),
                                        ("number__isnull", True),
                                        ("signed_on__isnull", True),
                                        ("state__in", ["PROPOSED", "RETURNED"]),
                                        ("year__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decision_is_numbered_when_it_is_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("returned_at__isnull", False),
                                        ("returned_by__isnull", False),
                                        ("state", "RETURNED"),
                                        models.Q(("returned_why", ""), _negated=True),
                                    ),
                                    models.Q(("state", "RETURNED"), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_returned_proposal_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("collected_noted_by__isnull", True),
                                        ("collected_on__isnull", True),
                                    ),
                                    models.Q(
                                        ("collected_noted_by__isnull", False),
                                        ("collected_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="somebody_noted_that_a_decision_was_collected",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("collected_on__isnull", False), ("state", "COLLECTED")
                                    ),
                                    models.Q(("state", "COLLECTED"), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_collected_decision_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancelled_on__isnull", False), ("state", "CANCELLED")
                                    ),
                                    models.Q(
                                        models.Q(("state", "CANCELLED"), _negated=True),
                                        ("cancelled_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_cancelled_decision_says_when",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("window_first__isnull", True),
                                        ("window_last__isnull", True),
                                    ),
                                    models.Q(
                                        ("window_first__isnull", False),
                                        ("window_last__gte", models.F("window_first")),
                                        ("window_last__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_collection_window_has_two_ends",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentLine",
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
                            "list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="unemployment.paymentlist",
                            ),
                        ),
                        (
                            "month",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="unemployment.benefitmonth",
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
                            "scheme",
                            models.CharField(
                                choices=[("UNEMPLOYMENT", "Trợ cấp thất nghiệp")],
                                max_length=16,
                                verbose_name="chế độ",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(verbose_name="đến ngày")),
                        ("amount", models.BigIntegerField(verbose_name="số tiền (đồng)")),
                        ("standing", models.BooleanField(default=True, verbose_name="được tính")),
                        ("name_key", models.CharField(max_length=200)),
                        (
                            "birth_date",
                            models.DateField(blank=True, null=True, verbose_name="ngày sinh"),
                        ),
                        (
                            "birth_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="năm sinh"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["name_key", "birth_year"], name="payment_lines_by_name"
                            ),
                            models.Index(
                                fields=["list", "birth_date"], name="payment_lines_by_birth"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("standing", True)),
                                fields=("month",),
                                name="a_benefit_month_is_paid_on_one_line",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("standing", True)),
                                fields=("person", "scheme", "starts_on"),
                                name="a_person_is_paid_a_month_of_a_scheme_once",
                            ),
                            models.UniqueConstraint(
                                fields=("list", "month"),
                                name="a_benefit_month_stands_on_a_list_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)),
                                name="a_line_of_a_payment_list_pays_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Complaint",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="complaints",
                                to="unemployment.decision",
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
                            "level",
                            models.CharField(
                                choices=[
                                    ("FIRST", "Lần đầu, giám đốc trung tâm giải quyết"),
                                    ("SECOND", "Lần hai, giám đốc Sở Nội vụ giải quyết"),
                                ],
                                default="FIRST",
                                max_length=6,
                                verbose_name="lần",
                            ),
                        ),
                        (
                            "first",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="second",
                                to="unemployment.complaint",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(max_length=1000, verbose_name="nội dung khiếu nại"),
                        ),
                        ("received_on", models.DateField(verbose_name="ngày nhận đơn")),
                        ("accept_due", models.DateField(verbose_name="hạn thụ lý")),
                        (
                            "accepted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày thụ lý"),
                        ),
                        (
                            "hard",
                            models.BooleanField(default=False, verbose_name="vụ việc phức tạp"),
                        ),
                        (
                            "remote",
                            models.BooleanField(default=False, verbose_name="vùng sâu, vùng xa"),
                        ),
                        (
                            "answer_due",
                            models.DateField(blank=True, null=True, verbose_name="hạn giải quyết"),
                        ),
                        (
                            "proposer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("RIGHT", "Khiếu nại đúng"),
                                    ("PARTLY", "Khiếu nại đúng một phần"),
                                    ("WRONG", "Khiếu nại sai"),
                                ],
                                max_length=6,
                                verbose_name="kết luận",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(blank=True, max_length=2000, verbose_name="trả lời"),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày giải quyết"),
                        ),
                        (
                            "answered_by",
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
                                    ("RECEIVED", "Mới nhận"),
                                    ("ACCEPTED", "Đã thụ lý"),
                                    ("ANSWERED", "Đã giải quyết"),
                                    ("REFUSED", "Không thụ lý"),
                                    ("WITHDRAWN", "Đã rút đơn"),
                                ],
                                default="RECEIVED",
                                max_length=9,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "answer_due"], name="complaints_due")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["ACCEPTED", "RECEIVED"])),
                                fields=("decision", "level"),
                                name="a_decision_has_one_open_complaint_of_a_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_by__isnull", True),
                                    models.Q(
                                        models.Q(
                                            ("answered_by", models.F("proposer")), _negated=True
                                        ),
                                        models.Q(
                                            ("approver__isnull", True),
                                            models.Q(
                                                ("answered_by", models.F("approver")), _negated=True
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="nobody_answers_a_complaint_about_their_own_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ANSWERED"), _negated=True),
                                    models.Q(
                                        ("answered_by__isnull", False),
                                        ("answered_on__isnull", False),
                                        ("finding__in", ["PARTLY", "RIGHT", "WRONG"]),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_answered_complaint_says_what_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("first__isnull", True), ("level", "FIRST")),
                                    models.Q(("first__isnull", False), ("level", "SECOND")),
                                    _connector="OR",
                                ),
                                name="a_second_complaint_follows_a_first_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_on__isnull", True),
                                    ("answer_due__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_accepted_complaint_has_its_day_of_answer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JobContact",
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
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="unemployment.monthlynotice",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        (
                            "employer_name",
                            models.CharField(max_length=200, verbose_name="tên đơn vị"),
                        ),
                        ("address", models.CharField(max_length=300, verbose_name="địa chỉ")),
                        ("contact", models.CharField(max_length=200, verbose_name="người liên hệ")),
                        (
                            "position",
                            models.CharField(max_length=200, verbose_name="vị trí dự tuyển"),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("WAITING", "Đang chờ trả lời"),
                                    ("INTERVIEW", "Được hẹn phỏng vấn"),
                                    ("NOT_TAKEN", "Không được nhận"),
                                    ("DECLINED", "Tôi không nhận việc"),
                                    ("TAKEN", "Được nhận vào làm"),
                                ],
                                max_length=10,
                                verbose_name="kết quả",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="placement.application",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("notice", "order"),
                                name="contacts_of_a_notice_are_numbered_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("application__isnull", False)),
                                fields=("notice", "application"),
                                name="an_application_stands_once_in_a_notice",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("order__range", (1, 10))),
                                name="a_notice_has_1_to_10_contacts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("employer_name", ""), _negated=True),
                                    models.Q(("address", ""), _negated=True),
                                    models.Q(("contact", ""), _negated=True),
                                    models.Q(("position", ""), _negated=True),
                                    (
                                        "result__in",
                                        ["DECLINED", "INTERVIEW", "NOT_TAKEN", "TAKEN", "WAITING"],
                                    ),
                                ),
                                name="a_contact_is_filled_in_wholly",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EndReport",
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
                            "benefit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="end_reports",
                                to="unemployment.benefit",
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("JOB", "Có việc làm"),
                                    ("MILITARY", "Nhập ngũ, vào công an, dân quân thường trực"),
                                    ("PENSION", "Hưởng lương hưu hằng tháng"),
                                    ("REFUSALS", "Hai lần từ chối việc được giới thiệu"),
                                    ("NO_NOTICE", "Ba tháng liền không thông báo tìm việc"),
                                    ("EMIGRATED", "Ra nước ngoài định cư"),
                                    ("STUDY", "Đi học trên 12 tháng"),
                                    ("FINE", "Bị phạt vi phạm bảo hiểm thất nghiệp"),
                                    ("DEATH", "Chết"),
                                    ("COMPULSORY", "Vào trường giáo dưỡng, cơ sở bắt buộc"),
                                    ("MISSING", "Toà án tuyên bố mất tích"),
                                    ("DETAINED", "Bị tạm giam, chấp hành án tù"),
                                    ("OWN_REQUEST", "Tự đề nghị chấm dứt"),
                                ],
                                max_length=12,
                                verbose_name="lý do",
                            ),
                        ),
                        (
                            "job_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("CONTRACT", "Hợp đồng lao động hoặc hợp đồng làm việc"),
                                    ("APPOINTMENT", "Quyết định tuyển dụng hoặc bổ nhiệm"),
                                    ("BUSINESS", "Chủ hộ kinh doanh hoặc doanh nghiệp"),
                                    ("OVERSEAS", "Đi làm việc ở nước ngoài"),
                                ],
                                max_length=12,
                                verbose_name="có việc theo",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("PERSON", "Người lao động báo (Mẫu 17)"),
                                    ("CHECK", "Đối chiếu danh sách chi trả"),
                                    ("CENTRE", "Trung tâm phát hiện"),
                                    ("NOTICES", "Theo dõi thông báo hằng tháng"),
                                ],
                                max_length=8,
                                verbose_name="biết từ",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="ngày xảy ra")),
                        (
                            "told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="người lao động báo ngày"
                            ),
                        ),
                        (
                            "report_due",
                            models.DateField(blank=True, null=True, verbose_name="hạn báo"),
                        ),
                        ("effective_on", models.DateField(verbose_name="chấm dứt từ ngày")),
                        ("in_time", models.BooleanField(verbose_name="báo đúng hạn")),
                        ("keeps_reserve", models.BooleanField(verbose_name="được bảo lưu")),
                        (
                            "reserve",
                            models.PositiveSmallIntegerField(verbose_name="số tháng bảo lưu"),
                        ),
                        (
                            "workplace",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="nơi làm việc, nơi học hoặc cơ quan",
                            ),
                        ),
                        (
                            "paper",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="giấy tờ kèm theo"
                            ),
                        ),
                        (
                            "paper_promised",
                            models.BooleanField(
                                default=False, verbose_name="cam kết nộp hợp đồng sau"
                            ),
                        ),
                        ("reasons", models.JSONField(default=list, verbose_name="căn cứ")),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="ghi thêm"),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="unemployment.decision",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("OPEN", "Chờ lập tờ trình"),
                                    ("PROPOSED", "Chờ ký quyết định"),
                                    ("DONE", "Đã có quyết định"),
                                    ("DROPPED", "Thôi xử lý"),
                                ],
                                default="OPEN",
                                max_length=8,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "at"], name="end_reports_by_state")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["DONE", "OPEN", "PROPOSED"])),
                                fields=("benefit",),
                                name="a_benefit_ends_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "cause__in",
                                        [
                                            "COMPULSORY",
                                            "DEATH",
                                            "DETAINED",
                                            "EMIGRATED",
                                            "FINE",
                                            "JOB",
                                            "MILITARY",
                                            "MISSING",
                                            "NO_NOTICE",
                                            "OWN_REQUEST",
                                            "PENSION",
                                            "REFUSALS",
                                            "STUDY",
                                        ],
                                    )
                                ),
                                name="a_benefit_ends_for_a_known_cause",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cause", "JOB"),
                                        (
                                            "job_kind__in",
                                            ["APPOINTMENT", "BUSINESS", "CONTRACT", "OVERSEAS"],
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(("cause", "JOB"), _negated=True), ("job_kind", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_job_says_of_what_kind_it_is",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["OPEN", "DROPPED"]),
                                    ("decision__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_proposed_end_has_its_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("keeps_reserve", True), ("reserve", 0), _connector="OR"
                                ),
                                name="months_are_reserved_only_where_the_law_keeps_them",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentResult",
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="unemployment.paymentresultfile",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="unemployment.paymentline",
                            ),
                        ),
                        ("row", models.PositiveIntegerField(verbose_name="dòng trong tệp")),
                        (
                            "paid",
                            models.CharField(
                                choices=[("PAID", "Đã chi"), ("UNPAID", "Chưa chi")],
                                max_length=6,
                                verbose_name="kết quả",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="ngày")),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="lý do chưa chi"
                            ),
                        ),
                        ("standing", models.BooleanField(default=True, verbose_name="mới nhất")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("standing", True)),
                                fields=["paid", "on"],
                                name="payment_results",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("standing", True)),
                                fields=("line",),
                                name="a_line_has_one_latest_payment_result",
                            ),
                            models.UniqueConstraint(
                                fields=("file", "line"),
                                name="a_file_says_of_a_line_once_what_became_of_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid", "PAID"), ("why", "")),
                                    models.Q(
                                        ("paid", "UNPAID"), models.Q(("why", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="who_was_not_paid_is_told_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentFlag",
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
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flags",
                                to="unemployment.paymentline",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("NUMBER", "Có khai báo việc làm, trùng số định danh"),
                                    ("INSURANCE", "Có khai báo việc làm, trùng mã số bảo hiểm"),
                                    ("NAME", "Có khai báo việc làm, trùng họ tên và ngày sinh"),
                                    ("NEAR", "Có khai báo việc làm, gần trùng họ tên và ngày sinh"),
                                    ("HIRED", "Đã được nhận việc qua trung tâm"),
                                    ("REGISTERED", "Hồ sơ lao động ghi đang có việc làm"),
                                    ("TWICE", "Có thể là một người có hai hồ sơ"),
                                    ("ENDING", "Đang xử lý chấm dứt"),
                                ],
                                max_length=10,
                                verbose_name="dấu hiệu",
                            ),
                        ),
                        (
                            "declaration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flags",
                                to="unemployment.declaration",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="placement.application",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flags_of_others",
                                to="unemployment.paymentline",
                            ),
                        ),
                        (
                            "workplace",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="nơi làm việc"
                            ),
                        ),
                        (
                            "from_date",
                            models.DateField(
                                blank=True, null=True, verbose_name="làm việc từ ngày"
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="giống ở chỗ"
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opened_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="mở xem lúc"),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("STOP", "Chưa chi, xác minh"),
                                    ("KEEP", "Vẫn chi"),
                                    ("LAST", "Chi tháng này, rồi chấm dứt"),
                                ],
                                max_length=4,
                                verbose_name="xử lý",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="lý do"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="xử lý lúc"),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["verdict"], name="payment_flags_by_verdict")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "ENDING",
                                            "HIRED",
                                            "INSURANCE",
                                            "NAME",
                                            "NEAR",
                                            "NUMBER",
                                            "REGISTERED",
                                            "TWICE",
                                        ],
                                    )
                                ),
                                name="a_payment_flag_has_a_known_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at__isnull", True),
                                        ("decided_by__isnull", True),
                                        ("verdict", ""),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("opened_at__isnull", False),
                                        ("opened_by__isnull", False),
                                        ("verdict__in", ["KEEP", "LAST", "STOP"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_flagged_line_is_decided_by_who_has_seen_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verdict__in", ["KEEP", "LAST"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="who_keeps_a_flagged_line_says_why",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("declaration__isnull", False)),
                                fields=("line", "declaration"),
                                name="a_declaration_flags_a_line_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InsuranceItem",
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
                            "sending",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="unemployment.insurancesending",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("UNCOLLECTED", "Không đến nhận quyết định"),
                                    ("NO_NOTICE", "Không thông báo tìm việc"),
                                    ("SUSPENDED", "Tạm dừng hưởng"),
                                    ("RESUMED", "Tiếp tục hưởng"),
                                    ("ENDED", "Chấm dứt hưởng"),
                                    ("CANCELLED", "Huỷ quyết định hưởng"),
                                    ("RESERVED", "Bảo lưu do không nhận tiền"),
                                    ("MOVED_OUT", "Chuyển đi, dừng chi trả"),
                                    ("MOVED_IN", "Chuyển đến, tiếp tục chi trả"),
                                    ("TRAINING", "Hỗ trợ đào tạo"),
                                    ("NO_TRAINING", "Huỷ hỗ trợ đào tạo"),
                                ],
                                max_length=12,
                                verbose_name="danh sách",
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
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="unemployment.decision",
                            ),
                        ),
                        (
                            "month",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="unemployment.benefitmonth",
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="unemployment.transfer",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn gửi")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decision__isnull", False)),
                                fields=("kind", "decision"),
                                name="a_decision_is_told_to_insurance_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("month__isnull", False)),
                                fields=("kind", "month"),
                                name="a_missed_month_is_told_to_insurance_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("transfer__isnull", False)),
                                fields=("kind", "transfer"),
                                name="a_transfer_is_told_to_insurance_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decision__isnull", False),
                                        ("month__isnull", True),
                                        ("transfer__isnull", True),
                                    ),
                                    models.Q(
                                        ("decision__isnull", True),
                                        ("month__isnull", False),
                                        ("transfer__isnull", True),
                                    ),
                                    models.Q(
                                        ("decision__isnull", True),
                                        ("month__isnull", True),
                                        ("transfer__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_line_told_to_insurance_is_about_one_thing",
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="benefit",
            name="decision",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="unemployment.decision",
            ),
        ),
        migrations.AddField(
            model_name="uncollectedmoney",
            name="decision",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="unemployment.decision",
            ),
        ),
        migrations.AddField(
            model_name="recovery",
            name="decision",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="unemployment.decision",
            ),
        ),
        migrations.AddField(
            model_name="benefitmonth",
            name="line",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="unemployment.paymentline",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("outside_number", "")),
                    models.Q(
                        ("decision__isnull", True), models.Q(("outside_number", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="a_benefit_rests_on_a_decision_of_ours_or_of_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["OPEN", "DROPPED"]), ("decision__isnull", False), _connector="OR"
                ),
                name="a_proposed_recovery_has_its_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefitmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["CLEARED", "UNFETCHED"]), _negated=True),
                    models.Q(
                        ("line__isnull", False), ("notice_state__in", ["GIVEN", "NOT_NEEDED"])
                    ),
                    _connector="OR",
                ),
                name="a_month_is_cleared_by_a_line_and_after_its_notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefitmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["CLEARED", "UNFETCHED"]), ("line__isnull", True), _connector="OR"
                ),
                name="only_a_cleared_month_names_its_line",
            ),
        ),
    ]
