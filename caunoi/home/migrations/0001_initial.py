import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record", models.UUIDField(verbose_name="hồ sơ (số trong địa chỉ)")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("why", models.CharField(max_length=120, verbose_name="lý do mở")),
                ("opened_at", models.DateTimeField(verbose_name="mở lúc")),
                ("seen_at", models.DateTimeField(verbose_name="còn mở lúc")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record", "user"), name="a_user_has_a_record_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seen_at__gte", models.F("opened_at"))),
                        name="a_record_is_seen_after_it_is_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("form", models.CharField(max_length=20, verbose_name="biểu")),
                ("first", models.DateField(verbose_name="từ ngày")),
                ("last", models.DateField(verbose_name="đến hết ngày")),
                ("row", models.CharField(max_length=10, verbose_name="dòng")),
                ("value", models.PositiveIntegerField(verbose_name="kế hoạch")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField(verbose_name="ghi lúc")),
                ("made", models.BooleanField(default=False, verbose_name="tạo để xem thử")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("form", "first", "last", "row"),
                        name="a_row_of_a_report_has_one_plan_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))),
                        name="a_period_of_a_plan_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntegrityRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="bắt đầu lúc")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IntegrityFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="home.integrityrun",
                    ),
                ),
                ("check_name", models.CharField(max_length=80, verbose_name="điều kiểm tra")),
                ("value", models.PositiveIntegerField(verbose_name="số dòng sai")),
                (
                    "percent",
                    models.DecimalField(decimal_places=2, max_digits=7, verbose_name="phần trăm"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "check_name"), name="a_check_comes_out_once_in_a_run"
                    )
                ],
            },
        ),
    ]
