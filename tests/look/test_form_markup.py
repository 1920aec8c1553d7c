"""Fields against the toolkit's own HTML: every example that a Django form can express."""

from typing import Any

import pytest
from django import forms
from tests.look.markup import examples, lines

from bluelamp.look.forms import Checkboxes, DateField, Radios
from bluelamp.look.forms.dates import DateProblem
from bluelamp.look.templatetags.look import field as rendered

LABEL = {"label.text", "label.classes", "label.isPageHeading"}
LEGEND = {"fieldset.legend.text", "fieldset.legend.classes", "fieldset.legend.isPageHeading"}
COMMON = {"id", "name", "hint.text", "errorMessage.text", "value", "disabled"}
GIVEN = ("autocomplete", "spellcheck", "autocapitalize", "inputmode")
INPUT = COMMON | LABEL | {"classes", "attributes.data-attribute", "type", *GIVEN}
ITEMS = {"items.value", "items.text"}
CHOICES = COMMON | LEGEND | ITEMS | {"items.hint.text", "items.checked", "idPrefix"}
DATE = COMMON | LEGEND | {"namePrefix", "values.day", "values.month", "values.year"}
NOT_OURS = {
    "with errors only",  # a wrong part without a sentence
    "with error on single field by omission",  # a part said not to be wrong
    "with falsy values",  # a choice that is false, or empty and not chosen
}
DATE |= {f"{part}.error" for part in ("day", "month", "year")}


def shown(options: dict[str, Any], field: forms.Field) -> str:
    """The field as a page shows it, with the example's words."""
    words = options.get("label") or options.get("fieldset", {}).get("legend", {})
    field.label = words.get("text", "")
    field.help_text = options.get("hint", {}).get("text", "")
    field.disabled = options.get("disabled", False)
    field.required = False
    name = options.get("name") or options.get("id") or "dob"
    form = type("Example", (forms.Form,), {name: field})(
        {name: options.get("value")} if "errorMessage" in options else None,
        auto_id="%s",
        initial={name: options.get("value")},
    )
    if "errorMessage" in options:
        form.errors.clear()  # the example says which sentence there is
        form.add_error(name, problem(options))
    size = words.get("classes", "").rpartition("--")[2]
    return str(rendered(form[name], size=size, heading=words.get("isPageHeading", False)))


def problem(options: dict[str, Any]) -> forms.ValidationError:
    parts = [part for part in ("day", "month", "year") if options.get(part, {}).get("error")]
    sentence = options["errorMessage"]["text"]
    return DateProblem(sentence, parts, "wrong") if parts else forms.ValidationError(sentence)


def attributes(options: dict[str, Any]) -> dict[str, str]:
    """What a form's author would pass as the widget's own attributes."""
    given = {name: options[name] for name in GIVEN if name in options}
    spelt = {key: str(value).lower() for key, value in given.items()}
    extra = {"class": options["classes"]} if "classes" in options else {}
    return spelt | extra | options.get("attributes", {})


def usable(component: str, allowed: set[str], needed: str = "label") -> list[Any]:
    """The examples as parameters, but for those without what every field of ours has: label, legend, limit."""
    return [
        pytest.param(options, html, id=f"{component}: {name}")
        for name, options, html in examples(component, allowed)
        if needed in options and name not in NOT_OURS
    ]


@pytest.mark.parametrize(("options", "html"), usable("input", INPUT))
def test_text_input(options: dict[str, Any], html: str) -> None:
    widget = forms.TextInput(attrs=attributes(options))
    widget.input_type = options.get("type", "text")
    assert lines(shown(options, forms.CharField(widget=widget))) == lines(html)


@pytest.mark.parametrize(("options", "html"), usable("textarea", INPUT | {"rows"}))
def test_textarea(options: dict[str, Any], html: str) -> None:
    widget = forms.Textarea(attrs={"rows": options.get("rows", 5)} | attributes(options))
    assert lines(shown(options, forms.CharField(widget=widget))) == lines(html)


@pytest.mark.parametrize(
    ("options", "html"),
    usable("character-count", COMMON | LABEL | {"maxlength", "rows"}, "maxlength"),
)
def test_character_count(options: dict[str, Any], html: str) -> None:
    widget = forms.Textarea(attrs={"rows": options.get("rows", 5)})
    field = forms.CharField(widget=widget, max_length=options["maxlength"])
    assert lines(shown(options, field)) == lines(html)


@pytest.mark.parametrize(("options", "html"), usable("select", COMMON | LABEL | ITEMS))
def test_select(options: dict[str, Any], html: str) -> None:
    choices = [(each.get("value", each["text"]), each["text"]) for each in options.get("items", [])]
    # Django always writes an option's value; the toolkit leaves out one that equals its text.
    without = r' value="[^"]*"' if any("value" not in e for e in options.get("items", [])) else "$^"
    markup = shown(options, forms.ChoiceField(choices=choices))
    assert lines(markup, without=without) == lines(html, without=without)


@pytest.mark.parametrize(("options", "html"), usable("radios", CHOICES | {"classes"}, "fieldset"))
def test_radios(options: dict[str, Any], html: str) -> None:
    markup = shown(options, forms.ChoiceField(**choice_options(options, Radios)))
    assert lines(markup) == lines(html)


@pytest.mark.parametrize(
    ("options", "html"), usable("checkboxes", CHOICES | {"classes"}, "fieldset")
)
def test_checkboxes(options: dict[str, Any], html: str) -> None:
    markup = shown(options, forms.MultipleChoiceField(**choice_options(options, Checkboxes)))
    assert lines(markup) == lines(html)


def choice_options(options: dict[str, Any], widget: type[Radios | Checkboxes]) -> dict[str, Any]:
    items = options["items"]
    checked = [each["value"] for each in items if each.get("checked")]
    if checked:
        options["value"] = checked if widget is Checkboxes else checked[0]
    hints = {each["value"]: each["hint"]["text"] for each in items if "hint" in each}
    classes = options.get("classes", "")
    drawn = widget(hints=hints, inline="--inline" in classes, small="--small" in classes)
    return {"choices": [(each["value"], each["text"]) for each in items], "widget": drawn}


@pytest.mark.parametrize(("options", "html"), usable("file-upload", COMMON | LABEL))
def test_file_upload(options: dict[str, Any], html: str) -> None:
    options.pop("value", None)  # no browser takes the value of a file input
    without = r' value="[^"]*"'
    assert lines(shown(options, forms.FileField())) == lines(html, without=without)


@pytest.mark.parametrize(("options", "html"), usable("password-input", COMMON | LABEL))
def test_password(options: dict[str, Any], html: str) -> None:
    options.pop("value", None)  # a password is never sent back
    attrs = {"autocomplete": "current-password", "spellcheck": "false", "autocapitalize": "none"}
    field = forms.CharField(widget=forms.PasswordInput(attrs=attrs))
    assert lines(shown(options, field)) == lines(html, without=r' value="Hunter2"')


@pytest.mark.parametrize(("options", "html"), usable("date-input", DATE, "fieldset"))
def test_date_input(options: dict[str, Any], html: str) -> None:
    options["name"] = options["id"]
    options["value"] = list(options.get("values", {}).values()) or None
    without = r' name="[^"]*"'
    assert lines(shown(options, DateField()), without=without) == lines(html, without=without)


def test_the_comparison_can_fail() -> None:
    right = '<label class="govuk-label" for="a">A</label><input id="a" class="b c">'
    assert lines(right) == lines(right.replace('"a"', '"z"').replace("b c", "c  b"))
    for wrong in ('for="b"', "govuk-hint"):
        changed = right.replace('for="a"', wrong).replace("govuk-label", wrong)
        assert lines(changed) != lines(right)
