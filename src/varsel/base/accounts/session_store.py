"""Sessions in the database under the digest of their key: a copy of the table opens nobody's session."""

import hashlib
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

LENGTH = 40  # what the column holds; 160 bits, as many as the key itself has


def digest(key: str) -> str:
    """What stands in the table for a key: the first 40 hex digits of its SHA-256. The key is random, so no salt."""
    return hashlib.sha256(key.encode()).hexdigest()[:LENGTH]


class SessionStore(db.SessionStore):
    """Django's own, but the cookie alone holds the key; the house has no asynchronous views, so no such methods."""

    def _get_session_from_db(self) -> Any:
        found = None
        if self.session_key is not None:
            found = self.model.objects.filter(
                session_key=digest(self.session_key), expire_date__gt=timezone.now()
            ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(digest(session_key))

    def create_model_instance(self, data: Any) -> Any:
        row = super().create_model_instance(data)
        row.session_key = digest(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(digest(key))
