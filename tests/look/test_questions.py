"""What fields take, refuse and say."""

from datetime import date

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.look.forms import DateField, Question, YesNoUnknown


class Verdict(forms.Form):
    given_on = DateField(label="When was the verdict?", named="Date of the verdict")
    order = YesNoUnknown(label="Is an order in force?")


def asked(day: str = "27", month: str = "3", year: str = "2026", order: str = "yes") -> Verdict:
    parts = {"given_on_day": day, "given_on_month": month, "given_on_year": year}
    return Verdict({**parts, "order": order})


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_can_be_given(day: date) -> None:
    form = asked(str(day.day), str(day.month), str(day.year))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["given_on"] == day


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_anything_else_is_refused_and_kept(day: str, month: str, year: str) -> None:
    form = asked(day, month, year)
    if not form.is_valid():
        assert form["given_on"].value() == [day, month, year]
        assert "Date of the verdict" in str(form.errors) or "When was" in form.as_div()


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MARCH"])
def test_a_month_may_be_written_out(month: str) -> None:
    form = asked(month=month)
    assert form.is_valid()
    assert form.cleaned_data["given_on"] == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("parts", "sentence", "leads_to"),
    [
        (("", "3", "2026"), "Date of the verdict must include a day", "day"),
        (("27", "", ""), "Date of the verdict must include a month and year", "month"),
        (("27", "3", "26"), "Date of the verdict must have a year of 4 numbers", "year"),
        (("27", "13", "2026"), "must have a month from 1 to 12", "month"),
        (("27", "ma", "2026"), "must have a month from 1 to 12", "month"),
        (("30", "2", "2026"), "must be a real date", "day"),
        (("٢", "3", "202x"), "a year of 4 numbers", "year"),
        (("", "", ""), "Enter a date for “When was the verdict?”", "day"),
    ],
)
def test_each_wrong_date_gets_its_sentence(
    parts: tuple[str, str, str], sentence: str, leads_to: str
) -> None:
    question = asked(*parts)["given_on"]
    assert isinstance(question, Question)
    assert sentence in question.sentences[0]
    assert question.first_input_id == f"id_given_on-{leads_to}"
    assert f'id="{question.first_input_id}"' in str(question)


def test_a_date_already_known_is_shown() -> None:
    form = Verdict(initial={"given_on": date(2026, 3, 27), "order": False})
    assert 'value="27"' in str(form["given_on"])
    assert 'value="no" id="id_order_1" checked' in str(form["order"])


def test_a_date_has_changed_when_it_is_another_or_none() -> None:
    first = {"given_on": date(2026, 3, 27), "order": "yes"}

    def changed(day: str) -> bool:
        form = asked(day)
        form.initial = first
        return "given_on" in form.changed_data

    assert not changed("27")
    assert changed("28")
    assert changed("nonsense")


@pytest.mark.parametrize(("answer", "meaning"), [("yes", True), ("no", False), ("unknown", None)])
def test_not_known_is_an_answer_of_its_own(answer: str, *, meaning: bool | None) -> None:
    form = asked(order=answer)
    assert form.is_valid()
    assert form.cleaned_data["order"] is meaning


@pytest.mark.parametrize("answer", ["", "maybe", "True"])
def test_no_answer_is_never_read_as_one(answer: str) -> None:
    form = asked(order=answer)
    assert not form.is_valid()
    assert "order" not in form.cleaned_data


def test_an_unanswered_fact_shows_no_choice() -> None:
    assert "checked" not in str(Verdict(initial={"order": None})["order"])


def test_the_browser_checks_nothing_and_cuts_nothing_off() -> None:
    class Strict(forms.Form):
        name = forms.CharField(max_length=3)
        count = forms.IntegerField(min_value=1, max_value=5)

    shown = str(Strict())
    for attribute in ("required", "maxlength", "min=", "max=", 'type="number"'):
        assert attribute not in shown
    assert "Tobias" in str(Strict({"name": "Tobias"})["name"])


def test_a_missing_answer_without_words_of_its_own_names_the_question() -> None:
    class Worded(forms.Form):
        name = forms.CharField(label="Your name", error_messages={"required": "Enter your name"})
        outlet = forms.CharField(label="Outlet")

    form = Worded({})
    assert form["name"].sentences == ["Enter your name"]
    assert form["outlet"].sentences == ["Enter an answer to “Outlet”"]


def test_errors_of_the_whole_form_stand_in_the_summary_and_in_the_form() -> None:
    class Contradictory(forms.Form):
        def clean(self) -> None:
            raise forms.ValidationError("Conviction cannot be before the charge")

    form = Contradictory({}, prefix="facts")
    page = Template("{% load look %}{% error_summary form nothing %}{{ form }}")
    shown = page.render(Context({"form": form, "nothing": None}))
    assert shown.count("Conviction cannot be before the charge") == 2
    assert 'href="#facts-errors"' in shown
    assert 'id="facts-errors"' in shown


def test_hidden_fields_are_shown_bare() -> None:
    class Versioned(forms.Form):
        version = forms.IntegerField(widget=forms.HiddenInput)

    shown = str(Versioned(initial={"version": 3})).strip()
    assert shown == '<input type="hidden" name="version" value="3" id="id_version">'


def test_an_uploaded_file_is_never_sent_back() -> None:
    class Upload(forms.Form):
        picture = forms.FileField()

    shown = str(Upload({}, {"picture": SimpleUploadedFile("a.jpg", b"x")})["picture"])
    assert "value" not in shown
