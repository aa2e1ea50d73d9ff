"""The settings, gathered from one file a concern."""

from varsel.portal.settings.apps import *  # noqa: F403
from varsel.portal.settings.instance import *  # noqa: F403
from varsel.portal.settings.language import *  # noqa: F403
from varsel.portal.settings.logging import *  # noqa: F403
from varsel.portal.settings.login import *  # noqa: F403
from varsel.portal.settings.mail import *  # noqa: F403
from varsel.portal.settings.security import *  # noqa: F403
from varsel.portal.settings.static import *  # noqa: F403
