from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from varsel.base.design import navigation


class Home(AppConfig):
    name = "varsel.portal.home"
    label = "home"

    def ready(self) -> None:
        navigation.register(label=_("Home"), url_name="home", order=0)
