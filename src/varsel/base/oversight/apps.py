from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Oversight(AppConfig):
    name = "varsel.base.oversight"
    label = "oversight"

    def ready(self) -> None:
        from varsel.base.accounts.permissions import Permission
        from varsel.base.audit import labels
        from varsel.base.design import navigation, waiting
        from varsel.base.oversight.queries import people, waits

        navigation.register(
            label=_("Look-ups"),
            url_name="oversight:list",
            permission=Permission.AUDIT_READ,
            order=800,
            purpose=_("Who looked up what, when and what for, and whether the log is whole."),
        )
        waiting.register("oversight.unusual", Permission.AUDIT_READ, waits.unusual_look_ups)
        waiting.register("oversight.trail", Permission.AUDIT_READ, waits.the_trail)
        labels.register("user", labels.Kind(_("Log-in"), numbers=people.names))
        labels.register("actor", labels.Kind(_("Own acts"), numbers=people.names))
        labels.register("event", labels.Kind(_("Line of the log")))
