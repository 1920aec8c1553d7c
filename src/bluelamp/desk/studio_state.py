"""The whole of what the studio shows of a case, as one value that becomes JSON; times in seconds from the first picture."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from bluelamp.casework import bench as benches
from bluelamp.casework import doubts, presence
from bluelamp.casework.bench import Bench
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.parts import EDIT_WORDS, PART_WORDS
from bluelamp.casework.pictured import everyone, regions_of
from bluelamp.casework.plans import AnyPlan, Footage
from bluelamp.casework.versions import History, history_of
from bluelamp.desk import studio_names, studio_places
from bluelamp.jobs.values import JobState, JobView
from bluelamp.people import selectors as people
from bluelamp.redaction import grouping
from bluelamp.redaction.footage.plan import FootagePlan
from bluelamp.redaction.footage.voices import answered

# What may be done with work in each state, by whoever may do the act that it began with.
CAN: Final = {
    JobState.WAITING: "cancel",
    JobState.RUNNING: "cancel",
    JobState.FAILED: "again",
    JobState.CANCELLED: "resume",
}


def state_of(bench: Bench) -> dict[str, Any]:
    """The State that the studio's pages are drawn from."""
    history, found = history_of(bench.image), bench.doubts()
    known, acts = _officers(bench, history, found), bench.acts()
    names = studio_names.names_in(bench.plan) if bench.plan else {}
    return {
        "stamp": benches.stamp_of(bench.image, at=bench.at)[1],
        "case": bench.case.reference,
        "image": bench.image.pk,
        "kind": "footage" if bench.footage else "picture",
        "number": bench.number,
        "digest": bench.version.digest if bench.version else "",
        "places": studio_places.stamp(bench.plan) if bench.plan else "",
        "picture": _picture(bench),
        "may": {"mark": Act.MARK_PEOPLE in acts, "prepare": Act.PREPARE in acts},
        "here": presence.others(bench.image, actor=bench.actor, at=bench.at),
        **_planned(bench, names),
        "doubts": [_doubt(each, names, known) for each in found],
        "history": _history(history, known),
        "work": {name: job and _work(name, job, acts) for name, job in bench.work().items()},
        "follows": [
            {"id": row.region, "way": row.way, "state": job.state, "error": row.fault or job.error}
            for row, job in bench.follows()
        ],
        "rendition": _rendition(bench, known),
    }


def as_json(state: dict[str, Any]) -> bytes:
    """The State as it goes out."""
    return msgspec.json.encode(state)


def _picture(bench: Bench) -> dict[str, Any]:
    size = {"width": bench.image.width, "height": bench.image.height}
    if bench.footage is None:
        return {**size, "duration": 0.0, "frames": 1, "rate": 0.0}
    found = bench.footage.probe
    return {
        **size,
        "duration": round(found.duration, 6),
        "frames": found.picture.frames,
        "rate": round(float(found.picture.rate), 6),
    }


def _planned(bench: Bench, names: dict[str, str]) -> dict[str, Any]:
    """What the plan says; nothing where the people have not been found yet."""
    if bench.plan is None:
        sound = {"has": False, "spans": [], "speech": []}
        return {"effect": "solid", "keep_sound": True, "tracks": [], "people": [], "sound": sound}
    found = grouping.everyone(bench.plan)
    group = {region.id: one.id for one in found for region in one.regions}
    seconds = studio_places.clock(bench.footage)
    tracks = [
        {**studio_places.track(region, bench.plan, seconds), "person": group[region.id]}
        for region in bench.plan.everything
    ]
    for each in tracks:
        each["doubts"] = [studio_names.in_words(words, names) for words in each["doubts"]]
    by_id = {each["id"]: each for each in tracks}
    listed = _listed(bench, bench.plan)
    return {
        "effect": bench.plan.effect,
        "keep_sound": bench.plan.keep_sound if isinstance(bench.plan, FootagePlan) else True,
        "tracks": tracks,
        "people": [_person(one, by_id, listed) for one in found],
        "sound": _sound(bench.plan, bench.footage),
    }


def _person(
    one: grouping.Person, tracks: dict[str, dict[str, Any]], listed: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    spans = [span for region in one.regions for span in tracks[region.id]["spans"]]
    return {
        "id": one.id,
        "name": studio_names.name_of(one),
        "kind": studio_names.kind_in(one),
        "tracks": [region.id for region in one.regions],
        "standing": one.standing or "mixed",
        "listed": next((listed[each.id] for each in one.regions if each.id in listed), None),
        "first": min(start for start, _ in spans),
        "last": max(end for _, end in spans),
        "shown": round(sum(end - start for start, end in spans), 6),
    }


def _listed(bench: Bench, plan: AnyPlan) -> dict[str, dict[str, Any]]:
    """For every region of somebody on the register, their row there."""
    return {
        region: {
            "number": one.row.number,
            "label": one.name,
            "part": PART_WORDS[one.part],
            "edit": EDIT_WORDS[one.edit],
            "sought": one.treatment.sought,
        }
        for one in everyone(bench.image)
        for region in regions_of(one, plan)
    }


def _sound(plan: AnyPlan, footage: Footage | None) -> dict[str, Any]:
    if footage is None or not isinstance(plan, FootagePlan):
        return {"has": False, "spans": [], "speech": []}
    return {
        "has": bool(footage.probe.sound),
        "spans": [msgspec.structs.asdict(span) for span in plan.sound],
        "speech": [
            {"start": span.start, "end": span.end, "answer": answered(plan, span)}
            for span in plan.speech
        ],
    }


def _doubt(each: doubts.Doubt, names: dict[str, str], known: dict[str, str]) -> dict[str, Any]:
    settled = each.settled
    return {
        "key": each.key,
        "seconds": round(each.seconds, 6),
        "words": studio_names.in_words(each.words, names),
        "track": each.track,
        "from": each.source,
        "box": each.box,
        "settled": settled
        and {
            "why": settled.why,
            "by": known[settled.settled_by],
            "at": settled.settled_at.isoformat(),
        },
    }


def _history(history: History, known: dict[str, str]) -> dict[str, Any]:
    return {
        "undo": history.undo.words if history.undo else "",
        "redo": history.redo.words if history.redo else "",
        "versions": [
            {
                "number": row.number,
                "change": row.change,
                "by": known[row.made_by],
                "at": row.made_at.isoformat(),
            }
            for row in reversed(history.versions)
        ],
    }


def _rendition(bench: Bench, known: dict[str, str]) -> dict[str, Any] | None:
    row = bench.rendition
    if row is None:
        return None
    return {
        "sha256": row.sha256,
        "examined": row.examined,
        "approved": row.approved,
        "note": row.check_note,
        "fault": row.fault,
        "cancelled": row.cancelled_at is not None,
        "doubts_left": row.doubts_left,
        "prepared_by": known[row.prepared_by],
    }


def _work(name: str, job: JobView, acts: tuple[Act, ...]) -> dict[str, Any]:
    act = Act.PREPARE if name == "rendering" else Act.FIND_PEOPLE
    can = CAN.get(job.state)
    return {
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "words": job.words,
        "error": job.error,
        "can": [can] if can and act in acts else [],
    }


def _officers(bench: Bench, history: History, found: tuple[doubts.Doubt, ...]) -> dict[str, str]:
    """The names of everybody who is spoken of, by reference."""

    def spoken_of() -> Iterator[str]:
        yield from (row.made_by for row in history.versions)
        yield from (each.settled.settled_by for each in found if each.settled)
        if bench.rendition:
            yield bench.rendition.prepared_by

    return people.names(spoken_of())
