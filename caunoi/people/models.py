import json
import uuid
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from encrypted_fields.fields import EncryptedCharField, EncryptedTextField

from caunoi.classifications.choices import (
    ActivityStatus,
    ContractKind,
    GeneralEducation,
    HandUse,
    Hearing,
    InactiveReason,
    JobStatus,
    LiftWeight,
    Qualification,
    Sex,
    Sight,
    Standing,
    TwoHands,
    UnemployedFor,
    UnemployedReason,
    Workplace,
)
from caunoi.people.choices import (
    OPEN_REQUESTS,
    Purpose,
    RequestState,
    Right,
    SocialInsurance,
    Verification,
)

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class Household(models.Model):
    """People who live and are registered together (hộ gia đình)."""

    personal_data = True

    code = models.CharField("mã hộ", max_length=20, unique=True)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    def __str__(self) -> str:
        return f"Hộ {self.code}"


class Unmerged(models.Manager[M_co]):
    """Records that stand for somebody: those that were joined with another are left out."""

    def __init__(self, merged_into: str = "merged_into") -> None:
        super().__init__()
        self._merged_into = merged_into

    def get_queryset(self) -> models.QuerySet[M_co]:
        return super().get_queryset().filter(**{f"{self._merged_into}__isnull": True})


class InRegister(Unmerged["Person"]):
    """People of the register: neither joined with another record nor erased."""

    def get_queryset(self) -> models.QuerySet["Person"]:
        return super().get_queryset().filter(erased_at__isnull=True)


class Person(models.Model):
    """A resident the centre knows (người dân). The fields all forms share (domain c.2, c.3).

    Of somebody who only left a name and a telephone number (*hồ sơ sơ bộ*), birth date, sex and
    places are unknown until the profile is filled in.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField("họ và tên", max_length=200)
    search_key = models.CharField(max_length=200, db_index=True)  # folded: no marks, no capitals
    sort_key = models.CharField(max_length=400, db_index=True)  # given name first, Vietnamese order
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year_only = models.BooleanField("chỉ biết năm sinh", default=False)
    sex = models.CharField("giới tính", max_length=6, choices=Sex, blank=True)
    died_on = models.DateField("ngày mất", null=True, blank=True)  # or the day it was told
    # The number is kept encrypted; `identity_digest` (HMAC) finds it again and keeps it unique.
    identity_number = EncryptedCharField("số định danh", max_length=12, null=True, blank=True)
    identity_digest = models.CharField(max_length=64, null=True, blank=True, unique=True)
    old_identity_digest = models.CharField(max_length=64, blank=True, db_index=True)
    insurance_number = models.CharField("mã số bảo hiểm xã hội", max_length=10, blank=True)
    phone = models.CharField("điện thoại", max_length=15, blank=True, db_index=True)
    email = models.EmailField("thư điện tử", blank=True)
    ethnic_group = models.CharField("dân tộc (mã)", max_length=2, default="01")
    religion = models.CharField("tôn giáo", max_length=60, blank=True)
    permanent_place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nơi thường trú",
    )
    permanent_address = models.CharField("địa chỉ thường trú", max_length=300, blank=True)
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nơi ở hiện tại",
    )
    address = models.CharField("địa chỉ", max_length=300, blank=True)
    lat = models.FloatField("vĩ độ nơi ở", null=True, blank=True)
    lon = models.FloatField("kinh độ nơi ở", null=True, blank=True)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="members"
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verification = models.CharField(
        max_length=10, choices=Verification, default=Verification.NOT_YET
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    # A record joined with another stays as its shadow: found by nobody, signed in to by nobody.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đã gộp vào"
    )
    # Of somebody erased only an empty row is left, so that what was counted stays counted.
    erased_at = models.DateTimeField("xoá dữ liệu lúc", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    objects: ClassVar[InRegister] = InRegister()
    with_shadows = models.Manager()

    class Meta:
        indexes = [
            # By what lines of a file are looked for (intake.queries.duplicates).
            models.Index(fields=["search_key", "birth_date"], name="people_by_name_and_birth"),
            models.Index(fields=["birth_date"], name="people_by_birth"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | Q(account__isnull=True, identity_digest__isnull=True),
                name="a_merged_record_has_no_number_and_no_account",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="a_record_is_merged_into_another_one",
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="a_person_has_a_name"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(
                    identity_number__isnull=True, identity_digest__isnull=True,
                    account__isnull=True, birth_date__isnull=True, search_key="", phone="",
                    email="", address="", permanent_address="", insurance_number="",
                ),
                name="an_erased_record_says_nothing_of_anybody",
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", *sorted(Sex.values)]),
                name="a_persons_sex_is_a_known_one_or_not_asked",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                # A comparison with NULL is not false to a constraint, hence the last two.
                | Q(
                    lat__range=(8, 24), lon__range=(102, 118), lat__isnull=False, lon__isnull=False
                ),
                name="a_person_lives_at_a_point_in_vietnam_or_an_unknown_one",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Người dân {self.pk}"  # never the name: this text reaches logs

    @property
    def place_name(self) -> str:
        """The name of the commune somebody lives in; "" while it is unknown."""
        return self.place.name if self.place is not None else ""

    @property
    def is_preliminary(self) -> bool:
        """Only a name and a telephone number are known (hồ sơ sơ bộ)."""
        return self.birth_date is None or not self.sex or self.place_id is None


class LabourProfile(models.Model):
    """What a person can do, does and wishes (hồ sơ lao động; NĐ 352/2025 Mẫu 01 and 01a)."""

    personal_data = True

    person = models.OneToOneField(Person, models.PROTECT, related_name="profile")
    # Schooling
    general_education = models.CharField(
        "học vấn", max_length=16, choices=GeneralEducation, blank=True
    )
    qualification = models.CharField(
        "trình độ chuyên môn kỹ thuật", max_length=20, choices=Qualification
    )
    major = models.CharField("chuyên ngành", max_length=200, blank=True)
    # Work
    activity = models.CharField("tình trạng", max_length=12, choices=ActivityStatus)
    inactive_reason = models.CharField(max_length=12, choices=InactiveReason, blank=True)
    job_status = models.CharField(max_length=16, choices=JobStatus, blank=True)
    unemployed_for = models.CharField(max_length=20, choices=UnemployedFor, blank=True)
    unemployed_reason = models.CharField(max_length=16, choices=UnemployedReason, blank=True)
    social_insurance = models.CharField(
        max_length=12, choices=SocialInsurance, default=SocialInsurance.NONE
    )
    occupation = models.ForeignKey(
        "classifications.Occupation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nghề đã làm lâu nhất",
    )
    occupation_words = models.CharField("nghề, bằng lời của mình", max_length=200, blank=True)
    experience_months = models.PositiveIntegerField("kinh nghiệm (tháng)", default=0)
    priority_groups = models.JSONField("đối tượng ưu tiên (mã)", default=list, blank=True)
    # Wish (01a)
    looking = models.BooleanField("đang tìm việc", default=True)
    wage_min = models.PositiveBigIntegerField("lương thấp nhất (đồng/tháng)", null=True, blank=True)
    radius_km = models.PositiveSmallIntegerField("đi làm xa nhất (km)", default=15)
    shifts = models.JSONField("ca làm được (mã)", default=list)
    contract_kind = models.CharField(max_length=20, choices=ContractKind, blank=True)
    available_on = models.DateField("sẵn sàng từ ngày", null=True, blank=True)
    will_board = models.BooleanField("ở ký túc xá được", default=False)
    will_train = models.BooleanField("muốn học nghề", default=False)
    # Seven ability dimensions; blank = not asked
    workplace = models.CharField(max_length=12, choices=Workplace, blank=True)
    lift_weight = models.CharField(max_length=16, choices=LiftWeight, blank=True)
    standing = models.CharField(max_length=12, choices=Standing, blank=True)
    hearing = models.CharField(max_length=12, choices=Hearing, blank=True)
    sight = models.CharField(max_length=12, choices=Sight, blank=True)
    hand_use = models.CharField(max_length=12, choices=HandUse, blank=True)
    two_hands = models.CharField(max_length=12, choices=TwoHands, blank=True)
    # What lists of communes say besides (TT 01/2022, Mẫu 01b)
    employer_name = models.CharField("nơi làm việc", max_length=300, blank=True)
    employer_address = models.CharField("địa chỉ nơi làm việc", max_length=300, blank=True)
    worked_before = models.CharField("đã từng làm việc", max_length=5, blank=True)

    objects: ClassVar[Unmerged["LabourProfile"]] = Unmerged("person__merged_into")
    with_shadows = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(radius_km__range=(1, 500)), name="a_commute_is_1_to_500_km"
            ),
            models.CheckConstraint(
                condition=Q(experience_months__lte=780), name="nobody_has_worked_over_65_years"
            ),
            models.CheckConstraint(
                condition=Q(wage_min__isnull=True) | Q(wage_min__lte=1_000_000_000),
                name="a_wished_wage_is_at_most_one_billion_dong",
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ lao động {self.pk}"


class JobWish(models.Model):
    """An occupation somebody wants, the first wish first (nguyện vọng việc làm)."""

    personal_data = True

    profile = models.ForeignKey(LabourProfile, models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField("thứ tự")
    occupation = models.ForeignKey("classifications.Occupation", models.PROTECT, related_name="+")
    words = models.CharField("nói bằng lời của mình", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "rank"], name="one_wish_at_each_rank"),
            models.UniqueConstraint(
                fields=["profile", "occupation"], name="an_occupation_is_wished_once"
            ),
            models.CheckConstraint(condition=Q(rank__range=(1, 3)), name="wishes_rank_1_to_3"),
        ]

    def __str__(self) -> str:
        return f"Nguyện vọng {self.rank}"


class PersonSkill(models.Model):
    """A skill somebody says they have (kỹ năng)."""

    personal_data = True

    profile = models.ForeignKey(LabourProfile, models.PROTECT, related_name="skills")
    skill = models.ForeignKey("classifications.Skill", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "skill"], name="a_person_has_a_skill_once")
        ]

    def __str__(self) -> str:
        return f"Kỹ năng {self.skill_id} của hồ sơ {self.profile_id}"


class PersonCertificateSet(models.QuerySet["PersonCertificate"]):
    def valid_on(self, day: date) -> "PersonCertificateSet":
        """Certificates that have not run out; one without an end is valid."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day))


class PersonCertificate(models.Model):
    """A certificate somebody holds (chứng chỉ), with its dates when known."""

    personal_data = True

    profile = models.ForeignKey(LabourProfile, models.PROTECT, related_name="certificates")
    certificate = models.ForeignKey("classifications.Certificate", models.PROTECT, related_name="+")
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    objects = PersonCertificateSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "certificate"], name="a_person_holds_a_certificate_once"
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
                name="a_certificate_expires_after_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"Chứng chỉ {self.certificate_id} của hồ sơ {self.profile_id}"


class Consent(models.Model):
    """What a person allowed, and when they took it back (đồng ý xử lý dữ liệu)."""

    personal_data = True

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField("mục đích", max_length=12, choices=Purpose)
    given_at = models.DateTimeField("lúc đồng ý")
    withdrawn_at = models.DateTimeField("lúc rút lại", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_consent_in_force_per_person_and_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.person_id})"


class ProfileDraft(models.Model):
    """A profile being filled in, page by page, so that nothing typed is lost (hồ sơ làm dở).

    The answers hold an identity number: they are encrypted, belong to whoever types them, and go
    when the profile is saved or after `actions.DRAFT_DAYS` days.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    own = models.BooleanField("tự làm cho mình")
    # JSON as one encrypted text: the encrypted JSON field would turn numbers and yes/no to words.
    kept = EncryptedTextField("đã trả lời", default="{}")
    changed_at = models.DateTimeField("lần sửa cuối")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["made_by"],
                condition=Q(own=True),
                name="a_person_has_one_unfinished_profile_of_their_own",
            ),
        ]

    def __str__(self) -> str:
        return f"Hồ sơ làm dở {self.pk}"

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """What each page was answered, by page."""
        return dict(json.loads(self.kept))


class DataRequest(models.Model):
    """What somebody asks about their own data (yêu cầu về dữ liệu), with the days of the law.

    `due_on` is the next of them: to answer while it is ASKED, then to be done.
    """

    personal_data = True

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    right = models.CharField("muốn gì", max_length=8, choices=Right)
    words = models.CharField("nói thêm", max_length=1000, blank=True)
    state = models.CharField(
        "tình trạng", max_length=8, choices=RequestState, default=RequestState.ASKED
    )
    asked_on = models.DateField("ngày nhận")
    asked_by = models.ForeignKey(  # an officer for whoever asked at the desk or by letter
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    answer_due = models.DateField("hạn trả lời")
    done_due = models.DateField("hạn làm xong")
    due_on = models.DateField("hạn tới", null=True, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    extended_why = models.CharField("vì sao gia hạn", max_length=300, blank=True)
    ended_on = models.DateField("ngày xong", null=True, blank=True)
    answer = models.CharField("trả lời", max_length=1000, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "right"],
                condition=Q(state__in=OPEN_REQUESTS),
                name="a_right_is_asked_for_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_REQUESTS, due_on__isnull=False, ended_on__isnull=True)
                | Q(
                    state__in=[RequestState.DONE, RequestState.REFUSED],
                    due_on__isnull=True,
                    ended_on__isnull=False,
                    answered_on__isnull=False,
                ),
                name="a_request_is_open_until_a_day_or_ended_on_one",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED) | ~Q(answer=""),
                name="a_refused_request_says_why",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="data_requests_by_due_day")]

    def __str__(self) -> str:
        return f"Yêu cầu về dữ liệu {self.pk}"


class Erasure(models.Model):
    """Whose data were erased, by the number in addresses alone (danh sách đã xoá).

    A copy stands in a file apart from the database: what a backup brings back is erased again.
    """

    personal_data = False

    public_id = models.UUIDField("hồ sơ (số trong địa chỉ)", unique=True)
    at = models.DateTimeField("lúc xoá")
    whole = models.BooleanField("xoá hết", default=True)  # False: but for what the law keeps

    def __str__(self) -> str:
        return f"Lần xoá {self.pk}"
