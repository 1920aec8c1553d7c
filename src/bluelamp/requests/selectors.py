"""Requests as they stand: their clocks, what is left to do before an answer, and which are due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from bluelamp.casework import access
from bluelamp.casework.due import use_restricted
from bluelamp.people.actor import Actor
from bluelamp.record.places import PlaceKind
from bluelamp.requests import clock
from bluelamp.requests.clock import Clock, Pause
from bluelamp.requests.doing import no_such
from bluelamp.requests.models import Place, Request, Review
from bluelamp.requests.values import CHANGED, Kind, Outcome, State, Wait
from bluelamp.retention import selectors as retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A request with its clock, what is left to do before it is answered, and a review under way."""

    row: Request
    clock: Clock
    left: tuple[str, ...]
    review: Review | None

    @property
    def kind(self) -> Kind:
        """What is asked for."""
        return Kind(self.row.kind)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.row.state == State.OPEN

    @property
    def due_on(self) -> date | None:
        """The last day of what is due next: the answer, or the review; None where nothing is, or the clock stands."""
        if self.review:
            return self.review.due_on
        return self.clock.due_on if self.is_open else None


def request_of(reference: str) -> Standing:
    """The request of that reference, as it stands; raises NoSuchRequest."""
    row = _all().filter(reference=reference).first()
    if row is None:
        raise no_such(reference)
    return standing_of(row)


def standing_of(row: Request) -> Standing:
    """How a request stands."""
    review = next((each for each in row.reviews.all() if each.decided_at is None), None)
    return Standing(row=row, clock=clock_of(row), left=left_to_do(row), review=review)


def due() -> list[Standing]:
    """Every request that waits for an answer or a review: nearest last day first, those whose clock stands last."""
    waiting = Q(state=State.OPEN) | Q(reviews__isnull=False, reviews__decided_at=None)
    found = [standing_of(row) for row in _all().filter(waiting).distinct()]
    return sorted(found, key=lambda each: (each.due_on is None, each.due_on, each.row.reference))


def closed(*, text: str = "") -> QuerySet[Request]:
    """Requests that were answered or ended, the latest first; each word of the text is in the reference, a name or what was asked."""
    found = _all().exclude(state=State.OPEN).order_by("-ended_at", "-id")
    for word in text.split():
        found = found.filter(says(word)).distinct()
    return found


def says(word: str) -> Q:
    """That a word is in a request's reference, names or questions."""
    columns = ("reference", "name", "person", "text", "questions__text")
    wanted = Q()
    for column in columns:
        wanted |= Q(**{f"{column}__icontains": word})
    return wanted


def clock_of(row: Request) -> Clock:
    """The request's clock."""
    return clock.reckon(
        Kind(row.kind),
        received_on=row.received_on,
        pauses=[
            Pause(wait=Wait(each.wait), asked_on=each.asked_on, came_on=each.came_on)
            for each in row.waits.all()
        ],
        is_extended=hasattr(row, "extension"),
    )


def left_to_do(row: Request) -> tuple[str, ...]:
    """What must be done before the request can be answered, each a sentence."""
    return tuple(_left(row))


def _left(row: Request) -> Iterator[str]:
    if any(each.came_on is None for each in row.waits.all()):
        yield "what was asked of them has not come yet."
    if not Kind(row.kind).is_right:
        undecided = [each.number for each in row.questions.all() if not each.decision]
        yield from (f"question {number} is not decided." for number in undecided)
        return
    if not any(each.wait == Wait.IDENTITY and each.came_on for each in row.waits.all()):
        yield "who asks has not been proved."
    if not row.searches.all():
        yield "nothing has been searched yet."
    yield from _unsettled(row.places.all())
    if untold := len(to_be_told(row)):
        yield f"{untold} recipient{'' if untold == 1 else 's'} must be told what was changed."
    cases = {each.case for each in row.places.all() if each.outcome == Outcome.ERASED}
    waiting = [case for case in sorted(cases) if not retention.is_erased(case)]
    yield from (f"the erasure of {case} is proposed, and not confirmed yet." for case in waiting)


def _unsettled(places: Iterable[Place]) -> Iterator[str]:
    held = list(places)
    number = sum(not each.outcome for each in held)
    if number:
        yield f"{number} of the places found {'is' if number == 1 else 'are'} not settled."


def to_be_told(row: Request) -> list[Place]:
    """The recipients of what was put right, erased or restricted who have not been told (DPA 2018 s.48(9))."""
    held = row.places.all()
    changed = {each.case for each in held if each.outcome in CHANGED}
    return [
        each
        for each in held
        if each.kind == PlaceKind.RECIPIENT and not each.outcome and each.case in changed
    ]


def restricted(row: Request) -> list[str]:
    """The cases whose use was restricted on this request and is still, also where a place was settled anew since."""
    cases = row.places.exclude(case="").values_list("case", flat=True)
    return use_restricted(set(cases), because_of=row.reference)


def seen_places(row: Request, *, actor: Actor, at: datetime) -> tuple[list[Place], int]:
    """The places of a request that this person may read of, and how many are in cases closed to them."""
    order = list(PlaceKind)
    held = sorted(row.places.all(), key=lambda each: (each.case, order.index(PlaceKind(each.kind)), each.pk))  # fmt: skip
    cases = {each.case for each in held if each.case}
    seen = access.seen_by(actor, at=at).filter(reference__in=cases)
    # Of an erased case nothing is left to be closed: what was found there is this request's own.
    open_cases = {*seen.values_list("reference", flat=True), *filter(retention.is_erased, cases)}
    shown = [each for each in held if not each.case or each.case in open_cases]
    return shown, len(held) - len(shown)


def settled_places(row: Request) -> list[Place]:
    """What the letter tells of: the places settled, but for those that are not theirs or of which they are not told."""
    settled = row.places.exclude(outcome="").exclude(outcome=Outcome.NOT_THEIRS)
    return list(settled.filter(told=True).order_by("case", "id"))


def _all() -> QuerySet[Request]:
    return Request.objects.select_related("extension").prefetch_related(
        "questions", "waits", "searches", "places", "reviews"
    )
