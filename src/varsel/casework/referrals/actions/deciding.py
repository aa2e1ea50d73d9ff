"""The centre's decision on a referral."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals.models import Referral, Triage
from varsel.casework.referrals.models.words import word
from varsel.casework.referrals.queries.decisions import given
from varsel.casework.referrals.queries.projections import project
from varsel.casework.referrals.rules.triage import Outcome, missing, possible


def last_decision(referral: Referral) -> Triage | None:
    """The decision that a new one must name as its predecessor."""
    return referral.decisions.select_related("user").filter(successor=None).first()


@transaction.atomic
def triage(
    *,
    referral: Referral,
    outcome: Outcome,
    by: User,
    after: UUID | None,
    reason: str = "",
    recipient: Organisation | None = None,
    ground: str = "",
) -> Triage:
    """Decide on a referral, `after` the decision that the person saw (None: the first).

    Raises Refusal: "triaged_meanwhile" when somebody decided in between, "answer_not_possible" when this may
    not follow that, "own_proposal" when a lead approves their own, "<name>_missing" for what the answer needs.
    """
    previous = last_decision(referral)
    _require_unchanged(previous, after)
    _require_allowed(outcome, referral, previous, by)
    _require_whole(outcome, reason=reason, recipient=recipient, ground=ground)
    decision = Triage(
        referral=referral,
        data_key_id=referral.data_key_id,
        predecessor=previous,
        outcome=outcome,
        user=by,
        recipient=recipient,
        ground=ground,
        reason=reason.strip(),
    )
    _insert(decision)
    project(referral)
    record(Verb.REFERRAL_TRIAGE, by=by, subject=referral, fields=[outcome.value])
    return decision


def _insert(decision: Triage) -> None:
    """The database lets one of two at once through: the predecessor is unique."""
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        raise _overtaken(last_decision(decision.referral)) from None


def _require_unchanged(previous: Triage | None, after: UUID | None) -> None:
    if (previous and previous.id) != after:
        raise _overtaken(previous)


def _overtaken(previous: Triage | None) -> Refusal:
    if previous is None:
        return Refusal("triaged_meanwhile", remedy=_("Open the referral anew and decide again."))
    return Refusal(
        "triaged_meanwhile",
        remedy=_("%(who)s was quicker, at %(when)s: %(what)s. Nothing of yours was saved. Look at it and decide anew.")
        % {
            "who": previous.user,
            "when": formats.time_format(timezone.localtime(previous.created_at), "H:i"),
            "what": word(Outcome, previous.outcome),
        },
    )


def _require_allowed(outcome: Outcome, referral: Referral, previous: Triage | None, by: User) -> None:
    if outcome not in possible(given(referral), referral.persons):
        raise Refusal(
            "answer_not_possible", remedy=_("This answer cannot follow the one that stands. Choose another one.")
        )
    if outcome is Outcome.APPROVED and previous and previous.user_id == by.pk:
        raise Refusal("own_proposal", remedy=_("Another lead must approve what you have proposed yourself."))


def _require_whole(outcome: Outcome, *, reason: str, recipient: Organisation | None, ground: str) -> None:
    given = {"reason": reason.strip(), "recipient": recipient, "ground": ground}
    lacking = missing(outcome, frozenset(name for name, value in given.items() if value))
    remedies = {
        "ground": _("Choose the legal ground on which it may be passed on."),
        "reason": _("Write the reason in a sentence or two."),
        "recipient": _("Choose who is to receive it."),
    }
    if lacking:
        raise Refusal(f"{lacking[0]}_missing", field=lacking[0], remedy=remedies[lacking[0]])
