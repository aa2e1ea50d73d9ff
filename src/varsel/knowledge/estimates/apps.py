from django.apps import AppConfig


class Estimates(AppConfig):
    name = "varsel.knowledge.estimates"
    label = "estimates"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from varsel.base.accounts.permissions import Permission
        from varsel.base.audit import labels
        from varsel.base.design import navigation, waiting
        from varsel.knowledge.estimates import queries

        navigation.register(
            label=_("Hidden number"),
            url_name="estimates:list",
            permission=Permission.ESTIMATE_READ,
            order=55,
            purpose=_("How many may be on no list, judged from how the lists overlap, and why it may be wrong."),
        )
        waiting.register("estimates_to_publish", Permission.ESTIMATE_RELEASE, queries.to_answer)
        labels.register("snapshot", labels.Kind(_("Frozen counts")))
        labels.register("estimate", labels.Kind(_("Estimate")))
        labels.register("release", labels.Kind(_("Release of an estimate"), numbers=queries.references))
