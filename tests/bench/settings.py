"""The house's settings with one more address: an empty page to measure against."""

from varsel.portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
