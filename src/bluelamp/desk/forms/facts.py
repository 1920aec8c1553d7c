"""The facts of a case as a form built from the policy pack."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from bluelamp.casework.services import Attached, Said
from bluelamp.desk import answers, words
from bluelamp.desk.uploads import LARGEST
from bluelamp.people.actor import Actor
from bluelamp.policy import Fact, Form, Kind


class FactsForm(forms.Form):
    """Some facts, each as it was answered when the page was opened; only changed answers are recorded.

    `seen` holds the answers that the page showed, by name (rows with `id`, `value`, `known`,
    `reason`), and `newest` those of this moment: an answer that somebody else has changed
    meanwhile is refused, never overwritten unseen. `why` has a sentence for each
    question that still matters.
    """

    said_by = forms.CharField(
        label="Who says so?",
        help_text="A name or a record, such as “Court register”. Left empty, it is you.",
        max_length=200,
        required=False,
    )
    evidence = forms.CharField(
        label="On what evidence?",
        help_text="Where it can be checked, such as a document and its date.",
        max_length=1000,
        required=False,
    )
    attached = forms.FileField(
        label="Attach the evidence",
        help_text="A document or a picture, if you have it. It lies sealed with the case’s originals.",
        required=False,
        allow_empty_file=True,
    )

    def __init__(
        self,
        facts: Mapping[str, Fact],
        *,
        seen: Mapping[str, Any],
        newest: Mapping[str, Any],
        why: Mapping[str, str],
        **options: Any,
    ) -> None:
        self.facts, self.seen, self.newest, self.why = facts, seen, newest, why
        super().__init__(**options)
        for name, fact in facts.items():
            self._ask(name, fact, seen.get(name))
        sources = ["said_by", "evidence", "attached"]
        self.order_fields([*list(self.fields)[len(sources) :], *sources])

    @property
    def changed_facts(self) -> list[str]:
        """The facts whose answer, or whose reasons, differ from what the page showed."""
        changed = set(self.changed_data)
        return [name for name in self.facts if {name, f"{name}_reason"} & changed]

    def clean(self) -> dict[str, Any]:
        """What was answered; raises ValidationError where nothing was."""
        cleaned = dict(super().clean() or {})
        for name, fact in self.facts.items():
            if fact.form is Form.SEVERAL and name in self.changed_data:
                self._check_several(name, cleaned.get(name) or [])
        for name in self.changed_facts:
            self._check_unseen(name)
        if not self.errors and not self.changed_facts:
            raise ValidationError("Nothing has been changed. Answer a question, then save.")
        return cleaned

    def clean_attached(self) -> Any:
        """The evidence; raises ValidationError where there is too much of it, or nothing in it."""
        upload = self.cleaned_data["attached"]
        if upload is None:
            return None
        if not upload.size:
            raise ValidationError("The file is empty (0 bytes).")
        if upload.size > LARGEST:
            raise ValidationError(
                f"The file has {upload.size:,} bytes; at most {LARGEST:,} are allowed."
            )
        return Attached(name=PurePath(upload.name).name, content=upload.read())

    def said(self) -> tuple[Said, ...]:
        """The changed answers as they are recorded."""
        return tuple(self._said(name) for name in self.changed_facts)

    def questions(self) -> Iterable[dict[str, Any]]:
        """The questions that still matter, each with its field and that of the reasons for a judgement."""
        mattering = (fact for name, fact in self.facts.items() if name in self.why)
        return [{"fact": fact, "fields": self._fields([fact.name])} for fact in mattering]

    def sections(self) -> Iterable[dict[str, Any]]:
        """The questions that cannot change the advice, by the pack's sections; one with an error stands open."""
        found: dict[str, list[str]] = {}
        for name, fact in self.facts.items():
            if name not in self.why:
                found.setdefault(fact.section, []).append(name)
        return [self._section(title, names) for title, names in found.items()]

    def _section(self, title: str, names: list[str]) -> dict[str, Any]:
        fields = self._fields(names)
        stated = sum(name in self.newest for name in names)
        return {
            "title": f"{title}: {stated} of {len(names)} answered",
            "questions": fields,
            "is_open": any(field.name in self.errors for field in fields),
        }

    def _fields(self, names: Iterable[str]) -> list[Any]:
        each = (field for name in names for field in (name, f"{name}_reason"))
        return [self[field] for field in each if field in self.fields]

    def _ask(self, name: str, fact: Fact, row: Any) -> None:
        self.fields[name] = answers.field_for(fact)
        self.fields[name].help_text = self._hint(fact, row)
        if row is not None:
            self.initial[name] = answers.chosen(fact, row.value, known=row.known)
        if fact.kind is Kind.JUDGEMENT:
            self.fields[f"{name}_reason"] = _reasons(fact)
            self.initial[f"{name}_reason"] = row.reason if row is not None else ""

    def _said(self, name: str) -> Said:
        value, known = answers.recorded(self.facts[name], self.cleaned_data[name])
        return Said(
            name=name,
            value=value,
            known=known,
            reason=self.cleaned_data.get(f"{name}_reason", ""),
            evidence=self.cleaned_data["evidence"],
            said_by=self.cleaned_data["said_by"],
            attached=self.cleaned_data["attached"],
        )

    def _hint(self, fact: Fact, row: Any) -> SafeString:
        lines = [
            fact.help,
            self.why.get(fact.name, ""),
            f"Answered by: {words.party(fact.asked_of).lower()}.",
        ]
        if row is not None:
            at = f"{timezone.localtime(row.recorded_at):%-d %B %Y, %H:%M}"
            answer = answers.in_words(fact, row.value, known=row.known)
            lines.append(f"Now: {answer} ({row.said_by}, {at}).")
        return format_html_join(" ", "{}", ((line,) for line in lines if line))

    def _check_unseen(self, name: str) -> None:
        before, now = self.seen.get(name), self.newest.get(name)
        if now is not None and (before is None or before.id != now.id):
            answer = answers.in_words(self.facts[name], now.value, known=now.known)
            self.add_error(
                name,
                f"{now.said_by} was recorded as saying “{answer}” since you opened this page."
                " Open the page again before you answer.",
            )

    def _check_several(self, name: str, given: list[str]) -> None:
        if not given:
            self.add_error(name, "Choose “None of these” if none applies.")
        elif len(given) > 1 and {answers.NONE, answers.NOT_KNOWN} & set(given):
            self.add_error(
                name, "Choose the ones that apply, or one of the last two answers alone."
            )


def _reasons(fact: Fact) -> forms.CharField:
    return forms.CharField(
        label="Your reasons",
        help_text=f"This is a judgement. {fact.question}",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class AskSomebody(forms.Form):
    """Who is sent the question."""

    officer = forms.ChoiceField(
        label="Who can answer?",
        help_text="Those whose question it is come first.",
        error_messages={"required": "Choose who is asked."},
    )
    note = forms.CharField(
        label="Anything they should know?",
        help_text="It is e-mailed with the question: no names, and nothing that is not for e-mail.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )

    def __init__(self, answerers: Iterable[Actor], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        named = [(one.reference, f"{one.rank.words} {one.name}, {one.unit}") for one in answerers]
        self.fields["officer"].choices = named  # type: ignore[attr-defined]
