"""The officer is told, may object within a window, and an objection is answered by somebody else (CI-22, CI-23)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from bluelamp.casework import access, letters
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, MustBeSomeoneElse, OutOfOrder
from bluelamp.casework.grounds import GROUNDS
from bluelamp.casework.lifecycle import Act, State
from bluelamp.casework.models import Objection, OfficerNotice, Rendition
from bluelamp.casework.services.advise import Said, assert_fact
from bluelamp.casework.standing import Standing, standing
from bluelamp.people import selectors as people
from bluelamp.people.actor import SYSTEM, Actor


def notify_officer(
    *, case: str, officer: str, planned_for: datetime, actor: Actor, at: datetime
) -> OfficerNotice:
    """Tell the investigating officer what will be released and when; the force's window to object opens.

    Raises OutOfOrder until the identity, the obscured picture and the caption are settled,
    SettingNotMade where the force has set no window, BadInput where the release is planned
    before the window closes.
    """
    length: timedelta = settings.BLUELAMP_FORCE.needs("objection_window")
    closes_at = at + length
    if planned_for < closes_at:
        hours = length.total_seconds() / 3600
        raise BadInput(
            f"Plan the release for {hours:g} hours from now or later: the officer has that long to object.",
            field="planned_for",
        )
    told = people.by_reference(officer)
    with acting(Act.NOTIFY_OFFICER, case=case, actor=actor, at=at) as doing:
        row = OfficerNotice.objects.create(
            case=doing.case,
            round=doing.case.round,
            rendition=_ready(standing(doing.case)),
            officer=told.reference,
            sent_by=actor.reference,
            sent_at=at,
            planned_for=planned_for,
            closes_at=closes_at,
        )
        _check_open_to(doing, told)
        doing.case.officer = told.reference
        doing.case.save(update_fields=["officer"])
        _write_to_officer(row, at=at)
        doing.entry(
            officer=told.reference,
            sha256=row.rendition.sha256,
            planned_for=planned_for.isoformat(),
            closes_at=closes_at.isoformat(),
        )
    return row


def withdraw_notice(*, case: str, reason: str, actor: Actor, at: datetime) -> None:
    """Take the notice back, to go on preparing; the officer must be told anew before release."""
    need(reason, "Say why the notice is withdrawn.", field="reason")
    with acting(Act.WITHDRAW_NOTICE, case=case, actor=actor, at=at) as doing:
        _end(_notice(doing), "withdrawn", at)
        doing.entry(reason=reason)


def raise_no_objection(*, case: str, actor: Actor, at: datetime) -> None:
    """The officer says that there is no objection, which closes the window early."""
    with acting(Act.RAISE_NO_OBJECTION, case=case, actor=actor, at=at) as doing:
        notice = _open_notice(doing)
        _check_addressee(doing, notice)
        _end(notice, "no_objection", at)
        doing.entry(notice=notice.pk)


def object_to_release(
    *, case: str, ground: str, reasons: str, actor: Actor, at: datetime
) -> Objection:
    """The officer objects for a reason that the policy lists, or another; it is recorded as a fact of the case."""
    known = GROUNDS.get(ground)
    if known is None:
        raise BadInput("Choose the reason for your objection.", field="ground")
    need(reasons, "Say what makes this case exceptional.", field="reasons")
    with acting(Act.OBJECT, case=case, actor=actor, at=at) as doing:
        notice = _open_notice(doing)
        _check_addressee(doing, notice)
        _end(notice, "objection", at)
        row = Objection.objects.create(
            notice=notice,
            ground=ground,
            reasons=reasons.strip(),
            made_by=actor.reference,
            made_for=doing.acted_for,
            made_at=at,
        )
        said = Said(name=known.fact, value=known.value, reason=reasons, evidence="Objection")
        assert_fact(doing, said)
        doing.entry(ground=ground, clause=known.clause, reasons=row.reasons)
    return row


def answer_objection(*, case: str, upheld: bool, answer: str, actor: Actor, at: datetime) -> None:
    """Answer an objection; upheld, the case goes back to be prepared or refused, else towards release."""
    need(answer, "Give the officer your reasons.", field="answer")
    with acting(Act.ANSWER_OBJECTION, case=case, actor=actor, at=at) as doing:
        notice = _notice(doing)
        row = notice.objections.filter(answered_at=None).first()
        if row is None:
            raise OutOfOrder("There is no objection waiting for an answer.")
        doing.check_another(
            {row.made_by, row.made_for}, "You made this objection, so somebody else must answer it."
        )
        row.upheld, row.answer = upheld, answer.strip()
        row.answered_by, row.answered_for = actor.reference, doing.acted_for
        row.answered_at = at
        row.save()
        if upheld:
            assert_fact(doing, Said(name="reasons_given", value=True, reason=row.reasons))
            _end(notice, "withdrawn", at)
            doing.next_state = State.PREPARING
        doing.entry(upheld=upheld, answer=row.answer, ground=row.ground)


def close_window(*, case: str, at: datetime) -> None:
    """The window has run out without a word: the silence is recorded."""
    with acting(Act.CLOSE_WINDOW, case=case, actor=SYSTEM, at=at) as doing:
        notice = _open_notice(doing)
        if notice.closes_at > at:
            raise OutOfOrder("The window to object is still open.")
        _end(notice, "silence", at)
        doing.entry(notice=notice.pk, closed="in silence")


def _check_open_to(doing: Acting, told: Actor) -> None:
    if doing.case.sensitive and not access.may_see(doing.case, actor=told, at=doing.at):
        raise BadInput(
            f"This case is closed to {told.name}: name them to it first, on the page of who may see it.",
            field="officer",
        )


def _ready(now: Standing) -> Rendition:
    if now.image is None or now.wrong_person or not now.image.right_person:
        raise OutOfOrder("The image must be confirmed as the right person first.")
    if now.approved is None:
        raise OutOfOrder("The obscured picture must be approved by a second person first.")
    if now.wording is None:
        raise OutOfOrder("The caption must be written first.")
    return now.approved


def _notice(doing: Acting) -> OfficerNotice:
    notice = standing(doing.case).notice
    if notice is None:
        raise OutOfOrder("The officer has not been told yet.")
    return notice


def _open_notice(doing: Acting) -> OfficerNotice:
    notice = _notice(doing)
    if notice.closed_at is not None:
        raise OutOfOrder("The window to object has closed.")
    return notice


def _check_addressee(doing: Acting, notice: OfficerNotice) -> None:
    """The officer who was told answers, or whoever that officer lends the role to."""
    if notice.officer not in doing.actor.hands:
        raise MustBeSomeoneElse("The notice went to another officer, who answers it.")
    if notice.officer != doing.actor.reference:
        doing.acted_for = notice.officer


def _end(notice: OfficerNotice, ended: str, at: datetime) -> None:
    notice.ended, notice.closed_at = ended, at
    notice.save()


def _london(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"


def _write_to_officer(notice: OfficerNotice, *, at: datetime) -> None:
    letters.write(
        case=notice.case,
        to=notice.officer,
        words="confirm or object",
        text=(
            f"A release in this case, in which you are the officer, is planned for {_london(notice.planned_for)}."
            f"\n\nLook at it, and confirm or object by {_london(notice.closes_at)}."
            " If you do nothing, your silence is recorded and the release may go ahead."
        ),
        page="notice",
        at=at,
    )
