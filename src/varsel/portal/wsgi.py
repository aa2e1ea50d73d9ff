"""The door for a web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varsel.portal.settings")
application = get_wsgi_application()

from varsel.portal.instance import obstacles  # noqa: E402 - Django must stand first

# `varsel serve` asks the same; this holds for whoever starts another web server.
if found := obstacles():
    raise SystemExit("\n".join(f"{message.msg} {message.hint or ''}" for message in found))
