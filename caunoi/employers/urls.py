"""Addresses of employers, under /doanh-nghiep/."""

from django.urls import path

from caunoi.employers.views import centre, own

app_name = "employers"

urlpatterns = [
    path("", own.my_firms, name="my_firms"),
    path("dang-ky/", own.register, name="register"),
    path("loi-moi/<str:token>/", own.accept, name="accept"),
    path("xac-minh/", centre.queue, name="queue"),
    path("xac-minh/<uuid:public_id>/", centre.verify, name="verify"),
    path("danh-sach-chan/", centre.blocks, name="blocks"),
    path("danh-sach-chan/<int:pk>/bo/", centre.lift_block, name="lift_block"),
    path("<uuid:public_id>/", own.firm, name="firm"),
    path("<uuid:public_id>/sua/", own.edit, name="edit"),
    path("<uuid:public_id>/tra-loi/", own.answer, name="answer"),
    path("<uuid:public_id>/moi/", own.invite, name="invite"),
    path("<uuid:public_id>/moi/<int:pk>/rut/", own.withdraw, name="withdraw"),
    path("<uuid:public_id>/nguoi/<int:pk>/phu-trach/", own.hand_over, name="hand_over"),
    path("<uuid:public_id>/nguoi/<int:pk>/roi/", own.leave, name="leave"),
]
