"""Who is the same one and stands as what: in pictures and in footage alike."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluelamp.redaction import Box, Plan, PlanRefused, Region, Shape, Standing, keep, read_plan
from bluelamp.redaction.finding import Kind
from bluelamp.redaction.footage import plan as footage
from bluelamp.redaction.footage.plan import FootagePlan, Track, read_footage_plan
from bluelamp.redaction.footage.values import Place
from bluelamp.redaction.grouping import decide, everyone, members, merge, rename, separate

KINDS = (Kind.FACE, Kind.PERSON, Kind.FACE, Kind.PLATE)


def film() -> FootagePlan:
    """Three people, who appear one after the other, the last of them first; a plate; a region."""
    tracks = [
        Track(id=f"t{number}", kind=kind, parts=((Place(40 - 10 * number, 10, 10, 30, 30),),))
        for number, kind in enumerate(KINDS, 1)
    ]
    bare = FootagePlan(
        source_sha256="0" * 64, width=100, height=80, time_base=(1, 25), tracks=tuple(tracks)
    )
    return footage.add_region(bare, places=[Place(90, 0, 0, 9, 9)])


def photo() -> Plan:
    findings = tuple(
        Region(id=id_, kind=kind, shape=Shape.BOX, box=Box(10, 10, 30, 30))
        for id_, kind in zip(("p1", "p2", "p3", "n1"), KINDS, strict=True)
    )
    drawn = Region(id="h1", shape=Shape.BOX, box=Box(0, 0, 9, 9))
    return Plan(source_sha256="0" * 64, width=100, height=80, findings=findings, regions=(drawn,))


def groups(plan: Plan | FootagePlan) -> dict[str, list[str]]:
    return {one.id: [region.id for region in one.regions] for one in everyone(plan)}


def test_everyone_is_alone_at_first_and_comes_in_the_order_of_appearing() -> None:
    assert groups(film()) == {"t4": ["t4"], "t3": ["t3"], "t2": ["t2"], "t1": ["t1"], "h1": ["h1"]}
    assert list(groups(photo())) == ["p1", "p2", "p3", "n1", "h1"]
    assert {one.standing for one in everyone(film())} == {Standing.OBSCURED}


@pytest.mark.parametrize("plan", [film(), photo()])
def test_those_who_are_the_same_one_are_merged_named_and_separated(
    plan: Plan | FootagePlan,
) -> None:
    one, two, three, plate, drawn = (region.id for region in plan.everything)
    named = rename(plan, id=two, name="  The man in\nred ")
    merged = merge(merge(named, ids=[one, two]), ids=["g1", drawn])
    assert set(members(merged, ["g1"])) == {one, two, drawn}
    assert groups(merged).keys() == {"g1", three, plate}
    assert next(person.name for person in everyone(merged) if person.id == "g1") == "The man in red"
    assert merged.obscured == merged.everything
    apart = separate(merged, ids=[two])
    assert set(groups(apart)["g1"]) == {one, drawn}
    assert {person.name for person in everyone(rename(apart, id=drawn, name=""))} == {""}
    assert separate(apart, ids=["g1"]).names is not None
    assert not separate(apart, ids=["g1"]).names
    again = merge(apart, ids=[two, three])
    assert set(groups(again)["g2"]) == {two, three}
    with pytest.raises(PlanRefused, match="A person and a plate cannot be the same one"):
        merge(plan, ids=[one, plate])
    with pytest.raises(PlanRefused, match="at least two"):
        merge(merged, ids=[one, two])
    with pytest.raises(PlanRefused, match="alone already"):
        separate(plan, ids=[one])
    with pytest.raises(PlanRefused, match="holds no g7; it holds"):
        rename(plan, id="g7", name="x")
    with pytest.raises(PlanRefused, match="at most 100 characters"):
        rename(plan, id=one, name="x" * 101)


@pytest.mark.parametrize("plan", [film(), photo()])
def test_somebody_stands_as_said_and_only_the_obscured_are_covered(
    plan: Plan | FootagePlan,
) -> None:
    one, two, three, *_ = (region.id for region in plan.everything)
    merged = merge(plan, ids=[one, two])
    for said in (Standing.SOUGHT, Standing.PERMITTED, Standing.NOT_A_PERSON):
        shown = decide(merged, ids=["g1"], standing=said)
        assert {region.id for region in shown.kept} == {one, two}
        assert {region.stands for region in shown.kept} == {said}
        assert all(region.why for region in shown.kept)
        covered = decide(shown, ids=[two], standing="obscured")
        assert [region.id for region in covered.kept] == [one]
        assert next(each for each in everyone(covered) if each.id == "g1").standing is None
        assert read(shown) == shown
        again = decide(shown, ids=["g1"], standing="obscured")
        assert (again.kept, {again.everything[0].why}) == ((), {"Not sought"})
    with pytest.raises(PlanRefused, match="Say why"):
        decide(merged, ids=[three], standing="kept")
    with pytest.raises(PlanRefused, match="stands as one of obscured, sought"):
        decide(merged, ids=[three], standing="famous")


def test_keeping_and_obscuring_as_before_take_back_what_was_said() -> None:
    sought = decide(photo(), ids=["p1"], standing="sought", why="The robbery")
    assert keep(sought, id="p1", why="Agreed").kept[0].stands is Standing.KEPT
    assert footage.obscure(decide(film(), ids=["t1"], standing="sought"), id="t1") == film()


@pytest.mark.parametrize("word", ['"standing":"sought"', '"standing":"obscured"'])
def test_a_plan_that_says_one_thing_and_decides_another_is_refused(word: str) -> None:
    broken = photo().canonical().replace(b'"id":"p1"', f'"id":"p1",{word}'.encode())
    with pytest.raises(PlanRefused, match="p1 is said to stand as"):
        read_plan(broken)


@pytest.mark.parametrize("plan", [film(), photo()])
def test_everything_but_a_shape_cannot_stay_visible(plan: Plan | FootagePlan) -> None:
    drawn = plan.changing(("h1",), inverse=True)
    for said in set(Standing) - {Standing.OBSCURED}:
        with pytest.raises(
            PlanRefused, match=r"h1 is everything but its shape.*cover less, or rem"
        ):
            decide(drawn, ids=["h1"], standing=said, why="Agreed")
    with pytest.raises(PlanRefused, match="everything but its shape"):
        decide(merge(drawn, ids=["h1", plan.everything[0].id]), ids=["g1"], standing="sought")
    with pytest.raises(PlanRefused, match="everything but its shape"):
        (keep if isinstance(drawn, Plan) else footage.keep)(drawn, id="h1", why="x")  # type: ignore[operator]
    with pytest.raises(PlanRefused, match="everything but its shape"):
        read(drawn.changing(("h1",), decision="keep"))
    assert not decide(drawn, ids=["h1"], standing="obscured").kept


@pytest.mark.parametrize("plan", [film(), photo()])
@pytest.mark.parametrize("wrong", ["hx", "h", "h-1", "7", "", "h1²", "h" + "9" * 5000])
def test_a_plan_edited_by_hand_is_refused_where_an_id_counts_nothing(
    plan: Plan | FootagePlan, wrong: str
) -> None:
    with pytest.raises(PlanRefused, match="is not a letter and a number"):
        read(plan.changing(("h1",), id=wrong))
    if wrong:
        with pytest.raises(PlanRefused, match="a group is g and a number"):
            read(plan.changing(("h1",), person=wrong.replace("h", "g")))


def read(plan: Plan | FootagePlan) -> Plan | FootagePlan:
    reads = read_plan if isinstance(plan, Plan) else read_footage_plan
    return reads(plan.readable())


acts = st.lists(
    st.tuples(
        st.sampled_from([merge, separate]),
        st.lists(
            st.sampled_from(["t1", "t2", "t3", "t4", "h1", "g1", "g2"]), min_size=1, max_size=3
        ),
    ),
    max_size=6,
)


@given(acts)
def test_whoever_is_grouped_with_whom_nobody_is_uncovered_or_forgotten(
    done: Sequence[tuple[object, list[str]]],
) -> None:
    plan = decide(film(), ids=["t2"], standing="permitted")
    for act, ids in done:
        try:
            plan = act(plan, ids=ids)  # type: ignore[operator]
        except PlanRefused:
            continue
    assert [region.id for region in plan.kept] == ["t2"]
    listed = [region.id for one in everyone(plan) for region in one.regions]
    assert sorted(listed) == ["h1", "t1", "t2", "t3", "t4"]
    assert read(plan) == plan
