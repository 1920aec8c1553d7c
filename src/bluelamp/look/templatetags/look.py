"""`{% load look %}`: the components of the GOV.UK Design System, named as it names them.

Text is escaped; what stands between a block tag and its end is a template of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string, select_template
from django.utils.safestring import SafeString

from bluelamp.look.forms import Question

register = template.Library()
PARTS = "look/components/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One line of the error summary: the sentence, and the id of the input that it leads to."""

    sentence: str
    leads_to: str


@register.inclusion_tag(PARTS + "error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """Everything wrong with the forms, each a link to its input; nothing where nothing is wrong."""
    return {"problems": [problem for form in forms if form for problem in _problems(form)]}


def _problems(form: BaseForm) -> Iterable[Problem]:
    for sentence in form.non_field_errors():
        yield Problem(sentence=str(sentence), leads_to=f"{form.prefix or 'form'}-errors")
    for question in cast("Iterable[Question]", form):
        for sentence in question.sentences:
            yield Problem(sentence=sentence, leads_to=question.first_input_id)


@register.simple_tag
def field(question: Question, *, size: str = "s", heading: bool = False) -> SafeString:
    """A form's field; `size` (s, m, l, xl or "") is its label's, `heading` makes it the page's heading."""
    context = {**question.get_context(), "size": size, "heading": heading}
    return question.form.render(question.template_name, context)


@register.simple_tag(takes_context=True)
def navigation(context: Context, templates: list[str]) -> SafeString | str:
    """The header's menu from the first of the templates that exists; nothing where it has no items."""
    found = select_template(templates)
    items = found.render(_flat(context), context.get("request")).strip()
    return (
        render_to_string(PARTS + "navigation.html", {"items": SafeString(items)}) if items else ""
    )


@register.inclusion_tag(PARTS + "navigation_item.html", takes_context=True)
def navigation_item(context: Context, href: str, text: str) -> dict[str, Any]:
    """One item of the menu, marked as current on its page and (as its section) on those below it."""
    path = context["request"].path if "request" in context else ""
    below = href != "/" and path.startswith(href.rstrip("/") + "/")
    current = "page" if path == href else "true" if below else ""
    return {"href": href, "text": text, "current": current}


@register.inclusion_tag(PARTS + "button.html")
def button(text: str, **options: Any) -> dict[str, Any]:
    """A submit button: `kind` (secondary, warning, inverse), `name`, `value`, `formaction`, `once`."""
    return {"text": text, **options}


@register.inclusion_tag(PARTS + "link_button.html")
def link_button(text: str, href: str, *, kind: str = "") -> dict[str, Any]:
    """A link that looks like a button, for going somewhere; acts are buttons."""
    return {"text": text, "href": href, "kind": kind}


@register.inclusion_tag(PARTS + "tag.html")
def tag(text: str, colour: str = "") -> dict[str, Any]:
    """A status: `colour` is grey, green, teal, blue, purple, magenta, red, orange or yellow."""
    return {"text": text, "colour": colour}


@register.inclusion_tag(PARTS + "back_link.html")
def back_link(href: str, text: str = "Back") -> dict[str, Any]:
    """A link to the page before, above the heading."""
    return {"href": href, "text": text}


@register.inclusion_tag(PARTS + "breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, Any]:
    """Where this page stands: text and address by turns; a last text without address is this page."""
    addresses = [*pairs[1::2], None]
    return {"crumbs": [{"text": t, "href": h} for t, h in zip(pairs[::2], addresses, strict=False)]}


@register.inclusion_tag(PARTS + "warning_text.html")
def warning_text(text: str) -> dict[str, Any]:
    """Something with serious consequences."""
    return {"text": text}


@register.inclusion_tag(PARTS + "panel.html")
def panel(title: str, text: str = "", reference: str = "") -> dict[str, Any]:
    """The confirmation that an act is done; its title is the page's heading."""
    return {"title": title, "text": text, "reference": reference}


@register.inclusion_tag(PARTS + "task_list.html")
def task_list(tasks: Iterable[Any], prefix: str = "task-list") -> dict[str, Any]:
    """Tasks with `text`, `status`, and where they apply `href`, `hint` and `colour` (of the status's tag)."""
    return {"tasks": tasks, "prefix": prefix}


@register.inclusion_tag(PARTS + "timeline.html")
def timeline(events: Iterable[Any], level: int = 3) -> dict[str, Any]:
    """Events with `title`, `at` (aware datetime), and where they apply `by` and `words`."""
    return {"events": events, "level": level}


@register.inclusion_tag(PARTS + "pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """Links to the pages of a `Page`, keeping the address's other parameters; nothing for a single page."""
    query = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)

    def address(number: int) -> str:
        query[parameter] = str(number)
        return "?" + query.urlencode()

    numbers = [
        {"text": number, "current": number == page.number, "href": address(number)}
        if isinstance(number, int)
        else {}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "previous": address(page.number - 1),
        "next": address(page.number + 1),
    }


@register.simple_block_tag
def inset_text(content: str) -> SafeString:
    """A passage set apart from its surroundings."""
    return render_to_string(PARTS + "inset_text.html", {"content": content})


@register.simple_block_tag
def details(content: str, summary: str, *, open: bool = False) -> SafeString:  # noqa: A002  HTML's word
    """A passage that opens on its summary."""
    context = {"content": content, "summary": summary, "open": open}
    return render_to_string(PARTS + "details.html", context)


@register.simple_block_tag
def notification_banner(
    content: str,
    title: str = "Important",
    *,
    success: bool = False,
    id: str = "notification",  # noqa: A002
) -> SafeString:
    """News at the top of a page; `success` says that an act is done and is read out at once."""
    context = {"content": content, "title": title, "success": success, "title_id": f"{id}-title"}
    return render_to_string(PARTS + "notification_banner.html", context)


@register.simple_block_tag
def summary_list(content: str, *, no_border: bool = False) -> SafeString:
    """Keys and values: a row for each `summary_row` inside."""
    context = {"content": content, "no_border": no_border}
    return render_to_string(PARTS + "summary_list.html", context)


@register.simple_block_tag
def summary_row(content: str, key: str, *, href: str = "", action: str = "Change") -> SafeString:
    """One row of a summary list, with a link to change it where there is one."""
    context = {"content": content, "key": key, "href": href, "action": action}
    return render_to_string(PARTS + "summary_row.html", context)


@register.simple_block_tag
def scrollable(content: str, label: str) -> SafeString:
    """A wide table that scrolls by itself, by finger and by keyboard, instead of widening the page."""
    return render_to_string(PARTS + "scrollable.html", {"content": content, "label": label})


def _flat(context: Context) -> dict[str, Any]:
    return {str(key): value for key, value in context.flatten().items()}
