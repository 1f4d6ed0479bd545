"""Published code lists: occupations, industries, skills, certificates and the codes of forms."""

from django.db import models
from django.db.models import Q

from caunoi.classifications.choices import Scheme, SkillKind

OCCUPATION_SCHEMES = (Scheme.VSCO2020, Scheme.ISCO08)
INDUSTRY_SCHEMES = (Scheme.VSIC2007, Scheme.VSIC2025)


class Occupation(models.Model):
    """One group of occupations of one scheme. Records elsewhere point at ISCO-08 unit groups."""

    personal_data = False

    scheme = models.CharField("danh mục", max_length=8, choices=Scheme)
    code = models.CharField("mã", max_length=5)
    level = models.PositiveSmallIntegerField("cấp")
    parent = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField("tên", max_length=250)
    name_en = models.CharField("tên tiếng Anh", max_length=250, blank=True)
    name_is_ours = models.BooleanField("tên do Cầu Nối đặt", default=False)

    class Meta:
        verbose_name = "nghề"
        verbose_name_plural = "nghề"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="one_occupation_per_scheme_and_code"
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=OCCUPATION_SCHEMES, level__gte=1, level__lte=5),
                name="occupations_are_of_an_occupation_scheme_and_level_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OccupationLink(models.Model):
    """A Vietnamese unit and an international unit that mean the same work, or nearly so."""

    personal_data = False

    vsco = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    isco = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    same_code = models.BooleanField("cùng mã và cùng nghĩa")
    position = models.PositiveIntegerField("thứ tự ưu tiên")  # the lowest is the one to use first

    class Meta:
        verbose_name = "nghề tương ứng"
        verbose_name_plural = "nghề tương ứng"
        constraints = [
            models.UniqueConstraint(
                fields=["vsco", "isco"], name="one_link_per_vsco_and_isco_occupation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.vsco_id} – {self.isco_id}"


class Industry(models.Model):
    """One group of economic activities of one edition of the national list."""

    personal_data = False

    scheme = models.CharField("danh mục", max_length=8, choices=Scheme)
    code = models.CharField("mã", max_length=5)
    level = models.PositiveSmallIntegerField("cấp")
    parent = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField("tên", max_length=250)
    name_is_ours = models.BooleanField("tên do Cầu Nối đặt", default=False)

    class Meta:
        verbose_name = "ngành kinh tế"
        verbose_name_plural = "ngành kinh tế"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="one_industry_per_scheme_and_code"
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=INDUSTRY_SCHEMES, level__gte=1, level__lte=5),
                name="industries_are_of_an_industry_scheme_and_level_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """Something a person can do and a post may ask for. The list is ours; codes never change."""

    personal_data = False

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("nhóm", max_length=8, choices=SkillKind)
    search_key = models.CharField("tên để tìm", max_length=120, editable=False, db_index=True)

    class Meta:
        verbose_name = "kỹ năng"
        verbose_name_plural = "kỹ năng"

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """A paper without which some work may not be done, or that proves a skill. The list is ours."""

    personal_data = False

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=160)
    rule = models.CharField("quy định liên quan", max_length=250, blank=True)
    search_key = models.CharField("tên để tìm", max_length=160, editable=False, db_index=True)

    class Meta:
        verbose_name = "chứng chỉ"
        verbose_name_plural = "chứng chỉ"

    def __str__(self) -> str:
        return self.name


class OccupationSkill(models.Model):
    """A skill usual in the work of an ISCO-08 unit group: offered first when filling a form."""

    personal_data = False

    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kỹ năng của nghề"
        verbose_name_plural = "kỹ năng của nghề"
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "skill"], name="one_line_per_occupation_and_skill"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} – {self.skill_id}"


class FormCode(models.Model):
    """What an official form prints and stores for one of our codes.

    `code` is a code of `choices.py`, or of the list itself where no choices exist (ethnic
    groups, industry sections, soft skills). A form that is coarser than our list has several
    lines with one `form_code`: the first is what it is read as, all are written as it.
    """

    personal_data = False

    form = models.CharField("biểu mẫu", max_length=24)
    field = models.CharField("trường", max_length=32)
    form_code = models.CharField("mã trên biểu mẫu", max_length=12)
    label = models.CharField("chữ trên biểu mẫu", max_length=160)
    code = models.CharField("mã của Cầu Nối", max_length=24)
    position = models.PositiveSmallIntegerField("thứ tự")
    source = models.CharField("nguồn", max_length=160)

    class Meta:
        verbose_name = "mã trên biểu mẫu"
        verbose_name_plural = "mã trên biểu mẫu"
        constraints = [
            models.UniqueConstraint(
                fields=["form", "field", "form_code", "code"],
                name="one_line_per_form_field_form_code_and_code",
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.field} {self.form_code}: {self.label}"
