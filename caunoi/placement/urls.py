"""Addresses of the match, under /ket-noi/."""

from django.urls import path

from caunoi.placement import tasks, views
from caunoi.placement.views import told

app_name = "placement"

urlpatterns = [
    path("viec-hop-voi-toi/", views.my_lists, name="my_lists"),
    path("nguoi/<int:pk>/", views.person_lists, name="person_lists"),
    path("tin-cua-toi/", views.my_vacancies, name="my_vacancies"),
    path("lop-cua-toi/", views.my_intakes, name="my_intakes"),
    path("tin/<int:pk>/ung-vien/", views.candidates, name="candidates"),
    path("phuong-an/", views.plan, name="plan"),
    path("phuong-an/cac-lan-tinh/", views.runs, name="runs"),
    path(
        "phuong-an/tinh/",
        views.make_plan,
        {"enqueue": tasks.compute_plan.enqueue},
        name="make_plan",
    ),
    path("phuong-an/<int:pk>/", views.run, name="run"),
    path("phuong-an/<int:pk>/nguoi/", views.plan_people, name="plan_people"),
    path("phuong-an/<int:pk>/da-bao/", told.plan_told, name="plan_told"),
    path("de-xuat/<int:pk>/da-bao/", told.tell, name="tell"),
    path("loi-da-bao/<int:pk>/rut-lai/", told.end_told, name="end_told"),
    path("phuong-an/<int:pk>/chua-co-cho/", views.plan_unplaced, name="plan_unplaced"),
    path("phuong-an/<int:pk>/tin/", views.plan_vacancies, name="plan_vacancies"),
    path("phuong-an/<int:pk>/khoa/", views.plan_intakes, name="plan_intakes"),
    path(
        "phuong-an/<int:pk>/lop/<int:number>/nguoi/",
        views.plan_order_people,
        name="plan_order_people",
    ),
    path(
        "phuong-an/<int:pk>/lop/<int:number>/tin/",
        views.plan_order_vacancies,
        name="plan_order_vacancies",
    ),
    path(
        "phuong-an/<int:pk>/chua-ghep-duoc/<slug:table>/<slug:reason>/",
        views.plan_left_out,
        name="plan_left_out",
    ),
]
