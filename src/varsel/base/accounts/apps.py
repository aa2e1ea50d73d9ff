from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.permissions import Permission
from varsel.base.design import navigation, waiting


class Accounts(AppConfig):
    name = "varsel.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module("varsel.base.accounts.signals")
        import_module("varsel.base.accounts.packs")
        from varsel.base.accounts.queries import roles_ending, roles_waiting, roles_with_others

        waiting.register("accounts.roles", Permission.ROLE_APPROVE, roles_waiting)
        waiting.register("accounts.ending", Permission.ROLE_GRANT, roles_ending)
        waiting.register("accounts.with_others", Permission.ROLE_GRANT, roles_with_others)
        navigation.register(
            label=_("People"),
            url_name="people",
            permission=Permission.USER_LIST,
            order=900,
            purpose=_("Who has a log-in and which roles. Invite somebody, move somebody, close a log-in, reset codes."),
        )
        navigation.register(
            label=_("Invite a person"),
            url_name="people-invite",
            permission=Permission.USER_MANAGE,
            order=901,
            purpose=_("A new log-in. The link goes to the person's mail; you choose no password for anybody."),
            in_menu=False,
        )
