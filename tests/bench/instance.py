"""Builds one instance with many cases and a partner who sees few of them; prints what a client needs to know.

Run as a process of its own: `python -m tests.bench.instance DIR CASES`.
"""

import json
import os
import sys
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

MINE = 40  # cases shared with the partner
BATCH = 2000


def build(directory: Path, cases: int) -> dict[str, Any]:
    """Fill the databases; gives the partner's session cookie, the paths and the queries of each page."""
    os.environ |= {"VARSEL_DIR": str(directory), "VARSEL_MODE": "test"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    import django

    django.setup()
    from varsel.portal.demo.fill import in_haste
    from varsel.portal.instance import bring_up_to_date

    in_haste()
    list(bring_up_to_date())
    from varsel.portal.demo import people

    users = people.fill_the_parts()
    mine = _shared_cases(users)
    _other_cases(users, cases - len(mine))
    return _ready(users["police_partner"], mine[0])


def _shared_cases(users: Any) -> list[Any]:
    """Cases with all that a detail page shows, opened to the partner."""
    from varsel.casework.cases import actions
    from varsel.casework.cases.models import Share
    from varsel.casework.cases.rules.parts import ALL_PARTS
    from varsel.portal.demo.fill import Cast, _earlier
    from varsel.portal.demo.invented import people as invented
    from varsel.portal.demo.people import the_unit

    cast = Cast.gathered(users, the_unit(), date.today())
    earlier = [_earlier(person, cast) for person in islice(invented(1, today=date(2020, 1, 1)), MINE)]
    made = actions.bring_in(earlier, by=users["caseworker"])
    Share.objects.bulk_create(
        _share(case, part, users, users["police_partner"].organisation_id) for case in made for part in ALL_PARTS
    )
    return made


def _share(case: Any, part: str, users: Any, organisation_id: Any) -> Any:
    from varsel.casework.cases.models import Share

    return Share(
        case=case,
        organisation_id=organisation_id,
        part=part,
        purpose_id="sharing_purpose:support",
        since=date(2020, 1, 1),
        last_day=date.today() + timedelta(days=300),
        ground_id="disclosure_ground:danger_to_life",
        shared_by=users["caseworker"],
    )


def _other_cases(users: Any, count: int) -> None:
    """Everybody else's cases: persons, cases, and for every third a share with another organisation."""
    import secrets

    from varsel.base.kernel.sealing.datakeys import new_data_keys
    from varsel.casework.cases.models import Case, Person, Share
    from varsel.casework.cases.rules.numbers import new_number
    from varsel.portal.demo.people import the_unit

    unit, other = the_unit(), users["ngo_partner"].organisation_id
    for start in range(0, count, BATCH):
        keys = new_data_keys(min(BATCH, count - start))
        persons = Person.objects.bulk_create(Person(data_key_id=key) for key in keys)
        cases = Case.objects.bulk_create(
            Case(number=new_number(secrets.randbelow), person=person, unit=unit, opened_on=date(2020, 1, 1))
            for person in persons
        )
        Share.objects.bulk_create(_share(case, "person", users, other) for case in cases[::3])


def _ready(partner: Any, case: Any) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from varsel.base.accounts import sessions

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(partner, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[sessions.CODES] = True
    session.save()
    paths = {"list": reverse("cases:list"), "detail": reverse("cases:detail", args=[case.number])}
    queries = {}
    for name, path in paths.items():
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200, path
        queries[name] = len(seen)
    return {"cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}", "paths": paths, "queries": queries}


if __name__ == "__main__":
    print(json.dumps(build(Path(sys.argv[1]), int(sys.argv[2]))))
