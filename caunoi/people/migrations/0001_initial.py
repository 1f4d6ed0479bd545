import uuid

import django.db.models.deletion
import encrypted_fields.fields
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
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="mã hộ")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="địa chỉ")),
                ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
            ],
        ),
        migrations.CreateModel(
            name="ProfileDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("own", models.BooleanField(verbose_name="tự làm cho mình")),
                (
                    "kept",
                    encrypted_fields.fields.EncryptedTextField(
                        default="{}", verbose_name="đã trả lời"
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="lần sửa cuối")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("own", True)),
                        fields=("made_by",),
                        name="a_person_has_one_unfinished_profile_of_their_own",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("full_name", models.CharField(max_length=200, verbose_name="họ và tên")),
                ("search_key", models.CharField(db_index=True, max_length=200)),
                ("sort_key", models.CharField(db_index=True, max_length=400)),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="ngày sinh")),
                (
                    "birth_year_only",
                    models.BooleanField(default=False, verbose_name="chỉ biết năm sinh"),
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
                    "identity_number",
                    encrypted_fields.fields.EncryptedCharField(
                        blank=True, max_length=12, null=True, verbose_name="số định danh"
                    ),
                ),
                (
                    "identity_digest",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                ("old_identity_digest", models.CharField(blank=True, db_index=True, max_length=64)),
                (
                    "insurance_number",
                    models.CharField(
                        blank=True, max_length=10, verbose_name="mã số bảo hiểm xã hội"
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, db_index=True, max_length=15, verbose_name="điện thoại"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử"),
                ),
                (
                    "ethnic_group",
                    models.CharField(default="01", max_length=2, verbose_name="dân tộc (mã)"),
                ),
                ("religion", models.CharField(blank=True, max_length=60, verbose_name="tôn giáo")),
                (
                    "permanent_place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="nơi thường trú",
                    ),
                ),
                (
                    "permanent_address",
                    models.CharField(blank=True, max_length=300, verbose_name="địa chỉ thường trú"),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                        verbose_name="nơi ở hiện tại",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="địa chỉ")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="vĩ độ nơi ở")),
                ("lon", models.FloatField(blank=True, null=True, verbose_name="kinh độ nơi ở")),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="people.household",
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[
                            ("NOT_YET", "Chưa đối chiếu"),
                            ("MATCH", "Khớp"),
                            ("MISMATCH", "Có chỗ khác"),
                            ("NOT_FOUND", "Không tìm thấy"),
                        ],
                        default="NOT_YET",
                        max_length=10,
                    ),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                        verbose_name="đã gộp vào",
                    ),
                ),
                ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["search_key", "birth_date"], name="people_by_name_and_birth"
                    ),
                    models.Index(fields=["birth_date"], name="people_by_birth"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("account__isnull", True), ("identity_digest__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_merged_record_has_no_number_and_no_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_record_is_merged_into_another_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("full_name", ""), _negated=True),
                        name="a_person_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["", "FEMALE", "MALE"])),
                        name="a_persons_sex_is_a_known_one_or_not_asked",
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
                        name="a_person_lives_at_a_point_in_vietnam_or_an_unknown_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LabourProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="people.person",
                    ),
                ),
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
                        verbose_name="học vấn",
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
                        max_length=20,
                        verbose_name="trình độ chuyên môn kỹ thuật",
                    ),
                ),
                (
                    "major",
                    models.CharField(blank=True, max_length=200, verbose_name="chuyên ngành"),
                ),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("EMPLOYED", "Có việc làm"),
                            ("UNEMPLOYED", "Thất nghiệp"),
                            ("INACTIVE", "Không tham gia hoạt động kinh tế"),
                        ],
                        max_length=12,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "inactive_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("STUDYING", "Đi học"),
                            ("RETIRED", "Hưu trí"),
                            ("HOUSEWORK", "Nội trợ"),
                            ("DISABLED", "Khuyết tật"),
                            ("OTHER", "Khác"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "job_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EMPLOYER", "Chủ cơ sở sản xuất, kinh doanh"),
                            ("SELF_EMPLOYED", "Tự làm"),
                            ("FAMILY_WORKER", "Lao động gia đình"),
                            ("WAGE_EARNER", "Làm công ăn lương"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "unemployed_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("UNDER_3_MONTHS", "Dưới 3 tháng"),
                            ("FROM_3_TO_12_MONTHS", "Từ 3 tháng đến 1 năm"),
                            ("OVER_12_MONTHS", "Trên 1 năm"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "unemployed_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("GRADUATED", "Mới tốt nghiệp"),
                            ("FIRM_CLOSED", "Nơi làm việc giải thể, phá sản"),
                            ("CONTRACT_ENDED", "Hết hợp đồng lao động"),
                            ("RESIGNED", "Xin thôi việc"),
                            ("LAND_TAKEN", "Bị thu hồi đất"),
                            ("OTHER", "Lý do khác"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "social_insurance",
                    models.CharField(
                        choices=[
                            ("NONE", "Không tham gia"),
                            ("VOLUNTARY", "Tự nguyện"),
                            ("COMPULSORY", "Bắt buộc"),
                        ],
                        default="NONE",
                        max_length=12,
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="classifications.occupation",
                        verbose_name="nghề đã làm lâu nhất",
                    ),
                ),
                (
                    "occupation_words",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="nghề, bằng lời của mình"
                    ),
                ),
                (
                    "experience_months",
                    models.PositiveIntegerField(default=0, verbose_name="kinh nghiệm (tháng)"),
                ),
                (
                    "priority_groups",
                    models.JSONField(
                        blank=True, default=list, verbose_name="đối tượng ưu tiên (mã)"
                    ),
                ),
                ("looking", models.BooleanField(default=True, verbose_name="đang tìm việc")),
                (
                    "wage_min",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="lương thấp nhất (đồng/tháng)"
                    ),
                ),
                (
                    "radius_km",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="đi làm xa nhất (km)"
                    ),
                ),
                ("shifts", models.JSONField(default=list, verbose_name="ca làm được (mã)")),
                (
                    "contract_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("INDEFINITE", "Không xác định thời hạn"),
                            ("UNDER_12_MONTHS", "Xác định thời hạn dưới 12 tháng"),
                            ("FROM_12_TO_36_MONTHS", "Xác định thời hạn từ 12 đến 36 tháng"),
                            ("NONE", "Không có hợp đồng"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "available_on",
                    models.DateField(blank=True, null=True, verbose_name="sẵn sàng từ ngày"),
                ),
                ("will_board", models.BooleanField(default=False, verbose_name="ở ký túc xá được")),
                ("will_train", models.BooleanField(default=False, verbose_name="muốn học nghề")),
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
                    "employer_name",
                    models.CharField(blank=True, max_length=300, verbose_name="nơi làm việc"),
                ),
                (
                    "employer_address",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="địa chỉ nơi làm việc"
                    ),
                ),
                (
                    "worked_before",
                    models.CharField(blank=True, max_length=5, verbose_name="đã từng làm việc"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("radius_km__range", (1, 500))),
                        name="a_commute_is_1_to_500_km",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("experience_months__lte", 780)),
                        name="nobody_has_worked_over_65_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wage_min__isnull", True),
                            ("wage_min__lte", 1000000000),
                            _connector="OR",
                        ),
                        name="a_wished_wage_is_at_most_one_billion_dong",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="people.person",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("CENTRE", "Trung tâm tư vấn, giới thiệu việc làm cho tôi"),
                            ("EMPLOYERS", "Doanh nghiệp được tìm thấy tôi"),
                            ("STATISTICS", "Dùng vào thống kê, không nêu tên"),
                            ("MESSAGES", "Nhắn cho tôi khi có việc hợp"),
                        ],
                        max_length=12,
                        verbose_name="mục đích",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="lúc đồng ý")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lúc rút lại"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("person", "purpose"),
                        name="one_consent_in_force_per_person_and_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_is_withdrawn_after_it_is_given",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="people.labourprofile",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                (
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="classifications.occupation",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="nói bằng lời của mình"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "rank"), name="one_wish_at_each_rank"
                    ),
                    models.UniqueConstraint(
                        fields=("profile", "occupation"), name="an_occupation_is_wished_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 3))), name="wishes_rank_1_to_3"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="skills",
                        to="people.labourprofile",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "skill"), name="a_person_has_a_skill_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="people.labourprofile",
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
                ("issued_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "certificate"), name="a_person_holds_a_certificate_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued_on__isnull", True),
                            ("expires_on__isnull", True),
                            ("expires_on__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="a_certificate_expires_after_it_is_issued",
                    ),
                ],
            },
        ),
    ]
