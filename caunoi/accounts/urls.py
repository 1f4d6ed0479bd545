from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.recovery_codes import views as allauth_codes
from allauth.socialaccount.providers.openid_connect import views as allauth_identity
from django.urls import include, path

from caunoi.accounts.permissions import may_set_up_second_factor
from caunoi.accounts.views import drafts, factors, identity, journal, keys, phone, reading, staff
from caunoi_kit.ui.access import anyone, only

# allauth finds its own pages by these names, so they have no namespace. Only the pages named
# here exist: nobody signs up alone, and no address confirms whether an account exists.
sign_in = [
    path("dang-nhap/", only(anyone)(allauth_account.login), name="account_login"),
    path("dang-xuat/", only(anyone)(allauth_account.logout), name="account_logout"),
    path("da-khoa/", only(anyone)(allauth_account.account_inactive), name="account_inactive"),
    path(
        "nhap-lai-mat-khau/",
        only(may_set_up_second_factor)(allauth_account.reauthenticate),
        name="account_reauthenticate",
    ),
    path("ma-xac-thuc/", factors.authenticate, name="mfa_authenticate"),
    path("hai-lop/", factors.index, name="mfa_index"),
    path(
        "hai-lop/xac-thuc-lai/",
        only(may_set_up_second_factor)(allauth_mfa.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path(
        "hai-lop/xac-thuc-lai/khoa/",
        factors.reauthenticate_by_key,
        name="mfa_reauthenticate_webauthn",
    ),
    path("hai-lop/bat/", factors.activate_app, name="mfa_activate_totp"),
    path("hai-lop/tat/", factors.remove_app, name="mfa_deactivate_totp"),
    path("hai-lop/khoa/them/", factors.add_key, name="mfa_add_webauthn"),
    path("hai-lop/khoa/<int:pk>/bo/", factors.remove_key, name="mfa_remove_webauthn"),
    path(
        "hai-lop/ma-du-phong/",
        only(may_set_up_second_factor)(allauth_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "hai-lop/ma-du-phong/tao/",
        factors.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "hai-lop/ma-du-phong/tai/",
        only(may_set_up_second_factor)(allauth_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

identity_sign_in = [
    path("dinh-danh/<str:provider_id>/", identity.start, name="openid_connect_login"),
    path(
        "dinh-danh/<str:provider_id>/ve/",
        only(anyone)(allauth_identity.callback),
        name="openid_connect_callback",
    ),
    path("dinh-danh-huy/", identity.cancelled, name="socialaccount_login_cancelled"),
]

own = [
    path("can-dinh-danh/", identity.needed, name="identity_needed"),
    path("so-dien-thoai/", phone.ask_code, name="ask_code"),
    path("ma/", phone.enter_code, name="enter_code"),
    path("bieu-mau-chua-gui/", drafts.unsent, name="unsent"),
    path("con-day/", drafts.stay, name="stay"),
    path("hai-lop/khoa/<int:pk>/ten/", factors.rename_key, name="rename_key"),
    path("nhat-ky/", journal.journal, name="journal"),
    path("ai-mo-nhieu-ho-so/", reading.readers, name="readers"),
    path("ai-mo-nhieu-ho-so/<int:pk>/dong-y/", reading.consent, name="consent"),
    path("nhan-vien/", staff.staff, name="staff"),
    path("nhan-vien/moi/", staff.new_member, name="new_member"),
    path("nhan-vien/<int:pk>/", staff.member, name="member"),
    path("nhan-vien/<int:pk>/khoa/", staff.close_member, name="close_member"),
    path(
        "nhan-vien/<int:pk>/bo-lop-thu-hai/",
        staff.reset_second_factor,
        name="reset_second_factor",
    ),
    path(
        "nhan-vien/<int:pk>/moi-dat-mat-khau/",
        staff.invite_to_password,
        name="invite_to_password",
    ),
    path("nhan-vien/vai-tro/<uuid:public_id>/", staff.decide, name="decide"),
    path("khoa-phan-mem/", keys.keys, name="keys"),
    path("khoa-phan-mem/moi/", keys.new_key, name="new_key"),
    path("khoa-phan-mem/<uuid:public_id>/thu-hoi/", keys.revoke_key, name="revoke_key"),
    path("dat-mat-khau/<str:token>/", staff.set_password, name="set_password"),
]

urlpatterns = [*sign_in, *identity_sign_in, path("", include((own, "accounts")))]
