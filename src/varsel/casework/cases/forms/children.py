"""Forms about a child: notifying the authority, its answer, and who represents the child."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.design.controls import DateField, field_of
from varsel.casework.cases import actions
from varsel.casework.cases.forms.acts import ActForm
from varsel.casework.cases.models import Notification, Representative
from varsel.casework.cases.queries.children import duties_of, roles
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.referrals.queries.pack import Notice, duties

STAYS = _("If this is left empty, the day that is recorded stays.")


def said(token: Any) -> str:
    """What stands sealed, opened to be corrected."""
    return token.open("casework") if token is not None else ""


class NotificationForm(ActForm):
    heading = _("Has the municipality been notified?")
    lead = _("Send the notification by the municipality's own way. Here it is only recorded that it was sent.")
    submit = _("Record it")
    done = _("It is recorded. When the answer comes, record that too.")
    act = "notification"
    part = CasePart.PERSON

    duty = forms.ChoiceField(label=_("On which ground?"), widget=forms.RadioSelect)
    was_sent = forms.TypedChoiceField(
        label=_("Has it been sent?"),
        choices=[("yes", _("Yes, it has been sent")), ("no", _("No, and I say why"))],
        coerce=lambda typed: typed == "yes",
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("When?"))
    recipient = forms.CharField(
        label=_("If yes, to whom?"), required=False, max_length=200, help_text=_("Which municipality.")
    )
    reason = forms.CharField(label=_("If not, why not?"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self) -> None:
        choices = _choices(self.offered())
        field_of(self, "duty", forms.ChoiceField).choices = choices
        self.initial.setdefault("on", timezone.localdate())
        if len(choices) == 1:
            self.initial.setdefault("duty", choices[0][0])

    def offered(self) -> dict[str, Notice]:
        """The duties to choose from."""
        return duties_of(self.case)

    def perform(self) -> Any:
        return actions.notify(self.case, by=self.by, **self.cleaned_data)


def _choices(found: dict[str, Notice]) -> list[tuple[str, str]]:
    return [(key, f"{notice.label} ({notice.law})" if notice.law else notice.label) for key, notice in found.items()]


class NotificationCorrectionForm(NotificationForm):
    heading = _("Correct what was recorded of the notification")
    lead = _("The old entry stays readable. An answer that was recorded goes with the correction.")
    submit = _("Write the correction")
    done = _("The correction is in the file.")
    act = "notification_correction"

    target: Notification

    answered_on = DateField(label=_("When did the answer come?"), required=False, help_text=STAYS)

    def prepare(self) -> None:
        old = self.target
        self.initial = {
            "duty": old.duty,
            "was_sent": "yes" if old.was_sent else "no",
            "on": old.on,
            "recipient": said(old.recipient),
            "reason": said(old.reason),
            "answered_on": old.answer.on if hasattr(old, "answer") else None,
        }
        super().prepare()

    def offered(self) -> dict[str, Notice]:
        """The one that was recorded stays a choice, if the person is no longer a child."""
        return {key: duty for key, duty in duties().items() if key in {self.target.duty, *duties_of(self.case)}}

    def perform(self) -> Any:
        return actions.notify(self.case, by=self.by, corrects=self.target, **self.cleaned_data)


class AnswerForm(ActForm):
    heading = _("Record the answer")
    lead = _("The municipality says that it has got the notification.")
    submit = _("Record the answer")
    done = _("The answer is recorded.")
    act = "notification_answer"
    part = CasePart.PERSON

    target: Notification
    on = DateField(label=_("When did the answer come?"))

    def prepare(self) -> None:
        self.initial.setdefault("on", timezone.localdate())

    def perform(self) -> Any:
        return actions.note_answer(self.target, by=self.by, **self.cleaned_data)


class RepresentativeForm(ActForm):
    heading = _("Who represents the child?")
    lead = _("Only who was appointed by the authority. Name and contact lie sealed, for the team alone.")
    submit = _("Record the representative")
    done = _("The representative is recorded.")
    act = "representative"
    part = CasePart.PERSON

    role = forms.ChoiceField(label=_("In which role?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=200)
    contact = forms.CharField(label=_("How to reach her or him"), required=False, max_length=200)
    since = DateField(label=_("Since when?"))

    def prepare(self) -> None:
        field_of(self, "role", forms.ChoiceField).choices = _choices(roles())

    def perform(self) -> Any:
        return actions.name_representative(self.case, by=self.by, **self.cleaned_data)


class RepresentativeCorrectionForm(RepresentativeForm):
    heading = _("Correct who represents the child")
    lead = _("The old entry stays readable. A last day that was recorded goes with the correction.")
    submit = _("Write the correction")
    done = _("The correction is in the file.")
    act = "representative_correction"

    target: Representative

    last_day = DateField(label=_("Last day"), required=False, help_text=STAYS)

    def prepare(self) -> None:
        super().prepare()
        old = self.target
        self.initial = {"role": old.role, "name": said(old.name), "contact": said(old.contact), "since": old.since}
        self.initial["last_day"] = old.end.on if hasattr(old, "end") else None

    def perform(self) -> Any:
        return actions.name_representative(self.case, by=self.by, corrects=self.target, **self.cleaned_data)


class RepresentativeEndForm(ActForm):
    heading = _("The representative's last day")
    submit = _("Record the last day")
    done = _("The last day is recorded.")
    act = "representative_end"
    part = CasePart.PERSON

    target: Representative
    on = DateField(label=_("Last day"))

    def prepare(self) -> None:
        self.initial.setdefault("on", timezone.localdate())

    def perform(self) -> Any:
        return actions.end_representative(self.target, by=self.by, **self.cleaned_data)
