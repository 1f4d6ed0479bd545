"""Estimates with their trail, and kept sums of the country, made of the totals there are."""

import uuid
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TRAILS = import_module("caunoi.indicators.migrations.0002_trails_are_kept")

OF_THE_COUNTRY = """
INSERT INTO indicators_countrytotal (indicator_id, first, last, value, upper, people, units, bound,
    definition_id, mixed, origin, estimated, taken_at)
SELECT t.indicator_id, t.first, t.last, SUM(t.value),
    CASE WHEN COUNT(t.upper) > 0 THEN SUM(COALESCE(t.upper, t.value)) END,
    CASE WHEN COUNT(t.people) = COUNT(*) THEN SUM(t.people) END,
    SUM(t.units),
    CASE WHEN MIN(NULLIF(t.bound, 'EXACT')) IS NULL THEN 'EXACT'
        WHEN MIN(NULLIF(t.bound, 'EXACT')) = MAX(NULLIF(t.bound, 'EXACT')) THEN MAX(NULLIF(t.bound, 'EXACT'))
        ELSE 'ABOUT' END,
    MAX(t.definition_id),
    MAX(CASE WHEN t.mixed THEN 1 ELSE 0 END) = 1 OR MIN(t.definition_id) <> MAX(t.definition_id),
    MAX(t.origin), 0, MAX(t.taken_at)
FROM indicators_total t JOIN places_place p ON p.id = t.place_id
    JOIN indicators_definition d ON d.id = t.definition_id
WHERE p.level = 'PROVINCE' AND p.valid_to IS NULL AND d.over_units = 'SUM'
GROUP BY t.indicator_id, t.first, t.last
"""


def let_go(apps, schema_editor):
    """SQLite makes a changed table anew; a trigger of another table that reads it would stop that."""
    if schema_editor.connection.vendor == "sqlite":
        TRAILS.backward(apps, schema_editor)


def keep_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        TRAILS.forward(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_trails_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(let_go, keep_again),
        migrations.CreateModel(
            name="CountryTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến hết ngày")),
                ("value", models.BigIntegerField(verbose_name="tổng")),
                ("upper", models.BigIntegerField(blank=True, null=True, verbose_name="đến")),
                ("people", models.BigIntegerField(blank=True, null=True, verbose_name="số người")),
                ("units", models.PositiveIntegerField(verbose_name="số đơn vị đã có số")),
                (
                    "bound",
                    models.CharField(
                        choices=[
                            ("EXACT", ""),
                            ("OVER", "trên"),
                            ("NEARLY", "gần"),
                            ("ABOUT", "khoảng"),
                            ("AT_LEAST", "ít nhất"),
                        ],
                        default="EXACT",
                        max_length=8,
                        verbose_name="độ chính xác",
                    ),
                ),
                ("mixed", models.BooleanField(default=False, verbose_name="nhiều định nghĩa")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("DERIVED", "Tính từ sổ"),
                            ("REPORTED", "Đơn vị báo cáo"),
                            ("ESTIMATED", "Ước tính"),
                        ],
                        max_length=10,
                        verbose_name="nguồn",
                    ),
                ),
                (
                    "estimated",
                    models.PositiveIntegerField(default=0, verbose_name="số đơn vị ước tính"),
                ),
                ("taken_at", models.DateTimeField(verbose_name="lấy lúc")),
            ],
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến hết ngày")),
                ("value", models.BigIntegerField(verbose_name="giá trị")),
                (
                    "bound",
                    models.CharField(
                        choices=[
                            ("EXACT", ""),
                            ("OVER", "trên"),
                            ("NEARLY", "gần"),
                            ("ABOUT", "khoảng"),
                            ("AT_LEAST", "ít nhất"),
                        ],
                        default="EXACT",
                        max_length=8,
                        verbose_name="độ chính xác",
                    ),
                ),
                ("low", models.BigIntegerField(blank=True, null=True, verbose_name="thấp nhất")),
                ("high", models.BigIntegerField(blank=True, null=True, verbose_name="cao nhất")),
                ("method", models.CharField(max_length=500, verbose_name="cách ước tính")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="tài liệu")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Chờ duyệt"),
                            ("APPROVED", "Đang dùng"),
                            ("REFUSED", "Không duyệt"),
                            ("REPLACED", "Đã có số thật"),
                            ("WITHDRAWN", "Đã bỏ"),
                        ],
                        max_length=9,
                        verbose_name="tình trạng",
                    ),
                ),
                ("state_why", models.CharField(blank=True, max_length=300, verbose_name="vì sao")),
                ("entered_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="duyệt lúc"),
                ),
                (
                    "real_value",
                    models.BigIntegerField(blank=True, null=True, verbose_name="số thật"),
                ),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="có số thật lúc"),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="figure",
            name="one_figure_per_indicator_unit_and_days",
        ),
        migrations.AddField(
            model_name="figure",
            name="estimated",
            field=models.BooleanField(default=False, verbose_name="ước tính"),
        ),
        migrations.AddField(
            model_name="total",
            name="estimated",
            field=models.PositiveIntegerField(default=0, verbose_name="số đơn vị ước tính"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(
                fields=("indicator", "first", "last", "unit", "estimated"),
                name="one_figure_per_indicator_unit_and_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "ESTIMATED"), _negated=True),
                    ("estimated", True),
                    _connector="OR",
                ),
                name="an_estimate_is_marked",
            ),
        ),
        migrations.AddField(
            model_name="countrytotal",
            name="definition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.definition",
            ),
        ),
        migrations.AddField(
            model_name="countrytotal",
            name="indicator",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="indicator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.submission",
            ),
        ),
        migrations.AddField(
            model_name="estimate",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.reportingunit",
            ),
        ),
        migrations.AddConstraint(
            model_name="countrytotal",
            constraint=models.UniqueConstraint(
                fields=("indicator", "first", "last"),
                name="one_total_of_the_country_per_indicator_and_days",
            ),
        ),
        migrations.AddIndex(
            model_name="estimate",
            index=models.Index(fields=["state", "-entered_at"], name="estimates_by_state"),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["WAITING", "APPROVED"])),
                fields=("indicator", "unit", "first", "last", "state"),
                name="one_estimate_in_use_and_one_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gte", models.F("first"))),
                name="days_of_an_estimate_end_after_they_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(("method", ""), _negated=True), name="an_estimate_says_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("low", None), ("low__lte", models.F("value")), _connector="OR"),
                    models.Q(("high", None), ("high__gte", models.F("value")), _connector="OR"),
                ),
                name="an_estimate_lies_in_its_interval",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    ("entered_by", None),
                    models.Q(("decided_by", models.F("entered_by")), _negated=True),
                    ("state", "WITHDRAWN"),
                    _connector="OR",
                ),
                name="nobody_approves_their_own_estimate",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["REFUSED", "WITHDRAWN"]), _negated=True),
                    models.Q(("state_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_refused_estimate_says_why",
            ),
        ),
        migrations.RunPython(keep_again, let_go),
        migrations.RunSQL(OF_THE_COUNTRY, migrations.RunSQL.noop),
    ]
