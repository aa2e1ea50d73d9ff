"""Forms that add to the file of a case: talks, situations, consents, notes."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.permissions import Permission
from varsel.base.accounts.queries import organisations_holding
from varsel.base.actors.models import Organisation
from varsel.base.design.controls import DateField, field_of
from varsel.casework.cases import actions
from varsel.casework.cases.access import within
from varsel.casework.cases.forms.acts import ActForm, CodeChoice, ConsentChoice, OrganisationChoice
from varsel.casework.cases.models import CaseReferral, Consent, Interview, Note, Situation, SituationElement
from varsel.casework.cases.models.consents import INTERVIEW, PASSING_ON
from varsel.casework.cases.queries.next_acts import lacking
from varsel.casework.cases.queries.pages import body_of
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.referrals.queries.signs import sign_choices

LONG = forms.Textarea(attrs={"rows": 8})


class InterviewForm(ActForm):
    heading = _("Record a talk with the person")
    lead = _("A clarifying interview is voluntary. What is said is passed on only as far as the person consents.")
    submit = _("Record the talk")
    done = _("The talk is recorded.")
    act = "interview"
    part = CasePart.INTERVIEW
    conditional = frozenset({"consent"})

    kind = forms.ChoiceField(
        label=_("What kind of talk was it?"),
        choices=[(Interview.Kind.INTERVIEW, _("Clarifying interview")), (Interview.Kind.CONTACT, _("Contact"))],
        widget=forms.RadioSelect,
    )
    held_on = DateField(label=_("When was it held?"))
    place_kind = CodeChoice("interview_place", label=_("Where was it?"))
    interpreter_language = CodeChoice("language", label=_("Interpreter, language"), empty=_("None"), required=False)
    companion = CodeChoice("companion", label=_("Who was with the person?"), empty=_("Not known"), required=False)
    consent = ConsentChoice(
        label=_("Consent to the interview"), required=False, help_text=_("Needed for a clarifying interview.")
    )
    summary = forms.CharField(label=_("What matters for the case"), required=False, widget=LONG)

    def prepare(self) -> None:
        field_of(self, "consent", ConsentChoice).offer(self.seen, INTERVIEW)
        self.initial.setdefault("held_on", timezone.localdate())

    def perform(self) -> Interview:
        return actions.hold_interview(self.case, by=self.by, **self.cleaned_data)


class SituationForm(ActForm):
    heading = _("Add a situation of exploitation")
    lead = _("A person may have been in several. Write the place coarsely: a town, a kind of place.")
    submit = _("Add the situation")
    done = _("The situation is in the file. Add its act, means and purpose next.")
    act = "situation"
    part = CasePart.SITUATION

    form = CodeChoice("exploitation_form", label=_("Which form?"))
    is_main = forms.BooleanField(label=_("This is the main form"), required=False)
    country = CodeChoice("country", label=_("In which country?"), empty=_("Not known"), required=False)
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    began = DateField(label=_("From"), required=False)
    ended = DateField(label=_("To"), required=False)

    def perform(self) -> Situation:
        return actions.add_situation(self.case, by=self.by, **self.cleaned_data)


class SituationCorrectionForm(SituationForm):
    heading = _("Correct a situation")
    lead = _("The old one stays readable. What is not ticked below no longer counts as a ground.")
    submit = _("Write the correction")
    done = _("The correction is in the file.")
    act = "situation_correction"

    elements = forms.MultipleChoiceField(
        label=_("Acts, means and purposes that still hold"), required=False, widget=forms.CheckboxSelectMultiple
    )

    target: Situation

    def prepare(self) -> None:
        rows = self.target.elements.select_related("code", "observer")
        self.standing_elements = {str(row.pk): row for row in rows}
        choices = [(key, f"{row.code.label} · {row.observer.label}") for key, row in self.standing_elements.items()]
        field_of(self, "elements", forms.ChoiceField).choices = choices
        place = self.target.place
        self.initial = {
            "form": self.target.form_id,
            "is_main": self.target.is_main,
            "country": self.target.country_id,
            "place": place.open("casework") if place is not None else "",
            "began": self.target.began,
            "ended": self.target.ended,
            "elements": list(self.standing_elements),
        }

    def perform(self) -> Situation:
        data = {**self.cleaned_data}
        kept = [self.standing_elements[key] for key in data.pop("elements")]
        return actions.add_situation(self.case, by=self.by, corrects=self.target, kept=kept, **data)


class ElementForm(ActForm):
    heading = _("Add an act, a means or a purpose")
    lead: str | Promise = _("Say who observed it and how: the decision rests on these.")
    submit = _("Add it to the file")
    done = _("It is in the file.")
    act = "element"
    part = CasePart.SITUATION

    situation = forms.ChoiceField(label=_("In which situation?"))
    element = CodeChoice("trafficking_element", label=_("What?"))
    observer = CodeChoice("observer", label=_("Who observed it?"))
    basis = forms.ChoiceField(
        label=_("How?"),
        choices=[("observed", _("Seen")), ("stated", _("Told by the person")), ("documented", _("Documented"))],
        widget=forms.RadioSelect,
    )
    signs = forms.MultipleChoiceField(
        label=_("Signs of the catalogue that show it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    folded = frozenset({"signs"})

    def prepare(self) -> None:
        if what := lacking(self.case):
            self.lead = f"{self.lead} {gettext('“Assessed” needs it; still lacking: %(what)s.') % {'what': what}}"
        field_of(self, "signs", forms.ChoiceField).choices = self._signs()
        rows = Situation.objects.filter(case=self.case, corrected_by=None).select_related("form")
        self.situations = {str(row.pk): row for row in rows}
        field_of(self, "situation", forms.ChoiceField).choices = [
            (key, row.form.label) for key, row in self.situations.items()
        ]

    def _signs(self) -> list[tuple[str, str]]:
        """Every sign of the catalogue, those that the case's referrals reported first."""
        told = within(self.seen, CaseReferral).values_list("referral__signs", flat=True)
        reported = {key for keys in told for key in keys}
        return sorted(sign_choices(every=True), key=lambda choice: choice[0] not in reported)

    def perform(self) -> SituationElement:
        data = {**self.cleaned_data}
        return actions.add_element(self.situations[data.pop("situation")], by=self.by, code=data.pop("element"), **data)


class ConsentForm(ActForm):
    heading = _("Record a consent")
    lead = _("A consent is for one purpose and one recipient, freely given, and withdrawn as easily as it was given.")
    submit = _("Record the consent")
    done = _("The consent is recorded.")
    act = "consent"
    part = "consents"
    conditional = frozenset({"recipient"})
    from_address = frozenset({"purpose"})

    purpose = CodeChoice("consent_purpose", label=_("To what?"))
    recipient = OrganisationChoice(
        label=_("Who may get the information?"),
        required=False,
        help_text=_("Needed where something is passed on or shared."),
    )
    text_version = forms.CharField(label=_("Version of the text that was read"), max_length=40, initial="2026-1")
    evidence = forms.ChoiceField(
        label=_("How was it given?"),
        choices=[
            (Consent.Evidence.WRITTEN, _("In writing")),
            (Consent.Evidence.ORAL, _("Orally")),
            (Consent.Evidence.ORAL_INTERPRETED, _("Orally, through an interpreter")),
        ],
        widget=forms.RadioSelect,
    )
    given_on = DateField(label=_("When?"))

    def prepare(self) -> None:
        self.initial.setdefault("given_on", timezone.localdate())
        may_get = Q(bound_by_secrecy=True) | Q(pk__in=organisations_holding(Permission.CASE_READ))
        others = Organisation.objects.filter(may_get).exclude(pk=self.case.unit.organisation_id)
        field_of(self, "recipient", OrganisationChoice).offer(others)
        body, _name = body_of(self.seen)
        if body is not None and self.initial.get("purpose") == PASSING_ON:
            self.initial["recipient"] = str(body.organisation.pk)

    def perform(self) -> Consent:
        return actions.give_consent(self.case, by=self.by, **self.cleaned_data)


class NoteForm(ActForm):
    heading = _("Write a note")
    lead = _("A note is never changed; a mistake is corrected by a new note that names it.")
    submit = _("Write the note")
    done = _("The note is in the file.")
    act = "note"
    part = CasePart.NOTE

    text = forms.CharField(label=_("Note"), widget=LONG)

    def perform(self) -> Note:
        return actions.add_note(self.case, by=self.by, **self.cleaned_data)


class CorrectionForm(NoteForm):
    heading = _("Correct a note")
    lead = _("The old note stays readable, with the new one beside it.")
    submit = _("Write the correction")
    done = _("The correction is in the file.")
    act = "note_correction"

    target: Note

    def prepare(self) -> None:
        text = self.target.text
        self.initial.setdefault("text", text.open("casework") if text is not None else "")

    def perform(self) -> Note:
        return actions.correct_note(self.target, by=self.by, **self.cleaned_data)


class WithdrawalForm(ActForm):
    heading = _("Record that the consent is withdrawn")
    lead = _("What was opened under it closes at once. Think of whether the withdrawal may be forced.")
    submit = _("Withdraw the consent")
    done = _("The consent is withdrawn, and what was opened under it is closed.")
    act = "consent_withdrawal"
    part = "consents"

    target: Consent

    def perform(self) -> Any:
        return actions.withdraw_consent(self.target, by=self.by)
