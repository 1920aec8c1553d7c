"""Requests as tests need them: plain ones, of which a test says what differs."""

from typing import Any

from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import PERSON

from bluelamp.jobs.models import Job
from bluelamp.requests import services
from bluelamp.requests.models import Request
from bluelamp.requests.values import CameBy, Kind, Outcome, Regime

LAMB = "victor.lamb@home.example"


def information(cast: Cast, **differs: Any) -> str:
    """Two questions by e-mail; the request's reference."""
    now = timezone.now()
    usual: dict[str, Any] = {
        "kind": Kind.INFORMATION,
        "name": "Ola Finch",
        "email": "ola@news.example",
        "came_by": CameBy.EMAIL,
        "received_on": timezone.localdate(now),
        "text": "",
        "questions": ("How many images were issued in 2025?", "Which were of people under 18?"),
        "actor": cast.dee,
        "at": now,
    }
    return services.receive(**usual | differs)


def right(cast: Cast, kind: Kind = Kind.ACCESS, *, proved: bool = True, **differs: Any) -> str:
    """Victor Lamb about his own data, under part 3 of the Act; its reference."""
    now = timezone.now()
    usual: dict[str, Any] = {
        "kind": kind,
        "regime": Regime.LAW_ENFORCEMENT,
        "name": PERSON,
        "person": PERSON,
        "email": LAMB,
        "came_by": CameBy.EMAIL,
        "received_on": timezone.localdate(now),
        "text": "What do you hold about me?",
        "actor": cast.dee,
        "at": now,
    }
    reference = services.receive(**usual | differs)
    if proved:
        services.prove_identity(
            request=reference, words="Passport seen at the desk.", actor=cast.dee, at=now
        )
    return reference


def search(cast: Cast, reference: str, *names: str, numbers: tuple[str, ...] = ()) -> int:
    """Search under these names, Victor Lamb's where none is given."""
    return services.search(
        request=reference,
        names=names or (PERSON,),
        numbers=numbers,
        actor=cast.dee,
        at=timezone.now(),
    )


def settle(cast: Cast, reference: str, outcome: Outcome, *kinds: str, **differs: Any) -> None:
    """Settle every open place, or those of these kinds."""
    row = Request.objects.get(reference=reference)
    found = row.places.filter(outcome="")
    chosen = found.filter(kind__in=kinds) if kinds else found
    services.settle_places(
        **{
            "request": reference,
            "places": list(chosen.values_list("pk", flat=True)),
            "outcome": outcome,
            "reasons": "As the law asks.",
            "actor": cast.dee,
            "at": timezone.now(),
            **differs,
        }
    )


def mailed(thread: str) -> list[dict[str, Any]]:
    """The letters queued about a request, in order."""
    queued = Job.objects.filter(kind="mail.send").order_by("pk")
    return [job.args for job in queued if job.args.get("thread") == thread]
