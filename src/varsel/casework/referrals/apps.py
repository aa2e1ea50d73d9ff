from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Referrals(AppConfig):
    name = "varsel.casework.referrals"
    label = "referrals"

    def ready(self) -> None:
        from varsel.base.accounts.permissions import Permission
        from varsel.base.audit import labels
        from varsel.base.design import navigation, waiting
        from varsel.casework.referrals.queries import references, waits

        navigation.register(
            label=_("Inbox"),
            url_name="inbox:list",
            permission=Permission.INBOX_LIST,
            order=10,
            purpose=_("What came in, the most dangerous first: read, ask, decide."),
        )
        navigation.register(
            label=_("Hotline"),
            url_name="inbox:desk",
            permission=Permission.CONTACT_LOG,
            order=20,
            purpose=_("Note a call while it lasts, and end it as advice or as a referral."),
        )
        navigation.register(
            label=_("Visits"),
            url_name="inbox:outreach",
            permission=Permission.SUSPICION_KEEP,
            order=30,
            purpose=_("Keep a suspicion over several visits, until you refer it or let it go."),
        )
        navigation.register(
            label=_("Our referrals"),
            url_name="inbox:sent",
            permission=Permission.REFERRAL_CREATE,
            order=40,
            purpose=_("Write to the centre, and follow what your organisation has sent."),
        )
        waiting.register("referrals.inbox", Permission.INBOX_LIST, waits.in_the_inbox)
        waiting.register("referrals.passing_on", Permission.REFERRAL_APPROVE_PASSING_ON, waits.to_approve)
        waiting.register("referrals.visits", Permission.SUSPICION_KEEP, waits.visits)
        waiting.register("referrals.questions", Permission.REFERRAL_CREATE, waits.questions_to_us)
        labels.register("attachment", labels.Kind(_("File of a referral")))
        labels.register("contact", labels.Kind(_("Call to the hotline")))
        labels.register(
            "referral", labels.Kind(_("Referral"), numbers=references.references, find=references.of_reference)
        )
        labels.register("suspicion", labels.Kind(_("Suspicion")))
