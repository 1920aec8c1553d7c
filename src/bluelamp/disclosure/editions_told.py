"""The published editions of a case, with channels and recipients, as the document tells them."""

from collections.abc import Iterable

from bluelamp.disclosure.clock_words import moment
from bluelamp.disclosure.items import editions_by_age
from bluelamp.disclosure.marks import Standing
from bluelamp.disclosure.twin import EditionTold, PlacementTold, RecipientTold
from bluelamp.publication import selectors as publication
from bluelamp.publication.gone import NoticeView
from bluelamp.publication.values import EXTENSIONS, Channel, EditionView, Occasion

_CHANNELS = {
    Channel.GALLERY: "The gallery",
    Channel.PRESS: "The press site",
    Channel.OUTLETS: "Letters to outlets",
    Channel.FILE: "The file itself",
}


def path_of(number: int, edition: EditionView) -> str:
    """Where the edition's file lies in the pack."""
    return f"published/edition-{number}.{EXTENSIONS[edition.media_type]}"


def editions(case: str, items: Iterable[Standing]) -> tuple[EditionTold, ...]:
    """Every edition by age; of one that is withheld no more than that there is one."""
    standing = {each.item.key: each for each in items}
    return tuple(
        _edition(number, each, standing)
        for number, each in editions_by_age(case)
        if f"edition-{number}" in standing
    )


def _edition(number: int, each: EditionView, standing: dict[str, Standing]) -> EditionTold:
    item = standing[f"edition-{number}"]
    told = standing[f"recipients-{number}"]
    if item.withheld:
        return _withheld(number, item.item.number)
    return EditionTold(
        number=number,
        item=item.item.number,
        headline=each.headline,
        text=each.text,
        alt_text=each.alt_text,
        credit=each.credit,
        conditions=each.conditions,
        file=path_of(number, each),
        media_type=each.media_type,
        sha256=each.sha256,
        published=moment(each.published_at),
        withdrawn=moment(each.withdrawn_at),
        tombstone=each.tombstone,
        placements=_placements(each.token),
        recipients=() if told.withheld else _recipients(each.token),
        withheld=False,
        recipients_withheld=told.withheld,
    )


def _withheld(number: int, item: int) -> EditionTold:
    words = ("headline", "text", "alt_text", "credit", "conditions", "file", "media_type", "sha256")
    times = ("published", "withdrawn", "tombstone")
    return EditionTold(
        number=number,
        item=item,
        **dict.fromkeys((*words, *times), ""),
        placements=(),
        recipients=(),
        withheld=True,
        recipients_withheld=True,
    )


def _placements(token: str) -> tuple[PlacementTold, ...]:
    return tuple(
        PlacementTold(
            channel=_CHANNELS[each.channel],
            placed=moment(each.placed_at),
            removed=moment(each.removed_at),
        )
        for each in publication.placements_of(token)
    )


def _recipients(token: str) -> tuple[RecipientTold, ...]:
    letters = {
        each.email: each
        for each in publication.notices_of(token)
        if each.occasion is Occasion.WITHDRAWN
    }
    return tuple(
        RecipientTold(name=each.name, email=each.email, answered=_answered(letters.get(each.email)))
        for each in publication.recipients_of(token)
    )


def _answered(letter: NoticeView | None) -> str:
    """What a recipient who was told of the withdrawal answered; empty where nobody was told."""
    if letter is None:
        return ""
    told = f"Told of the withdrawal {moment(letter.sent_at)}"
    if letter.acknowledged_at:
        return f"{told}; said that it is gone {moment(letter.acknowledged_at)}"
    if letter.settled_at:
        return f"{told}; settled {moment(letter.settled_at)}: {letter.reasons}"
    return f"{told}; no answer yet"
