"""What an auditor asks the log for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varsel.base.audit.purposes import PURPOSES
from varsel.base.audit.verbs import Verb
from varsel.base.design.controls import field_of, words_of
from varsel.base.kernel.packs.pack import time_zone
from varsel.base.oversight.rules import Period, first_day

PERIODS: dict[str, Promise] = {
    Period.TODAY: pgettext_lazy("period", "today"),
    Period.WEEK: _("the last 7 days"),
    Period.MONTH: _("the last 30 days"),
    Period.ALWAYS: _("all of the log"),
}


class FilterForm(forms.Form):
    """Who, what, what for, when; all of it in the address, so that a view can be bookmarked."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    verb = forms.ChoiceField(label=_("Did what"), required=False)
    purpose = forms.ChoiceField(label=_("What for"), required=False)
    period = forms.ChoiceField(choices=list(PERIODS.items()), required=False, widget=forms.HiddenInput)
    day = forms.DateField(required=False, widget=forms.HiddenInput)
    refused = forms.BooleanField(required=False, widget=forms.HiddenInput)
    own = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, people: Iterable[tuple[UUID, str]]) -> None:
        super().__init__(data, label_suffix="")
        acts = sorted(((verb.value, str(verb.description)) for verb in Verb), key=lambda choice: choice[1])
        aims = sorted(((key, str(words)) for key, words in PURPOSES.items()), key=lambda choice: choice[1])
        everybody = [(str(pk), name) for pk, name in people]
        for name, choices in (("who", everybody), ("verb", acts), ("purpose", aims)):
            field_of(self, name, forms.ChoiceField).choices = [("", _("All")), *choices]

    def asked(self) -> "Asked":
        """What is asked for; a condition that nobody knows is left out, and the page then shows so."""
        self.is_valid()
        found = self.cleaned_data
        return Asked(
            who=UUID(found["who"]) if found.get("who") else None,
            verb=found.get("verb", ""),
            purpose=found.get("purpose", ""),
            period=Period(found.get("period") or Period.MONTH),
            day=found.get("day"),
            refused=found.get("refused", False),
            own=found.get("own", False),
        )

    def sentence(self, asked: "Asked") -> list[tuple[str, str | Promise]]:
        """The conditions in words, by the name in the address that takes each away."""
        chosen = {"who": str(asked.who or ""), "verb": asked.verb, "purpose": asked.purpose}
        return [(name, words_of(self.fields[name], value)) for name, value in chosen.items() if value]


@dataclass(frozen=True)
class Asked:
    """What the list is narrowed to; `day` stands in place of the period, `own` shows one's own routine too."""

    who: UUID | None
    verb: str
    purpose: str
    period: Period
    day: date | None
    refused: bool
    own: bool

    @property
    def leaves_out_own(self) -> bool:
        """One's own routine is left out, unless it is asked for or a person or an act is."""
        return not (self.own or self.who or self.verb)

    def conditions(self, today: date, reader: UUID) -> dict[str, Any]:
        """As `audit.queries.events` wants them."""
        since = self.day or first_day(self.period, today)
        return {
            "actor_id": self.who,
            "verb": self.verb,
            "purpose": self.purpose,
            "since": since and _midnight(since),
            "until": self.day and _midnight(self.day + timedelta(days=1)),
            "refused": self.refused,
            "besides_routine_of": reader if self.leaves_out_own else None,
        }

    def criterion(self) -> dict[str, object]:
        """As the log remembers that it was read."""
        found = {name: getattr(self, name) for name in ("who", "verb", "purpose", "day", "refused", "own")}
        return {"period": self.period.value, **{name: value for name, value in found.items() if value}}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), time_zone())


class NumberForm(forms.Form):
    """The number of a case or a referral, as somebody has it on paper."""

    number = forms.CharField(
        label=_("Number of a case or a referral"),
        help_text=_("As it stands on the letter, for example 7K3M-92QX."),
        max_length=40,
    )
