"""gunicorn's settings file: what a worker does beside answering.

The first chart of a process costs seconds (Altair is imported, vl-convert starts its engine), and a worker lives for
some two thousand requests: without this a visitor of the public figures would wait for it again and again.
"""

import threading
from typing import Any

AFTER = 5.0  # seconds: whoever waits for a page while the server starts comes first


def post_worker_init(worker: Any) -> None:
    """Called by gunicorn in each worker once it has loaded the application; importing this module does nothing."""
    timer = threading.Timer(AFTER, warm_up)
    timer.daemon = True  # a server that is stopped before does not wait for it
    timer.start()


def warm_up() -> None:
    """Draw one small chart, so that the next is drawn at once."""
    from varsel.knowledge.statistics.charts import bars

    bars((("0", 0),))
