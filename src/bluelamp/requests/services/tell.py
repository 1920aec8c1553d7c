"""Recipients are told what was put right, erased or restricted, and their answers are kept."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone

from bluelamp.people.actor import Actor
from bluelamp.record.places import PlaceKind
from bluelamp.requests import post
from bluelamp.requests.doing import doing, enter, need
from bluelamp.requests.errors import BadInput, NoSuchRequest, NotNow
from bluelamp.requests.models import Notified, Place
from bluelamp.requests.selectors import seen_places
from bluelamp.requests.values import Kind, Outcome, State


def tell_recipients(
    *, request: str, places: Collection[int], text: str, actor: Actor, at: datetime
) -> None:
    """Write to these recipients that data they hold were changed, so that they change them too (DPA 2018 s.48(9)).

    Whoever has no e-mail address is written to by post. Raises NoSuchRequest, NotNow, BadInput.
    """
    with doing(request, actor=actor) as row:
        if not Kind(row.kind).changes:
            raise NotNow("Nobody is told of a subject access: nothing is changed by it.")
        seen, _ = seen_places(row, actor=actor, at=at)
        chosen = [each for each in seen if each.pk in places and each.kind == PlaceKind.RECIPIENT]
        words = need(text, "Write what they are told.", field="text")
        if not chosen or len(chosen) != len(set(places)):
            raise BadInput("Choose the recipients to tell.", field="places")
        if told := [each for each in chosen if hasattr(each, "notified")]:
            raise NotNow(f"{told[0].words} has been told already.")
        for place in chosen:
            _tell(place, words, actor=actor, at=at)
            enter(
                "recipient told",
                row,
                actor=actor,
                at=at,
                about=place.case,
                recipients=[place.words],
                letter=words,
            )


def record_answer(
    *, request: str, place: int, answer: str, answered_on: date, actor: Actor, at: datetime
) -> None:
    """Keep what a recipient answered; raises NoSuchRequest, NotNow where that is known, BadInput."""
    with doing(request, actor=actor, states=tuple(State)) as row:
        told = Notified.objects.filter(place=place, place__request=row).first()
        if told is None:
            raise NoSuchRequest("Nobody has been told of that.")
        if told.answered_on:
            raise NotNow("Their answer has been recorded.")
        said = need(answer, "Write what they answered.", field="answer")
        if not timezone.localdate(told.told_at) <= answered_on <= timezone.localdate(at):
            raise BadInput("That day must be from the letter to today.", field="answered_on")
        told.answer, told.answered_on = said, answered_on
        told.answer_recorded_by, told.answer_recorded_at = actor.reference, at
        told.save()
        enter(
            "recipient answered",
            row,
            actor=actor,
            at=at,
            about=told.place.case,
            answer=said,
            recipient=told.place.words,
            answered_on=answered_on.isoformat(),
        )


def _tell(place: Place, words: str, *, actor: Actor, at: datetime) -> None:
    reference = place.request.reference
    told = Notified.objects.create(
        place=place,
        email=place.email,
        text=words + "\n",
        told_by=actor.reference,
        told_at=at,
    )
    place.outcome, place.reasons = Outcome.TOLD, "Told by letter."
    place.settled_by, place.settled_at = actor.reference, at
    place.save()
    if place.email:
        post.send(
            to=place.email,
            subject=f"{reference}: please change what you hold",
            text=told.text,
            key=f"requests.recipient-{told.pk}",
            thread=reference,
            at=at,
        )
