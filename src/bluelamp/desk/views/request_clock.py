"""The time of a request: what is waited for, what came, why it takes longer, and its end without an answer."""

from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.desk.asked import asked_for, asked_page, done
from bluelamp.desk.cases import actor_of
from bluelamp.desk.forms.requests import Asking, Came, Ending, Longer, Proved
from bluelamp.requests import services
from bluelamp.requests.selectors import Standing
from bluelamp.requests.values import Wait


@require_http_methods(["GET", "POST"])
def clock(request: HttpRequest, quoted: str) -> HttpResponse:
    """Everything about the time; a post asks whoever made the request for something."""
    standing = asked_for(request, quoted)
    form = Asking(
        request.POST or None,
        is_right=standing.kind.is_right,
        initial={"asked_on": timezone.localdate()},
    )
    act = partial(services.wait_for, request=quoted, actor=actor_of(request))
    answered = done(
        request,
        form,
        lambda: act(**form.arguments(), at=timezone.now()),
        said="They are asked, and the clock stands.",
        then=("request", quoted),
    )
    return answered or _page(request, standing, asking=form)


@require_POST
def came(request: HttpRequest, quoted: str) -> HttpResponse:
    """What was waited for came."""
    standing, form = asked_for(request, quoted), Came(request.POST, auto_id="came_%s")
    act = partial(services.came, request=quoted, actor=actor_of(request))
    return _answered(request, standing, "came", form, act, "The clock goes on.")


@require_POST
def longer(request: HttpRequest, quoted: str) -> HttpResponse:
    """Take longer, with reasons."""
    standing, form = asked_for(request, quoted), Longer(request.POST, auto_id="longer_%s")
    act = partial(services.extend, request=quoted, actor=actor_of(request))
    return _answered(request, standing, "longer", form, act, "They are told by when, and why.")


@require_POST
def proved(request: HttpRequest, quoted: str) -> HttpResponse:
    """Identity was proved with the request."""
    standing, form = asked_for(request, quoted), Proved(request.POST, auto_id="proved_%s")
    act = partial(services.prove_identity, request=quoted, actor=actor_of(request))
    return _answered(request, standing, "proved", form, act, "It is recorded how it was proved who asks.")  # fmt: skip


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, quoted: str) -> HttpResponse:
    """End a request without an answer."""
    standing = asked_for(request, quoted)
    form = Ending(request.POST or None)
    act = partial(services.end, request=quoted, actor=actor_of(request))
    answered = done(
        request,
        form,
        lambda: act(**form.cleaned_data, at=timezone.now()),
        said="The request is ended.",
        then=("request", quoted),
    )
    return answered or asked_page(request, "end", standing, form=form)


def _answered(
    request: HttpRequest, standing: Standing, name: str, form: Form, act: Any, said: str
) -> HttpResponse:
    quoted = standing.row.reference
    answered = done(
        request,
        form,
        lambda: act(**form.cleaned_data, at=timezone.now()),
        said=said,
        then=("request", quoted),
    )
    return answered or _page(request, standing, **{name: form})


def _page(request: HttpRequest, standing: Standing, **forms: Form) -> HttpResponse:
    """The page with each form that fits how the request stands; `forms` are those that were refused."""
    today = timezone.localdate()
    waits = standing.row.waits.order_by("pk")
    has_identity = any(each.wait == Wait.IDENTITY for each in waits)
    fresh: dict[str, Form] = {}
    if standing.clock.stopped_on:
        fresh["came"] = Came(auto_id="came_%s", initial={"came_on": today})
    else:
        fresh["asking"] = Asking(is_right=standing.kind.is_right, initial={"asked_on": today})
        if not standing.clock.is_extended:
            fresh["longer"] = Longer(auto_id="longer_%s")
    if standing.kind.is_right and not has_identity:
        fresh["proved"] = Proved(auto_id="proved_%s")
    refused = next((each for each in forms.values() if each.is_bound), None)
    return asked_page(
        request, "clock", standing, waits=waits, today=today, form=refused, **{**fresh, **forms}
    )
