import uuid

from django.db import migrations

BATCH = 2_000


def give_public_ids(apps, schema_editor):
    """Every vacancy of before gets an address that nobody can guess."""
    vacancy = apps.get_model("vacancies", "Vacancy")
    nameless = vacancy.objects.filter(public_id__isnull=True).order_by("pk")
    while some := list(nameless.only("pk")[:BATCH]):
        for one in some:
            one.public_id = uuid.uuid4()
        vacancy.objects.bulk_update(some, ["public_id"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0002_posting_and_needs")]

    operations = [migrations.RunPython(give_public_ids, migrations.RunPython.noop)]
