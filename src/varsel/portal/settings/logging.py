"""Faults go to standard error, where the service manager collects them; nothing identifying goes there."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"frugal": {"()": "varsel.portal.logs.Frugal"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "frugal"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Only what broke: who asked for a page that is not there is nobody's business.
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
