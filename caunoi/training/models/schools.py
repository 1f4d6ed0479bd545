from django.conf import settings
from django.db import models
from django.db.models import F, Q

from caunoi.classifications.choices import Qualification
from caunoi.training.choices import Fund, InstitutionKind, IntakeState, TimeOfDay


class Institution(models.Model):
    """A school or centre that trains people (cơ sở đào tạo)."""

    personal_data = False

    name = models.CharField("tên", max_length=300)
    search_key = models.CharField(max_length=300, db_index=True)
    kind = models.CharField("loại", max_length=12, choices=InstitutionKind)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    lat = models.FloatField()
    lon = models.FloatField()
    phone = models.CharField("điện thoại", max_length=15, blank=True)
    employer = models.ForeignKey(  # the firm that trains on the job, for kind FIRM
        "employers.Employer", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "place"], name="one_institution_of_a_name_in_a_place"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="an_institution_has_a_name"),
            models.CheckConstraint(
                condition=Q(employer__isnull=True) | Q(kind=InstitutionKind.FIRM),
                name="only_training_on_the_job_belongs_to_an_employer",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A user who acts for a training institution (người của cơ sở đào tạo)."""

    personal_data = True

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateField("từ ngày")
    until = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "user"],
                condition=Q(until__isnull=True),
                name="a_user_acts_once_for_an_institution",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} của {self.institution_id}"


class Programme(models.Model):
    """What an institution teaches (nghề đào tạo)."""

    personal_data = False

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="programmes")
    name = models.CharField("tên", max_length=300)
    occupation = models.ForeignKey("classifications.Occupation", models.PROTECT, related_name="+")
    level = models.CharField("trình độ sau khoá", max_length=20, choices=Qualification)
    entry_qualification = models.CharField(
        "trình độ đầu vào", max_length=20, choices=Qualification, default=Qualification.NONE
    )
    months = models.DecimalField("thời gian (tháng)", max_digits=4, decimal_places=1)
    fee = models.PositiveBigIntegerField("học phí cả khoá (đồng)", default=0)
    certificates = models.ManyToManyField("classifications.Certificate", related_name="+")
    skills = models.ManyToManyField("classifications.Skill", related_name="+")
    description = models.TextField("nội dung", blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"], name="an_institution_teaches_a_programme_once"
            ),
            models.CheckConstraint(
                condition=Q(months__gt=0, months__lte=72), name="a_programme_lasts_up_to_6_years"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IntakeQuerySet(models.QuerySet["Intake"]):
    def open_on(self, on):
        """Intakes one may still join on that day."""
        return self.filter(state=IntakeState.OPEN, starts_on__gte=on, taken__lt=F("seats"))


class Intake(models.Model):
    """One opening of a programme, with its seats (khoá tuyển sinh)."""

    personal_data = False

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="intakes")
    starts_on = models.DateField("khai giảng")
    seats = models.PositiveIntegerField("chỉ tiêu")
    taken = models.PositiveIntegerField("đã nhận", default=0)
    minimum = models.PositiveIntegerField("mở lớp khi đủ", default=1)
    time_of_day = models.CharField("buổi học", max_length=8, choices=TimeOfDay)
    boarding = models.BooleanField("có chỗ ở", default=False)
    ends_on = models.DateField("bế giảng", null=True, blank=True)
    address = models.CharField("nơi học", max_length=300, blank=True)
    fund = models.CharField("ai trả học phí", max_length=10, choices=Fund, default=Fund.LEARNER)
    lat = models.FloatField()
    lon = models.FloatField()
    state = models.CharField(max_length=8, choices=IntakeState, default=IntakeState.OPEN)
    made = models.BooleanField("tạo để xem thử", default=False)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seats__range=(1, 10_000)), name="an_intake_has_1_to_10000_seats"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("seats")), name="no_more_learners_than_seats"
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=1, minimum__lte=F("seats")),
                name="a_class_can_open_within_its_seats",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_class_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["programme", "starts_on", "time_of_day"],
                name="one_intake_per_programme_day_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Khoá {self.pk}"

    @property
    def free(self) -> int:
        """Seats nobody has taken yet."""
        return self.seats - self.taken

    @property
    def lacking(self) -> int:
        """Learners still needed before the class may open."""
        return max(0, self.minimum - self.taken)


class EnrolmentPlan(models.Model):
    """What an institution means to train in a year at one level (kế hoạch tuyển sinh)."""

    personal_data = False

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("trình độ", max_length=20, choices=Qualification)
    learners = models.PositiveIntegerField("tuyển mới")
    rural_learners = models.PositiveIntegerField("trong đó lao động nông thôn", default=0)
    graduates = models.PositiveIntegerField("tốt nghiệp", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "year", "level"],
                name="one_enrolment_plan_per_institution_year_and_level",
            ),
            models.CheckConstraint(
                condition=Q(rural_learners__lte=F("learners")),
                name="rural_learners_are_part_of_the_planned",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100)), name="an_enrolment_plan_is_of_this_century"
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch {self.year} của {self.institution_id}"
