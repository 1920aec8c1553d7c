"""A small site that shows every shared component, for the tests alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from bluelamp.look import cookies
from bluelamp.look.forms import Checkboxes, DateField, Radios, YesNoUnknown
from bluelamp.look.origin import same_origin_required

LONDON = ZoneInfo("Europe/London")


class EveryField(forms.Form):
    name = forms.CharField(label="Your name", help_text="As your outlet knows you", max_length=40)
    details = forms.CharField(
        label="What do you ask?", widget=forms.Textarea(attrs={"rows": 5}), max_length=200
    )
    verdict = DateField(
        label="When was the verdict?",
        help_text="For example, 27 3 2026",
        named="Date of the verdict",
    )
    order = YesNoUnknown(label="Is an order in force?")
    route = forms.ChoiceField(
        label="Where is the picture from?",
        choices=[("officer", "The officer"), ("system", "The custody imaging system")],
        widget=Radios(hints={"system": "It is fetched by its reference"}),
    )
    channels = forms.MultipleChoiceField(
        label="Where should it go?",
        choices=[("press", "The press"), ("gallery", "The gallery")],
        widget=Checkboxes(hints={"gallery": "Anyone can see it"}),
    )
    court = forms.ChoiceField(label="Court", choices=[("a", "Ambershire Crown"), ("b", "Fenwick")])
    counts = forms.IntegerField(label="Number of counts", min_value=1)
    picture = forms.FileField(label="Picture", help_text="JPEG or PNG, up to 50 MB")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I accept the conditions", help_text="All of them")


def components(request: HttpRequest) -> HttpResponse:
    noon = datetime(2026, 11, 23, 12, tzinfo=LONDON)
    context = {
        "sample_navigation": ["no_such_navigation.html", "sample_navigation.html"],
        "page": Paginator(range(95), 10).get_page(request.GET.get("page")),
        "tasks": [
            {"text": "Facts", "href": "/facts", "status": "Completed"},
            {
                "text": "Picture",
                "href": "/picture",
                "status": "To do",
                "colour": "blue",
                "hint": "One file",
            },
            {"text": "Release", "status": "Cannot start yet"},
        ],
        "events": [
            SimpleNamespace(
                title="Received", by="PO Wren Ashdown", at=noon, words="By e-mail.\nTwice."
            ),
            SimpleNamespace(title="Advised", by="", at=noon + timedelta(hours=1), words=""),
        ],
        "script": "<script>alert(1)</script>",
    }
    return render(request, "components.html", context)


def form(request: HttpRequest) -> HttpResponse:
    shown = EveryField(request.POST, request.FILES) if request.method == "POST" else EveryField()
    return render(request, "form.html", {"form": shown})


def page(template: str) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, template)

    return view


@same_origin_required
def ask(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("received")


urlpatterns = [
    path("", components),
    path("form", csrf_exempt(form)),
    path("exit", page("exit.html")),
    path("cookies", csrf_exempt(cookies.page), name="cookies"),
    path("feedback", page("exit.html"), name="feedback"),
    path("ask", csrf_exempt(ask)),
    *(path(f"error/{code}", page(f"{code}.html")) for code in (400, 403, 404, 410, 429, 500, 503)),
]
