"""Danish first, English complete; stored in UTC, shown in the pack's time zone."""

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"  # of display; rows hold UTC
FORMAT_MODULE_PATH = ["varsel.portal.formats"]
