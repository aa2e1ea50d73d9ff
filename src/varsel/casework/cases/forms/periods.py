"""Forms about a period: starting, extending and ending it, and correcting what was recorded."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.design.controls import DateField
from varsel.casework.cases import actions
from varsel.casework.cases.forms.acts import ActForm, CodeChoice
from varsel.casework.cases.models import ClockEvent
from varsel.casework.cases.rules.parts import CasePart


class _ClockForm(ActForm):
    """What every entry about a period asks: the day of the decision."""

    part = CasePart.PERIOD

    on = DateField(label=_("Day of the decision"))

    def prepare(self) -> None:
        self.initial.setdefault("on", timezone.localdate())


class StartClockForm(_ClockForm):
    heading = _("Start the period")
    lead = _("It runs from the day of the decision; that day itself is not counted, the last day is.")
    submit = _("Start the period")
    done = _("The period has started.")
    act = "clock_start"

    asked_on = DateField(label=_("Day of the request"), required=False)

    def perform(self) -> Any:
        return actions.start_clock(self.case, by=self.by, clock=self.target, **self.cleaned_data)


class ExtendClockForm(StartClockForm):
    heading = _("Extend the period")
    lead = _("All extensions together never pass the cap. The application must have come before the last day was over.")
    submit = _("Extend the period")
    done = _("The period is extended.")
    act = "clock_extend"

    days = forms.IntegerField(label=_("How many days are added?"), min_value=1)
    ground = CodeChoice("clock_ground", label=_("On which ground?"))
    field_order = ("on", "days", "ground", "asked_on")

    def perform(self) -> Any:
        data = {**self.cleaned_data}
        return actions.extend_clock(self.case, by=self.by, clock=self.target, ground=data.pop("ground").code, **data)


class EndClockForm(_ClockForm):
    heading = _("End the period")
    lead = _("The person has left, has another right to stay, or no longer wants the period.")
    submit = _("End the period")
    done = _("The period is ended.")
    act = "clock_end"

    def perform(self) -> Any:
        return actions.end_clock(self.case, by=self.by, clock=self.target, **self.cleaned_data)


class _ClockCorrection(ActForm):
    """What the three corrections have in common: the entry as it stands, and what was wrong with it."""

    lead = _("The old entry stays readable. The last day is computed anew, and what came later is checked again.")
    submit = _("Write the correction")
    done = _("The correction is in the file.")
    act = "clock_correction"

    target: ClockEvent
    reason = CodeChoice("clock_correction", label=_("What was wrong?"))

    def prepare(self) -> None:
        entry = self.target
        ground = f"clock_ground:{entry.ground}"
        self.initial = {"on": entry.on, "asked_on": entry.asked_on, "days": entry.days, "ground": ground}

    def perform(self) -> Any:
        data = {**self.cleaned_data}
        if "ground" in data:
            data["ground"] = data["ground"].code
        return actions.correct_clock(self.target, by=self.by, **data)


class CorrectStartForm(_ClockCorrection, StartClockForm):
    heading = _("Correct the start of the period")


class CorrectExtensionForm(_ClockCorrection, ExtendClockForm):
    heading = _("Correct an extension")


class CorrectEndForm(_ClockCorrection, EndClockForm):
    heading = _("Correct the end of the period")
