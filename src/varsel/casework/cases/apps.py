from django.apps import AppConfig


class Cases(AppConfig):
    name = "varsel.casework.cases"
    label = "cases"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from varsel.base.accounts.permissions import Permission
        from varsel.base.audit import labels
        from varsel.base.design import navigation, waiting
        from varsel.casework.cases.access import referrals_open_to, referrals_shut_to
        from varsel.casework.cases.queries import numbers
        from varsel.casework.cases.queries import waiting as blocks
        from varsel.casework.referrals.access import taken_over_by

        taken_over_by("cases", open_to=referrals_open_to, shut_to=referrals_shut_to)
        navigation.register(
            label=_("Cases"),
            url_name="cases:list",
            permission=Permission.CASE_LIST,
            order=20,
            purpose=_("The cases that you take part in, and those that are shared with you."),
        )
        for key, permission, block in (
            ("cases_due", Permission.CASE_LIST, blocks.due),
            ("cases_emergencies", Permission.CASE_LEAD, blocks.emergencies),
            ("cases_without_caseworker", Permission.CASE_ASSIGN, blocks.without_caseworker),
            ("cases_decided", Permission.CASE_WORK, blocks.decided),
            ("cases_periods", Permission.CLOCK_START, blocks.periods),
            ("cases_new", Permission.CASE_WORK, blocks.new),
            ("cases_to_decide", Permission.CASE_DECIDE, blocks.to_decide),
            ("cases_shared", Permission.CASE_LIST, blocks.shared),
        ):
            waiting.register(key, permission, block, order=10)
        labels.register(
            "case",
            labels.Kind(
                _("Case"),
                numbers=numbers.numbers,
                find=numbers.of_number,
                units=numbers.units,
                together=numbers.about_the_same_person,
            ),
        )
