"""A form field is drawn with its label, its help and its error, whatever its kind, and nothing typed is code."""

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from varsel.base.design.controls import DateField
from varsel.base.design.templatetags.design import faults
from varsel.portal.gallery.forms import EveryControl

EVIL = '"><script>alert(1)</script>'


def drawn(name: str, **context: Any) -> str:
    return render_to_string(f"cotton/{name}.html", context, RequestFactory().get("/"))


@pytest.mark.parametrize("name", EveryControl.base_fields)
def test_every_control_has_a_label_that_names_it(name: str, language: str) -> None:
    form = EveryControl()
    page = drawn("field", field=form[name], optionalLabel="yes")
    assert str(form[name].label) in page
    assert 'class="form-label' in page


@pytest.mark.parametrize("name", ["danger", "place", "seen"])
def test_a_fault_stands_at_its_field_and_is_read_out_with_it(name: str) -> None:
    form = EveryControl({})
    page = drawn("field", field=form[name])
    assert f'id="id_{name}-error"' in page
    assert f"id_{name}-error" in page.split("aria-describedby=", 1)[1].split(">", 1)[0]


def test_what_was_typed_is_kept_and_is_no_code() -> None:
    page = drawn("field", field=EveryControl({"place": EVIL})["place"])
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page


def test_the_words_given_to_a_component_are_no_code() -> None:
    for name in ("button", "card", "alert", "tag", "summary_row", "work_row", "band", "empty"):
        page = drawn(
            name, text=EVIL, heading=EVIL, label=EVIL, value=EVIL, meta=EVIL, variant="info", headingLevel="h2"
        )
        assert "<script" not in page, name


def test_the_summary_leads_to_the_first_control_of_each_fault() -> None:
    form = EveryControl({"seen_day": "31"})
    assert [fault["href"] for fault in faults(form)] == ["#id_danger_0", "#id_place", "#id_seen_0"]
    page = drawn("field", field=form["seen"])
    assert 'id="id_seen_0"' in page


def test_a_form_that_was_not_sent_has_no_faults() -> None:
    assert faults(EveryControl()) == []


class When(forms.Form):
    day = DateField(required=False)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (("31", "2", "2026"), "exists"),
        (("1", "", "2026"), "day, month and year"),
        (("1", "x", "2026"), "exists"),
        (("1", "1", "9" * 30), "exists"),
    ],
)
def test_a_date_that_is_none_is_answered_with_an_example(typed: tuple[str, str, str], fault: str) -> None:
    with translation.override("en"):
        form = When(dict(zip(("day_day", "day_month", "day_year"), typed, strict=True)))
        assert fault in str(form.errors)


def test_a_date_left_empty_is_no_fault_where_none_is_asked() -> None:
    form = When({})
    assert form.is_valid()
    assert form.cleaned_data["day"] is None


@override_settings(VARSEL_QUICK_EXIT="https://example.org/weather")
def test_the_quick_exit_leads_where_the_instance_says() -> None:
    assert 'href="https://example.org/weather"' in drawn("quick_exit")
