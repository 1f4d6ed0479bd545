"""Addresses of people, under /ho-so/."""

from django.urls import path

from caunoi.people import views

app_name = "people"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("moi/", views.start, name="start"),
    path("lam/<uuid:public_id>/bo/", views.drop, name="drop"),
    path("lam/<uuid:public_id>/<slug:step>/", views.step, name="step"),
    path("sua/<slug:part>/", views.edit_mine, name="edit_mine"),
    path("dong-y/", views.change_consent, name="consent"),
    path("ai-da-xem/", views.who_read, name="who_read"),
    path("tai-ve/", views.take, name="take"),
    path("quyen/", views.my_requests, name="my_requests"),
    path("phieu/<str:name>/", views.my_paper, name="my_paper"),
    path("tim/", views.search, name="search"),
    path("nguoi/<uuid:public_id>/", views.person, name="person"),
    path("nguoi/<uuid:public_id>/sua/<slug:part>/", views.edit_person, name="edit_person"),
    path("nguoi/<uuid:public_id>/so-dinh-danh/", views.identity_number, name="number"),
    path("nguoi/<uuid:public_id>/phieu/<str:name>/", views.paper, name="paper"),
]
