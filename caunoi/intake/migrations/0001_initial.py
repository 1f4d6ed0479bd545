import uuid

import django.db.models.deletion
import encrypted_fields.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120, verbose_name="tên đợt")),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("due", models.DateField(verbose_name="hạn")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="mở lúc")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="đóng lúc")),
                ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due__gt", models.F("first"))),
                        name="a_campaign_is_due_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "probability",
                    models.PositiveSmallIntegerField(verbose_name="khả năng một người (phần vạn)"),
                ),
                ("why", models.JSONField(default=list, verbose_name="vì sao")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "chờ xem"),
                            ("SAME", "một người"),
                            ("DIFFERENT", "hai người"),
                        ],
                        default="OPEN",
                        max_length=9,
                        verbose_name="tình trạng",
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="tìm ra lúc")),
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
                    models.DateTimeField(blank=True, null=True, verbose_name="quyết định lúc"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "-probability", "id"], name="pairs_to_look_at")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"), name="two_records_are_a_pair_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="the_older_record_of_a_pair_is_the_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("probability__lte", 10000)),
                        name="a_probability_is_at_most_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["DIFFERENT", "OPEN", "SAME"])),
                        name="a_pair_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "OPEN")),
                            models.Q(
                                models.Q(("state", "OPEN"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_decided_pair_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "schema",
                    models.CharField(
                        choices=[("workers", "Người lao động (Mẫu 01b)")],
                        max_length=20,
                        verbose_name="loại danh sách",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="xã",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên tệp")),
                ("sheet", models.CharField(blank=True, max_length=120, verbose_name="trang tính")),
                ("size", models.PositiveIntegerField(verbose_name="số byte")),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Đang đọc"),
                            ("COLUMNS", "Chờ xem cột"),
                            ("PREVIEW", "Chờ lưu"),
                            ("SAVING", "Đang lưu"),
                            ("SAVED", "Đã lưu"),
                            ("UNDOING", "Đang hoàn tác"),
                            ("UNDONE", "Đã hoàn tác"),
                            ("REFUSED", "Không đọc được"),
                            ("REPLACED", "Đã có tệp sửa"),
                            ("FORGOTTEN", "Đã xoá nội dung"),
                        ],
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="vì sao không đọc được"
                    ),
                ),
                (
                    "found",
                    encrypted_fields.fields.EncryptedTextField(
                        default="{}", verbose_name="bảng đọc được"
                    ),
                ),
                (
                    "columns",
                    models.JSONField(
                        blank=True, null=True, verbose_name="cột đã xem: thứ tự → trường"
                    ),
                ),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="đã trả lời")),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.upload",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="nhận lúc")),
                ("touched_at", models.DateTimeField(verbose_name="làm tiếp lúc")),
                ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="lưu lúc")),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="hoàn tác lúc"),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("keep_until", models.DateField(verbose_name="giữ nội dung đến")),
                ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "touched_at"], name="uploads_by_state"),
                    models.Index(fields=["digest"], name="uploads_by_digest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "COLUMNS",
                                    "FORGOTTEN",
                                    "PREVIEW",
                                    "REFUSED",
                                    "REPLACED",
                                    "SAVED",
                                    "SAVING",
                                    "UNDOING",
                                    "UNDONE",
                                    "WAITING",
                                ],
                            )
                        ),
                        name="an_upload_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["SAVING", "SAVED"]), _negated=True),
                            ("saved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_saved_upload_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "REFUSED"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_upload_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnMemory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "schema",
                    models.CharField(
                        choices=[("workers", "Người lao động (Mẫu 01b)")],
                        max_length=20,
                        verbose_name="loại danh sách",
                    ),
                ),
                (
                    "heads",
                    models.CharField(max_length=64, verbose_name="vân tay của dòng đầu bảng"),
                ),
                ("columns", models.JSONField(verbose_name="thứ tự cột → trường")),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="đã trả lời")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(verbose_name="xem lúc")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commune", "schema", "heads"),
                        name="a_commune_says_once_what_a_form_means",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                ("officer_code", models.CharField(max_length=20, verbose_name="mã cán bộ")),
                (
                    "procedure",
                    models.CharField(
                        choices=[
                            ("LABOUR_REGISTER", "Thu thập thông tin người lao động"),
                            ("JOB_SEEKING", "Tư vấn, giới thiệu việc làm"),
                            ("UNEMPLOYMENT", "Giải quyết hưởng trợ cấp thất nghiệp"),
                            ("TRAINING", "Hỗ trợ đào tạo, nâng cao trình độ kỹ năng nghề"),
                        ],
                        max_length=20,
                        verbose_name="thủ tục",
                    ),
                ),
                ("procedure_code", models.CharField(max_length=20, verbose_name="mã thủ tục")),
                ("asked_at", models.DateTimeField(verbose_name="hỏi lúc")),
                ("urgent", models.BooleanField(default=False, verbose_name="có người chờ")),
                ("wait_until", models.DateTimeField(verbose_name="hỏi lại từ lúc")),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="số lần đã hỏi"),
                ),
                (
                    "no_answer",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="vì sao chưa có trả lời"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-urgent", "wait_until", "id"], name="checks_to_ask"),
                    models.Index(fields=["person", "-asked_at"], name="checks_of_a_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "procedure__in",
                                ["JOB_SEEKING", "LABOUR_REGISTER", "TRAINING", "UNEMPLOYMENT"],
                            )
                        ),
                        name="a_check_names_its_procedure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("officer_code", ""), _negated=True),
                            models.Q(("procedure_code", ""), _negated=True),
                        ),
                        name="a_check_is_by_an_officer_for_a_procedure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="intake.campaign",
                    ),
                ),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("planned", models.PositiveIntegerField(verbose_name="kế hoạch (người)")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "commune"), name="a_commune_has_one_share_of_a_campaign"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "dropped",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "pair",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.pair",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("merged_at", models.DateTimeField(verbose_name="gộp lúc")),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="tách lại lúc"),
                ),
                (
                    "left",
                    models.JSONField(blank=True, default=list, verbose_name="không trả lại được"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("dropped",),
                        name="a_record_is_merged_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("dropped")), _negated=True),
                        name="a_merge_joins_two_different_records",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", True),
                            ("undone_by__isnull", False),
                            _connector="OR",
                        ),
                        name="a_merge_is_undone_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "upload",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content",
                        to="intake.upload",
                    ),
                ),
                ("base64", encrypted_fields.fields.EncryptedTextField(verbose_name="nội dung")),
            ],
        ),
        migrations.CreateModel(
            name="UploadRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="intake.upload",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="dòng số")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("GOOD", "Tốt"),
                            ("TO_MEND", "Cần sửa"),
                            ("DUPLICATE", "Trùng"),
                            ("CHANGED", "Đã có nhưng khác"),
                            ("SAME", "Đã có, không khác"),
                            ("SAVED", "Đã lưu"),
                            ("LEFT_OUT", "Bỏ"),
                            ("UNDONE", "Đã hoàn tác"),
                        ],
                        max_length=9,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "kept",
                    encrypted_fields.fields.EncryptedTextField(
                        default="{}", verbose_name="dòng ghi"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("identity_digest", models.CharField(blank=True, max_length=64)),
                ("kinds", models.CharField(blank=True, max_length=400, verbose_name="loại lỗi")),
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
                    "before",
                    encrypted_fields.fields.EncryptedTextField(
                        blank=True, null=True, verbose_name="trước khi lưu"
                    ),
                ),
                ("after_digest", models.CharField(blank=True, max_length=64)),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="ghi chú")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["upload", "state", "number"], name="rows_by_state"),
                    models.Index(fields=["identity_digest"], name="rows_by_identity"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("upload", "number"), name="a_row_of_an_upload_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "CHANGED",
                                    "DUPLICATE",
                                    "GOOD",
                                    "LEFT_OUT",
                                    "SAME",
                                    "SAVED",
                                    "TO_MEND",
                                    "UNDONE",
                                ],
                            )
                        ),
                        name="a_row_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "SAVED"), _negated=True),
                            models.Q(
                                ("person__isnull", False),
                                models.Q(("after_digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_saved_row_leads_to_its_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "check_asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="intake.check",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="trả lời lúc")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("MATCH", "Khớp"),
                            ("MISMATCH", "Có chỗ khác"),
                            ("NOT_FOUND", "Không tìm thấy"),
                        ],
                        max_length=10,
                        verbose_name="kết quả",
                    ),
                ),
                ("fields", models.JSONField(default=list, verbose_name="chỗ khác")),
                (
                    "theirs_sealed",
                    encrypted_fields.fields.EncryptedTextField(
                        default="{}", verbose_name="giá trị của nơi trả lời"
                    ),
                ),
                ("source", models.CharField(max_length=80, verbose_name="nguồn")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["MATCH", "MISMATCH", "NOT_FOUND"])),
                        name="an_answer_is_a_known_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="an_answer_has_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="intake.merge",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("MOVED", "chuyển sang hồ sơ giữ lại"),
                            ("SET_ASIDE", "chuyển sang hồ sơ bị gộp"),
                            ("VALUES", "đổi giá trị"),
                        ],
                        max_length=9,
                        verbose_name="việc",
                    ),
                ),
                ("model", models.CharField(max_length=80, verbose_name="loại dòng")),
                ("field", models.CharField(blank=True, max_length=60, verbose_name="cột")),
                ("keys", models.JSONField(default=list, verbose_name="những dòng")),
                (
                    "kept_values",
                    encrypted_fields.fields.EncryptedTextField(
                        default="{}", verbose_name="giá trị"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("merge", "order"), name="steps_of_a_merge_have_an_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["MOVED", "SET_ASIDE", "VALUES"])),
                        name="a_merge_step_is_of_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ruling",
                        to="intake.checkanswer",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("CORRECTED", "Sửa hồ sơ theo CSDL dân cư"),
                            ("OURS_STANDS", "Giữ hồ sơ: CSDL dân cư chưa đúng"),
                        ],
                        max_length=12,
                        verbose_name="quyết định",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="lúc")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["CORRECTED", "OURS_STANDS"])),
                        name="a_ruling_is_a_known_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", "CORRECTED"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_file_kept_against_the_database_has_a_reason",
                    ),
                ],
            },
        ),
    ]
