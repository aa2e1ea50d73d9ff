"""What a visitor ticks, and how it is carried from page to page: signed in the form, never in the address."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from varsel.base.design.controls import field_of
from varsel.base.kernel.refusals import Refusal
from varsel.base.signs.rules.screening import Profile

AGES = (("child", _("Yes")), ("adult", _("No")), ("unknown", _("I do not know")))
KINDS = (
    ("labour", _("Work")),
    ("sexual", _("Selling sex, or other sexual exploitation")),
    ("other", _("Something else")),
    ("unknown", _("I do not know")),
)

ANSWERS = "varsel.signs.answers"
CARRIED = "varsel.signs.carried"
LIFETIME = 60 * 60 * 12  # seconds; long enough for a shift, short enough that a saved page says nothing later


@dataclass(frozen=True)
class Answers:
    """What was ticked and answered; lives in the page alone."""

    signs: tuple[str, ...] = ()
    age: str = "unknown"
    kind: str = "unknown"
    sector: str = ""
    form: str = ""
    act: bool = False

    @property
    def profile(self) -> Profile | None:
        """The profile to classify for; None where age or kind is not known, for then no list of weights fits."""
        if "unknown" in (self.age, self.kind):
            return None
        return Profile(f"{self.age}_{self.kind}")

    @property
    def maybe_child(self) -> bool:
        """Whoever may be a child is presumed to be one (Council of Europe Convention, art. 10(3))."""
        return self.age != "adult"

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=ANSWERS, compress=True)

    @classmethod
    def read(cls, token: str) -> Self:
        """What `signed` signed; raises Refusal where it was changed, is too old, or is of an older release."""
        data = _opened(token, ANSWERS)
        try:
            return cls(**{**data, "signs": tuple(data["signs"])})
        except (KeyError, TypeError) as error:
            raise _not_readable() from error

    def with_act(self, act: bool) -> Self:
        return replace(self, act=act)


class TickedForm(forms.Form):
    """The ticked signs and the two questions; neither is required."""

    signs = forms.MultipleChoiceField(required=False)
    age = forms.ChoiceField(choices=AGES, required=False, label=_("May the person be under 18?"))
    sector = forms.SlugField(required=False)
    form = forms.SlugField(required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False, label=_("What is it mostly about?"))

    def __init__(self, data: QueryDict, known: Iterable[str]) -> None:
        super().__init__(data)
        field_of(self, "signs", forms.ChoiceField).choices = [(key, key) for key in known]

    def answers(self) -> Answers:
        """What was ticked; raises Refusal where the page sent something it never offered."""
        if not self.is_valid():
            raise Refusal(
                "unknown_sign", remedy=_("The page has changed since you opened it. Choose again from the list.")
            )
        data = self.cleaned_data
        return Answers(
            signs=tuple(data["signs"]),
            age=data["age"] or "unknown",
            kind=data["kind"] or "unknown",
            sector=data["sector"],
            form=data["form"],
        )


# Domestic work is labour in the ILO's sense, and its signs are on the same list.
KIND_OF_FORM = {"": "unknown", "labour": "labour", "domestic": "labour", "sexual": "sexual"}


def kind_of(form: str) -> str:
    """The answer to "what is it about" that choosing a form of exploitation already gives."""
    return KIND_OF_FORM.get(form, "other")


def carry(signs: Iterable[str]) -> str:
    """The signs as a signed value for the field `signs` of the next form; read with `carried`."""
    return signing.dumps(list(signs), salt=CARRIED)


def carried(token: str) -> tuple[str, ...]:
    """The keys of the signs that `carry` signed; raises Refusal where the value was changed or is too old."""
    return tuple(_opened(token, CARRIED))


def _opened(token: str, salt: str) -> Any:
    try:
        return signing.loads(token, salt=salt, max_age=LIFETIME)
    except signing.BadSignature as error:
        raise _not_readable() from error


def _not_readable() -> Refusal:
    return Refusal(
        "answers_not_readable",
        remedy=_("Your choices could not be read, perhaps because the page is old. Choose again."),
    )
