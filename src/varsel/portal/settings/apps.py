"""The rooms of the house, lowest first, and the libraries they stand on."""

from pathlib import Path

from varsel.portal.settings.instance import VARSEL_MODE

PACKAGE = Path(__file__).resolve().parents[2]

ROOMS = [
    "varsel.base.kernel",
    "varsel.base.design",
    "varsel.base.audit",
    "varsel.base.actors",
    "varsel.base.accounts",
    "varsel.base.signs",
    "varsel.base.oversight",
    "varsel.casework.referrals",
    "varsel.casework.cases",
    "varsel.knowledge.statistics",
    "varsel.knowledge.estimates",
    "varsel.knowledge.publication",
    "varsel.portal",
    "varsel.portal.home",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",  # the loaders stand below, by hand
]

if VARSEL_MODE == "demo":
    INSTALLED_APPS.insert(0, "varsel.portal.demo")  # its log-in page stands before the usual one

MIDDLEWARE = [
    "varsel.portal.proxies.client_address",
    "django.middleware.security.SecurityMiddleware",
    "varsel.portal.methods.known_methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "varsel.portal.urls"
WSGI_APPLICATION = "varsel.portal.wsgi.application"

# Cotton's loader first; tags that every page needs are built in, so that no template loads them.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "varsel.base.design.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "varsel.base.design.templatetags.design",
            ],
        },
    }
]
COTTON_ISOLATE_BY_DEFAULT = True  # a component sees what it is given, never the page's own variables
