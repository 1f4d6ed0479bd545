"""The contract of an employer with the school that trains its workers (Mẫu 25, Phụ lục II)."""

import uuid

from django.conf import settings
from django.db import models

LONGEST = 300
LONGEST_CLAUSE = 4_000


class SchoolContract(models.Model):
    """What both sides agree on besides the plan (hợp đồng liên kết đào tạo).

    Trades, days, learners and the value are those of the courses of the plan at that school.
    """

    personal_data = True  # names who represents either side

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    support = models.ForeignKey(
        "unemployment.EmployerSupport", models.CASCADE, related_name="contracts"
    )
    school = models.CharField("cơ sở đào tạo", max_length=LONGEST)
    signed_on = models.DateField("ngày ký hợp đồng", null=True, blank=True)
    signed_at = models.CharField("nơi ký", max_length=LONGEST, blank=True)
    ground = models.CharField("căn cứ khác", max_length=LONGEST, blank=True)

    firm_title = models.CharField("chức vụ người đại diện đơn vị", max_length=200, blank=True)
    firm_licence = models.CharField("đăng ký kinh doanh", max_length=LONGEST, blank=True)
    school_representative = models.CharField("đại diện cơ sở đào tạo", max_length=200, blank=True)
    school_title = models.CharField("chức vụ", max_length=200, blank=True)
    school_address = models.CharField("địa chỉ cơ sở đào tạo", max_length=LONGEST, blank=True)
    school_phone = models.CharField("điện thoại", max_length=15, blank=True)
    school_email = models.EmailField("thư điện tử", blank=True)
    school_account = models.CharField("số tài khoản", max_length=30, blank=True)
    school_bank = models.CharField("ngân hàng", max_length=200, blank=True)
    school_tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    school_licence = models.CharField(
        "đăng ký hoạt động giáo dục nghề nghiệp", max_length=LONGEST, blank=True
    )

    level = models.CharField("trình độ đào tạo", max_length=LONGEST, blank=True)
    progress = models.TextField("tiến độ đào tạo", max_length=LONGEST_CLAUSE, blank=True)
    syllabus = models.TextField("chương trình đào tạo", max_length=LONGEST_CLAUSE, blank=True)
    payment = models.TextField("phương thức thanh toán", max_length=LONGEST_CLAUSE, blank=True)
    firm_duties = models.TextField(
        "quyền, trách nhiệm đơn vị", max_length=LONGEST_CLAUSE, blank=True
    )
    school_duties = models.TextField(
        "quyền, trách nhiệm cơ sở đào tạo", max_length=LONGEST_CLAUSE, blank=True
    )
    terms = models.TextField("điều khoản chung", max_length=LONGEST_CLAUSE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["support", "school"], name="a_plan_has_one_contract_with_a_school"
            ),
            models.CheckConstraint(
                condition=~models.Q(school=""), name="a_contract_of_training_names_the_school"
            ),
        ]

    def __str__(self) -> str:
        return f"Hợp đồng liên kết đào tạo {self.pk}"
