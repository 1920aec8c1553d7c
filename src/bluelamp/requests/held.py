"""Where something about somebody is held, anywhere in the house: each room says what it has."""

from collections.abc import Collection, Iterator
from typing import Final

from django.apps import apps

from bluelamp.casework import held as casework
from bluelamp.casework.routes import route_of
from bluelamp.disclosure import held as disclosure
from bluelamp.jobs import selectors as jobs
from bluelamp.publication import held as publication
from bluelamp.record import held as record
from bluelamp.record.looking import owner_of, path_to, rows_saying
from bluelamp.record.places import Held, PlaceKind, Sought
from bluelamp.requests.models import Request
from bluelamp.retention import held as retention

# Places whose reference stands in the record by itself.
_NUMBERED: Final = (PlaceKind.ENQUIRY, PlaceKind.MESSAGE, PlaceKind.REQUEST)


def held_about(sought: Sought, *, leaving_out: str) -> list[Held]:
    """Every place that holds something about somebody, but for the request itself, by which it is sought."""
    cases, places = casework.held_about(sought)
    for room in (publication, disclosure, retention):
        places += room.held_about(sought, cases)
    places += [*_requests(sought, leaving_out), *_letters(sought)]
    named = {each.key.partition(":")[2] for each in places if each.kind in _NUMBERED}
    return [*places, *record.held_of({*cases, *named}, known=cases)]


def recipients_of(cases: Collection[str]) -> list[Held]:
    """Whoever has something of these cases from us: as published, handed over, or given as a pack."""
    return [each for room in (casework, publication, disclosure) for each in room.recipients(cases)]


def _letters(sought: Sought) -> Iterator[Held]:
    """Letters by e-mail that name the person, but for those about requests, which stand there."""
    for job in jobs.of_kind("mail.send"):
        if sought.says(job.args) and not job.key.startswith("requests."):
            to, thread = ", ".join(job.args.get("to", ())), job.args.get("thread", "")
            yield Held(
                key=f"mail:{job.key}",
                kind=PlaceKind.LETTER,
                case=thread if route_of(thread) else "",
                words=f"E-mail to {to}: {job.args.get('subject', '')}"[:300],
            )


def _requests(sought: Sought, leaving_out: str) -> list[Held]:
    """Earlier requests that name the person."""
    found: dict[str, Held] = {}
    for model in apps.get_app_config("requests").get_models():
        for row, _ in rows_saying(model, sought):
            request = owner_of(row, path_to(model, Request) or "")
            found[request.reference] = Held(
                key=f"request:{request.reference}",
                kind=PlaceKind.REQUEST,
                case="",
                words=f"{request.reference}, received {request.received_on:%-d %B %Y}",
            )
    found.pop(leaving_out, None)
    return list(found.values())
