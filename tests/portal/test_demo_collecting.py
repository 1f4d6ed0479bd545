"""The commune and the centre of a made province have collecting to do, and nothing stays of it."""

import pytest

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.employers.models import LabourReport
from caunoi.employers.queries.reports import labour_use
from caunoi.intake.choices.files import RowState, UploadState
from caunoi.intake.models import Campaign, HouseholdEntry, Pair, Upload, UploadRow
from caunoi.intake.permissions.files import can_work_on_upload
from caunoi.intake.queries.files.uploads import counts_of, open_uploads
from caunoi.portal.actions.demo import clear_demo
from tests.portal.tiny_demo import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_commune_has_a_file_to_mend_and_one_that_is_saved():
    officer = User.objects.get(made=True, role=Role.COMMUNE)

    [task] = open_uploads(officer)
    assert can_work_on_upload(officer, task.upload)
    assert counts_of(task.upload) == {
        RowState.GOOD: 5, RowState.TO_MEND: 2, RowState.DUPLICATE: 1,
    }  # fmt: skip
    assert Upload.objects.filter(state=UploadState.SAVED).exists()


def test_the_centre_has_a_campaign_a_pair_and_reports_of_firms():

    campaign = Campaign.objects.get()
    assert campaign.made
    assert campaign.shares.count() > 1
    assert Pair.objects.filter(first__made=True, decided_at=None).count() == 1
    report = LabourReport.objects.order_by("id")[0]
    assert labour_use(report.first, report.last).reported >= 1


def test_nothing_of_it_stays_after_a_reset():

    clear_demo(at=NOW)

    for model in (Campaign, HouseholdEntry, LabourReport, Pair, Upload, UploadRow):
        assert not model.objects.exists(), model
