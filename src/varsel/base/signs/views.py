"""Tjek tegnene: choose, tick, get advice. Nothing is stored, no cookie is set, no answer is in an address."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from varsel.base.accounts.gate import public
from varsel.base.signs import queries, wording
from varsel.base.signs.forms import AGES, KINDS, Answers, TickedForm, carry, kind_of
from varsel.base.signs.models import Sign
from varsel.base.signs.rules.ranking import TELLING
from varsel.base.signs.rules.screening import Profile, screen

# The posts of this room change nothing and belong to no log-in, so a forged one gains nothing; the token that
# guards others would need a cookie, and a visitor who only looks at signs is to leave none behind.
without_cookie = csrf_exempt


@public()
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Who are you, or where; or which form it may be."""
    context = {"groups": queries.sector_groups(), "forms": queries.forms(queries.catalogue().values())}
    return render(request, "signs/start.html", context)


@public()
@require_safe
def of_sector(request: HttpRequest, sector: str) -> HttpResponse:
    """The signs of a sector, to tick."""
    found = queries.sector(sector)
    if found is None:
        raise Http404
    return _ticking(request, queries.catalogue(), Answers(sector=sector))


@without_cookie
@public()
def choose(request: HttpRequest) -> HttpResponse:
    """The signs of a form of exploitation, or the earlier choices again to change them."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("signs:start"))
    token = request.POST.get("answers", "")
    answers = Answers.read(token) if token else _about_form(request.POST.get("form", ""))
    return _ticking(request, queries.catalogue(), answers)


@without_cookie
@public()
def answer(request: HttpRequest) -> HttpResponse:
    """What to do now, why, and what the rule says where it may say something."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("signs:start"))
    catalogue = queries.catalogue()
    answers = _answers(request, catalogue)
    ticked = [catalogue[key] for key in answers.signs if key in catalogue]
    profile = answers.profile
    found = screen([sign.as_rule for sign in ticked], profile or Profile.ADULT_OTHER, act=answers.act)
    labels = queries.dimensions()
    context = {
        "answers": answers,
        "advice": found.advice,
        "signs": wording.explained(ticked, labels),
        "classified": wording.classification(found, ticked, labels),
        "asks_for_the_act": found.asks_for_the_act,
        "token": answers.signed(),
        "carried": carry(answers.signs),
        "referral_url": _referral_url(),
    }
    return render(request, "signs/answer.html", context)


@public()
@require_safe
def sheet(request: HttpRequest, sector: str) -> HttpResponse:
    """The signs of a sector on paper."""
    found = queries.sector(sector)
    if found is None:
        raise Http404
    signs = queries.signs_of_sector(queries.catalogue(), sector)
    context = {
        "sector": found,
        "first": signs[:TELLING],
        "rest": queries.by_notice(signs[TELLING:]),
        "headings": wording.NOTICED,
    }
    return render(request, "signs/sheet.html", context)


@public()
@require_safe
def help_page(request: HttpRequest, language: str = "") -> HttpResponse:
    """For the person it is about, in each language the pack has words for."""
    texts = queries.help_texts()
    chosen = language or (get_language() or "da")[:2]
    if chosen not in texts:
        raise Http404
    context = {"text": texts[chosen].data, "language": chosen, "texts": texts, "referral_url": _referral_url()}
    return render(request, "signs/help.html", context)


def _ticking(request: HttpRequest, catalogue: dict[str, Sign], answers: Answers) -> HttpResponse:
    signs = _offered(catalogue, answers)
    ticked = set(answers.signs)
    shown = signs[:TELLING] + [sign for sign in signs[TELLING:] if sign.key in ticked]
    context: dict[str, Any] = {
        "answers": answers,
        "sector": queries.sector(answers.sector) if answers.sector else None,
        "first": queries.by_notice(shown),
        "rest": queries.by_notice(sign for sign in signs if sign not in shown),
        "rest_count": len(signs) - len(shown),
        "headings": wording.NOTICED,
        "ages": AGES,
        "kinds": KINDS,
    }
    return render(request, "signs/tick.html", context)


def _about_form(form: str) -> Answers:
    return Answers(form=form, kind=kind_of(form))


def _offered(catalogue: dict[str, Sign], answers: Answers) -> list[Sign]:
    """The signs to tick, and whatever was ticked on another list before."""
    if answers.sector:
        offered = queries.signs_of_sector(catalogue, answers.sector)
    else:
        offered = queries.signs_of_form(catalogue, answers.form)
    return offered + [catalogue[key] for key in answers.signs if key in catalogue and catalogue[key] not in offered]


def _answers(request: HttpRequest, catalogue: dict[str, Sign]) -> Answers:
    """What was ticked; or the earlier answers, with the answer about the act."""
    if token := request.POST.get("answers", ""):
        return Answers.read(token).with_act(request.POST.get("act") == "yes")
    return TickedForm(request.POST, catalogue).answers()


def _referral_url() -> str:
    try:
        return reverse("referrals:begin")
    except NoReverseMatch:  # an instance without the referral room
        return ""
