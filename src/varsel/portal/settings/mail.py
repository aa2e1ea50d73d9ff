"""Mail carries only a link. Outside production it is written to the instance's folder and goes nowhere."""

import os

from varsel.portal.settings.instance import VARSEL_DIR, VARSEL_MODE

DEFAULT_FROM_EMAIL = os.environ.get("VARSEL_MAIL_FROM", "varsel@localhost")
if VARSEL_MODE == "production":
    EMAIL_HOST = os.environ.get("VARSEL_MAIL_HOST", "localhost")
    EMAIL_PORT = int(os.environ.get("VARSEL_MAIL_PORT", "25"))
    EMAIL_HOST_USER = os.environ.get("VARSEL_MAIL_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("VARSEL_MAIL_PASSWORD", "")
    EMAIL_USE_TLS = bool(EMAIL_HOST_USER)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VARSEL_DIR / "mail"
