"""The whole page of one version of a pack, in one file."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files

from bluelamp.policy.comparing import Comparison, compare
from bluelamp.policy.pack import Pack
from bluelamp.policy.page.clauses import link, names
from bluelamp.policy.page.markup import Content, Markup, anchor, separated, tag
from bluelamp.policy.page.sections import decision_parts
from bluelamp.policy.page.unclear import readings, register, settings
from bluelamp.policy.register import Unclear
from bluelamp.policy.vocabulary import day, listed

PARTS = {
    "readings": "How the source is read",
    "settings": "What the force sets",
    "register": "Everything that is unclear",
    "history": "History",
    "index": "Index of clauses",
}


def page(
    pack: Pack, earlier: Sequence[Pack] = (), unclear: Mapping[str, Unclear] | None = None
) -> str:
    """The page of a pack; with its earlier versions, what has changed since each.

    The clauses' anchors, "custody-image-CI-03" and in the index "CI-03", are the same in every version.
    """
    style = files("bluelamp.policy.page").joinpath("page.css").read_text("utf-8")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{pack.title}, version {pack.version}"),
        tag("style", Markup(style)),
    )
    body = tag(
        "body",
        tag("a", "Skip to the policy", href="#policy", class_="skip"),
        _header(pack),
        _contents(pack, PARTS if unclear else {k: v for k, v in PARTS.items() if k != "register"}),
        tag("main", _sections(pack, earlier, unclear or {}), id="policy", tabindex="-1"),
        tag("footer", tag("p", "Software advises by these rules. A person decides each case.")),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang='en-GB')}\n"


def _header(pack: Pack) -> Markup:
    source = f"{pack.source.title} ({pack.source.reference})"
    source += f", {pack.source.lines} lines" if pack.source.lines else ""
    stated: dict[str, Content] = {
        "Version": f"{pack.id} {pack.version}",
        "In force from": day(pack.in_force_from),
        "In force until": day(pack.in_force_until) if pack.in_force_until else None,
        "Published on": day(pack.published_on) if pack.published_on else None,
        "Source": source,
        "Takes over": pack.extends and f"what pack {pack.extends} says, where it says nothing else",
        "Digest": tag("code", pack.digest),
    }
    items = [(tag("dt", name), tag("dd", value)) for name, value in stated.items() if value]
    facts = tag("dl", [part for item in items for part in item], class_="facts")
    about = tag(
        "p",
        "The policy in plain words, clause by clause, with the lines of the source that each comes"
        " from, and the rules by which software applies it.",
    )
    return tag("header", tag("div", tag("h1", pack.title), about, facts))


def _contents(pack: Pack, parts: Mapping[str, str]) -> Markup:
    titles = {**{anchor(d.id): d.title for d in pack.decisions.values()}, **parts}
    items = [tag("li", tag("a", title, href=f"#{name}")) for name, title in titles.items()]
    return tag(
        "nav", tag("h2", "Contents", id="contents"), tag("ol", items), aria_labelledby="contents"
    )


def _sections(
    pack: Pack, earlier: Sequence[Pack], unclear: Mapping[str, Unclear]
) -> Iterator[Markup]:
    for decision in pack.decisions.values():
        yield _section(anchor(decision.id), decision.title, decision_parts(pack, decision))
    yield _section("readings", PARTS["readings"], readings(pack))
    yield _section("settings", PARTS["settings"], settings(pack))
    if unclear:
        yield _section("register", PARTS["register"], register(pack, unclear))
    yield _section("history", PARTS["history"], _history(pack, earlier))
    yield _section("index", PARTS["index"], [_index(pack)])


def _section(name: str, title: str, parts: Content) -> Markup:
    heading = tag("h2", title, id=f"{name}-title")
    return tag("section", heading, parts, id=name, aria_labelledby=f"{name}-title")


def _history(pack: Pack, earlier: Sequence[Pack]) -> Iterator[Markup]:
    told = f"Version {pack.version} is in force from {day(pack.in_force_from)}."
    yield tag("p", told if earlier else f"{told} No earlier version is kept beside it.")
    for old in sorted(earlier, key=_in_force, reverse=True):
        yield tag("h3", f"Since version {old.version}, in force from {day(old.in_force_from)}")
        yield tag("p", [tag("code", old.digest)])
        yield from _since(compare(old, pack, pack.in_force_from))


def _in_force(pack: Pack) -> tuple[str, str]:
    return pack.in_force_from.isoformat(), pack.version


def _since(found: Comparison) -> Iterator[Markup]:
    words = [
        tag(
            "li",
            f"{each.decision}, {each.kind} {each.name}: {each.change}",
            [
                tag("p", f"{w.part}: {w.before or 'nothing'} → {w.after or 'nothing'}")
                for w in each.wordings
            ],
        )
        for each in found.text
    ]
    meanings = [
        tag(
            "li",
            f"{each.decision}: {each.before} becomes {each.after}, for example where"
            f" {listed(each.unlike_the_ordinary) or 'everything is in order'}.",
        )
        for each in found.meaning
    ]
    yield tag("h4", "In words")
    yield tag("ul", words) if words else tag("p", "Nothing.")
    yield tag("h4", "In meaning")
    yield tag("ul", meanings) if meanings else tag("p", "No case is answered differently.")


def _index(pack: Pack) -> Markup:
    """Every clause by its bare name, with the decisions that state it."""
    stated: dict[str, list[Markup]] = {}
    for decision in pack.decisions.values():
        for clause in names(decision):
            stated.setdefault(clause, []).append(link(decision, clause, decision.title))
    items = [
        tag("li", tag("b", name), ": ", separated(links), id=anchor(name))
        for name, links in sorted(stated.items())
    ]
    return tag("ul", items)
