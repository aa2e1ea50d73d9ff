"""The web server: gunicorn in this very process, so that the house is loaded once and its workers share it."""

from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from varsel.portal.instance import obstacles


class Server(BaseApplication):
    """gunicorn with our settings. Its log holds no addresses of pages: they may say what somebody was looking at."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.asked = {"bind": f"{host}:{port}", "workers": workers}
        super().__init__()

    def load_config(self) -> None:
        settings = {
            **self.asked,
            "threads": 4,
            "preload_app": True,
            "control_socket_disable": True,
            "max_requests": 2000,
            "max_requests_jitter": 200,
            "worker_tmp_dir": "/dev/shm",  # noqa: S108 - heartbeats, no content
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


def hindered() -> list[str]:
    """What forbids to start, in words. No connection stays open: workers must not share one."""
    found = [f"{message.msg} {message.hint or ''}" for message in obstacles()]
    for connection in connections.all():
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):  # PostgreSQL's
            close_pool()
    return found
