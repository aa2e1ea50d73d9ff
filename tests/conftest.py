"""What every test stands on: an instance of its own in a temporary folder, a frozen clock, counted queries."""

import gc
import os
import tempfile

# Before Django reads its settings: they look at the environment once.
FOLDER = os.environ["VARSEL_DIR"] = tempfile.mkdtemp(prefix="varsel-test-")
os.environ["VARSEL_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "varsel.portal.settings"

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import pytest_django
import time_machine

from tests import database

# How long one example takes says nothing on a busy machine, or while coverage is measured.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ALIASES = ["default", "keys"]
BROWSER = Path(__file__).parent / "browser"
PACKAGE = Path(__file__).parents[1] / "src" / "varsel"


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return  # this process only hands the tests out
    import django  # late, and for Django's pytest plugin, which starts it only where settings are already read

    django.setup()


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector need not walk it again after every test."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """After a failure, say plainly what was never built here: it may be the cause."""
    if terminalreporter.stats.keys() & {"failed", "error"}:
        for what in filter(None, (_unstyled(), _untranslated())):
            terminalreporter.write_line(f"Not built here: {what}. Run `make setup` first.", yellow=True)


def _unstyled() -> str:
    built = PACKAGE / "base/design/static/vendor/manifest.json"
    return "" if built.exists() else "styles and scripts"


def _untranslated() -> str:
    written = PACKAGE.glob("**/LC_MESSAGES/django.po")
    return "" if all(path.with_suffix(".mo").exists() for path in written) else "translations"


def pytest_unconfigure() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="run the tests that use a database, and no other")
    parser.addoption("--pictures", action="store_true", help="let the browser tests take the pictures of the papers")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Open both databases to every test that uses one: a sealed value has its key in the second."""
    for item in filter(_uses_database, items):
        marker = item.get_closest_marker("django_db")
        arguments = {"databases": ALIASES} | (dict(marker.kwargs) if marker else {})
        item.add_marker(pytest.mark.django_db(**arguments), append=False)
    if any(item.path.is_relative_to(BROWSER) for item in items):
        database.lie_in_files(Path(FOLDER))
    if config.getoption("--only-database"):
        others = [item for item in items if not _uses_database(item)]
        items[:] = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=others)


def _uses_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """On PostgreSQL the tests run as the application's role, which may only add to append-only tables.

    Migrations have run before, as the owner.
    """
    with django_db_blocker.unblock():
        database.become_application()
    yield
    with django_db_blocker.unblock():
        database.become_owner()


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller]:
    """Stand still at noon (UTC) on 21 November 2026; `clock.move_to(...)` and `clock.shift(...)` turn it.

    A test in a browser sees the clock run on from there, since a browser waits.
    """
    runs = request.node.get_closest_marker("running_clock") is not None
    with time_machine.travel(NOON, tick=runs) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A request leaves its language active in the thread: every test begins with the house's own."""
    from django.conf import settings
    from django.utils import translation

    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def danish_pack(db: None) -> None:
    """The whole Danish pack is loaded. It comes before whatever else the test makes."""
    from tests import danish

    danish.put()


@pytest.fixture(params=["da", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run the test once in Danish and once in English."""
    from django.utils import translation

    with translation.override(request.param):
        yield request.param


class QueryBudget:
    """Counts queries on both databases; transaction and savepoint statements are not counted."""

    @contextmanager
    def __call__(self, exactly: int) -> Iterator[None]:
        """Fail unless the block makes exactly this many queries."""
        with self._watched() as seen:
            yield
        queries = seen()
        assert len(queries) == exactly, f"{len(queries)} queries, not {exactly}:\n" + "\n".join(queries)

    def constant(self, act: Callable[[], object], grow: Callable[[], object]) -> None:
        """Fail unless `act` makes as many queries after `grow` as before."""
        act()  # what is kept from the first call on (content types, packs) is no growth
        before = self.count(act)
        grow()
        with self._watched() as seen:
            act()
        assert len(seen()) == before, f"{before} queries became {len(seen())}:\n" + "\n".join(seen())

    def count(self, act: Callable[[], object]) -> int:
        with self._watched() as seen:
            act()
        return len(seen())

    @contextmanager
    def _watched(self) -> Iterator[Callable[[], list[str]]]:
        from django.db import connections
        from django.test.utils import CaptureQueriesContext

        quiet = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
        with ExitStack() as stack:
            captures = [stack.enter_context(CaptureQueriesContext(connections[alias])) for alias in ALIASES]
            yield lambda: [
                query["sql"]
                for capture in captures
                for query in capture.captured_queries
                if not query["sql"].startswith(quiet)
            ]


@pytest.fixture
def query_budget() -> QueryBudget:
    """`with query_budget(7): ...` or `query_budget.constant(act, grow)`."""
    return QueryBudget()
