"""The catalogue: indicators, their definitions over time, what holds between them, who reports."""

from django.db import models
from django.db.models import F, Q

from caunoi.indicators.choices.catalogue import (
    Calendar,
    Direction,
    Frequency,
    Level,
    OverTime,
    OverUnits,
    RelationKind,
    Source,
    Unit,
)
from caunoi.indicators.choices.figures import Missing, UnitKind


class Indicator(models.Model):
    """What is counted (chỉ tiêu), whatever its definition was at a time."""

    personal_data = False

    code = models.SlugField("mã", max_length=60, unique=True)
    topic = models.CharField("lĩnh vực", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_tile = models.BooleanField("ở màn hình đầu", default=False)
    is_public = models.BooleanField("công bố", default=False)

    def __str__(self) -> str:
        return self.code


class Definition(models.Model):
    """One version of an indicator, in force from a day on.

    A changed definition is a new row; figures keep the one they were made by.
    """

    personal_data = False

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="definitions")
    version = models.PositiveSmallIntegerField("bản")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=60)
    meaning = models.TextField("định nghĩa")
    unit = models.CharField("đơn vị tính", max_length=14, choices=Unit)
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=0)
    direction = models.CharField("hướng", max_length=8, choices=Direction)
    # The plan is a decrease: 4,87 of 3,53 points are 138 %.
    plan_is_a_fall = models.BooleanField("kế hoạch là mức giảm", default=False)
    over_units = models.CharField("cộng theo đơn vị", max_length=6, choices=OverUnits)
    over_time = models.CharField("cộng theo thời gian", max_length=9, choices=OverTime)
    numerator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+"
    )
    denominator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField("nguồn", max_length=10, choices=Source)
    query = models.CharField("câu hỏi vào sổ", max_length=60, blank=True)  # of queries.sources
    calendar = models.CharField("lịch", max_length=10, choices=Calendar)
    frequency = models.CharField("kỳ ngắn nhất", max_length=8, choices=Frequency)
    level = models.CharField("cấp thấp nhất", max_length=10, choices=Level)
    missing = models.CharField("khi thiếu số", max_length=5, choices=Missing, default=Missing.SHOW)
    owner = models.CharField("đơn vị phụ trách", max_length=120)
    law = models.CharField("căn cứ", max_length=300)
    confirmed = models.BooleanField("đã có căn cứ chính thức", default=True)
    break_note = models.CharField("khác bản trước ở chỗ", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "version"], name="versions_of_an_indicator_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(valid_to=None),
                name="an_indicator_has_one_definition_in_force",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_definition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4), name="a_figure_has_at_most_four_decimals"
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.DERIVED) | ~Q(query=""),
                name="a_derived_indicator_names_its_query",
            ),
            models.CheckConstraint(
                condition=~Q(over_units=OverUnits.RATIO)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="a_ratio_has_numerator_and_denominator",
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(break_note=""),
                name="a_later_definition_says_what_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.version})"


class Relation(models.Model):
    """What must hold between two indicators for the same unit and days."""

    personal_data = False

    kind = models.CharField("quan hệ", max_length=10, choices=RelationKind)
    first = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    second = models.ForeignKey(Indicator, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "first", "second"], name="a_relation_is_said_once"
            ),
            models.CheckConstraint(
                condition=~Q(first=F("second")), name="an_indicator_is_not_related_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.get_kind_display()} {self.second_id}"


class ReportingForm(models.Model):
    """A form that units fill in for each period (biểu)."""

    personal_data = False

    code = models.SlugField("mã biểu", max_length=40, unique=True)
    name = models.CharField("tên biểu", max_length=200)
    unit_kind = models.CharField("đơn vị lập", max_length=10, choices=UnitKind)
    calendar = models.CharField("lịch", max_length=10, choices=Calendar)
    frequency = models.CharField("kỳ", max_length=8, choices=Frequency)
    days_after = models.PositiveSmallIntegerField("hạn: số ngày sau kỳ")
    law = models.CharField("căn cứ", max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class FormLine(models.Model):
    """One indicator of a form, in the order of its rows."""

    personal_data = False

    form = models.ForeignKey(ReportingForm, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField("thứ tự")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "indicator"], name="an_indicator_stands_once_in_a_form"
            ),
        ]

    def __str__(self) -> str:
        return f"Dòng {self.order} của biểu {self.form_id}"


class ReportingUnit(models.Model):
    """Who answers for figures (đơn vị báo cáo): a commune, a school, an office, the province.

    Its place says where its figures are added up, as the unit of that place stood in its time.
    """

    personal_data = False

    code = models.SlugField("mã", max_length=40, unique=True)  # "X12454", "XC12454", "T33"
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=UnitKind)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    org_unit = models.ForeignKey(
        "accounts.OrgUnit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    institution = models.ForeignKey(
        "training.Institution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    made = models.BooleanField("tạo để xem thử", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(kind__in=[UnitKind.COMMUNE, UnitKind.PROVINCE]),
                name="a_place_answers_for_itself_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_reporting_unit_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SplitWeight(models.Model):
    """Which part of a split commune's figures went to each commune that came out of it.

    Declared, with its source; without rows for an old commune its parts count by population.
    """

    personal_data = False

    old = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    new = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField("trọng số")
    source = models.CharField("căn cứ", max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"], name="one_weight_per_old_and_new_commune"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}: {self.weight}"
