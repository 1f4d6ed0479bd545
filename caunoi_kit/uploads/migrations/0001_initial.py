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
            name="DayOfUploads",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="ngày")),
                ("files", models.PositiveIntegerField(default=0, verbose_name="số tệp")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="số byte")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lượng tệp gửi trong ngày",
                "verbose_name_plural": "lượng tệp gửi trong ngày",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "day"), name="one_row_of_uploads_a_day")
                ],
            },
        ),
    ]
