from django.urls import path

from caunoi_kit.ui import views

app_name = "ui"

urlpatterns = [path("", views.components, name="components")]
