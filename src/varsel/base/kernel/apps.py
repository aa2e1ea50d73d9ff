from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db.models.signals import post_migrate


class Kernel(AppConfig):
    name = "varsel.base.kernel"
    label = "kernel"

    def ready(self) -> None:
        from varsel.base.kernel import append_only
        from varsel.base.kernel import checks as kernel_checks
        from varsel.base.kernel.packs import register
        from varsel.base.kernel.packs.code_lists import CODES
        from varsel.base.kernel.packs.rule_sections import RULES

        for section in (CODES, *RULES):
            register(section)
        post_migrate.connect(begin_instance, sender=self, dispatch_uid="kernel.begin_instance")
        post_migrate.connect(append_only.reinstall, dispatch_uid="kernel.append_only")
        checks.register(kernel_checks.facts_are_held, checks.Tags.database)
        checks.register(kernel_checks.no_demonstration_in_production, checks.Tags.database)


def begin_instance(sender: Any, using: str, **kwargs: Any) -> None:
    """A new database gets its key ring; an old one whose ring is missing does not: that would hide the loss."""
    from varsel.base.kernel.models.instance import Instance
    from varsel.base.kernel.sealing.keyring import KeyRing

    if using != "default" or Instance.objects.exists():
        return
    if not Path(settings.VARSEL_KEYRING).exists():
        KeyRing.new().write(Path(settings.VARSEL_KEYRING))
    Instance.current()
