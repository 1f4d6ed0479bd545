"""Addresses of counselling at the desk, under /tu-van/."""

from django.urls import path

from caunoi.counter import views

app_name = "counter"

urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("buoi-moi/", views.open_session, name="open_session"),
    path("buoi/<uuid:public_id>/", views.session, name="session"),
    path("buoi/<uuid:public_id>/them/", views.add_people, name="add_people"),
    path("buoi/<uuid:public_id>/tat-ca.pdf", views.print_session, name="print_session"),
    path("nguoi/<uuid:person_id>/ke-hoach/", views.plan, name="plan"),
    path("nguoi/<uuid:person_id>/ke-hoach.pdf", views.print_plan, name="print_plan"),
    path("ke-hoach/<uuid:public_id>/buoc/<int:order>/", views.note_step, name="note_step"),
    path("ke-hoach/<uuid:public_id>/dong-y/", views.agree_plan, name="agree_plan"),
    path("ke-hoach/<uuid:public_id>/ket-thuc/", views.end_plan, name="end_plan"),
]
