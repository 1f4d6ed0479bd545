import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0003_give_vacancies_public_ids")]

    operations = [
        migrations.AlterField(
            model_name="vacancy",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
