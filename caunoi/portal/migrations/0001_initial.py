import uuid

import django.db.models.deletion
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("vacancies", "0001_initial"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="SavedSearch",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="tên")),
                        (
                            "address",
                            models.CharField(
                                blank=True, max_length=600, verbose_name="dòng địa chỉ"
                            ),
                        ),
                        ("filters", models.JSONField(default=dict, verbose_name="điều kiện")),
                        ("alerts", models.BooleanField(default=False, verbose_name="báo việc mới")),
                        (
                            "newest",
                            models.BigIntegerField(default=0, verbose_name="tin mới nhất lúc lưu"),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="lúc lưu")),
                        ("checked_on", models.DateField(verbose_name="ngày xem gần nhất")),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("alerts", True)),
                                fields=["checked_on"],
                                name="saved_searches_to_check",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("name", ""), _negated=True),
                                name="a_saved_search_has_a_name",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "address"), name="a_person_keeps_a_search_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AlertLine",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        ("job_key", models.CharField(max_length=64)),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveIntegerField(default=1, verbose_name="số nơi làm"),
                        ),
                        ("told_on", models.DateField(verbose_name="ngày báo")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "job_key"), name="nobody_is_told_of_a_job_twice"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("job_key", ""), _negated=True),
                                name="an_alert_names_its_job",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedJob",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "vacancy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="vacancies.vacancy",
                            ),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="lúc lưu")),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "vacancy"), name="a_job_is_saved_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
