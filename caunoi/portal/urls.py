from django.urls import path

from caunoi.portal.views import market, messages, programs, public, saved

app_name = "portal"

urlpatterns = [
    path("", public.home, name="home"),
    path("viec-lam/", public.search, name="search"),
    path("viec-lam/<int:pk>-<slug:slug>/", public.vacancy, name="vacancy"),
    path("khoa-hoc/", public.courses, name="courses"),
    path("khoa-hoc/<int:pk>/", public.course, name="course"),
    path("thi-truong/", market.market, name="market"),
    path("thi-truong/tai/<slug:kind>/", market.market_file, name="market_file"),
    path("viec-lam/<int:pk>/luu/", saved.keep_job, name="keep_job"),
    path("da-luu/", saved.saved, name="saved"),
    path("da-luu/them/", saved.save_search, name="save_search"),
    path("da-luu/<uuid:public_id>/", saved.change_search, name="change_search"),
    path("tin-nhan/", messages.own, name="messages"),
    path("tin-nhan/da-gui/", messages.outbox, name="outbox"),
    path("tin-nhan/da-gui/<uuid:public_id>/", messages.message, name="message"),
    path("tin-nhan/dung/<str:token>/", messages.stop, name="stop"),
    path("tin-nhan/zalo/", messages.zalo_event, name="zalo_event"),
    path("tin-nhan/xem-thu/", messages.demo, name="demo_messages"),
    path("bat-dau/", public.first_page, name="first_page"),
    path("gioi-thieu/", public.about, name="about"),
    path("api/", programs.api, name="api"),
    path("xem-thu/", public.demo, name="demo"),
    path("xem-thu/vao/", public.enter_demo, name="enter_demo"),
    path("sitemap.xml", public.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", public.sitemap_section, name="sitemap_section"),
    path("robots.txt", public.robots, name="robots"),
    path("healthz", public.healthz, name="healthz"),
]
