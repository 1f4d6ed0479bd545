"""Addresses of agreements, under /thoa-thuan/."""

from django.urls import path

from caunoi.agreements import views

app_name = "agreements"

urlpatterns = [
    path("", views.agreements, name="list"),
    path("moi/", views.draft, name="draft"),
    path("ngay-ky/", views.signing_day, name="signing_day"),
    path("ngay-ky/ban-in/", views.signing_day_paper, name="signing_day_paper"),
    path("tep/<uuid:public_id>/", views.file, name="file"),
    path("<uuid:public_id>/", views.agreement, name="agreement"),
    path("<uuid:public_id>/sua/", views.change, name="change"),
    path("<uuid:public_id>/ky/", views.sign, name="sign"),
    path("<uuid:public_id>/phu-luc/", views.amend, name="amend"),
    path("<uuid:public_id>/ket-thuc/", views.end, name="end"),
    path("<uuid:public_id>/tai-len/", views.attach, name="attach"),
    path("<uuid:public_id>/thoa-thuan.pdf", views.paper_pdf, name="pdf"),
    path("<uuid:public_id>/thoa-thuan.docx", views.paper_docx, name="docx"),
]
