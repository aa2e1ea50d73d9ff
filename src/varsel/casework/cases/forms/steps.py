"""Forms that move a case on: opening, person, team, passing on, decision, sharing, closing."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.accounts.queries import organisations_holding
from varsel.base.actors.models import Organisation, Unit
from varsel.base.design.controls import DateField, field_of
from varsel.casework.cases import actions
from varsel.casework.cases.access import Seen
from varsel.casework.cases.actions.people import PURPOSES
from varsel.casework.cases.forms.acts import (
    ActForm,
    CodeChoice,
    CodeChoices,
    ConsentChoice,
    EverCodeChoice,
    Missing,
    OrganisationChoice,
)
from varsel.casework.cases.models import Case
from varsel.casework.cases.models.consents import PASSING_ON, SHARING
from varsel.casework.cases.queries.decisions import elements_of, latest_assessment
from varsel.casework.cases.queries.pages import PART_WORDS, because, body_of, team_of
from varsel.casework.cases.queries.team import eligible
from varsel.casework.cases.rules.parts import CasePart


class OpenCaseForm(forms.Form):
    """A new case for a new person."""

    working_name = forms.CharField(
        label=_("Working name"), max_length=80, help_text=_("Not the real name: a word the team will know it by.")
    )
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    in_danger = forms.BooleanField(label=_("The person is in danger now"), required=False)
    may_be_child = forms.BooleanField(label=_("The person may be under 18"), required=False)

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)
        units: QuerySet[Unit] = Unit.objects.filter(organisation=by.organisation_id, retired_on=None)
        field_of(self, "unit", forms.ModelChoiceField).queryset = units
        self.initial.setdefault("unit", by.unit_id)

    def perform(self) -> Case:
        return actions.open_case(by=self.by, **self.cleaned_data)


class PersonForm(ActForm):
    heading = _("What is known of the person")
    lead = _("Nothing is required. What says who it is lies sealed and is opened only with a purpose.")
    submit = _("Save what is known")
    done = _("What is known of the person is saved.")
    act = "person"
    part = CasePart.PERSON

    version = forms.IntegerField(widget=forms.HiddenInput)
    working_name = forms.CharField(label=_("Working name"), max_length=80, required=False)
    sex = CodeChoice("sex", label=_("Sex"), empty=_("Not known"), required=False)
    birth_year = forms.IntegerField(label=_("Year of birth, or an estimate"), required=False, min_value=1900)
    is_age_uncertain = forms.BooleanField(label=_("The age is uncertain"), required=False)
    may_be_child = forms.BooleanField(
        label=_("The person may be under 18"),
        required=False,
        help_text=_("Where there is doubt, the person is presumed to be a child."),
    )
    citizenships = CodeChoices(
        "country", label=_("Citizenships"), required=False, help_text=_("Several: hold Ctrl down while you choose.")
    )

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(_("The year lies in the future."))
        return year

    def prepare(self) -> None:
        person = self.case.person
        name = person.working_name
        self.initial = {
            "version": person.version,
            "working_name": name.open("casework") if name is not None else "",
            "sex": person.sex_id,
            "birth_year": person.birth_year,
            "is_age_uncertain": person.is_age_uncertain,
            "may_be_child": person.may_be_child,
            "citizenships": [one.country_id for one in person.citizenships.all()],
        }

    def perform(self) -> Any:
        return actions.describe_person(self.case, by=self.by, **self.cleaned_data)


class IdentityForm(ActForm):
    heading = _("Write who the person is")
    lead = _("These are sealed. Leave empty what is to stay as it is.")
    submit = _("Seal and save")
    done = _("The identity is sealed and saved.")
    act = "identity"
    part = CasePart.PERSON

    version = forms.IntegerField(widget=forms.HiddenInput)
    names = forms.CharField(label=_("Names"), max_length=200, required=False)
    birth_date = DateField(label=_("Date of birth"), required=False)
    cpr = forms.CharField(label=_("CPR number"), max_length=11, required=False)
    document_number = forms.CharField(label=_("Passport or identity card number"), max_length=40, required=False)
    contact = forms.CharField(label=_("Safe ways to reach the person"), required=False, widget=forms.Textarea)

    def prepare(self) -> None:
        self.initial = {"version": self.case.person.version}

    def perform(self) -> Any:
        data = {**self.cleaned_data}
        version, born = data.pop("version"), data.pop("birth_date")
        typed = {name: value for name, value in data.items() if value}
        if born:
            typed["birth_date"] = born.isoformat()
        return actions.describe_person(self.case, by=self.by, version=version, **typed)


class OpenIdentityForm(ActForm):
    heading = _("Open the person's identity")
    lead = _("The opening is logged with its purpose, and the person can ask to see that.")
    submit = _("Open the identity")
    act = "identity_opening"

    purpose = forms.ChoiceField(
        label=_("What do you open it for?"),
        choices=list(
            zip(
                PURPOSES,
                (
                    _("To reach the person"),
                    _("To assess the case"),
                    _("To write to an authority"),
                    _("To prepare a return"),
                    _("To check that the details are right"),
                ),
                strict=True,
            )
        ),
        widget=forms.RadioSelect,
    )

    def perform(self) -> dict[str, str]:
        return actions.open_identity(self.case, by=self.by, **self.cleaned_data)


class ResidenceForm(ActForm):
    heading = _("Record the residence status")
    lead = _("It says who decides whether the person has been exposed to trafficking.")
    submit = _("Record the status")
    done = _("The residence status is recorded.")
    act = "residence"
    part = CasePart.ASSESSMENT

    status = CodeChoice("residence_status", label=_("Which status?"))
    since = DateField(
        label=_("Since when?"),
        required=False,
        help_text=_("Leave it empty if it is not known, and no other status is: then it holds until another one does."),
    )

    def perform(self) -> Any:
        return actions.set_residence(self.case, by=self.by, **self.cleaned_data)


WHO_DECIDES = _("Record the residence status first: it says who decides.")


class PassOnForm(ActForm):
    heading: str | Promise = _("Pass the case on to the deciding body")
    lead = _(
        "The deciding body gets the person's details if the person says yes, or where a law gives a ground for it."
        " Without them it cannot assess the case."
    )
    submit = _("Pass the case on")
    done = _("The case is with the deciding body now.")
    act = "pass_on"
    part = CasePart.ASSESSMENT
    conditional = frozenset({"consent", "ground"})

    organisation = forms.UUIDField(required=False, widget=forms.HiddenInput)
    consent = ConsentChoice(label=_("The person's consent to this"), required=False)
    ground = CodeChoice("disclosure_ground", label=_("Or a legal ground"), empty=_("None"), required=False)

    def prepare(self) -> None:
        """Who gets the case follows from the residence status: the page says it, nobody chooses it."""
        body, name = body_of(self.seen)
        if body is None:
            self._lead_to("residence", WHO_DECIDES, _("Record the residence status"))
            return
        if body.is_written_by(self.case.unit.organisation_id):
            self._lead_to("assess", because(self.seen, body, name), _("Assess"))
            return
        self.heading = gettext("Pass the case on to %(body)s") % {"body": name}
        self.initial = {"organisation": body.organisation.pk}
        field_of(self, "consent", ConsentChoice).offer(self.seen, PASSING_ON, body.organisation)

    def _lead_to(self, page: str, why: str | Promise, action: Promise) -> None:
        self.missing = Missing(why, action, reverse(f"cases:{page}", args=[self.case.number]))

    def perform(self) -> Any:
        data = {**self.cleaned_data}
        body = Organisation.objects.filter(pk=data.pop("organisation")).first()
        return actions.pass_on(self.case, by=self.by, organisation=body, **data)


class DecisionForm(ActForm):
    heading = _("Decision")
    submit = _("Record the decision")
    done = _("The decision is recorded.")
    act = "assess"
    part = CasePart.ASSESSMENT
    conditional = frozenset({"elements"})

    predecessor = forms.UUIDField(required=False, widget=forms.HiddenInput)
    outcome = EverCodeChoice("assessment_outcome", label=_("Outcome"))
    decided_on = DateField(label=_("Day of the decision"))
    elements = forms.MultipleChoiceField(
        label=_("Grounds of the file that it rests on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("“Assessed” needs an act, a means (not for a child) and a purpose."),
    )
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def prepare(self) -> None:
        earlier = latest_assessment(self.case)
        in_file = elements_of(self.case) if self.seen.shows(CasePart.SITUATION) else []
        self.grounds = {str(row.pk): row for row in in_file}
        choices = [(key, f"{row.code.label} · {row.observer.label}") for key, row in self.grounds.items()]
        field_of(self, "elements", forms.ChoiceField).choices = choices
        self.initial = {"predecessor": earlier and earlier.pk, "decided_on": timezone.localdate()}

    def perform(self) -> Any:
        data = {**self.cleaned_data}
        chosen = [self.grounds[key] for key in data.pop("elements")]
        return actions.assess(self.case, by=self.by, elements=chosen, **data)


class ShareForm(ActForm):
    heading = _("Give an organisation access")
    lead = _("Choose the parts it needs for its purpose, and no more. Number, status and deadline always come along.")
    submit = _("Give access")
    done = _("The organisation has access until the day you chose.")
    act = "share"
    part = "sharing"
    conditional = frozenset({"consent", "ground"})

    organisation = OrganisationChoice(
        label=_("Who?"), help_text=_("Organisations in which somebody has a role that reads cases.")
    )
    parts = forms.MultipleChoiceField(
        label=_("Which parts?"), choices=list(PART_WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    purpose = CodeChoice("sharing_purpose", label=_("What for?"))
    last_day = DateField(label=_("Until and including"))
    consent = ConsentChoice(label=_("The person's consent to this"), required=False)
    ground = CodeChoice("disclosure_ground", label=_("Or a legal ground"), empty=_("None"), required=False)

    def prepare(self) -> None:
        readers = Organisation.objects.filter(pk__in=organisations_holding(Permission.CASE_READ))
        others = readers.exclude(pk=self.case.unit.organisation_id)
        field_of(self, "organisation", OrganisationChoice).offer(others)
        field_of(self, "consent", ConsentChoice).offer(self.seen, SHARING)

    def clean_parts(self) -> list[CasePart]:
        return [CasePart(part) for part in self.cleaned_data["parts"]]

    def perform(self) -> Any:
        return actions.share(self.case, by=self.by, **self.cleaned_data)[0]


class EndShareForm(ActForm):
    heading = _("End the access")
    lead = _("The organisation sees this part no longer, from this moment.")
    submit = _("End the access")
    done = _("The access is ended.")
    act = "share_end"
    part = "sharing"

    def perform(self) -> Any:
        return actions.end_share(self.target, by=self.by)


class TeamForm(ActForm):
    heading = _("Who is on the team?")
    lead: str | Promise = ""
    submit = _("Change the team")
    done = _("The team is changed.")
    act = "team"

    user = forms.ChoiceField(label=_("Who?"))
    what = forms.ChoiceField(
        label=_("What?"),
        choices=[
            ("assign", _("Put on the team")),
            ("unassign", _("Take off the team")),
            ("conflict", _("Shut out because of a conflict of interest")),
        ],
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        team = ", ".join(team_of(self.seen)) or _("nobody")
        self.lead = gettext("On the team now: %(team)s") % {"team": team}
        self.initial.setdefault("what", "assign")
        groups = eligible(self.seen)
        self.people = {str(user.pk): user for _of, users in groups for user in users}
        choices = [
            (name or _("Others"), [(str(user.pk), user.display_name) for user in users]) for name, users in groups
        ]
        field_of(self, "user", forms.ChoiceField).choices = [("", _("Choose")), *choices]

    def perform(self) -> Any:
        acts = {"assign": actions.assign, "unassign": actions.unassign, "conflict": actions.declare_conflict}
        return acts[self.cleaned_data["what"]](self.case, by=self.by, user=self.people[self.cleaned_data["user"]])


class CloseForm(ActForm):
    heading = _("Close the case")
    lead = _("A closed case can be opened again.")
    submit = _("Close the case")
    done = _("The case is closed.")
    act = "close"

    reason = CodeChoice("closing_reason", label=_("Why?"))

    def perform(self) -> Any:
        return actions.close_case(self.case, by=self.by, **self.cleaned_data)


class ReopenForm(ActForm):
    heading = _("Open the case again")
    submit = _("Open the case again")
    done = _("The case is open again.")
    act = "reopen"

    def perform(self) -> Any:
        return actions.reopen_case(self.case, by=self.by)


def preview_parts(form: ShareForm, seen: Seen) -> frozenset[CasePart]:
    """The parts ticked so far, for the preview."""
    known = {part.value for part in CasePart}
    return frozenset(CasePart(part) for part in form["parts"].data if part in known) & seen.parts
