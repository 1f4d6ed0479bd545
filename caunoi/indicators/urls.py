"""Addresses under so-lieu/. Each part keeps its own list; they are joined at the end."""

from django.urls import path

from caunoi.indicators.views import (
    approving,
    dashboard,
    estimates,
    happenings,
    open_data,
    receipts,
    report_templates,
    reports,
    services,
    submissions,
    sums,
    targets,
    unusual,
)

app_name = "indicators"

# The dashboard, plans
steering = [
    path("", dashboard.home, name="home"),
    path("man-hinh/", dashboard.wall, name="wall"),
    path("chi-tieu/<slug:code>/", dashboard.indicator, name="indicator"),
    path("chi-tieu/<slug:code>/ban-ghi/", dashboard.records, name="records"),
    path("ke-hoach/", targets.plans, name="plans"),
    path("ke-hoach/don-vi/", targets.unit_plan, name="unit_plan"),
    path("ke-hoach/so/<uuid:public_id>/", targets.target, name="target"),
    path("ke-hoach/<slug:code>/", targets.plan, name="plan"),
    path("ke-hoach/<slug:code>/de-xuat/", targets.propose, name="plan_propose"),
    path("ke-hoach/<slug:code>/chia/", targets.share, name="plan_share"),
    path("ke-hoach/<slug:code>/quy/", targets.quarters, name="plan_quarters"),
    path("ke-hoach/<slug:code>/giao/", targets.assign, name="plan_assign"),
]

# Reports due by law, open data
out = [
    path("dich-vu/", services.report, name="services"),
    path("dich-vu/ke-hoach/", services.set_plan, name="services_plan"),
    path("dich-vu/<slug:row>/ban-ghi/", services.behind, name="services_behind"),
    path("dich-vu/mau-01.<slug:kind>", services.report_file, name="services_file"),
    path("dich-vu/toan-tinh/", sums.province, name="services_province"),
    path("dich-vu/toan-tinh/mau-03.<slug:kind>", sums.province_file, name="services_province_file"),
    path("dich-vu/toan-tinh/<slug:row>/", sums.province_row, name="services_province_row"),
    path("su-dung-lao-dong/", sums.use, name="labour_use"),
    path("su-dung-lao-dong/02-PLI.<slug:kind>", sums.use_file, name="labour_use_file"),
    path("su-dung-lao-dong/<slug:group>/", sums.use_firms, name="labour_use_firms"),
    path("cung-lao-dong/", sums.supply_page, name="supply"),
    path("cung-lao-dong/nguoi/", sums.supply_people, name="supply_people"),
    path("cung-lao-dong/cung-lao-dong.<slug:kind>", sums.supply_file, name="supply_file"),
    path("dinh-ky/", receipts.calendar, name="receipts"),
    path("cong-khai/", open_data.page, name="public"),
    path("cong-khai/so-lieu-<int:year>.<str:kind>", open_data.year_file, name="public_file"),
    path("cong-khai/danh-muc.<slug:kind>", open_data.catalogue, name="public_catalogue"),
    path("cong-khai/<slug:code>/", open_data.indicator, name="public_indicator"),
    path("dinh-ky/<slug:code>/<slug:before>/", receipts.receipt, name="receipt"),
]

# Reports written from figures
papers = [
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/mau/", report_templates.templates, name="report_templates"),
    path("bao-cao/mau/kiem-tra/", report_templates.check, name="report_check"),
    path("bao-cao/mau/<uuid:public_id>/", report_templates.template, name="report_template"),
    path("bao-cao/<uuid:public_id>/", reports.report, name="report"),
    path("bao-cao/<uuid:public_id>/noi-dung/", reports.text, name="report_text"),
    path("bao-cao/<uuid:public_id>/lay-lai/", reports.refresh, name="report_refresh"),
    path("bao-cao/<uuid:public_id>/word/", reports.upload, name="report_upload"),
    path("bao-cao/<uuid:public_id>/bo-word/", reports.drop_word, name="report_drop_word"),
    path("bao-cao/<uuid:public_id>/ky/", reports.sign, name="report_sign"),
    path("bao-cao/<uuid:public_id>/bao-cao.<slug:kind>", reports.file, name="report_file"),
]

# Figures handed in: forms, approvals, happenings, what is odd
_SHEET = "nop/<slug:form>/<slug:unit>/<slug:period>/"
_STANDING = "duyet/<slug:form>/<slug:period>/"
collecting = [
    path("nop/", submissions.owed, name="owed"),
    path(_SHEET, submissions.sheet, name="sheet"),
    path(f"{_SHEET}o/", submissions.save_cell, name="save_cell"),
    path(f"{_SHEET}bieu.xlsx", submissions.sheet_file, name="sheet_file"),
    path(f"{_SHEET}tep/", submissions.sheet_upload, name="sheet_upload"),
    path(f"{_SHEET}rut/", submissions.take_back, name="take_back"),
    path(f"{_SHEET}duyet/", approving.decide, name="decide"),
    path(f"{_SHEET}dinh-chinh/<slug:code>/", approving.correct, name="correct"),
    path("duyet/", approving.approvals, name="approvals"),
    path(_STANDING, approving.standing, name="standing"),
    path(f"{_STANDING}chon/", approving.approve_many, name="approve_many"),
    path(f"{_STANDING}bieu.xlsx", approving.standing_file, name="standing_file"),
    path(f"{_STANDING}tep/", approving.standing_upload, name="standing_upload"),
    path("su-viec/", happenings.happenings, name="happenings"),
    path("su-viec/moi/", happenings.new_happening, name="new_happening"),
    path("su-viec/phien/", happenings.new_session, name="new_session"),
    path("su-viec/tep/", happenings.happenings_file, name="happenings_file"),
    path("su-viec/<uuid:public_id>/bo/", happenings.undo_happening, name="undo_happening"),
    path("uoc-tinh/", estimates.listing, name="estimates"),
    path("uoc-tinh/moi/", estimates.new_estimate, name="new_estimate"),
    path("uoc-tinh/<uuid:public_id>/", estimates.estimate, name="estimate"),
    path("bat-thuong/", unusual.odd_figures, name="unusual"),
]

urlpatterns = [*steering, *collecting, *papers, *out]
