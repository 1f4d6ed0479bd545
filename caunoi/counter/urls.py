"""Addresses: counselling (tu-van), desks (quay), numbers (lay-so), the board (bang-so)."""

from django.urls import path

from caunoi.counter.views import (
    appointments,
    board,
    desk,
    head,
    kiosk,
    plans,
    sessions,
    taking,
)

app_name = "counter"

urlpatterns = [
    path("tu-van/", sessions.sessions, name="sessions"),
    path("tu-van/buoi-moi/", sessions.open_session, name="open_session"),
    path("tu-van/buoi/<uuid:public_id>/", sessions.session, name="session"),
    path("tu-van/buoi/<uuid:public_id>/them/", sessions.add_people, name="add_people"),
    path("tu-van/buoi/<uuid:public_id>/tat-ca.pdf", sessions.print_session, name="print_session"),
    path("tu-van/nguoi/<uuid:person_id>/ke-hoach/", plans.plan, name="plan"),
    path("tu-van/nguoi/<uuid:person_id>/ke-hoach.pdf", plans.print_plan, name="print_plan"),
    path("tu-van/ke-hoach/<uuid:public_id>/buoc/<int:order>/", plans.note_step, name="note_step"),
    path("tu-van/ke-hoach/<uuid:public_id>/dong-y/", plans.agree_plan, name="agree_plan"),
    path("tu-van/ke-hoach/<uuid:public_id>/ket-thuc/", plans.end_plan, name="end_plan"),
    path("lay-so/", taking.services, name="services"),
    path("lay-so/kiot/", kiosk.kiosks, name="kiosks"),
    path("lay-so/kiot/<uuid:kiosk_key>/", kiosk.kiosk, name="kiosk"),
    path(
        "lay-so/kiot/<uuid:kiosk_key>/phieu/<uuid:public_id>/",
        kiosk.kiosk_ticket,
        name="kiosk_ticket",
    ),
    path("lay-so/phieu/<uuid:public_id>/", taking.ticket, name="ticket"),
    path("lay-so/phieu/<uuid:public_id>/moi/", taking.ticket_news, name="ticket_news"),
    path("lay-so/phieu/<uuid:public_id>/phieu.pdf", taking.ticket_paper, name="ticket_paper"),
    path("lay-so/phieu/<uuid:public_id>/tra/", taking.leave, name="leave"),
    path("lay-so/hen/<uuid:public_id>/", appointments.appointment, name="appointment"),
    path("lay-so/hen/<uuid:public_id>/doi/", appointments.move, name="move_appointment"),
    path("lay-so/hen/<uuid:public_id>/huy/", appointments.cancel, name="cancel_appointment"),
    path("lay-so/hen/<uuid:public_id>/den/", appointments.arrive, name="arrive"),
    path("lay-so/<uuid:office_id>/<str:letter>/", taking.take, name="take"),
    path("bang-so/", board.boards_page, name="boards"),
    path("bang-so/<uuid:public_id>/", board.board, name="board"),
    path("bang-so/<uuid:public_id>/so.json", board.board_news, name="board_news"),
    path("quay/", desk.desk, name="desk"),
    path("quay/viec/", desk.act, name="act"),
    path("quay/sap-xep/", desk.arrange, name="arrange"),
    path("quay/<uuid:public_id>/ngoi/", desk.sit, name="sit"),
    path("quay/lich-hen/", appointments.book, name="book"),
    path("quay/lich-hen/<uuid:public_id>/ngung/", appointments.close_times, name="close_times"),
    path("quay/lich-hen/<uuid:public_id>/khung/", appointments.plan_times, name="plan_times"),
    path("quay/tong-quan/", head.now, name="head"),
    path("quay/tong-quan/<uuid:public_id>/chuyen/", head.move_people, name="move_people"),
    path("quay/tong-quan/<uuid:public_id>/nhan/", head.tell_later, name="tell_later"),
    path("quay/tong-quan/<uuid:public_id>/khoa-so/", head.close_day, name="close_day"),
    path("quay/ban/<uuid:public_id>/viec/", head.desk_services, name="desk_services"),
    path("quay/ban/<uuid:public_id>/dong/", head.close_desk, name="close_desk"),
    path("quay/lich-su/", head.history, name="history"),
    path("quay/cai-dat/", head.set_up, name="set_up"),
]
