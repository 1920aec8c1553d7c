"""Where publication holds something about somebody: what was published, who has it, and what was written in."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from bluelamp.publication.models import Attempt, Edition, Enquiry, Feedback, Outlet, Visit
from bluelamp.publication.selectors import placements_of, recipients_of
from bluelamp.record.looking import mentions, path_to, rows_saying
from bluelamp.record.places import Held, PlaceKind, Sought

# Digests of addresses and counts of pages: they hold nothing that a name could be found in.
_NOBODYS: Final = (Attempt, Visit)


def held_about(sought: Sought, cases: Sequence[str]) -> list[Held]:
    """Every place in publication that is of these cases, or says one of the names or numbers."""
    editions = _rows(Edition, sought, cases)
    places = [*_published(editions), *_recipients(editions)]
    places += [_enquiry(row) for row in _rows(Enquiry, sought, cases)]
    places += [_message(row) for row in _rows(Feedback, sought, cases)]
    return [*places, *_as_readers(sought)]


def recipients(cases: Collection[str]) -> Iterator[Held]:
    """Everyone who has an edition of these cases, who must be told of a change."""
    return _recipients(list(Edition.objects.filter(case__in=cases).order_by("pk")))


def _rows(model: type[Model], sought: Sought, cases: Sequence[str]) -> list[Any]:
    of_cases = model._default_manager.filter(case__in=cases)  # noqa: SLF001
    found = {row.pk: row for row in of_cases} | {
        row.pk: row for row, _ in rows_saying(model, sought)
    }
    return [found[key] for key in sorted(found)]


def _published(editions: Sequence[Edition]) -> Iterator[Held]:
    for each in editions:
        channels = ", ".join(place.channel for place in placements_of(each.token))
        ended = f", withdrawn {_day(each.withdrawn_at)}" if each.withdrawn_at else ", live"
        yield Held(
            key=f"edition:{each.token}",
            kind=PlaceKind.EDITION,
            case=each.case,
            words=f"{each.headline}: published {_day(each.published_at)} ({channels}){ended}"[:300],
            sha256=each.sha256,
        )


def _recipients(editions: Sequence[Edition]) -> Iterator[Held]:
    """Everyone who has an edition, once for each case."""
    seen: set[tuple[str, str]] = set()
    for edition in editions:
        for each in recipients_of(edition.token):
            if (edition.case, each.email) not in seen:
                seen.add((edition.case, each.email))
                yield Held(
                    key=f"recipient:{edition.case}:{each.email}",
                    kind=PlaceKind.RECIPIENT,
                    case=edition.case,
                    words=f"{each.name} ({each.email})" if each.name else each.email,
                    email=each.email,
                )


def _enquiry(row: Enquiry) -> Held:
    return Held(
        key=f"enquiry:{row.reference}",
        kind=PlaceKind.ENQUIRY,
        case=row.case,
        words=f"{row.reference} of {row.outlet}, received {_day(row.received_at)}",
    )


def _message(row: Feedback) -> Held:
    return Held(
        key=f"message:{row.reference}",
        kind=PlaceKind.MESSAGE,
        case=row.case,
        words=f"{row.reference}, received {_day(row.received_at)}",
    )


def _as_readers(sought: Sought) -> Iterator[Held]:
    """Rows that name the person as an outlet, as somebody who took a picture, or as somebody written to."""
    told = (Edition, Enquiry, Feedback, *_NOBODYS)
    models = apps.get_app_config("publication").get_models()
    paths = {model: path_to(model, Edition) for model in models if model not in told}
    of_editions = {model: f"{path}__case" for model, path in paths.items() if path}
    yield from mentions(of_editions, sought, but=(), words_of=_words_of)
    for row, _ in rows_saying(Outlet, sought):
        yield Held(key=f"outlet:{row.pk}", kind=PlaceKind.MENTION, case="", words=f"Outlet: {row.name}")  # fmt: skip


def _words_of(model: type[Model]) -> str:
    return str(model._meta.verbose_name_plural).capitalize()  # noqa: SLF001


def _day(at: datetime) -> str:
    return f"{timezone.localdate(at):%-d %B %Y}"
