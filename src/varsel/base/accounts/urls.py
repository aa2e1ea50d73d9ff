"""Log-in, one's own account and the people with log-ins."""

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, include, path, re_path
from django.views.generic import RedirectView

from varsel.base.accounts.entrance import entrance
from varsel.base.accounts.views import own as account_page
from varsel.base.accounts.views import people

to_account = RedirectView.as_view(pattern_name="account")

# Of allauth only what staff need: nobody signs up, and one-time codes cannot be switched off.
log_in: list[URLPattern] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("code/", codes.authenticate, name="mfa_authenticate"),
    path("code/confirm/", codes.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    # Names that allauth's own pages point to and that lead to one's own log-in here.
    path("signup/", to_account, name="account_signup"),
    path("email/", to_account, name="account_email"),
    path("password/set/", to_account, name="account_set_password"),
    path("codes/", to_account, name="mfa_index"),
    path("totp/", to_account, name="mfa_deactivate_totp"),
]
administration: list[URLPattern] = [
    path("", people.people_list, name="people"),
    path("invite/", people.invite, name="people-invite"),
    path("roles/<uuid:grant>/", people.approve_role, name="role-approve"),
    path("<uuid:user>/", people.person, name="person"),
    path("<uuid:user>/move/", people.move, name="person-move"),
    path("<uuid:user>/roles/", people.grant, name="person-grant"),
    path("<uuid:user>/roles/<uuid:grant>/end/", people.end_role, name="person-end-role"),
    path("<uuid:user>/<slug:act>/", people.change, name="person-change"),
]
own: list[URLPattern] = [
    path("", account_page.account, name="account"),
    path("stay/", account_page.stay, name="account-stay"),
]
urlpatterns = [
    path("account/", include([*[entrance(pattern) for pattern in log_in], *own])),
    path("people/", include(administration)),
]
