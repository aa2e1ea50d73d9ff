"""A referral from a telephone to the inbox, in both languages, past axe on every page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.factories.accounts import UserFactory
from tests.factories.referrals import CENTRE, MessageFactory, ReferralFactory, SuspicionFactory, VisitFactory
from varsel.casework.referrals.actions.codes import random_code
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.rules.situation import Urgency

pytestmark = pytest.mark.django_db(transaction=True)
NEXT = 'button[name="go"][value="next"]:not(.sr-only)'


@pytest.mark.parametrize("tongue", ["da", "en"])
def test_a_referral_is_written_on_a_telephone_and_answered(
    page_phone: Page, check_page: Callable[[Page], None], picture: Callable[..., None], tongue: str
) -> None:
    page = page_phone

    def look(name: str) -> None:
        check_page(page)
        picture(page, f"referral-{name}-{tongue}", whole=True)

    page.goto(f"/{tongue}/referral/")
    look("begin")
    page.click('button[value="public"]')
    look("danger")
    page.check('input[value="possible"]')
    page.click(NEXT)
    page.fill('textarea[name="place"]', "Nygade 7")
    look("place")
    page.click(NEXT)
    page.fill('textarea[name="narrative"]', "Hun må ikke gå ud alene.")
    page.fill('input[name="persons"]', "nogle")
    page.click(NEXT)
    look("error")
    page.fill('input[name="persons"]', "2")
    page.click(NEXT)
    look("child")
    page.click(NEXT)
    look("knows")
    page.click(NEXT)
    look("contact")
    page.click(NEXT)
    look("check")
    page.click('button[value="send"]')
    look("sent")
    assert not page.context.cookies()
    assert Referral.objects.count() == 1
    code = page.inner_text(".secret-code")
    page.goto(f"/{tongue}/receipt/")
    page.fill("#code", code)
    page.click('main form button[type="submit"]')
    look("conversation")


@pytest.mark.parametrize("tongue", ["da", "en"])
def test_the_inbox_is_worked_by_keyboard(
    page_desktop: Page, sign_in: Any, check_page: Callable[[Page], None], picture: Callable[..., None], tongue: str
) -> None:
    code = random_code()
    calm = ReferralFactory(place="Gartneri ved Odense", receipt=code)
    ReferralFactory(place="Nygade 7, bagindgangen", urgency=Urgency.NOW, danger="now", child="yes", persons=2)
    MessageFactory(referral=calm)
    sign_in(page_desktop, UserFactory(may=CENTRE, language=tongue))
    page_desktop.goto("/inbox/")
    check_page(page_desktop)
    picture(page_desktop, f"inbox-list-{tongue}")
    page_desktop.keyboard.press("j")
    page_desktop.keyboard.press("Enter")
    page_desktop.wait_for_selector("#opened")
    check_page(page_desktop)
    picture(page_desktop, f"inbox-{tongue}", whole=True)
    page_desktop.keyboard.press("a")
    page_desktop.click('button[value="advice"]')
    page_desktop.wait_for_selector(".timeline")
    assert Referral.objects.filter(outcome="advice").count() == 1


@pytest.mark.parametrize("tongue", ["da", "en"])
def test_a_street_worker_refers_from_a_telephone(
    page_phone: Page, sign_in: Any, check_page: Callable[[Page], None], picture: Callable[..., None], tongue: str
) -> None:
    kept = SuspicionFactory()
    kept.user.language = tongue
    kept.user.save()
    VisitFactory(suspicion=kept)
    sign_in(page_phone, kept.user)
    for name, address in (("outreach", "/outreach/"), ("suspicion", f"/outreach/{kept.pk}/"), ("sent", "/sent/")):
        page_phone.goto(address)
        check_page(page_phone)
        picture(page_phone, f"{name}-{tongue}", whole=True)
    page_phone.goto(f"/outreach/{kept.pk}/visit/")
    check_page(page_phone)
    page_phone.goto(f"/outreach/{kept.pk}/")
    page_phone.click('form[action$="/referral/write/"] button')
    page_phone.wait_for_selector('input[name="danger"]')
    check_page(page_phone)
