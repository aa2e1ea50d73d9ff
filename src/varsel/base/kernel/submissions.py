"""A double click is one act."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.kernel.actor import Actor
from varsel.base.kernel.models.submissions import Submission
from varsel.base.kernel.refusals import Refusal


def key_in(posted: Mapping[str, str]) -> UUID:
    """The key that the form drew; a new one where the field is missing or says nothing."""
    try:
        return UUID(posted.get("submission_key", ""))
    except ValueError:
        return uuid4()


def once(key: UUID, *, action: str, by: Actor, do: Callable[[], Any]) -> UUID | None:
    """Do it the first time the key is sent; afterwards give the id of what was made then.

    `do` returns the record that was made, or None. Two requests with one key at the same moment: the second
    waits for the first and then gets its result; a first one that failed leaves no trace, and the key is free. A key
    that was used for another act, or by another actor, is refused: nobody learns by it what somebody else made.
    """
    try:
        with transaction.atomic():
            Submission.objects.create(key=key, action=action, actor_id=by.actor_id)
            made = do()
            result_id = getattr(made, "pk", None)
            Submission.objects.filter(pk=key).update(result_id=result_id)
            return result_id
    except IntegrityError:
        earlier = Submission.objects.filter(pk=key).first()
        if earlier is None:
            raise
        if (earlier.action, earlier.actor_id) != (action, by.actor_id):
            raise Refusal("submission_key_reused", remedy=_("Open the page anew and send the form again.")) from None
        return earlier.result_id
