import uuid

from django.db import models
from django.db.models import F, Q

from caunoi.classifications.choices import (
    ContractKind,
    GeneralEducation,
    HandUse,
    Hearing,
    LiftWeight,
    Qualification,
    Sight,
    Standing,
    TwoHands,
    Workplace,
)
from caunoi.employers.models import Employer
from caunoi.places.choices import Level
from caunoi.vacancies.choices import HiredFrom, PayPeriod, Source, VacancyState


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def open_on(self, on):
        """Vacancies that people may still apply for on that day; none of a blocked firm."""
        still = self.filter(state=VacancyState.OPEN, closes_on__gte=on, filled__lt=F("positions"))
        return still.exclude(employer__in=Employer.objects.barred())


class Vacancy(models.Model):
    """A job with free positions (chỗ việc làm trống; NĐ 352/2025 Mẫu 03a)."""

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    employer = models.ForeignKey("employers.Employer", models.PROTECT, related_name="+")
    title = models.CharField("chức danh", max_length=300)
    occupation = models.ForeignKey(
        "classifications.Occupation",  # an ISCO-08 unit group; its VSCO 2020 code by the link table
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nghề",
    )
    description = models.TextField("mô tả công việc", blank=True)
    requirements = models.TextField("yêu cầu", blank=True)
    benefits = models.TextField("phúc lợi", blank=True)
    positions = models.PositiveIntegerField("số lượng tuyển", default=1)
    filled = models.PositiveIntegerField("đã tuyển", default=0)
    # Đồng for one `pay_period`; both empty = the advert does not say.
    wage_min = models.PositiveBigIntegerField("lương từ (đồng)", null=True, blank=True)
    wage_max = models.PositiveBigIntegerField("lương đến (đồng)", null=True, blank=True)
    pay_period = models.CharField(max_length=8, choices=PayPeriod, default=PayPeriod.MONTH)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.CharField("nơi làm việc", max_length=300, blank=True)
    industrial_zone = models.CharField("khu công nghiệp", max_length=120, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    shifts = models.JSONField("ca làm (mã)", default=list)
    hours = models.CharField("giờ làm", max_length=120, blank=True)
    contract_kind = models.CharField(max_length=20, choices=ContractKind, blank=True)
    housing = models.BooleanField("có chỗ ở", default=False)
    # Demands
    general_education = models.CharField(max_length=16, choices=GeneralEducation, blank=True)
    qualification = models.CharField(
        max_length=20, choices=Qualification, default=Qualification.NONE
    )
    experience_months = models.PositiveIntegerField("kinh nghiệm tối thiểu (tháng)", default=0)
    # Working conditions, seven dimensions; blank = not stated
    workplace = models.CharField(max_length=12, choices=Workplace, blank=True)
    lift_weight = models.CharField(max_length=16, choices=LiftWeight, blank=True)
    standing = models.CharField(max_length=12, choices=Standing, blank=True)
    hearing = models.CharField(max_length=12, choices=Hearing, blank=True)
    sight = models.CharField(max_length=12, choices=Sight, blank=True)
    hand_use = models.CharField(max_length=12, choices=HandUse, blank=True)
    two_hands = models.CharField(max_length=12, choices=TwoHands, blank=True)
    contact_name = models.CharField("người liên hệ", max_length=200, blank=True)
    contact_phone = models.CharField("điện thoại liên hệ", max_length=15, blank=True)
    posted_on = models.DateField("ngày đăng")
    closes_on = models.DateField("hạn tuyển")
    state = models.CharField(max_length=8, choices=VacancyState, default=VacancyState.OPEN)
    source = models.CharField(max_length=10, choices=Source, default=Source.EMPLOYER)
    source_name = models.CharField("tên nguồn", max_length=60, blank=True)
    source_id = models.CharField("mã tin ở nguồn", max_length=100, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)  # of near-duplicates
    # A draft keeps what was typed, word for word, also what cannot be read yet.
    typed = models.JSONField("chữ đã gõ của bản nháp", default=dict, blank=True)
    # What the check of the words found when it was sent; each {"kind", "words", "why", "law"}.
    findings = models.JSONField("điều máy nhắc", default=list, blank=True)
    sent_at = models.DateTimeField("gửi duyệt lúc", null=True, blank=True)
    # Closing asks one question: how many were hired, and from where.
    closed_on = models.DateField("ngày đóng", null=True, blank=True)
    hired = models.PositiveIntegerField("nhận được khi đóng (người)", null=True, blank=True)
    hired_from = models.CharField("nhận từ đâu", max_length=10, choices=HiredFrom, blank=True)
    asked_on = models.DateField("hỏi còn tuyển không", null=True, blank=True)
    confirmed_on = models.DateField("nơi tuyển trả lời còn tuyển", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_vacancy_has_a_title"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                # A comparison with NULL is not false to a constraint, hence the last two.
                | Q(
                    lat__range=(8, 24), lon__range=(102, 118), lat__isnull=False, lon__isnull=False
                ),
                name="a_vacancy_is_at_a_point_in_vietnam_or_an_unknown_one",
            ),
            models.CheckConstraint(
                condition=Q(positions__range=(1, 100_000)), name="a_vacancy_has_1_to_100000_places"
            ),
            models.CheckConstraint(
                condition=Q(filled__lte=F("positions")), name="no_more_hired_than_positions"
            ),
            models.CheckConstraint(
                condition=Q(wage_min__isnull=True)
                | Q(wage_max__isnull=True)
                | Q(wage_min__lte=F("wage_max")),
                name="a_wage_range_runs_upward",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("posted_on")), name="a_vacancy_closes_after_posting"
            ),
            models.CheckConstraint(
                condition=Q(experience_months__lte=600), name="no_vacancy_asks_over_50_years"
            ),
            models.UniqueConstraint(
                fields=["source_name", "source_id"],
                condition=~Q(source_id=""),
                name="a_source_gives_a_vacancy_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "closes_on"], name="vacancies_open_by_deadline"),
            models.Index(fields=["employer", "state"], name="vacancies_of_employer"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def free(self) -> int:
        """Positions nobody has taken yet."""
        return self.positions - self.filled

    @property
    def roughly_placed(self) -> bool:
        """Only the province is known: its middle stands on the map, so no distance may be told."""
        return self.place is not None and self.place.level == Level.PROVINCE


class SkillDemand(models.Model):
    """A skill a vacancy asks for: required, or merely preferred (yêu cầu kỹ năng)."""

    personal_data = False

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="skills")
    skill = models.ForeignKey("classifications.Skill", models.PROTECT, related_name="+")
    required = models.BooleanField("bắt buộc", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "skill"], name="a_vacancy_asks_for_a_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"Kỹ năng {self.skill_id} cho {self.vacancy_id}"


class CertificateDemand(models.Model):
    """A certificate nobody may start without (chứng chỉ bắt buộc)."""

    personal_data = False

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="certificates")
    certificate = models.ForeignKey("classifications.Certificate", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "certificate"], name="a_vacancy_asks_for_a_certificate_once"
            )
        ]

    def __str__(self) -> str:
        return f"Chứng chỉ {self.certificate_id} cho {self.vacancy_id}"
