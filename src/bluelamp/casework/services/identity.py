"""Is it the right person? A named officer answers for this exact file (CI-21); a wrong one is set aside for good."""

from dataclasses import asdict
from datetime import datetime
from itertools import chain

from bluelamp.casework import quarantine
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.calls import call_down
from bluelamp.casework.entered import need
from bluelamp.casework.errors import OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import Case, Image, NearMiss, Quarantine
from bluelamp.casework.services.embargo import hold_back
from bluelamp.people.actor import Actor


def confirm_identity(*, case: str, sha256: str, note: str, actor: Actor, at: datetime) -> None:
    """Confirm that the image of this sha256 shows the person named.

    Raises MustBeSomeoneElse where the same person brought this file to the case, OutOfOrder where
    the image has changed since it was looked at, has been answered for already, or was found to
    show the wrong person in any case.
    """
    with acting(Act.CONFIRM_IDENTITY, case=case, actor=actor, at=at) as doing:
        image = _unanswered(doing, sha256)
        quarantine.check_free(sha256=sha256)
        brought = Image.objects.filter(case=doing.case, sha256=sha256)
        doing.check_another_or_alone(
            chain.from_iterable(brought.values_list("supplied_by", "supplied_for")),
            "You brought this image, so somebody else must confirm that it is the right person.",
        )
        _answer(doing, image, right=True, note=note)
        doing.entry(sha256=sha256, note=note)


def deny_identity(*, case: str, sha256: str, note: str, actor: Actor, at: datetime) -> NearMiss:
    """Say that it is the wrong person: the image is out in every case, and a notice sent with it is withdrawn."""
    with acting(Act.DENY_IDENTITY, case=case, actor=actor, at=at) as doing:
        found = set_aside(doing, _current(doing, sha256), note=note)
        hold_back(doing, f"It is the wrong person: {note.strip()}")
        told = doing.case.notices.filter(round=doing.case.round).exclude(ended="withdrawn")
        told.update(ended="withdrawn", closed_at=at)
        doing.entry(sha256=sha256, note=note, went=_went(found))
    return found


def report_wrong_person(
    *, case: str, sha256: str, note: str, actor: Actor, at: datetime
) -> NearMiss:
    """Say that what went out shows the wrong person: it is set aside, and what is live must come down."""
    with acting(Act.REPORT_WRONG_PERSON, case=case, actor=actor, at=at) as doing:
        found = set_aside(doing, _current(doing, sha256), note=note)
        doing.entry(sha256=sha256, note=note, went=_went(found))
    return found


def set_aside(doing: Acting, image: Image, *, note: str) -> NearMiss:
    """Bar the original from every case, open a near miss, and call for the takedown of whatever is live.

    Raises BadInput where nothing is said of whom or what it shows.
    """
    need(note, "Say who or what the image shows instead, as far as you know.", field="note")
    image.right_person = None
    _answer(doing, image, right=False, note=note)
    Quarantine.objects.get_or_create(
        sha256=image.sha256,
        defaults={
            "image": image,
            "why": note.strip(),
            "set_by": doing.actor.reference,
            "set_at": doing.at,
        },
    )
    went = quarantine.where_it_went(image.sha256)
    for case in sorted({place.case for place in went if place.live}):
        call_down(case, at=doing.at)
    others = {place.case for place in went} - {doing.case.reference}
    # Whose turn it is on them is worked out by the next tick: what fails there undoes nothing here.
    Case.objects.filter(reference__in=others).update(reckoned_for="")
    return NearMiss.objects.create(
        case=doing.case,
        image=image,
        happened=note.strip(),
        went=[asdict(place) for place in went],
        brought_by=image.supplied_by,
        opened_by=doing.actor.reference,
        opened_at=doing.at,
    )


def set_aside_what_went_out(doing: Acting, *, note: str) -> None:
    """Bar the original of what the case published, where nobody has said yet that it shows the wrong person."""
    image = doing.case.images.filter(round=doing.case.round).order_by("-id").first()
    if image is not None and not quarantine.is_quarantined(image.sha256):
        set_aside(doing, image, note=note)


def close_near_miss(
    *, case: str, near_miss: int, told: str, lessons: str, actor: Actor, at: datetime
) -> None:
    """Close a near miss with who was told and what was learnt.

    Raises MustBeSomeoneElse where this person brought the image, BadInput without the two.
    """
    need(told, "Say who was told, and when.", field="told")
    need(lessons, "Say what was learnt, or that nothing was, and why.", field="lessons")
    with acting(Act.CLOSE_NEAR_MISS, case=case, actor=actor, at=at) as doing:
        row = doing.case.near_misses.filter(pk=near_miss, closed_at=None).first()
        if row is None:
            raise OutOfOrder("This near miss has been closed already, or is another case’s.")
        doing.check_another(
            {row.brought_by}, "You brought that image, so somebody else closes this."
        )
        row.told, row.lessons = told.strip(), lessons.strip()
        row.closed_by, row.closed_at = actor.reference, at
        row.save()
        doing.entry(sha256=row.image.sha256, told=row.told, lessons=row.lessons)


def _went(found: NearMiss) -> list[str]:
    return [
        f"{place['case']}: {place['what']} {place['sha256'][:12]}{', live' if place['live'] else ''}"
        for place in found.went
    ]


def _current(doing: Acting, sha256: str) -> Image:
    image = doing.case.images.filter(round=doing.case.round).order_by("-id").first()
    if image is None:
        raise OutOfOrder("There is no image to confirm yet: it must be supplied or fetched first.")
    if image.sha256 != sha256:
        raise OutOfOrder("The image has been replaced since you looked: look at the new one first.")
    return image


def _unanswered(doing: Acting, sha256: str) -> Image:
    image = _current(doing, sha256)
    if image.right_person is not None:
        raise OutOfOrder("Somebody has answered for this image already.")
    return image


def _answer(doing: Acting, image: Image, *, right: bool, note: str) -> None:
    image.right_person, image.identity_note = right, note.strip()
    image.identified_by, image.identified_for = doing.actor.reference, doing.acted_for
    image.identified_at, image.emergency = doing.at, doing.emergency
    image.save()
