"""The facts that a decision's Markdown states, checked one against another."""

from collections.abc import Mapping, Sequence

from bluelamp.policy.blocks import FactBlock
from bluelamp.policy.facts import NOBODY_CAN_TELL, Fact, Form
from bluelamp.policy.literate import Block

# Members combine freely, and each combination is a value of its own: 256 at the most.
MOST_MEMBERS = 8


def read_facts(blocks: Sequence[Block]) -> dict[str, Fact]:
    """The facts of a decision by name, in the order in which they are stated.

    Raises:
        PackRefused: a fact is stated twice, or its form, values or dates do not fit together.
    """
    facts: dict[str, Fact] = {}
    for block in blocks:
        for name, stated in block.read(dict[str, FactBlock]).items():
            if name in facts:
                raise block.refused(f"fact {name} is stated twice", name)
            facts[name] = _fact(name, stated, block)
    for block in blocks:
        for name in block.read(dict[str, FactBlock]):
            _check_dates(facts[name], facts, block)
    return facts


def _check_dates(fact: Fact, facts: Mapping[str, Fact], block: Block) -> None:
    if fact.settled_by is not None and fact.settled_by not in facts:
        raise block.refused(
            f"{fact.name} is settled by {fact.settled_by}, which is no fact", fact.name
        )
    if fact.not_before is not None:
        earlier = facts.get(fact.not_before)
        if earlier is None or earlier.form is not Form.DATE:
            fault = f"{fact.name} is not before {fact.not_before}, which is no date"
            raise block.refused(fault, fact.name)
    if fact.form is not Form.DATE and (fact.months or fact.settled_by or fact.not_before):
        raise block.refused(f"{fact.name} is no date and has a date's keys", fact.name)


def _fact(name: str, stated: FactBlock, block: Block) -> Fact:
    if bool(stated.values) != (stated.form in (Form.CHOICE, Form.SEVERAL)):
        raise block.refused(f"{name}: a choice lists its values, other forms have none", name)
    if len(stated.values) != len(set(stated.values)):
        raise block.refused(f"{name}: a value is listed twice", name)
    if stated.form is Form.SEVERAL and len(stated.values) > MOST_MEMBERS:
        raise block.refused(f"{name}: at most {MOST_MEMBERS} values may combine freely", name)
    return Fact(
        name=name,
        form=stated.form,
        kind=stated.kind,
        question=stated.question,
        asked_of=stated.asked_of,
        section=block.section,
        help=stated.help,
        values=tuple(stated.values),
        phrases=stated.phrases,
        months=stated.months,
        settled_by=stated.settled_by,
        not_before=stated.not_before,
        otherwise=stated.otherwise or NOBODY_CAN_TELL,
    )
