"""Addresses of schools and classes, under /dao-tao/."""

from django.urls import path

from caunoi.training.views import classes, learner, lessons, orders, plans, school

app_name = "training"

urlpatterns = [
    path("khoa-cua-toi/", learner.my_courses, name="my_courses"),
    path("dang-ky/<int:pk>/", learner.join, name="join"),
    path("ghi-danh/<uuid:public_id>/thoi/", learner.leave, name="leave"),
    path("diem-danh/<str:code>/", learner.attend, name="attend"),
    path("lop/", school.classes, name="classes"),
    path("khoa/moi/", school.new_programme, name="new_programme"),
    path("lop/moi/", school.open_intake, name="open_intake"),
    path("lop/<int:pk>/", classes.one_class, name="class"),
    path("lop/<int:pk>/nguoi/", classes.people, name="people"),
    path("lop/<int:pk>/quet-the/", classes.scan, name="scan"),
    path("lop/<int:pk>/chi-tieu/", classes.seats, name="seats"),
    path("lop/<int:pk>/khai-giang/", classes.start, name="start"),
    path("lop/<int:pk>/chung-chi/", classes.certificates, name="certificates"),
    path("lop/<int:pk>/danh-sach.<slug:kind>", classes.class_list, name="class_list"),
    path("lop/<int:pk>/buoi/", lessons.add_lesson, name="add_lesson"),
    path("buoi/<uuid:public_id>/", lessons.lesson, name="lesson"),
    path("buoi/<uuid:public_id>/ma/", lessons.code, name="lesson_code"),
    path("don-dat/", orders.orders, name="orders"),
    path("don-dat/moi/", orders.new_order, name="new_order"),
    path("don-dat/cua-toi/", orders.my_orders, name="my_orders"),
    path("don-dat/<uuid:public_id>/rut/", orders.withdraw_order, name="withdraw_order"),
    path("ke-hoach/", plans.plan, name="plan"),
    path("dao-tao-tai-cho/", plans.job_training, name="job_training"),
]
