import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="OrgUnit",
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
                        ("name", models.CharField(max_length=200, verbose_name="tên đơn vị")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("DEPARTMENT", "Sở"),
                                    ("CENTRE", "Trung tâm dịch vụ việc làm"),
                                    ("DIVISION", "Phòng"),
                                    ("BRANCH", "Chi nhánh"),
                                    ("COMMUNE", "Uỷ ban nhân dân xã, phường"),
                                ],
                                max_length=12,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.orgunit",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "parent"),
                                name="no_two_offices_of_a_name_under_one_parent",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("parent__isnull", True)),
                                fields=("name",),
                                name="no_two_offices_of_a_name_at_the_top",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="an_office_has_a_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OneTimeCode",
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
                        ("phone", models.CharField(max_length=15, verbose_name="điện thoại")),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "range",
                            models.CharField(
                                blank=True, max_length=45, verbose_name="dải địa chỉ mạng"
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="xin lúc")),
                        (
                            "tries",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="số lần thử sai"
                            ),
                        ),
                        (
                            "used_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="dùng lúc"),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["phone", "made_at"], name="codes_by_phone"),
                            models.Index(fields=["range", "made_at"], name="codes_by_range"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("tries__lte", 5)),
                                name="a_code_is_tried_a_few_times_only",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("used_at__isnull", True),
                                    ("used_at__gte", models.F("made_at")),
                                    _connector="OR",
                                ),
                                name="a_code_is_used_after_it_was_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInTry",
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
                        ("target", models.CharField(max_length=64)),
                        (
                            "network",
                            models.CharField(
                                blank=True, max_length=45, verbose_name="địa chỉ mạng"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                        ("right", models.BooleanField(verbose_name="đúng")),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["target", "at"], name="sign_in_tries_by_target"),
                            models.Index(fields=["network", "at"], name="sign_in_tries_by_network"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "username",
                            models.CharField(
                                max_length=100, unique=True, verbose_name="tên đăng nhập"
                            ),
                        ),
                        ("full_name", models.CharField(max_length=200, verbose_name="họ và tên")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("JOB_SEEKER", "Người tìm việc"),
                                    ("EMPLOYER", "Người sử dụng lao động"),
                                    ("SCHOOL", "Cơ sở đào tạo"),
                                    ("COMMUNE", "Cán bộ xã"),
                                    ("CLERK", "Nhân viên tiếp nhận"),
                                    ("COUNSELLOR", "Tư vấn viên"),
                                    ("HEAD", "Trưởng phòng"),
                                    ("DIRECTOR", "Giám đốc trung tâm"),
                                    ("DEPARTMENT", "Sở"),
                                    ("INSPECTOR", "Thanh tra"),
                                    ("AUDITOR", "Kiểm tra nhật ký"),
                                    ("ADMIN", "Quản trị"),
                                ],
                                max_length=12,
                                verbose_name="vai trò",
                            ),
                        ),
                        (
                            "org_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.orgunit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="thư điện tử"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(
                                blank=True, max_length=15, verbose_name="điện thoại đăng nhập"
                            ),
                        ),
                        (
                            "identity_level",
                            models.PositiveSmallIntegerField(
                                default=0, verbose_name="mức định danh"
                            ),
                        ),
                        ("identity_digest", models.CharField(blank=True, max_length=64)),
                        ("is_active", models.BooleanField(default=True, verbose_name="đang dùng")),
                        (
                            "made",
                            models.BooleanField(
                                default=False, verbose_name="tài khoản tạo để xem thử"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("full_name", ""), _negated=True),
                                name="a_user_has_a_full_name",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "ADMIN",
                                            "AUDITOR",
                                            "CLERK",
                                            "COMMUNE",
                                            "COUNSELLOR",
                                            "DEPARTMENT",
                                            "DIRECTOR",
                                            "EMPLOYER",
                                            "HEAD",
                                            "INSPECTOR",
                                            "JOB_SEEKER",
                                            "SCHOOL",
                                        ],
                                    )
                                ),
                                name="a_user_has_a_known_role",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("is_active", True), models.Q(("phone", ""), _negated=True)
                                ),
                                fields=("phone",),
                                name="one_open_account_a_telephone_number",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("is_active", True),
                                    models.Q(("identity_digest", ""), _negated=True),
                                ),
                                fields=("identity_digest",),
                                name="one_open_account_an_identity_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("phone", ""),
                                    models.Q(
                                        (
                                            "role__in",
                                            [
                                                "ADMIN",
                                                "AUDITOR",
                                                "CLERK",
                                                "COMMUNE",
                                                "COUNSELLOR",
                                                "DEPARTMENT",
                                                "DIRECTOR",
                                                "HEAD",
                                                "INSPECTOR",
                                            ],
                                        ),
                                        _negated=True,
                                    ),
                                    _connector="OR",
                                ),
                                name="staff_do_not_sign_in_by_telephone",
                            ),
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
                        ("kind", models.CharField(max_length=40)),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("phone", models.CharField(max_length=15, verbose_name="điện thoại")),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="mời lúc")),
                        ("expires_at", models.DateTimeField(verbose_name="hết hạn lúc")),
                        (
                            "accepted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="nhận lúc"),
                        ),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="rút lại lúc"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("accepted_at__isnull", True), ("accepted_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("accepted_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_accepted_invitation_says_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_at__isnull", True),
                                    ("withdrawn_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="an_invitation_is_accepted_or_withdrawn",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrant",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("JOB_SEEKER", "Người tìm việc"),
                                    ("EMPLOYER", "Người sử dụng lao động"),
                                    ("SCHOOL", "Cơ sở đào tạo"),
                                    ("COMMUNE", "Cán bộ xã"),
                                    ("CLERK", "Nhân viên tiếp nhận"),
                                    ("COUNSELLOR", "Tư vấn viên"),
                                    ("HEAD", "Trưởng phòng"),
                                    ("DIRECTOR", "Giám đốc trung tâm"),
                                    ("DEPARTMENT", "Sở"),
                                    ("INSPECTOR", "Thanh tra"),
                                    ("AUDITOR", "Kiểm tra nhật ký"),
                                    ("ADMIN", "Quản trị"),
                                ],
                                max_length=12,
                                verbose_name="vai trò",
                            ),
                        ),
                        (
                            "org_unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.orgunit",
                                verbose_name="đơn vị",
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(max_length=15, verbose_name="điện thoại nhận lời mời"),
                        ),
                        ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Chờ duyệt"),
                                    ("APPROVED", "Đã duyệt"),
                                    ("REFUSED", "Không duyệt"),
                                ],
                                max_length=8,
                                verbose_name="trạng thái",
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
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="quyết định lúc"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(
                                        ("decided_by", models.F("proposed_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="nobody_decides_on_their_own_proposal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("user")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_decides_on_their_own_role",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by__isnull", True), ("state", "PROPOSED")),
                                    models.Q(
                                        models.Q(("state", "PROPOSED"), _negated=True),
                                        ("decided_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decided_role_says_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "ADMIN",
                                            "AUDITOR",
                                            "CLERK",
                                            "COMMUNE",
                                            "COUNSELLOR",
                                            "DEPARTMENT",
                                            "DIRECTOR",
                                            "HEAD",
                                            "INSPECTOR",
                                        ],
                                    )
                                ),
                                name="only_staff_roles_are_granted",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "PROPOSED")),
                                fields=("user",),
                                name="one_open_role_proposal_a_user",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadingConsent",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="đồng ý lúc")),
                        ("reason", models.CharField(max_length=300, verbose_name="lý do")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["user", "given_at"], name="reading_consents_by_user"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("user", models.F("given_by")), _negated=True),
                                name="nobody_consents_to_their_own_reading",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="a_consent_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiKey",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="thay mặt",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=100, verbose_name="dùng cho phần mềm"),
                        ),
                        (
                            "start",
                            models.CharField(max_length=12, verbose_name="mấy chữ đầu của khoá"),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("scopes", models.JSONField(default=list, verbose_name="việc được làm")),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="cấp lúc")),
                        ("expires_on", models.DateField(verbose_name="dùng đến hết ngày")),
                        (
                            "used_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="dùng lần cuối ngày"
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc"),
                        ),
                        (
                            "revoked_by",
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("revoked_at__isnull", True), ("revoked_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("revoked_at__isnull", False), ("revoked_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_revoked_key_says_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="a_key_says_what_it_is_for",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
