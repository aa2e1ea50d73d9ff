"""What an analyst of the demonstration has done already: counts of the invented caseload, and a published example."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from django.utils import translation

from varsel.base.accounts.models import User
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal
from varsel.knowledge.estimates import actions
from varsel.knowledge.estimates.queries import offered
from varsel.knowledge.estimates.rules.counting import ListOf
from varsel.knowledge.estimates.rules.examples import UNITED_KINGDOM

RECENT = timedelta(days=365)


def fill(users: Mapping[str, User]) -> None:
    """A whole estimate from the literature; and one of the invented caseload of the last year: too few to estimate."""
    analyst = users["analyst"]
    with translation.override(analyst.language):
        example = actions.bring_in_example(by=analyst, example=UNITED_KINGDOM)
        actions.run(by=analyst, snapshot=example)
        with suppress(Refusal):  # of a handful of cases nobody may be on two lists: then there is nothing to freeze
            own = actions.freeze(
                by=analyst,
                title="",
                definition="assessed",
                lists=_by_kind(),
                since=legal_today() - RECENT,
            )
            actions.run(by=analyst, snapshot=own)


def _by_kind() -> list[ListOf]:
    """The lists as the form suggests them."""
    named: dict[tuple[str, str], set[str]] = {}
    for one in offered(legal_today()):
        if one.suggested:
            named.setdefault((one.suggested, one.kind), set()).add(one.key)
    return [ListOf(name, frozenset(keys), kind) for (name, kind), keys in named.items()]
