import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Place",
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
                            "level",
                            models.CharField(
                                choices=[
                                    ("PROVINCE", "Cấp tỉnh"),
                                    ("DISTRICT", "Cấp huyện"),
                                    ("COMMUNE", "Cấp xã"),
                                ],
                                max_length=8,
                                verbose_name="cấp",
                            ),
                        ),
                        ("code", models.CharField(max_length=5, verbose_name="mã")),
                        ("name", models.CharField(max_length=80, verbose_name="tên đầy đủ")),
                        ("kind", models.CharField(max_length=12, verbose_name="loại")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="có hiệu lực từ ngày")),
                        (
                            "valid_to",
                            models.DateField(
                                blank=True, null=True, verbose_name="hết hiệu lực sau ngày"
                            ),
                        ),
                        (
                            "lat",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=7,
                                null=True,
                                verbose_name="vĩ độ",
                            ),
                        ),
                        (
                            "lon",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=7,
                                null=True,
                                verbose_name="kinh độ",
                            ),
                        ),
                        (
                            "area_km2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=8,
                                null=True,
                                verbose_name="diện tích (km²)",
                            ),
                        ),
                        (
                            "population",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="dân số (người)"
                            ),
                        ),
                        (
                            "search_key",
                            models.CharField(
                                editable=False, max_length=80, verbose_name="tên để tìm"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đơn vị hành chính",
                        "verbose_name_plural": "đơn vị hành chính",
                        "indexes": [
                            models.Index(
                                fields=["search_key", "level"], name="places_by_search_key"
                            ),
                            models.Index(fields=["code", "level"], name="places_by_code"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("level", "code", "valid_from"),
                                name="one_place_per_level_code_and_first_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("valid_to", None)),
                                fields=("level", "code"),
                                name="one_place_in_force_per_level_and_code",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to", None),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="a_place_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("level", "PROVINCE"),
                                        django.db.models.lookups.Exact(
                                            django.db.models.functions.text.Length("code"), 2
                                        ),
                                    ),
                                    models.Q(
                                        ("level", "DISTRICT"),
                                        django.db.models.lookups.Exact(
                                            django.db.models.functions.text.Length("code"), 3
                                        ),
                                    ),
                                    models.Q(
                                        ("level", "COMMUNE"),
                                        django.db.models.lookups.Exact(
                                            django.db.models.functions.text.Length("code"), 5
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="place_codes_have_2_3_or_5_digits_by_level",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", "PROVINCE"), ("parent", None)),
                                    models.Q(
                                        models.Q(("level", "PROVINCE"), _negated=True),
                                        ("parent__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="every_place_but_a_province_has_a_parent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lat", None), ("lon", None)),
                                    models.Q(
                                        ("lat__isnull", False),
                                        ("lon__isnull", False),
                                        ("lat__gte", -90),
                                        ("lat__lte", 90),
                                        ("lon__gte", -180),
                                        ("lon__lte", 180),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_place_has_both_coordinates_or_none",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Succession",
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
                            "old",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        (
                            "new",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        (
                            "partial",
                            models.BooleanField(default=False, verbose_name="chỉ một phần"),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                max_length=120,
                                verbose_name="ghi chú của bảng chuyển đổi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chuyển đổi đơn vị hành chính",
                        "verbose_name_plural": "chuyển đổi đơn vị hành chính",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("old", "new"), name="one_line_per_old_and_new_place"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("old", models.F("new")), _negated=True),
                                name="a_place_does_not_succeed_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerName",
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
                            "place",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                max_length=60, verbose_name="tên cũ, viết liền không dấu"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tên cũ của đơn vị hành chính",
                        "verbose_name_plural": "tên cũ của đơn vị hành chính",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("place", "key"), name="one_line_per_place_and_former_name"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HamletMove",
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
                            "old",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                max_length=80, verbose_name="thôn, tổ dân phố, viết liền không dấu"
                            ),
                        ),
                        (
                            "new",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="places.place",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thôn của xã bị chia",
                        "verbose_name_plural": "thôn của xã bị chia",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("old", "key"),
                                name="a_hamlet_of_a_split_commune_went_to_one_place",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
