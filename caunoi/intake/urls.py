"""Addresses under thu-thap/: files, campaigns, duplicates, checks with the population database."""

from django.urls import path

from caunoi.intake.views import (
    campaigns,
    duplicates,
    files,
    files_rows,
    households,
    population,
    reminders,
    reports,
)

app_name = "intake"

urlpatterns = [
    path("", files.files, name="files"),
    path("danh-sach/", files_rows.known, name="known"),
    path("tep/<uuid:public_id>/", files.upload, name="upload"),
    path("tep/<uuid:public_id>/cot/", files.columns, name="columns"),
    path("tep/<uuid:public_id>/tai-lai/", files.again, name="again"),
    path("tep/<uuid:public_id>/trang/", files.sheet, name="sheet"),
    path("tep/<uuid:public_id>/luu/", files.save, name="save"),
    path("tep/<uuid:public_id>/hoan-tac/", files.undo, name="undo"),
    path("tep/<uuid:public_id>/sua/", files_rows.grid, name="grid"),
    path("tep/<uuid:public_id>/xem/<slug:state>/", files_rows.doubts, name="doubts"),
    path("tep/<uuid:public_id>/dong/<slug:state>/", files_rows.rows, name="rows"),
    path("tep/<uuid:public_id>/ghi-chu.xlsx", files_rows.remarks, name="remarks"),
    path("ho/", households.page, name="household"),
    path("ho/may.js", households.worker, name="household_worker"),
    path("ho/du-lieu/", households.state, name="household_state"),
    path("ho/danh-sach/", households.homes, name="household_homes"),
    path("ho/gui/", households.send, name="household_send"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/nhac/", reminders.remind, name="remind_firms"),
    path("bao-cao/<slug:kind>/<uuid:public_id>/", reports.receipt, name="receipt"),
    path("don-vi/", reports.my_reports, name="my_reports"),
    path("don-vi/<uuid:public_id>/", reports.firm_reports, name="firm_reports"),
    path("don-vi/<uuid:public_id>/so-lieu/", reports.firm_counts, name="firm_counts"),
    path("don-vi/<uuid:public_id>/bien-dong/", reports.firm_change, name="firm_change"),
    path("dot/", campaigns.campaigns, name="campaigns"),
    path("dot/moi/", campaigns.new_campaign, name="new_campaign"),
    path("dot/<uuid:public_id>/", campaigns.campaign, name="campaign"),
    path("dot/<uuid:public_id>/ke-hoach/", campaigns.change_shares, name="change_shares"),
    path("dot/<uuid:public_id>/nhac/", campaigns.urge, name="urge_communes"),
    path("dot/<uuid:public_id>/dong/", campaigns.close, name="close_campaign"),
    path("dan-cu/", population.progress, name="population"),
    path("dan-cu/khac/", population.differences, name="differences"),
    path("dan-cu/khac/<uuid:public_id>/", population.difference, name="difference"),
    path("dan-cu/khac/<uuid:public_id>/so/", population.number, name="number_told"),
    path("dan-cu/nguoi/<uuid:public_id>/", population.person_checks, name="person_checks"),
    path("trung/", duplicates.pairs, name="pairs"),
    path("trung/<uuid:public_id>/", duplicates.pair, name="pair"),
    path("trung/gop/<uuid:public_id>/", duplicates.merge, name="merge"),
    path("trung/gop/<uuid:public_id>/tach/", duplicates.undo, name="undo_merge"),
]
