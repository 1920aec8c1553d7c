"""What the source leaves open, on the page: how it is read, what the force sets, and the register."""

from collections.abc import Iterator, Mapping, Sequence

from bluelamp.policy.clauses import Reading, Setting
from bluelamp.policy.expression import NEVER
from bluelamp.policy.pack import Decision, Pack
from bluelamp.policy.page.clauses import advised, names
from bluelamp.policy.page.markup import Content, Markup, anchor, separated, table, tag
from bluelamp.policy.register import Unclear
from bluelamp.policy.spelling import spell_while
from bluelamp.policy.vocabulary import listed, sentence


def readings(pack: Pack) -> Iterator[Markup]:
    """What may be read in more than one way; what several decisions read alike is told once."""
    yield tag(
        "p",
        "Where the source may be read in more than one way, this is the reading that the pack takes."
        " Where an advice turns on it, the advice says so, and the reading can be switched.",
    )
    found: dict[str, list[tuple[Reading, str]]] = {}
    for decision in pack.decisions.values():
        for reading in decision.readings:
            found.setdefault(reading.id, []).append((reading, decision.title.lower()))
    for name, stated in sorted(found.items()):
        yield tag("h3", name, id=anchor("reading", name))
        told: list[Reading] = []
        for reading, _ in stated:
            if reading not in told:
                told.append(reading)
                yield from _reading(reading, [title for each, title in stated if each == reading])


def _reading(reading: Reading, where: Sequence[str]) -> Iterator[Markup]:
    yield tag("p", f"Unclear: {sentence(reading.unclear)}")
    yield tag("p", f"Read so: {sentence(reading.takes)}")
    yield from (tag("p", f"Or so: {sentence(words)}") for words in reading.otherwise.values())
    yield tag("p", f"In: {listed(where)}.", class_="quiet")


def settings(pack: Pack) -> Iterator[Markup]:
    """What the policy leaves to the force: nothing stands in for a setting that has not been made."""
    yield tag(
        "p",
        "The policy gives no rank, time or target here. The force sets it; where a case calls for one"
        " that has not been set, there is no advice but an error.",
    )
    found: dict[str, tuple[Setting, Decision]] = {}
    for decision in pack.decisions.values():
        for setting in decision.settings:
            found.setdefault(setting.id, (setting, decision))
    rows = (
        [
            tag("code", id_),
            sentence(setting.about),
            _linked({name: anchor(name) for name in names(decision)}, [setting.clause]),
            f"{advised(setting)}, {spell_while(setting.when, NEVER, decision.facts)}",
        ]
        for id_, (setting, decision) in found.items()
    )
    if found:
        yield table(
            "Settings", ["Setting", "What it is", "Clause", "Called for with the advice"], rows
        )
    else:
        yield tag("p", "This pack leaves none open.")


def register(pack: Pack, entries: Mapping[str, Unclear]) -> Iterator[Markup]:
    """Everything that is unclear in the source, and where the pack treats it."""
    where = {
        "readings": {
            r.id: anchor("reading", r.id) for d in pack.decisions.values() for r in d.readings
        },
        "clauses": {name: anchor(name) for d in pack.decisions.values() for name in names(d)},
        "settings": {},
    }
    where |= {"duties": where["clauses"], "warnings": where["clauses"]}
    rows = (
        [
            tag("span", name, id=anchor("unclear", name)),
            sentence(unclear.what),
            [
                separated(_linked(where[kind], getattr(unclear, kind)), f"{kind} ")
                for kind in ("readings", "clauses", "duties", "warnings", "settings")
                if getattr(unclear, kind)
            ],
            unclear.elsewhere and sentence(unclear.elsewhere),
        ]
        for name, unclear in entries.items()
    )
    heads = ["Mark", "What is unclear", "Treated in", "Treated elsewhere"]
    yield table("Register of what is unclear", heads, rows)


def _linked(anchors: Mapping[str, str], ids: Sequence[str]) -> list[Content]:
    return [tag("a", each, href=f"#{anchors[each]}") if each in anchors else each for each in ids]
