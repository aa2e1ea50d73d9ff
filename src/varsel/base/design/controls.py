"""How a form field is drawn: which kind of control it is, and a date typed as day, month and year."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

Kind = TypeVar("Kind", bound=forms.Field)


class DayMonthYear(forms.MultiWidget):
    """Three inputs for a date one knows by heart; quicker on a telephone than a calendar."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        numeric = {"inputmode": "numeric", "autocomplete": "off"}
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(attrs=numeric) for part in ("day", "month", "year")
        }
        super().__init__(parts, dict(attrs or {}))

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class DateField(forms.MultiValueField):
    """A date as day, month and year. Refuses what the calendar does not have."""

    widget = DayMonthYear
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Write a date that exists, for example 27 3 2026."),
        "incomplete": _("Write day, month and year, for example 27 3 2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        part = forms.IntegerField(error_messages={"invalid": self.default_error_messages["invalid"]})
        super().__init__(fields=(part, part, part), require_all_fields=True, **kwargs)

    def compress(self, data_list: list[int | None]) -> date | None:
        if not data_list:
            return None
        day, month, year = data_list
        if day is None or month is None or year is None:  # a part is missing of a date that is not required
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            return date(year, month, day)
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


# The first that fits: a subclass stands before its parent.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DayMonthYear, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.SelectMultiple, "select"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.HiddenInput, "hidden"),
)
CLASSES = {"select": "form-select", "file": "form-input file-input"}


def field_of(form: forms.BaseForm, name: str, kind: type[Kind]) -> Kind:
    """The field of this one form, to say what it offers where that hangs on the case, the reader or the day."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is no {kind.__name__}")
    return field


def words_of(field: forms.Field, value: Any) -> str:
    """A value of a field as it is read: the labels of what was chosen, else the value itself."""
    if isinstance(field, forms.ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(label) for key, label in _choices_of(field) if key in chosen)
    return "✓" if value is True else str(value)


def _choices_of(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """The choices, those in groups too."""
    rows = [(label if isinstance(label, list | tuple) else [(key, label)]) for key, label in [*field.choices]]
    return [pair for group in rows for pair in group]


def optional(field: BoundField) -> bool:
    """Whether the field says that it may be left empty: not where other answers of the form make it needed."""
    return not field.field.required and field.name not in getattr(field.form, "conditional", ())


def kind(field: BoundField) -> str:
    """Which control draws `field`: text, textarea, select, radios, checkboxes, checkbox, date, file or hidden."""
    if field.is_hidden:
        return "hidden"
    return next((name for widget, name in KINDS if isinstance(field.field.widget, widget)), "text")


def limit(field: BoundField) -> int | None:
    """How many characters a text may have, where the field says so."""
    return getattr(field.field, "max_length", None) if kind(field) == "textarea" else None


def described_by(field: BoundField) -> str:
    """The ids of help, error and limit, in the order they are read out."""
    parts = {"hint": field.help_text, "error": field.errors, "limit": limit(field)}
    return " ".join(f"{field.auto_id}-{part}" for part, present in parts.items() if present)


def draw(field: BoundField) -> str:
    """The control alone, with the class and the descriptions it needs."""
    attrs: dict[str, Any] = {"class": CLASSES.get(kind(field), "form-input")}
    if described := described_by(field):
        attrs["aria-describedby"] = described
    return field.as_widget(attrs=attrs)
