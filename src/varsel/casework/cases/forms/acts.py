"""What every form about a case has in common: it knows the case as the writer sees it, and performs one act."""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation
from varsel.base.actors.queries import by_kind
from varsel.base.design.controls import words_of
from varsel.base.kernel.codes import choices
from varsel.base.kernel.models import Code
from varsel.casework.cases.access import Seen, within
from varsel.casework.cases.models import Consent
from varsel.casework.cases.queries.pages import names_of


@dataclass(frozen=True)
class Missing:
    """What must be recorded before an act can be done: why, what to press, where."""

    why: "str | Promise"
    action: "str | Promise"
    href: str


class ActForm(forms.Form):
    """A question as heading, one line of help, one button that says what happens, one sentence when it is done."""

    heading: str | Promise = ""
    lead: ClassVar[str | Promise] = ""
    submit: ClassVar[str | Promise] = ""
    done: ClassVar[str | Promise] = ""
    act: ClassVar[str] = ""
    part: ClassVar[str] = ""  # the part of the case to return to
    folded: ClassVar[frozenset[str]] = frozenset()  # long fields that few need: they unfold
    conditional: ClassVar[frozenset[str]] = frozenset()  # not always required, and not "optional" either
    from_address: ClassVar[frozenset[str]] = frozenset()  # what a link may fill in; never anything about a person
    missing: "Missing | None" = None  # what must be there first
    standing: "list[tuple[str | Promise, str]]"  # what somebody else wrote meanwhile
    target: Any  # the record inside the case, or the name of the period, that the act is about

    def __init__(self, seen: Seen, by: User, *args: Any, target: Any = None, **kwargs: Any) -> None:
        self.seen, self.case, self.by, self.target, self.standing = seen, seen.case, by, target, []
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill choices that depend on the case."""

    def follow(self) -> None:
        """Somebody else was quicker: the hidden fields say what stands now, so that the next press counts, and
        `standing` what it is where the writer's own differs."""
        self.standing = [
            (field.label, words_of(field.field, field.initial))
            for field in self.visible_fields()
            if field.initial not in (None, "", [], False) and field.initial != field.value()
        ]
        renewed = QueryDict(mutable=True)
        renewed.update(self.data)
        for field in self.hidden_fields():
            renewed[field.html_name] = str(field.initial or "")
        self.data = renewed

    def perform(self) -> Any:
        """Call the one action; returns what it made."""
        raise NotImplementedError


class CodeChoice(forms.ChoiceField):
    """A choice from a code list in force today; gives the code itself, or None."""

    def __init__(self, code_list: str, *, empty: "str | Promise" = "", leaves: bool = False, **kwargs: Any) -> None:
        self.code_list, self.empty = code_list, empty
        super().__init__(choices=self._choices, **kwargs)

    def _choices(self) -> list[tuple[str, str]]:
        return [("", str(self.empty or _("Choose"))), *choices(self.code_list, timezone.localdate())]

    def clean(self, value: Any) -> Code | None:
        chosen = super().clean(value)
        return Code.objects.get(pk=chosen) if chosen else None


class EverCodeChoice(CodeChoice):
    """A choice from what a code list has had up to today, each with its time; for what is dated by another field."""

    def _choices(self) -> list[tuple[str, str]]:
        begun = Q(valid_from=None) | Q(valid_from__lte=timezone.localdate())
        found = Code.objects.filter(begun, list=self.code_list)
        return [("", str(self.empty or _("Choose"))), *((code.id, f"{code.label}{_time_of(code)}") for code in found)]


def _time_of(code: Code) -> str:
    """When a code holds, where that is not always."""
    words = [(code.valid_from, gettext("from %(day)s")), (code.valid_to, gettext("until %(day)s"))]
    said = [text % {"day": formats.date_format(day, "DATE_FORMAT")} for day, text in words if day]
    return f" ({', '.join(said)})" if said else ""


class CodeChoices(forms.MultipleChoiceField):
    """Several choices from a code list in force today; gives the codes."""

    def __init__(self, code_list: str, **kwargs: Any) -> None:
        self.code_list = code_list
        super().__init__(choices=self._choices, **kwargs)

    def _choices(self) -> list[tuple[str, str]]:
        return choices(self.code_list, timezone.localdate())

    def clean(self, value: Any) -> list[Code]:
        return list(Code.objects.filter(pk__in=super().clean(value)))


class ConsentChoice(forms.ChoiceField):
    """One of the consents of the case that still hold; where there is none, the way to recording one."""

    def offer(self, seen: Seen, purpose: str, recipient: Organisation | None = None) -> None:
        rows = within(seen, Consent).filter(purpose=purpose, withdrawal=None).select_related("recipient")
        self.consents = {str(row.pk): row for row in rows}
        fitting = [key for key, row in self.consents.items() if recipient is None or row.recipient_id == recipient.pk]
        names = names_of(row.recipient_id for row in rows if row.recipient_id)
        labels = [(key, self._label(row, names)) for key, row in self.consents.items()]
        self.choices = [("", str(_("None"))), *labels]
        self.initial = fitting[0] if len(fitting) == 1 else None
        if not fitting:
            href = f"{reverse('cases:consent', args=[seen.case.number])}?{urlencode({'purpose': purpose})}"
            words = (self.help_text, _("No such consent is recorded yet."), href, _("Record a consent (in a new tab)"))
            # In a tab of its own: what is typed here stays, and the consent is there when this form is sent.
            self.help_text = format_html('{} {} <a href="{}" target="_blank" rel="noopener">{}</a>', *words)

    def _label(self, row: Consent, names: dict[Any, str]) -> str:
        given = formats.date_format(row.given_on, "DATE_FORMAT")
        return " · ".join(filter(None, [names.get(row.recipient_id, ""), given]))

    def clean(self, value: Any) -> Consent | None:
        return self.consents.get(super().clean(value))


class OrganisationChoice(forms.ChoiceField):
    """One of the organisations with a name today, under what kind they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = Organisation.objects.none()

    def offer(self, organisations: QuerySet[Organisation]) -> None:
        self.offered = organisations
        groups = by_kind(organisations, timezone.localdate())
        kinds = [(kind, [(str(one.pk), name) for one, name in rows]) for kind, rows in groups]
        self.choices = [("", str(_("Choose"))), *kinds]

    def clean(self, value: Any) -> Organisation | None:
        chosen = super().clean(value)
        return self.offered.get(pk=chosen) if chosen else None
