"""The studio: where the people in a picture or in footage are decided upon; its page, and what its scripts ask."""

import hashlib
from http import HTTPStatus

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from bluelamp.casework import presence, services, sightings
from bluelamp.casework.bench import Bench, bench_of, image_of, stamp_of
from bluelamp.casework.errors import BadInput, ChangedMeanwhile, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.plans import is_footage, plan_numbered
from bluelamp.desk import openings, studio_acts, studio_edits, studio_places
from bluelamp.desk.cases import actor_of, case_for, reads
from bluelamp.desk.studio_answers import answered, in_json, refusal
from bluelamp.desk.studio_state import state_of
from bluelamp.jobs.values import JobState, JobView


@require_safe
# The copy to play is put together by the script.
@csp_update({"media-src": [SELF, "blob:"]})  # type: ignore[arg-type]  # typed for pages without arguments
def studio(request: HttpRequest, reference: str) -> HttpResponse:
    """The page; what it shows comes by script."""
    view = case_for(request, reference)
    image = image_of(reference, actor=actor_of(request), at=timezone.now())
    shown = {
        "view": view,
        "case": view.case,
        "actor": actor_of(request),
        "image": image.pk,
        "kind": "footage" if is_footage(image) else "picture",
        "may_mark": view.may(Act.MARK_PEOPLE) and not view.now.wrong_person,
        "opening": openings.new(),
    }
    reads(request, view)
    return render(request, "desk/studio.html", shown)


@require_safe
@in_json
def state(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole State; nothing where the page has it already."""
    actor, at = actor_of(request), timezone.now()
    image = image_of(reference, actor=actor, at=at)
    stamp = stamp_of(image, at=at)[1]
    there = ",".join(one["name"] for one in presence.others(image, actor=actor, at=at))
    tag = f'"{stamp}-{hashlib.blake2b(there.encode(), digest_size=4).hexdigest()}"'
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        answer = answered(state_of(bench_of(reference, actor=actor, at=at)))
    answer["ETag"] = tag
    return answer


@require_POST
@in_json
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Carry out one act; answer with the State as it is then, also where somebody else was quicker."""
    bench = _bench(request, reference)
    asked = studio_acts.read_edit(request.body)

    def act() -> None:
        studio_edits.carry_out(asked, bench)

    try:
        services.once(case=reference, key=asked.key, meant=asked.image, at=bench.at, act=act)
    except ChangedMeanwhile as refused:
        return _overtaken(_bench(request, reference), refused, asked)
    return _as_it_is_now(request, reference)


@require_GET
@in_json
def places(request: HttpRequest, reference: str) -> HttpResponse:
    """Where everything is in a version of the plan; of an earlier one that is named only the difference."""
    bench = _bench(request, reference)
    number = request.GET.get("number", str(bench.number))
    plan = plan_numbered(bench.image, number)
    if plan is None:
        raise BadInput(f"There is no version “{number}” of the plan.", field="number")
    since = plan_numbered(bench.image, request.GET.get("since", ""))
    seconds = studio_places.clock(bench.footage)
    return answered({"number": int(number), **studio_places.places(plan, seconds, since=since)})


@require_safe
@in_json
def found(request: HttpRequest, reference: str) -> HttpResponse:
    """What the search has seen in the segments that it has finished, but for those that the page has."""
    image = image_of(reference, actor=actor_of(request), at=timezone.now())
    had = [each for each in request.GET.get("from", "").split(",") if each]
    if not all(each.isdecimal() for each in had):
        raise BadInput("Segments are named by numbers with commas between.", field="from")
    segments = sightings.seen_so_far(image, but={int(each) for each in had})
    return answered({"segments": segments, "done": sightings.is_over(image)})


@require_POST
@in_json
def here(request: HttpRequest, reference: str) -> HttpResponse:
    """This person has the studio open; who else has, and whether anything has changed."""
    actor, at = actor_of(request), timezone.now()
    image = image_of(reference, actor=actor, at=at)
    presence.say_here(image, actor=actor, at=at)
    number, stamp = stamp_of(image, at=at)
    others = presence.others(image, actor=actor, at=at)
    return answered({"here": others, "number": number, "stamp": stamp})


@require_POST
@in_json
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """Start the search for people, or go on with one that failed or was cancelled."""
    bench = _bench(request, reference)
    services.find_people(case=reference, actor=bench.actor, at=bench.at)
    return _as_it_is_now(request, reference)


@require_POST
@in_json
def prepare(request: HttpRequest, reference: str) -> HttpResponse:
    """Obscure everyone whom the plan does not keep; where doubts are left, for a reason."""
    bench = _bench(request, reference)
    asked = studio_acts.read(request.body, studio_acts.Prepare)
    try:
        services.prepare(
            case=reference,
            doubts_left=asked.doubts_left,
            number=asked.number,
            image=asked.image,
            actor=bench.actor,
            at=bench.at,
        )
    except ChangedMeanwhile as refused:
        return _overtaken(_bench(request, reference), refused, asked)
    return _as_it_is_now(request, reference)


@require_POST
@in_json
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop work that is under way; what is finished of it is kept."""
    bench = _bench(request, reference)
    job = _job(bench, studio_acts.read(request.body, studio_acts.Work))
    services.cancel_work(job=job.key, actor=bench.actor, at=bench.at)
    return _as_it_is_now(request, reference)


@require_POST
@in_json
def resume(request: HttpRequest, reference: str) -> HttpResponse:
    """Go on with work that was cancelled, or try again what has failed."""
    bench = _bench(request, reference)
    job = _job(bench, studio_acts.read(request.body, studio_acts.Work))
    act = services.try_again if job.state is JobState.FAILED else services.resume_work
    act(job=job.key, actor=bench.actor, at=bench.at)
    return _as_it_is_now(request, reference)


def _job(bench: Bench, asked: studio_acts.Work) -> JobView:
    """The work that is meant; raises OutOfOrder where there is none such."""
    follows = {row.region: job for row, job in bench.follows()}
    job = follows.get(asked.id) if asked.what == "follow" else bench.work().get(asked.what)
    if job is None:
        raise OutOfOrder("There is no such work under way: it may be over by now.")
    return job


def _as_it_is_now(request: HttpRequest, reference: str) -> HttpResponse:
    return answered({"state": state_of(_bench(request, reference))})


def _bench(request: HttpRequest, reference: str) -> Bench:
    return bench_of(reference, actor=actor_of(request), at=timezone.now())


def _overtaken(
    bench: Bench, refused: ChangedMeanwhile, asked: studio_acts.Edit | studio_acts.Prepare
) -> HttpResponse:
    """What somebody else has made of the plan meanwhile, and who; of another image, that it is another."""
    state = state_of(bench)
    versions = state["history"]["versions"] if asked.image == bench.image.pk else []
    newer = [each for each in versions if each["number"] > asked.number]
    said = [
        f"{each['by']} has since made version {each['number']}: {each['change']}."
        for each in newer[:3]
    ]
    told = {**refusal(refused), "state": state}
    if said:
        told["error"] = " ".join(said)
    return answered(told, HTTPStatus.CONFLICT)
