"""Addresses of the match, under /ket-noi/."""

from django.urls import path

from caunoi.placement import tasks, views
from caunoi.placement.views import (
    applications,
    commitments,
    effect,
    interviews,
    newcomers,
    pipeline,
    schools,
    told,
    unmet,
)

app_name = "placement"

urlpatterns = [
    path("viec-hop-voi-toi/", views.my_lists, name="my_lists"),
    path("nguoi/<int:pk>/", views.person_lists, name="person_lists"),
    path("tin-cua-toi/", views.my_vacancies, name="my_vacancies"),
    path("lop-cua-toi/", views.my_intakes, name="my_intakes"),
    path("lop/<int:pk>/moi/", schools.invite_to_class, name="invite_to_class"),
    path("lop/<int:pk>/ban-giao/", schools.hand_over, name="hand_over"),
    path("nhu-cau/", unmet.unmet, name="unmet"),
    path("nhu-cau/tep.<slug:kind>", unmet.unmet_file, name="unmet_file"),
    path("nhu-cau/<slug:occupation>/<int:area>/", unmet.unmet_line, name="unmet_line"),
    path("tin/<int:pk>/dat-dao-tao/", unmet.order_training, name="order_training"),
    path("tin/<int:pk>/ung-vien/", views.candidates, name="candidates"),
    path("tin/<uuid:public_id>/nguoi-hop/", effect.demand_effect, name="demand_effect"),
    path("ung-tuyen/<int:pk>/", applications.apply, name="apply"),
    path("ung-tuyen/<int:pk>/moi/", newcomers.apply_as_new, name="apply_as_new"),
    path("ung-tuyen/<int:pk>/ma/", newcomers.apply_with_code, name="apply_with_code"),
    path("ho-so-da-nop/", applications.my_applications, name="my_applications"),
    path("ho-so-da-nop/<uuid:public_id>/", applications.my_application, name="my_application"),
    path("ho-so-da-nop/<uuid:public_id>/rut/", applications.withdraw, name="withdraw"),
    path("ho-so-da-nop/<uuid:public_id>/giu/", applications.let_keep, name="let_keep"),
    path("hen/<str:token>/", applications.answer, name="answer"),
    path("tin/<int:pk>/ho-so/", pipeline.board, name="board"),
    path("tin/<int:pk>/moi/", interviews.invite, name="invite"),
    path("tin/<int:pk>/lich-hen/", interviews.schedule, name="schedule"),
    path("ho-so/<uuid:public_id>/", pipeline.application, name="application"),
    path("ho-so/<uuid:public_id>/chuyen/", pipeline.move, name="move"),
    path("ho-so/<uuid:public_id>/tu-choi/", pipeline.refuse, name="refuse"),
    path("ho-so/<uuid:public_id>/nhan-viec/", pipeline.take_on, name="take_on"),
    path("loi-moi/<uuid:public_id>/den/", interviews.attend, name="attend"),
    path("noi-tuyen-chua-tra-loi/", pipeline.silent, name="silent"),
    path("cam-ket/", commitments.commitments, name="commitments"),
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
