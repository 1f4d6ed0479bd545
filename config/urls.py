from django.urls import include, path

from config import api

urlpatterns = [
    path("", include("caunoi.portal.urls")),
    path("ket-noi/", include("caunoi.placement.urls")),
    path("", include("caunoi.counter.urls")),
    path("that-nghiep/", include("caunoi.unemployment.urls")),
    path("trang-viec/", include("caunoi.home.urls")),
    path("so-lieu/", include("caunoi.indicators.urls")),
    path("thu-thap/", include("caunoi.intake.urls")),
    path("tuyen-dung/", include("caunoi.vacancies.urls")),
    path("dao-tao/", include("caunoi.training.urls")),
    path("doanh-nghiep/", include("caunoi.employers.urls")),
    path("ho-so/", include("caunoi.people.urls")),
    path("thoa-thuan/", include("caunoi.agreements.urls")),
    path("van-ban/", include("caunoi.documents.urls")),
    path("tai-khoan/", include("caunoi.accounts.urls")),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/", api.api_addresses),
    path("api/eures/v0.1/openapi.json", api.exchange_openapi, name="exchange_openapi"),
    path("api/eures/v0.1/", api.exchange_addresses),
    path("thanh-phan/", include("caunoi_kit.ui.urls")),
]

handler400 = "caunoi_kit.ui.views.bad_request"
handler403 = "caunoi_kit.ui.views.forbidden"
handler404 = "caunoi_kit.ui.views.not_found"
handler500 = "caunoi_kit.ui.views.server_error"
