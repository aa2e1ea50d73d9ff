"""Who gets in: e-mail, password and a one-time code; rate limits; how long a session lives."""

from varsel.portal.settings.instance import VARSEL_MODE

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

# NIST SP 800-63B: length and a list of known passwords, no rules about signs.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests hash thousands of passwords that guard nothing
    if VARSEL_MODE == "test"
    else ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
PASSWORD_RESET_TIMEOUT = 72 * 3600  # an invitation sent on a Friday still works on Monday

ACCOUNT_ADAPTER = "varsel.base.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is answered from the mailbox it was sent to
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if VARSEL_MODE == "production" else "http"
MFA_ADAPTER = "varsel.base.accounts.adapters.CodeAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Varsel"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ by seconds
MFA_ALLOW_UNVERIFIED_EMAIL = True  # ours are verified by the invitation

# allauth counts attempts in the cache, which all processes of the instance must share.
# Django's own limit of 300 rows would let a stranger push the counters and used codes of others out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "KEY_FUNCTION": "varsel.base.accounts.cache_keys.keyed",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

VARSEL_IDLE_MINUTES = 15  # without a request, then a log-in is asked for; what was written is kept
VARSEL_IDLE_WARNING_MINUTES = 2
VARSEL_SESSION_HOURS = 12  # at most, however busy
SESSION_ENGINE = "varsel.base.accounts.session_store"  # only the digest of a session's key is stored
SESSION_COOKIE_AGE = VARSEL_SESSION_HOURS * 3600
SESSION_SAVE_EVERY_REQUEST = False
