"""The whole referral: its pages' forms together, what they came to, and how it reads on the check page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy

from varsel.casework.referrals.forms.pages import DESK_FORMS, FORMS, PARTNER_FORMS, PageForm, SignsForm
from varsel.casework.referrals.forms.state import State
from varsel.casework.referrals.rules.pages import QUESTIONS, Page
from varsel.casework.referrals.rules.situation import Answer, Danger, Knows, Notified, Presence

Checked = TypeVar("Checked", bound=forms.Form)
DEFAULTS = {
    "danger": Danger.UNKNOWN,
    "presence": Presence.UNKNOWN,
    "exploiter_present": Answer.UNKNOWN,
    "child": Answer.UNKNOWN,
    "notified": Notified.UNKNOWN,
    "knows": Knows.UNKNOWN,
    "persons": 1,
}


def page_form(page: Page, state: State, *, every_sign: bool = False) -> PageForm:
    """The page's form, filled with what was typed; unbound, so shown without errors, if nothing was yet."""
    kind = _forms(state)[page]
    more: dict[str, Any] = {"every_sign": every_sign} if issubclass(kind, SignsForm) else {}
    return kind(state.answers, professional=state.is_professional, **more)


def _forms(state: State) -> dict[Page, type[PageForm]]:
    if state.is_partner:
        return PARTNER_FORMS
    return DESK_FORMS if state.contact else FORMS


def unchecked(form: Checked) -> Checked:
    """The same form with the same values, before it is checked: it shows no errors yet."""
    form._errors = forms.utils.ErrorDict()  # type: ignore[attr-defined]  # the way of Django's own `add_error` before `full_clean`
    return form


def first_fault(state: State) -> Page | None:
    """The first page that something must be mended on."""
    return next((page for page in QUESTIONS if not page_form(page, state).is_valid()), None)


def told(state: State) -> dict[str, Any]:
    """The cleaned answers of all pages, as fields of a referral; call it when there is no fault."""
    cleaned: dict[str, Any] = {"sender": state.sender}
    for page in QUESTIONS:
        form = page_form(page, state)
        form.full_clean()
        cleaned |= form.cleaned_data
    cleaned.pop("files", None)
    return {name: value or DEFAULTS.get(name, value) for name, value in cleaned.items()}


@dataclass(frozen=True)
class Given:
    """One answer on the check page."""

    label: str | Promise
    value: str
    page: Page


def summary(state: State) -> Iterator[Given]:
    """What was answered, page by page; what was left empty is not repeated."""
    for page in QUESTIONS:
        form = page_form(page, state)
        form.full_clean()
        for name, value in form.cleaned_data.items():
            if value not in (None, "", [], False):
                yield Given(form.fields[name].label or "", _as_words(form.fields[name], value), page)


def _choices(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return [*field.choices]


def _as_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        return "\n".join(str(label) for key, label in _choices(field) if key in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(_choices(field))[value])
    if isinstance(field, forms.DateTimeField):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return "✓" if value is True else str(format_lazy("{}", value))
