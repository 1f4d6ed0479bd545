import django.db.models.deletion
from django.db import migrations, models

from caunoi_kit.migrations import CreateTables


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Occupation",
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
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("VSCO2020", "Danh mục nghề nghiệp Việt Nam (2020)"),
                                    ("ISCO08", "Phân loại nghề quốc tế (2008)"),
                                    ("VSIC2007", "Hệ thống ngành kinh tế Việt Nam (2007)"),
                                    ("VSIC2025", "Hệ thống ngành kinh tế Việt Nam (2025)"),
                                ],
                                max_length=8,
                                verbose_name="danh mục",
                            ),
                        ),
                        ("code", models.CharField(max_length=5, verbose_name="mã")),
                        ("level", models.PositiveSmallIntegerField(verbose_name="cấp")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                            ),
                        ),
                        ("name", models.CharField(max_length=250, verbose_name="tên")),
                        (
                            "name_en",
                            models.CharField(
                                blank=True, max_length=250, verbose_name="tên tiếng Anh"
                            ),
                        ),
                        (
                            "name_is_ours",
                            models.BooleanField(default=False, verbose_name="tên do Cầu Nối đặt"),
                        ),
                    ],
                    options={
                        "verbose_name": "nghề",
                        "verbose_name_plural": "nghề",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scheme", "code"), name="one_occupation_per_scheme_and_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__gte", 1),
                                    ("level__lte", 5),
                                    ("scheme__in", ("VSCO2020", "ISCO08")),
                                ),
                                name="occupations_are_of_an_occupation_scheme_and_level_1_to_5",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Industry",
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
                            "scheme",
                            models.CharField(
                                choices=[
                                    ("VSCO2020", "Danh mục nghề nghiệp Việt Nam (2020)"),
                                    ("ISCO08", "Phân loại nghề quốc tế (2008)"),
                                    ("VSIC2007", "Hệ thống ngành kinh tế Việt Nam (2007)"),
                                    ("VSIC2025", "Hệ thống ngành kinh tế Việt Nam (2025)"),
                                ],
                                max_length=8,
                                verbose_name="danh mục",
                            ),
                        ),
                        ("code", models.CharField(max_length=5, verbose_name="mã")),
                        ("level", models.PositiveSmallIntegerField(verbose_name="cấp")),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.industry",
                            ),
                        ),
                        ("name", models.CharField(max_length=250, verbose_name="tên")),
                        (
                            "name_is_ours",
                            models.BooleanField(default=False, verbose_name="tên do Cầu Nối đặt"),
                        ),
                    ],
                    options={
                        "verbose_name": "ngành kinh tế",
                        "verbose_name_plural": "ngành kinh tế",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("scheme", "code"), name="one_industry_per_scheme_and_code"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level__gte", 1),
                                    ("level__lte", 5),
                                    ("scheme__in", ("VSIC2007", "VSIC2025")),
                                ),
                                name="industries_are_of_an_industry_scheme_and_level_1_to_5",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Skill",
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
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="mã")),
                        ("name", models.CharField(max_length=120, verbose_name="tên")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("SOFT", "Kỹ năng mềm"),
                                    ("LANGUAGE", "Ngoại ngữ"),
                                    ("IT", "Tin học"),
                                    ("TRADE", "Kỹ năng nghề"),
                                ],
                                max_length=8,
                                verbose_name="nhóm",
                            ),
                        ),
                        (
                            "search_key",
                            models.CharField(
                                db_index=True,
                                editable=False,
                                max_length=120,
                                verbose_name="tên để tìm",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kỹ năng",
                        "verbose_name_plural": "kỹ năng",
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
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
                        ("code", models.CharField(max_length=40, unique=True, verbose_name="mã")),
                        ("name", models.CharField(max_length=160, verbose_name="tên")),
                        (
                            "rule",
                            models.CharField(
                                blank=True, max_length=250, verbose_name="quy định liên quan"
                            ),
                        ),
                        (
                            "search_key",
                            models.CharField(
                                db_index=True,
                                editable=False,
                                max_length=160,
                                verbose_name="tên để tìm",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chứng chỉ",
                        "verbose_name_plural": "chứng chỉ",
                    },
                ),
                migrations.CreateModel(
                    name="FormCode",
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
                        ("form", models.CharField(max_length=24, verbose_name="biểu mẫu")),
                        ("field", models.CharField(max_length=32, verbose_name="trường")),
                        (
                            "form_code",
                            models.CharField(max_length=12, verbose_name="mã trên biểu mẫu"),
                        ),
                        (
                            "label",
                            models.CharField(max_length=160, verbose_name="chữ trên biểu mẫu"),
                        ),
                        ("code", models.CharField(max_length=24, verbose_name="mã của Cầu Nối")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        ("source", models.CharField(max_length=160, verbose_name="nguồn")),
                    ],
                    options={
                        "verbose_name": "mã trên biểu mẫu",
                        "verbose_name_plural": "mã trên biểu mẫu",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("form", "field", "form_code", "code"),
                                name="one_line_per_form_field_form_code_and_code",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OccupationLink",
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
                            "vsco",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                            ),
                        ),
                        (
                            "isco",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                            ),
                        ),
                        ("same_code", models.BooleanField(verbose_name="cùng mã và cùng nghĩa")),
                        ("position", models.PositiveIntegerField(verbose_name="thứ tự ưu tiên")),
                    ],
                    options={
                        "verbose_name": "nghề tương ứng",
                        "verbose_name_plural": "nghề tương ứng",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vsco", "isco"),
                                name="one_link_per_vsco_and_isco_occupation",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OccupationSkill",
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
                            "occupation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.occupation",
                            ),
                        ),
                        (
                            "skill",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="classifications.skill",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kỹ năng của nghề",
                        "verbose_name_plural": "kỹ năng của nghề",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("occupation", "skill"),
                                name="one_line_per_occupation_and_skill",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
