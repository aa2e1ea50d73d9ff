"""What differs from instance to instance: the folder, the databases, the keys."""

import os
import secrets
from pathlib import Path
from typing import Any

from varsel.base.kernel.setup import instance_dir

VARSEL_DIR = instance_dir()
VARSEL_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)  # SQLite's files may be read by whoever gets to them
VARSEL_MODE = os.environ.get("VARSEL_MODE", "production")  # production, demo or test
VARSEL_PACK = os.environ.get("VARSEL_PACK", "dk")
VARSEL_KEYRING = VARSEL_DIR / "keys" / "keyring.json"
VARSEL_FILES = VARSEL_DIR / "files"
VARSEL_SEALS = VARSEL_DIR / "seals"
# Where "leave this page" leads: a page that says nothing of where one was.
VARSEL_QUICK_EXIT = os.environ.get("VARSEL_QUICK_EXIT", "https://www.dmi.dk/")

DEBUG = False
ALLOWED_HOSTS = os.environ.get("VARSEL_HOSTS", "127.0.0.1,localhost").split(",")
VARSEL_PROXIES = int(os.environ.get("VARSEL_PROXIES", "0"))  # how many of our own stand before the web server
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("VARSEL_ORIGINS", "").split(",") if origin]


def _secret_key(path: Path) -> str:
    """The signing key of sessions and forms: made on first use, readable by the owner alone."""
    if value := os.environ.get("VARSEL_SECRET_KEY"):
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = _secret_key(VARSEL_DIR / "keys" / "secret_key")


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged write survives a power cut. Recursive triggers: else REPLACE takes a fact away
            # without firing them. Secure delete: what is deleted is overwritten, whatever SQLite was built with.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;",
        },
        "TEST": {"NAME": None},
    }


def _postgres(prefix: str) -> dict[str, Any]:
    env = os.environ
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": env[f"{prefix}_NAME"],
        "HOST": env.get(f"{prefix}_HOST", ""),
        "PORT": env.get(f"{prefix}_PORT", ""),
        "USER": env.get(f"{prefix}_USER", ""),
        "PASSWORD": env.get(f"{prefix}_PASSWORD", ""),
        "OPTIONS": {"pool": VARSEL_MODE != "test"},
    }


# The keys' database stands apart, with its own short-lived backups: destroying a person's key
# must erase the person from the backups of the main database too.
DATABASES = {
    "default": _postgres("VARSEL_DB") if "VARSEL_DB_NAME" in os.environ else _sqlite(VARSEL_DIR / "varsel.sqlite3"),
    "keys": _postgres("VARSEL_KEYS_DB")
    if "VARSEL_KEYS_DB_NAME" in os.environ
    else _sqlite(VARSEL_DIR / "keys" / "keys.sqlite3"),
}
DATABASE_ROUTERS = ["varsel.base.kernel.sealing.router.KeysRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
