from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Statistics(AppConfig):
    name = "varsel.knowledge.statistics"
    label = "statistics"

    def ready(self) -> None:
        from varsel.base.accounts.permissions import Permission
        from varsel.base.design import navigation
        from varsel.knowledge.statistics.sections import register_sections

        register_sections()
        navigation.register(
            label=_("Statistics"),
            url_name="statistics:assessed",
            permission=Permission.STATISTICS_READ,
            order=50,
            purpose=_(
                "How many were assessed as trafficked: by year, sex, form, age and citizenship, small numbers hidden."
            ),
        )
        navigation.register(
            label=_("The table as a file"),
            url_name="statistics:download",
            permission=Permission.STATISTICS_EXPORT,
            order=51,
            purpose=_("The same figures as CSV, one cell a line, small numbers hidden."),
            in_menu=False,
        )
