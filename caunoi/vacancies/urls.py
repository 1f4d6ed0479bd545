"""Addresses of adverts and of the demand of firms, under /tuyen-dung/."""

from django.urls import path

from caunoi.vacancies.views import needs, posting, postings, review

app_name = "vacancies"

urlpatterns = [
    path("dang-tin/", posting.post, name="post"),
    path("dang-tin/go/", posting.assist, name="assist"),
    path("dang-tin/doc-tin-cu/", posting.read_old, name="read_old"),
    path("tin/", postings.mine, name="mine"),
    path("tin/<uuid:public_id>/", postings.posting, name="posting"),
    path("tin/<uuid:public_id>/sua/", posting.edit, name="edit"),
    path("tin/<uuid:public_id>/dang-lai/", posting.repost, name="repost"),
    path("tin/<uuid:public_id>/dong/", postings.close, name="close"),
    path("tin/<uuid:public_id>/con-tuyen/", postings.still_open, name="still_open"),
    path("tin/<uuid:public_id>/bao/", postings.report, name="report"),
    path("da-bao/", postings.reported, name="reported"),
    path("duyet/", review.waiting, name="waiting"),
    path("duyet/<uuid:public_id>/", review.review, name="review"),
    path("loi-bao/<uuid:public_id>/", review.settle, name="settle"),
    path("nhu-cau/", needs.needs, name="needs"),
    path("nhu-cau/tep/", needs.need_file, name="need_file"),
    path("nhu-cau/tep-mau/", needs.need_template, name="need_template"),
    path("nhu-cau/bien-nhan/<uuid:public_id>/", needs.need_receipt, name="need_receipt"),
    path("nhu-cau/tong-hop/", needs.needs_sum, name="needs_sum"),
]
