"""Each act of the studio, as one change of the plan with its words, or as one verb of casework."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import msgspec

from bluelamp.casework import services
from bluelamp.casework.bench import Bench
from bluelamp.casework.errors import BadInput
from bluelamp.casework.plans import AnyPlan
from bluelamp.casework.services.register_follows import Deciding
from bluelamp.desk import studio_acts as acts
from bluelamp.desk import studio_names
from bluelamp.desk.studio_footage_edits import footage_change
from bluelamp.desk.tracks import clock
from bluelamp.redaction import (
    Box,
    Effect,
    Plan,
    Shape,
    Standing,
    add_region,
    move_region,
    remove_region,
)
from bluelamp.redaction.grouping import decide, merge, rename, separate
from bluelamp.redaction.reshaping import reshape, whole_body

STANDS: Final = {
    Standing.SOUGHT: "sought",
    Standing.PERMITTED: "permitted",
    Standing.OBSCURED: "obscured",
    Standing.NOT_A_PERSON: "not a person",
    Standing.KEPT: "visible",
}
EFFECTS: Final = {
    Effect.SOLID: "what is covered is filled",
    Effect.PIXELATE: "what is covered has coarse blocks, the weaker choice",
}
_NAMED: Final = 3  # of several, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of the plan, in words; `deciding` where it says who is shown."""

    make: Callable[[Any], AnyPlan]
    words: str
    deciding: Deciding | None = None


def carry_out(edit: acts.AnyEdit, bench: Bench) -> None:
    """Do what was asked, once; raises what the plan, the register or the lifecycle refuses."""
    case: dict[str, Any] = {"case": bench.case.reference, "actor": bench.actor, "at": bench.at}
    match edit:
        case acts.Settle():
            services.settle_doubts(number=edit.number, keys=edit.keys, why=edit.why, **case)
        case acts.Unsettle():
            services.unsettle_doubts(keys=edit.keys, **case)
        case acts.Undo():
            services.undo_change(number=edit.number, **case)
        case acts.Redo():
            services.redo_change(number=edit.number, **case)
        case acts.Restore():
            services.restore_version(number=edit.number, version=edit.version, **case)
        case acts.Follow():
            services.follow_region(**_followed(edit, bench), **case)
        case _:
            change = change_of(edit, bench)
            services.change_plan(
                number=edit.number,
                change=change.make,
                words=change.words[:300],
                deciding=change.deciding,
                **case,
            )


def _followed(edit: acts.Follow, bench: Bench) -> dict[str, Any]:
    names = studio_names.names_in(bench.plan) if bench.plan else {}
    way = {"both": "both ways"}.get(edit.way, edit.way)
    ticks = bench.footage.probe.picture.ticks(edit.at) if bench.footage else 0
    words = f"{names.get(edit.id, edit.id)} is followed {way} from {clock(edit.at)}"
    return {"region": edit.id, "ticks": ticks, "way": edit.way, "words": words}


def change_of(edit: acts.AnyEdit, bench: Bench) -> Change:
    """The change that an act is; raises BadInput where a picture has no such thing."""
    names = studio_names.names_in(bench.plan) if bench.plan else {}
    match edit:
        case acts.Decide():
            return _decided(edit, names)
        case acts.Merge(ids=ids):
            words = f"{_several(ids, names)} are the same one"
            return Change(make=partial(merge, ids=ids), words=words)
        case acts.Separate(ids=ids, why=why):
            said = why.strip()
            apart = Deciding(why=said or "No longer taken for the same one", is_said=bool(said))
            words = f"{_several(ids, names)}: each by itself{f': {said}' if said else ''}"
            return Change(make=partial(separate, ids=ids), words=words, deciding=apart)
        case acts.Rename(id=id_, name=name):
            called = f"is called {name.strip()}" if name.strip() else "has no name any more"
            words = f"{names.get(id_, id_)} {called}"
            return Change(make=partial(rename, id=id_, name=name), words=words)
        case acts.WithEffect(effect=effect):
            return Change(
                make=partial(msgspec.structs.replace, effect=effect), words=EFFECTS[effect]
            )
        case _ if bench.footage:
            of_footage, words = footage_change(edit, names, bench.footage.probe)
            return Change(make=of_footage, words=words)
        case _:
            of_picture, words = _of_picture(edit, names)
            return Change(make=of_picture, words=words)


def _decided(edit: acts.Decide, names: Mapping[str, str]) -> Change:
    why, stands = edit.why.strip(), STANDS[edit.standing]
    said = f"{_several(edit.ids, names)} {'is' if len(edit.ids) == 1 else 'are'} {stands}"
    return Change(
        make=partial(decide, ids=edit.ids, standing=edit.standing, why=why),
        words=f"{said}: {why}" if why else said,
        deciding=Deciding(why=why or f"Said to be {stands}", is_said=bool(why)),
    )


def _of_picture(edit: acts.AnyEdit, names: Mapping[str, str]) -> tuple[Callable[[Plan], Plan], str]:
    """The same acts for a picture, which is one moment and has no sound."""
    name = names.get(getattr(edit, "id", ""), "")
    match edit:
        case acts.Draw():
            make: Callable[[Plan], Plan] = partial(
                add_region,
                box=_box(edit.box),
                shape=edit.shape,
                why=edit.why,
                points=edit.points,
                inverse=edit.inverse,
            )
            return make, "a region was drawn by hand"
        case acts.Place(id=id_, box=box):
            return partial(move_region, id=id_, box=_box(box)), f"{name} was moved"
        case acts.Reshape():
            return partial(_reshaped, edit=edit), f"{name} has another shape"
        case acts.Remove(id=id_):
            return partial(remove_region, id=id_), f"{name} was removed"
        case acts.CoverAll():
            return _all_covered, "the whole picture is covered"
        case _:
            sentence = "A picture is one moment without sound: that is for footage."
            raise BadInput(sentence, field="act")


def _reshaped(plan: Plan, *, edit: acts.Reshape) -> Plan:
    if edit.shape == acts.BODY:
        return whole_body(plan, id=edit.id)
    shaped = reshape(plan, id=edit.id, shape=edit.shape, points=edit.points, inverse=edit.inverse)
    return move_region(shaped, id=edit.id, box=_box(edit.box)) if edit.box else shaped


def _all_covered(plan: Plan) -> Plan:
    whole = Box(0, 0, plan.width, plan.height)
    return add_region(plan, box=whole, shape=Shape.BOX, why="The whole picture")


def _box(edges: acts.Edges) -> Box:
    """Whole pixels, outwards: nothing is left bare by the rounding."""
    left, top, right, bottom = edges
    return Box(math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))


def _several(ids: Sequence[str], names: Mapping[str, str]) -> str:
    """The first few by name, and how many more."""
    said = list(dict.fromkeys(names.get(each, each) for each in ids))
    more = f" and {len(said) - _NAMED} more" if len(said) > _NAMED else ""
    return f"{', '.join(said[:_NAMED])}{more}"
