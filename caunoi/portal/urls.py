from django.urls import path

from caunoi.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("viec-lam/", views.search, name="search"),
    path("viec-lam/<int:pk>-<slug:slug>/", views.vacancy, name="vacancy"),
    path("khoa-hoc/", views.courses, name="courses"),
    path("khoa-hoc/<int:pk>/", views.course, name="course"),
    path("bat-dau/", views.first_page, name="first_page"),
    path("gioi-thieu/", views.about, name="about"),
    path("xem-thu/", views.demo, name="demo"),
    path("xem-thu/vao/", views.enter_demo, name="enter_demo"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, name="sitemap_section"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
]
