import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("classifications", "0001_initial"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Employer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=300, verbose_name="tên")),
                ("search_key", models.CharField(db_index=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("STATE_FIRM", "Doanh nghiệp nhà nước"),
                            ("PRIVATE_FIRM", "Doanh nghiệp ngoài nhà nước"),
                            ("FOREIGN_FIRM", "Doanh nghiệp có vốn đầu tư nước ngoài"),
                            ("STATE_OFFICE", "Cơ quan, đơn vị nhà nước"),
                            ("NON_STATE_UNIT", "Đơn vị sự nghiệp ngoài nhà nước"),
                            ("COOPERATIVE", "Hợp tác xã, liên hiệp hợp tác xã, tổ hợp tác"),
                            ("HOUSEHOLD_BUSINESS", "Hộ kinh doanh"),
                            ("FARM_HOUSEHOLD", "Hộ nông, lâm, ngư, diêm nghiệp"),
                            ("INDIVIDUAL", "Cá nhân"),
                            ("ASSOCIATION", "Tổ chức, đoàn thể khác"),
                        ],
                        max_length=20,
                        verbose_name="loại hình",
                    ),
                ),
                (
                    "tax_code",
                    models.CharField(
                        blank=True, max_length=14, null=True, unique=True, verbose_name="mã số thuế"
                    ),
                ),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="classifications.industry",
                    ),
                ),
                ("product", models.CharField(blank=True, max_length=200, verbose_name="mặt hàng")),
                (
                    "size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UNDER_10", "Dưới 10 người"),
                            ("FROM_10_TO_50", "Từ 10 đến 50 người"),
                            ("FROM_51_TO_100", "Từ 51 đến 100 người"),
                            ("FROM_101_TO_200", "Từ 101 đến 200 người"),
                            ("FROM_201_TO_500", "Từ 201 đến 500 người"),
                            ("FROM_501_TO_1000", "Từ 501 đến 1.000 người"),
                            ("FROM_1001_TO_3000", "Từ 1.001 đến 3.000 người"),
                            ("FROM_3001_TO_10000", "Từ 3.001 đến 10.000 người"),
                            ("OVER_10000", "Trên 10.000 người"),
                        ],
                        max_length=20,
                        verbose_name="quy mô",
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
                ("address", models.CharField(blank=True, max_length=300, verbose_name="địa chỉ")),
                (
                    "industrial_zone",
                    models.CharField(blank=True, max_length=120, verbose_name="khu công nghiệp"),
                ),
                ("lat", models.FloatField(blank=True, null=True)),
                ("lon", models.FloatField(blank=True, null=True)),
                ("phone", models.CharField(blank=True, max_length=15, verbose_name="điện thoại")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử"),
                ),
                (
                    "representative",
                    models.CharField(blank=True, max_length=200, verbose_name="người đại diện"),
                ),
                (
                    "representative_title",
                    models.CharField(blank=True, max_length=100, verbose_name="chức vụ"),
                ),
                (
                    "verified_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="trung tâm xác minh lúc"
                    ),
                ),
                (
                    "verified_by",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="an_employer_has_a_name",
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
                        name="an_employer_sits_at_a_point_in_vietnam_or_an_unknown_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tax_code__isnull", True),
                            ("tax_code__regex", "^\\d{10}(-\\d{3})?$"),
                            _connector="OR",
                        ),
                        name="a_tax_code_is_10_digits_or_10_dash_3",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made", True),
                            ("verified_at__isnull", True),
                            ("tax_code__isnull", False),
                            _connector="OR",
                        ),
                        name="a_verified_employer_has_a_tax_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BlockedFirm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tax_code",
                    models.CharField(
                        blank=True, db_index=True, max_length=14, verbose_name="mã số thuế"
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, db_index=True, max_length=15, verbose_name="điện thoại"
                    ),
                ),
                ("name", models.CharField(max_length=300, verbose_name="tên đã dùng")),
                ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="chặn lúc")),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="bỏ chặn lúc"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("phone", ""), ("tax_code", ""), _negated=True),
                        name="a_block_names_a_tax_code_or_a_telephone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_block_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_lifted_block_says_by_whom",
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
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="employers.employer",
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
                ("lead", models.BooleanField(default=False, verbose_name="người phụ trách")),
                ("since", models.DateField(verbose_name="từ ngày")),
                ("until", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("employer", "user"),
                        name="a_user_acts_once_for_an_employer",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lead", True), ("until__isnull", True)),
                        fields=("employer",),
                        name="an_employer_has_one_lead_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verifications",
                        to="employers.employer",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="gửi lúc")),
                (
                    "claim",
                    models.BooleanField(
                        default=False, verbose_name="nhận là người của nơi đã có trong sổ"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "Chờ xác minh"),
                            ("MORE_ASKED", "Chờ bổ sung"),
                            ("APPROVED", "Đã xác minh"),
                            ("REFUSED", "Không xác minh"),
                            ("ENDED", "Đã thôi"),
                        ],
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "proof_one",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("BUSINESS_REGISTER", "Cổng đăng ký doanh nghiệp quốc gia"),
                            ("TAX", "Tra cứu mã số thuế"),
                            ("PAPER", "Bản gốc giấy đăng ký"),
                            ("CALL", "Gọi số điện thoại trụ sở"),
                            ("VISIT", "Đến tận nơi"),
                            ("INSURANCE", "Danh sách đóng bảo hiểm xã hội"),
                            ("ZONE", "Ban quản lý khu công nghiệp"),
                            ("COMMUNE", "Uỷ ban nhân dân xã, phường"),
                        ],
                        max_length=20,
                        verbose_name="nguồn thứ nhất",
                    ),
                ),
                (
                    "proof_two",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("BUSINESS_REGISTER", "Cổng đăng ký doanh nghiệp quốc gia"),
                            ("TAX", "Tra cứu mã số thuế"),
                            ("PAPER", "Bản gốc giấy đăng ký"),
                            ("CALL", "Gọi số điện thoại trụ sở"),
                            ("VISIT", "Đến tận nơi"),
                            ("INSURANCE", "Danh sách đóng bảo hiểm xã hội"),
                            ("ZONE", "Ban quản lý khu công nghiệp"),
                            ("COMMUNE", "Uỷ ban nhân dân xã, phường"),
                        ],
                        max_length=20,
                        verbose_name="nguồn thứ hai",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="lý do, điều cần bổ sung"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="trả lời của nơi tuyển"
                    ),
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
                    models.DateTimeField(blank=True, null=True, verbose_name="quyết định lúc"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "asked_at"], name="verifications_by_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["PENDING", "MORE_ASKED"])),
                        fields=("employer",),
                        name="one_open_verification_an_employer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "APPROVED"), _negated=True),
                            models.Q(
                                models.Q(("proof_one", ""), _negated=True),
                                models.Q(("proof_two", ""), _negated=True),
                                models.Q(("proof_one", models.F("proof_two")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_approved_employer_was_looked_up_in_two_sources",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["MORE_ASKED", "REFUSED"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refusal_to_verify_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["PENDING", "ENDED"]),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_decided_verification_says_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="employers.employer",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.invitation",
                    ),
                ),
            ],
        ),
    ]
