from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.recovery_codes import views as allauth_codes
from allauth.mfa.totp import views as allauth_totp
from django.urls import include, path

from caunoi.accounts import views
from caunoi.accounts.permissions import may_set_up_second_factor
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
    path("ma-xac-thuc/", only(anyone)(allauth_mfa.authenticate), name="mfa_authenticate"),
    path("hai-lop/", only(may_set_up_second_factor)(allauth_mfa.index), name="mfa_index"),
    path(
        "hai-lop/xac-thuc-lai/",
        only(may_set_up_second_factor)(allauth_mfa.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path(
        "hai-lop/bat/",
        only(may_set_up_second_factor)(allauth_totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "hai-lop/tat/",
        only(may_set_up_second_factor)(allauth_totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "hai-lop/ma-du-phong/",
        only(may_set_up_second_factor)(allauth_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "hai-lop/ma-du-phong/tao/",
        only(may_set_up_second_factor)(allauth_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "hai-lop/ma-du-phong/tai/",
        only(may_set_up_second_factor)(allauth_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]

own = ([path("nhat-ky/", views.journal, name="journal")], "accounts")

urlpatterns = [*sign_in, path("", include(own))]
