"""The whole chain in one walk, in both languages: from a sign on the street to one person more in the table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from tests.browser.demonstration import DESK, TELEPHONE, Visitors
from varsel.casework.referrals.models.words import FINISHED, word
from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.rules.triage import Outcome

NEXT = 'button[name="go"][value="next"]:not(.sr-only)'
PLACE = "Terneparken (opdigtet)"
SUBMIT = 'main form button[type="submit"]'
WORDS: dict[str, dict[str, Any]] = {
    "da": {
        "closed": "Afsluttet hos os",
        "opened": "Færdigbehandlet: sag oprettet",
        "clock": ("30 dage fra", "højst 120 dage", "§ 33, stk. 14", "forladt Danmark"),
        "woman": "Kvinde",
    },
    "en": {
        "closed": "Closed with us",
        "opened": "Dealt with: a case was opened",
        "clock": ("30 days from", "at most 120 days", "33(14)", "left Denmark"),
        "woman": "Woman",
    },
}


@dataclass
class Walk:
    """One walk through the chain in one language; every page passed is looked at."""

    visitors: Visitors
    picture: Callable[..., None]

    @property
    def tongue(self) -> str:
        return self.visitors.tongue

    @property
    def words(self) -> dict[str, Any]:
        return WORDS[self.tongue]

    def look(self, page: Page, picture: str = "", *, whole: bool = False) -> None:
        self.visitors.check(page)
        if picture:
            self.picture(page, f"{picture}-{self.tongue}", whole=whole)

    def go(self, page: Page, address: str, picture: str = "") -> None:
        page.goto(address)
        self.look(page, picture)

    def send(self, page: Page, picture: str = "") -> None:
        """Press the form's own button; the page that comes is looked at and holds no error."""
        page.locator(SUBMIT).last.click()
        expect(page.locator(".error-summary, .form-error-message")).to_have_count(0)
        self.look(page, picture)

    def act(self, page: Page, address: str, **answers: str | int) -> None:
        """One act in the case: open its page, answer, send. An answer is a value, a text or a place in a list."""
        self.go(page, address)
        for name, answer in answers.items():
            self._answer(page, name, answer)
        self.send(page)

    def next(self, page: Page, number: str, ends: str, **answers: str | int) -> None:
        """The act that the case asks for: the link under "Next" whose address ends so, answered and sent."""
        self.go(page, f"/cases/{number}/")
        page.click(f'main .card .work-row-link[href*="{ends}"]')
        self.look(page)
        for name, answer in answers.items():
            self._answer(page, name, answer)
        self.send(page)

    def _answer(self, page: Page, name: str, answer: str | int) -> None:
        found = page.locator(f'main [name="{name}"]')
        if isinstance(answer, int):
            found.select_option(index=answer)
        elif found.first.evaluate("field => field.tagName") == "SELECT":
            found.select_option(answer)
        elif found.first.get_attribute("type") in ("radio", "checkbox"):
            page.check(f'main [name="{name}"][value="{answer}"]')
        else:
            found.fill(answer)


@pytest.fixture(params=["da", "en"])
def walk(
    request: pytest.FixtureRequest,
    chromium: Browser,
    demonstration: str,
    check_page: Callable[[Page], None],
    guide_picture: Callable[..., None],
) -> Iterator[Walk]:
    visitors = Visitors(chromium, demonstration, request.param, check_page)
    yield Walk(visitors, guide_picture)
    visitors.close()


def test_a_warning_on_the_street_becomes_one_more_person_in_the_table(walk: Walk) -> None:
    a_visitor_looks_for_signs(walk)
    before = women_in_the_table(walk)
    code = the_street_worker_refers(walk)
    the_hotline_reads(walk)
    number = the_lead_opens_a_case(walk)
    worker = walk.visitors.enter("caseworker", **DESK)
    the_caseworker_clarifies(walk, worker, number)
    the_immigration_service_decides(walk, number)
    the_clock_explains_itself(walk, worker, number)
    assert women_in_the_table(walk, picture="table") == before + 1
    what_senders_learn(walk, code)
    what_partners_learn(walk)


def a_visitor_looks_for_signs(walk: Walk) -> None:
    page = walk.visitors.stranger(**TELEPHONE)
    desk = walk.visitors.stranger(**DESK)
    walk.go(desk, f"/{walk.tongue}/", "front")
    walk.go(page, f"/{walk.tongue}/")
    walk.go(page, f"/{walk.tongue}/signs/")
    page.locator(".signs-doors a").first.click()
    page.wait_for_selector(".signs-ticks")
    for box in page.locator('.signs-ticks input[type="checkbox"]').all()[:2]:
        box.check()
    walk.look(page, "signs")
    page.click(".signs-bar button")
    walk.look(page, "advice")


def women_in_the_table(walk: Walk, picture: str = "") -> int:
    """The one cell that the walk is about, read from the analyst's own page."""
    page = walk.visitors.enter("analyst", **DESK)
    walk.go(page, "/statistics/?by=sex", picture)
    heads = page.locator("main thead tr").locator("th, td").all_inner_texts()
    cells = page.locator("main tbody tr").first.locator("th, td").all_inner_texts()
    return int(cells[heads.index(walk.words["woman"])])


def the_street_worker_refers(walk: Walk) -> str:
    """On a telephone: keeps a suspicion, notes a visit, refers; gives the secret code."""
    page = walk.visitors.enter("street_worker", **TELEPHONE)
    walk.go(page, "/outreach/")
    walk.act(page, "/outreach/new/", first_name="Terne", place=PLACE)
    page.fill('[name="note"]', "Hun bliver hentet af den samme bil hver aften. (Opdigtet.)")
    page.locator('[name="signs"]').first.check()
    walk.send(page, "visit")
    page.click('form[action$="/referral/write/"] button')
    walk.look(page, "danger")
    page.check('input[name="danger"][value="possible"]')
    while not page.locator('button[name="go"][value="send"]').count():
        page.click(NEXT)
        walk.look(page)
    walk.look(page, "check")
    page.click('button[name="go"][value="send"]')
    walk.look(page, "sent")
    return page.inner_text(".secret-code")


def the_newest(page: Page) -> str:
    """The address of the referral that came from the street."""
    return page.locator("main .work-row-link", has_text=PLACE).last.get_attribute("href") or ""


def the_hotline_reads(walk: Walk) -> None:
    page = walk.visitors.enter("hotline", **DESK)
    walk.go(page, "/inbox/")
    walk.go(page, the_newest(page), "inbox")


def the_lead_opens_a_case(walk: Walk) -> str:
    """Triage: a case, with the caseworker on its team; gives its number."""
    page = walk.visitors.enter("unit_lead", **DESK)
    walk.go(page, "/inbox/")
    walk.go(page, the_newest(page))
    page.click('.answers a[data-key="o"]')
    walk.look(page)
    page.fill('[name="working_name"]', "Terne")
    walk.send(page)
    number = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.click(f'main .card .work-row-link[href$="/cases/{number}/team/"]')
    walk.look(page)
    page.locator('[name="user"]').select_option(label="Signe Sagsbehandler (demo)")
    page.check('[name="what"][value="assign"]')
    walk.send(page)
    return number


def the_caseworker_clarifies(walk: Walk, page: Page, number: str) -> None:
    """What is known, how she stays here, what she agrees to, what she tells; then on to who decides."""
    case = f"/cases/{number}/"
    walk.go(page, case)
    walk.act(page, f"{case}person/", sex="sex:woman", birth_year="1996")
    walk.next(page, number, "/residence/", status="residence_status:no_lawful_stay")
    walk.act(page, f"{case}consent/?purpose=consent_purpose%3Ainterview", evidence="oral")
    talk = {"kind": "interview", "place_kind": "interview_place:centre"}
    walk.next(page, number, "/interview/", **talk, summary="Opdigtet samtale.")
    walk.next(page, number, "/situation/", form="exploitation_form:prostitution", place="En by (opdigtet)")
    for code in ("act_recruitment", "means_deception", "purpose_sexual"):
        told = {"element": f"trafficking_element:{code}", "observer": "observer:centre", "basis": "stated"}
        walk.next(page, number, "/element/", situation=0, **told)
    walk.go(page, f"{case}?part=situation", "case")
    walk.next(page, number, "/consent/", evidence="oral")
    walk.next(page, number, "/pass-on/")


def the_immigration_service_decides(walk: Walk, number: str) -> None:
    page = walk.visitors.enter("decider", **DESK)
    walk.go(page, f"/cases/{number}/")
    page.click('main .card .work-row-link[href$="/decide/"]')
    walk.look(page, "decision")
    page.locator('[name="outcome"]').select_option("assessment_outcome:assessed")
    for ground in page.locator('[name="elements"]').all():
        ground.check()
    page.fill('[name="reason"]', "Opdigtet begrundelse.")
    walk.send(page)
    walk.next(page, number, "/clock/reflection/start/")


def the_clock_explains_itself(walk: Walk, page: Page, number: str) -> None:
    walk.go(page, f"/cases/{number}/")
    walk.go(page, f"/cases/{number}/clock/", "clock")
    for words in walk.words["clock"]:
        expect(page.locator("main")).to_contain_text(words)


def what_senders_learn(walk: Walk, code: str) -> None:
    """The municipality's street worker, bound by secrecy, sees that a case was opened; a mere code shows four words."""
    street = walk.visitors.enter("street_worker", **TELEPHONE)
    walk.go(street, "/sent/", "answer")
    expect(street.locator("main")).to_contain_text(walk.words["opened"])
    anybody = walk.visitors.stranger(**TELEPHONE)
    walk.go(anybody, f"/{walk.tongue}/receipt/")
    anybody.fill("#code", code)
    anybody.click(SUBMIT)
    walk.look(anybody)
    expect(anybody.locator("main")).to_contain_text(walk.words["closed"])
    expect(anybody.locator("main")).not_to_contain_text(walk.words["opened"])


def what_partners_learn(walk: Walk) -> None:
    """The police, bound by secrecy, see that a case was opened; an organisation that is not sees the four words."""
    police = walk.visitors.enter("police_partner", **DESK)
    walk.go(police, "/sent/")
    expect(police.locator("main")).to_contain_text(walk.words["opened"])
    ngo = walk.visitors.enter("ngo_partner", **DESK)
    walk.go(ngo, "/sent/")
    rows = ngo.locator("main .work-row").all_inner_texts()
    four, outcomes = in_words(Status, walk.tongue), [*in_words(Outcome, walk.tongue), *endings(walk.tongue)]
    assert any(walk.words["closed"] in row for row in rows)
    assert [row for row in rows if not any(word in row for word in four)] == []
    assert [row for row in rows if any(outcome in row for outcome in outcomes)] == []
    ngo.locator("main .work-row", has_text=walk.words["closed"]).first.locator("a").click()
    walk.look(ngo)
    expect(ngo.locator("main")).to_contain_text(walk.words["closed"])
    expect(ngo.locator("main")).not_to_contain_text(walk.words["opened"])


def endings(tongue: str) -> list[str]:
    with translation.override(tongue):
        return [str(ending) for ending in FINISHED.values()]


def in_words(kind: type[Status] | type[Outcome], tongue: str) -> list[str]:
    with translation.override(tongue):
        return [str(word(kind, value)) for value in kind]
