"""The auditors' pages in a browser: no barrier on a desk or on a telephone, and read with the keys alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.keys import reach
from tests.factories.accounts import UserFactory
from tests.factories.audit import EventFactory
from tests.factories.cases import CaseFactory
from varsel.base.accounts.models import User
from varsel.base.audit.actions import refused
from varsel.base.audit.models import Event
from varsel.base.audit.seals import make_seal
from varsel.base.audit.verbs import Verb
from varsel.casework.cases.models import Case

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Any], None]
NARROW = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture
def auditor() -> User:
    return UserFactory(may=["audit:read"], display_name="Anker Revisor")


@pytest.fixture
def case(settings: LazySettings, tmp_path: Path) -> Case:
    """A case that was opened, listed, sought and refused; and a seal."""
    settings.VARSEL_SEALS = tmp_path
    case, hanne = CaseFactory(), UserFactory(display_name="Hanne Vig")
    refused(Verb.CASE_READ, by=hanne, code="not_found", asked=case)
    EventFactory(by=hanne, subject=case, purpose="casework", fields=["person.name"])
    EventFactory(by=hanne, subject=None, verb=Verb.CASE_LIST, shown=[("case", case.pk)], criterion={"text": "x"})
    make_seal(tmp_path)
    return case


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_of_the_log_has_a_barrier(
    open_page: Callable[..., Page],
    sign_in: SignIn,
    check_page: Callable[[Page], None],
    auditor: User,
    case: Case,
    language: str,
) -> None:
    auditor.language = language
    auditor.save()
    searched = Event.objects.exclude(criterion="").get()
    about = f"/oversight/case/{case.pk}/"
    for size in (DESKTOP, PHONE):
        page = open_page(**size)
        sign_in(page, auditor)
        for address in (
            "/oversight/",
            f"/oversight/event/{searched.pk}/",
            about,
            f"{about}extract/",
            "/oversight/chain/",
        ):
            page.goto(address)
            check_page(page)
            assert page.evaluate(NARROW), address


def test_the_log_is_narrowed_and_read_with_the_keys_alone(
    page_desktop: Page, sign_in: SignIn, auditor: User, case: Case
) -> None:
    sign_in(page_desktop, auditor)
    page_desktop.goto("/oversight/")
    expect(page_desktop.get_by_text("står i loggen, men ikke på listen her")).to_be_visible()
    reach(page_desktop, 'a[href*="own=on"]')
    page_desktop.keyboard.press("Enter")
    page_desktop.wait_for_url("**/oversight/?own=on")
    reach(page_desktop, 'a[href*="/oversight/event/"]')
    page_desktop.keyboard.press("Enter")
    page_desktop.wait_for_url("**/oversight/event/**")
    expect(page_desktop.get_by_role("heading", level=1)).to_contain_text("læste loggen over opslag")
