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
        ("training", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Agreement",
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
                                    ("SUPPLY", "Cung ứng lao động"),
                                    ("TRAINING", "Đào tạo theo đơn đặt hàng"),
                                ],
                                max_length=8,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Bản thảo"),
                                    ("SIGNED", "Đã ký"),
                                    ("ENDED", "Đã kết thúc"),
                                ],
                                default="DRAFT",
                                max_length=8,
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
                            "institution",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="training.institution",
                            ),
                        ),
                        (
                            "other_party",
                            models.CharField(blank=True, max_length=300, verbose_name="bên khác"),
                        ),
                        (
                            "to_sign_on",
                            models.DateField(
                                blank=True, db_index=True, null=True, verbose_name="ngày dự kiến ký"
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=60, verbose_name="số")),
                        (
                            "signed_on",
                            models.DateField(
                                blank=True, db_index=True, null=True, verbose_name="ngày ký"
                            ),
                        ),
                        (
                            "signed_year",
                            models.PositiveSmallIntegerField(editable=False, null=True),
                        ),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True, db_index=True, null=True, verbose_name="có hiệu lực đến"
                            ),
                        ),
                        ("terms", models.TextField(blank=True, verbose_name="điều khoản thêm")),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày kết thúc"),
                        ),
                        (
                            "ending",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="lý do kết thúc"
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
                        ("made_at", models.DateTimeField()),
                        ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("employer__isnull", False),
                                    ("institution__isnull", False),
                                    models.Q(("other_party", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="an_agreement_has_another_party_than_the_centre",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_on__isnull", True), ("state", "DRAFT")),
                                    models.Q(
                                        ("signed_on__isnull", False),
                                        ("signed_year__isnull", False),
                                        ("valid_until__gte", models.F("signed_on")),
                                        ("valid_until__isnull", False),
                                        models.Q(("state", "DRAFT"), _negated=True),
                                        models.Q(("number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_signed_agreement_has_number_day_and_term",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_on__isnull", False), ("state", "ENDED")),
                                    models.Q(
                                        ("ended_on__isnull", True),
                                        models.Q(("state", "ENDED"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_an_ended_agreement_has_a_day_of_ending",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("signed_year__isnull", False)),
                                fields=("signed_year", "number"),
                                name="one_agreement_of_a_number_and_year",
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="agreements.agreement",
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
                        ("month", models.DateField(verbose_name="tháng")),
                        ("quantity", models.PositiveIntegerField(verbose_name="số người")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "occupation", "month", "level"),
                                name="one_line_per_occupation_month_and_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quantity__range", (1, 100000))),
                                name="a_line_is_of_1_to_100000_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="a_month_is_its_first_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Amendment",
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="amendments",
                                to="agreements.agreement",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="phụ lục số")),
                        ("signed_on", models.DateField(verbose_name="ngày ký")),
                        ("why", models.CharField(max_length=300, verbose_name="lý do")),
                        ("before", models.JSONField()),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "order"),
                                name="amendments_of_an_agreement_are_numbered",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedFile",
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="agreements.agreement",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="tên tệp")),
                        ("size", models.PositiveIntegerField(verbose_name="số byte")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "sha256"),
                                name="an_agreement_keeps_a_file_once",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
