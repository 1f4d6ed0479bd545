"""Addresses under van-ban/."""

from django.urls import path

from caunoi.documents import views

app_name = "documents"

urlpatterns = [
    path("", views.register, name="register"),
    path("<uuid:public_id>/", views.document, name="document"),
    path("<uuid:public_id>/tep/", views.file, name="file"),
]
