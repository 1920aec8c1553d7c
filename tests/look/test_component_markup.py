"""Components against the toolkit's own HTML: every example that the tags can express."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from tests.look.markup import examples, lines

TASKS = {"title.text", "href", "hint.text", "status.text", "status.tag.text", "status.tag.classes"}


def made(source: str, **context: Any) -> str:
    return str(Template("{% load look %}" + source).render(Context(context)))


def button(options: dict[str, Any]) -> str:
    kind = options.get("classes", "").rpartition("--")[2]
    if "href" in options:
        return made("{% link_button o.text o.href kind=kind %}", o=options, kind=kind)
    tag = "{% button o.text kind=kind name=o.name value=o.value once=o.preventDoubleClick %}"
    return made(tag, o=options, kind=kind)


def label(options: dict[str, Any]) -> str:
    return made(
        "{% tag t c %}", t=options["text"], c=options.get("classes", "").rpartition("--")[2]
    )


def breadcrumbs(options: dict[str, Any]) -> str:
    pairs = [word for item in options["items"] for word in (item["text"], item.get("href"))]
    given = pairs[:-1] if pairs[-1] is None else pairs
    names = {f"p{number}": word for number, word in enumerate(given)}
    return made("{% breadcrumbs " + " ".join(names) + " %}", **names)


def details(options: dict[str, Any]) -> str:
    return made("{% details o.summaryText %}{{ o.text }}{% enddetails %}", o=options)


def notification(options: dict[str, Any]) -> str:
    heading = '<p class="govuk-notification-banner__heading">{{ o.text }}</p>'
    options.setdefault("titleText", "Success" if "type" in options else "Important")
    opening = "{% notification_banner o.titleText success=ok id='govuk-notification-banner' %}"
    ok = options.get("type") == "success"
    return made(opening + heading + "{% endnotification_banner %}", o=options, ok=ok)


def summary(options: dict[str, Any]) -> str:
    rows = "".join(_summary_row(number, row) for number, row in enumerate(options["rows"]))
    border = "no-border" in options.get("classes", "")
    opening = "{% summary_list no_border=border %}"
    return made(opening + rows + "{% endsummary_list %}", rows=options["rows"], border=border)


def _summary_row(number: int, row: dict[str, Any]) -> str:
    value = row["value"]
    content = f"{{{{ rows.{number}.value.{'html|safe' if 'html' in value else 'text'} }}}}"
    action = (row.get("actions", {}).get("items") or [{}])[0]
    link = f" href='{action['href']}' action='{action['text']}'" if action else ""
    return f"{{% summary_row rows.{number}.key.text{link} %}}{content}{{% endsummary_row %}}"


def tasks(options: dict[str, Any]) -> str:
    shown = []
    for item in filter(None, options["items"]):
        status = item["status"]
        named = status.get("tag", status)
        colour = named.get("classes", "").rpartition("--")[2]
        shown.append(
            {
                "text": item["title"]["text"],
                "href": item.get("href"),
                "hint": item.get("hint", {}).get("text"),
                "status": named["text"],
                "colour": colour,
            }
        )
    return made("{% task_list tasks %}", tasks=shown)


def error_summary(options: dict[str, Any]) -> str:
    names = [each["href"].removeprefix("#") for each in options["errorList"]]
    form = type("Example", (forms.Form,), {name: forms.CharField() for name in names})(
        {}, auto_id="%s"
    )
    form.errors.clear()
    for name, each in zip(names, options["errorList"], strict=True):
        form.add_error(name, each["text"])
    return made("{% error_summary form %}", form=form)


def panel(options: dict[str, Any]) -> str:
    return made("{% panel o.titleText o.text %}", o={"text": "", **options})


def navigation(options: dict[str, Any]) -> str:
    request = RequestFactory().get(
        next(i["href"] for i in options["navigation"] if i.get("current"))
    )
    tags = (f"{{% navigation_item '{i['href']}' '{i['text']}' %}}" for i in options["navigation"])
    items = made("".join(tags), request=request)
    return render_to_string("look/components/navigation.html", {"items": items})


def warning(options: dict[str, Any]) -> str:
    return made("{% warning_text t %}", t=options["text"])


CONTRACTS: tuple[tuple[str, set[str], Callable[[dict[str, Any]], str]], ...] = (
    ("button", {"text", "href", "classes", "name", "value", "preventDoubleClick"}, button),
    ("tag", {"text", "classes"}, label),
    ("breadcrumbs", {"items.text", "items.href"}, breadcrumbs),
    ("details", {"summaryText", "text"}, details),
    ("notification-banner", {"text", "type", "titleText"}, notification),
    (
        "summary-list",
        {"rows.key.text", "rows.value.text", "rows.value.html", "classes"}
        | {"rows.actions.items.href", "rows.actions.items.text"},
        summary,
    ),
    ("task-list", {f"items.{path}" for path in TASKS}, tasks),
    ("error-summary", {"titleText", "errorList.text", "errorList.href"}, error_summary),
    ("panel", {"titleText", "text"}, panel),
    ("warning-text", {"text", "iconFallbackText"}, warning),
)
# Examples that the tags refuse on purpose, or that need what no page of ours does.
NOT_OURS = {
    ("notification-banner", "with invalid type"),
    ("summary-list", "actions href"),  # ours always says what the action changes
    ("summary-list", "single action with anchor"),
    ("error-summary", "mixed with and without links"),  # ours always leads to the field
    ("error-summary", "html as titleText"),
    ("error-summary", "error list with html as text"),
    ("warning-text", "icon fallback text only"),
    ("button", "classes"),
    ("button", "link classes"),
    ("button", "don't prevent double click"),
    ("warning-text", "no icon fallback text"),
    ("error-summary", "without links"),
    ("error-summary", "autofocus disabled"),
}


def cases() -> list[Any]:
    return [
        pytest.param(make, options, html, id=f"{component}: {name}")
        for component, allowed, make in CONTRACTS
        for name, options, html in examples(component, allowed)
        if (component, name) not in NOT_OURS and ":" not in options.get("classes", "")
    ]


@pytest.mark.parametrize(("make", "options", "html"), cases())
def test_component(
    make: Callable[[dict[str, Any]], str], options: dict[str, Any], html: str
) -> None:
    assert lines(make(options)) == lines(html)


def test_action_of_a_summary_row_says_what_it_changes() -> None:
    _, _, html = next(e for e in examples("summary-list") if e[0] == "with actions")
    row = html.split("</div>")[1] + "</div>"
    made_row = made("{% summary_row 'Date of birth' href='#' %}13/08/1980{% endsummary_row %}")
    assert lines(made_row) == lines(row)


def test_pagination() -> None:
    _, _, html = next(e for e in examples("pagination") if e[0] == "default")
    page = Paginator(range(30), 10).get_page(2)
    request = RequestFactory().get("/cases", {"court": "a b", "page": "2"})
    shown = made("{% pagination page %}", page=page, request=request)
    assert lines(shown, without=r' href="[^"]*"') == lines(html, without=r' href="[^"]*"')
    assert 'href="?court=a+b&amp;page=3" rel="next"' in shown


def test_nothing_is_paged_on_a_single_page() -> None:
    page = Paginator(range(3), 10).get_page(1)
    assert made("{% pagination page %}", page=page).strip() == ""


def test_navigation_marks_the_current_page() -> None:
    named = "with navigation with a current item"
    found = next(e for e in examples("service-navigation") if e[0] == named)
    options, html = found[1], found[2].replace("#/", "/")
    for item in options["navigation"]:
        item["href"] = item["href"].removeprefix("#")
    nav = html[html.index("<nav") : html.index("</nav>") + 6]
    assert lines(navigation(options)) == lines(nav)


def test_words_are_escaped() -> None:
    bad = "<script>"
    for source in ("{% button t %}", "{% tag t %}", "{% inset_text %}{{ t }}{% endinset_text %}"):
        assert bad not in made(source, t=bad)


def test_timeline_shows_local_time_for_people_and_machines() -> None:
    at = datetime(2026, 7, 1, 11, 30, tzinfo=UTC)
    shown = made("{% timeline events %}", events=[{"title": "Released", "at": at}])
    assert '<time datetime="2026-07-01T12:30:00+01:00">1 July 2026, 12:30</time>' in shown
