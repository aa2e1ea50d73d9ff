"""Static files: collected and named by their content in production, found where they lie elsewhere."""

from varsel.portal.settings.instance import VARSEL_DIR, VARSEL_MODE

COLLECTED = VARSEL_MODE == "production"

STATIC_URL = "/static/"
STATIC_ROOT = VARSEL_DIR / "static" if COLLECTED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_ALLOW_ALL_ORIGINS = False
