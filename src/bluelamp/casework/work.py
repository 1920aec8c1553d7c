"""The work list: which cases wait for whom, what is next on each and when it is due."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, overload

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)

from bluelamp.casework import access
from bluelamp.casework.lifecycle import STATE_WORDS, State
from bluelamp.casework.models import Case, Image, Rendition, Turn
from bluelamp.casework.permitted import roles_in_words
from bluelamp.casework.routes import Route
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.publication import selectors as publication

ANY: Final = Q(place__gte=0)
_HASH: Final = re.compile("[0-9a-f]{8,64}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A line of the work list: `next_words` and `waits_for` are those of the most pressing task."""

    reference: str
    route: str
    person: str
    court: str
    offence: str
    state: State
    state_words: str
    next_words: str
    waits_for: str
    due_at: datetime | None
    officer: str
    unit: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which cases are looked for: those that match every filter given.

    `officers` opened the case or are in it (references); `turn_of` may do something that is open; each word
    of `text` is part of a name, number, offence or court, or begins the sha256 of an original, of what was
    made of it, or of a published file. Each span takes in its start and leaves out its end.
    """

    states: tuple[State, ...] = ()
    routes: tuple[Route, ...] = ()
    text: str = ""
    officers: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    turn_of: Actor | None = None
    waits_for: Role | None = None
    opened_from: datetime | None = None
    opened_until: datetime | None = None
    due_from: datetime | None = None
    due_until: datetime | None = None


EVERYTHING: Final = Search()


@dataclass(frozen=True, slots=True)
class WorkList(Sequence[WorkItem]):
    """Lines of the work list; a page of them takes the same few queries however many cases there are.

    A line tells of the most pressing task that is `wanted`, where there is one.
    """

    cases: QuerySet[Case]
    wanted: Q

    def __len__(self) -> int:
        return self.cases.count()

    def __iter__(self) -> Iterator[WorkItem]:
        return iter(self._items(self.cases))

    @overload
    def __getitem__(self, place: int) -> WorkItem: ...
    @overload
    def __getitem__(self, place: slice) -> list[WorkItem]: ...
    def __getitem__(self, place: int | slice) -> WorkItem | list[WorkItem]:
        if isinstance(place, slice):
            return self._items(self.cases[place])
        return self._items(self.cases[place : place + 1])[0]

    def _items(self, cases: QuerySet[Case]) -> list[WorkItem]:
        is_wanted = ExpressionWrapper(self.wanted, output_field=BooleanField())
        pressing = Turn.objects.annotate(wanted=is_wanted).order_by("-wanted", "place", "id")
        held = list(cases.prefetch_related(Prefetch("turns", pressing)))
        turns = {case.pk: _most_pressing(case) for case in held}
        told = {turn.officer for each in turns.values() for turn in each if turn.officer}
        names = people.names(told | {case.officer for case in held if case.officer})
        return [_item(case, turns[case.pk], names) for case in held]


def work_list(search: Search = EVERYTHING, *, viewer: Actor, at: datetime) -> WorkList:
    """The cases open to the viewer that are looked for: newest change first, or what is due first where that was asked."""
    turn_of, waits_for = search.turn_of, search.waits_for
    found = _within(access.seen_by(viewer, at=at), search)
    wanted = (may_act(turn_of) if turn_of else ANY) & (Q(role=waits_for) if waits_for else ANY)
    if turn_of or waits_for:
        found = found.filter(Exists(Turn.objects.filter(wanted, case=OuterRef("pk"))))
    order = ["-changed_at", "-id"]
    if turn_of or search.due_from or search.due_until:
        found = found.order_by(F("due_at").asc(nulls_last=True), *order)
    else:
        found = found.order_by(*order)
    return WorkList(_matching(found, search.text), wanted)


def _within(found: QuerySet[Case], search: Search) -> QuerySet[Case]:
    """Those of the states, routes, officers and units given, opened and due within the spans given; of erased ones nothing is shown."""
    found = found.exclude(state=State.ERASED)
    if search.officers:
        theirs = Q(officer__in=search.officers) | Q(opened_by__in=search.officers)
        found = found.filter(theirs)
    asked = {
        "state__in": search.states,
        "route__in": search.routes,
        "unit__in": search.units,
        "opened_at__gte": search.opened_from,
        "opened_at__lt": search.opened_until,
        "due_at__gte": search.due_from,
        "due_at__lt": search.due_until,
    }
    return found.filter(**{column: value for column, value in asked.items() if value})


def may_act(actor: Actor) -> Q:
    """The turns in which this person may do something, in their own part or a lender's."""
    wanted = Q(role__in=actor.roles, officer__in=["", *actor.hands])
    for one in sorted(actor.hands):
        wanted &= ~Q(barred__contains=f" {one} ")
    return wanted


def _matching(found: QuerySet[Case], text: str) -> QuerySet[Case]:
    for word in text.split():
        wanted = (
            Q(reference__icontains=word)
            | Q(person__icontains=word)
            | Q(case_number__icontains=word)
            | Q(court__icontains=word)
            | Q(offence__icontains=word)
        )
        if _HASH.fullmatch(word):
            wanted |= _has_picture(word.lower())
        found = found.filter(wanted)
    return found


def _has_picture(sha256: str) -> Q:
    """That an original of the case, what was made from one, or a file that was published has a hash that begins so."""
    originals = Image.objects.filter(case=OuterRef("pk"), sha256__startswith=sha256)
    made = Rendition.objects.filter(plan__image__case=OuterRef("pk"), sha256__startswith=sha256)
    published = publication.cases_of_file(sha256)
    return Q(Exists(originals)) | Q(Exists(made)) | Q(reference__in=published)


def _most_pressing(case: Case) -> list[Turn]:
    """The turns of the first open task, one for each role."""
    every = list(case.turns.all())
    return [turn for turn in every if turn.place == every[0].place]


def _item(case: Case, turns: list[Turn], names: dict[str, str]) -> WorkItem:
    state = State(case.state)
    return WorkItem(
        reference=case.reference,
        route=Route(case.route).way.words,
        person=case.person,
        court=case.court,
        offence=case.offence,
        state=state,
        state_words=STATE_WORDS[state],
        next_words=turns[0].words if turns else "",
        waits_for=_waits_for(turns, names),
        due_at=case.due_at,
        officer=names[case.officer] if case.officer else "",
        unit=case.unit,
        changed_at=case.changed_at,
    )


def _waits_for(turns: list[Turn], names: dict[str, str]) -> str:
    if not turns:
        return ""
    return names.get(turns[0].officer) or roles_in_words(turn.role for turn in turns)
