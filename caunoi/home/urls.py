"""Addresses of the working pages, under /trang-viec/."""

from django.urls import path

from caunoi.home.views import acts, data_requests, duties, firms, first, integrity, record

app_name = "home"

urlpatterns = [
    path("", first.first_page, name="first"),
    path("can-lam/", duties.duties, name="duties"),
    path("can-lam/<slug:key>/", duties.duty, name="duty"),
    path("nguoi/<uuid:public_id>/", record.record, name="record"),
    path("nguoi/<uuid:public_id>/cung-mo/", record.look_around, name="around"),
    path("nguoi/<uuid:public_id>/viec/", acts.note_act, name="note_act"),
    path("nguoi/<uuid:public_id>/chinh-sach/", acts.advise, name="advise"),
    path("viec/<uuid:public_id>/bo/", acts.withdraw_act, name="withdraw_act"),
    path("chinh-sach/<uuid:public_id>/phieu.pdf", acts.advice_slip, name="advice_slip"),
    path("noi-tuyen/", firms.firms, name="firms"),
    path("noi-tuyen/<uuid:public_id>/", firms.firm, name="firm"),
    path("noi-tuyen/<uuid:public_id>/viec/", firms.note_firm_act, name="note_firm_act"),
    path("du-lieu/", data_requests.data_requests, name="data_requests"),
    path("du-lieu/<uuid:public_id>/", data_requests.data_request, name="data_request"),
    path("nguoi/<uuid:public_id>/du-lieu/", data_requests.ask_for, name="ask_for"),
    path("ra-soat/", integrity.checks, name="checks"),
    path("ra-soat/<slug:name>/", integrity.check, name="check"),
]
