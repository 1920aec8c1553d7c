"""Where something about somebody is held, anywhere in the house: each room says what it has."""

from django.apps import apps

from bluelamp.casework import held as casework
from bluelamp.publication import held as publication
from bluelamp.record import held as record
from bluelamp.record.looking import owner_of, path_to, rows_saying
from bluelamp.record.places import Held, PlaceKind, Sought
from bluelamp.requests.models import Request


def held_about(sought: Sought, *, leaving_out: str) -> list[Held]:
    """Every place that holds something about somebody, but for the request itself, by which it is sought."""
    cases, places = casework.held_about(sought)
    places += publication.held_about(sought, cases)
    places += _requests(sought, leaving_out)
    named = {each.key.partition(":")[2] for each in places if not each.case}
    return [*places, *record.held_of({*cases, *named}, known=cases)]


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
