"""What the desk reads of publication: enquiries, editions, their channels and recipients, visitors' messages."""

from datetime import datetime
from typing import Any, Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet

from bluelamp.publication.errors import NoSuchEdition, NoSuchEnquiry, NoSuchFeedback
from bluelamp.publication.gone import LeftOver, NoticeView
from bluelamp.publication.models import Edition, Enquiry, Feedback, Notice, Outlet, Placement
from bluelamp.publication.public.addresses import gallery_page as gallery_page
from bluelamp.publication.public.addresses import press_page as press_page
from bluelamp.publication.public.editions import edition as edition
from bluelamp.publication.public.editions import live_editions as live_editions
from bluelamp.publication.public.editions import media_of as media_of
from bluelamp.publication.public.editions import views
from bluelamp.publication.values import (
    Channel,
    EditionView,
    EnquiryStatus,
    EnquiryView,
    FeedbackKind,
    FeedbackOutcome,
    FeedbackView,
    Occasion,
    OutletView,
    PlacementView,
    Recipient,
)

PAGE_SIZE: Final = 25


def enquiries_waiting() -> tuple[EnquiryView, ...]:
    """Enquiries that no case has taken up, those with the nearest deadline first."""
    waiting = Enquiry.objects.filter(status=EnquiryStatus.RECEIVED, case="")
    rows = sorted(
        waiting, key=lambda row: (row.deadline is None, row.deadline or row.received_at, row.pk)
    )
    return tuple(_enquiry(row) for row in rows)


def enquiry(reference: str) -> EnquiryView:
    """The enquiry with this reference; raises NoSuchEnquiry."""
    row = Enquiry.objects.select_related("edition").filter(reference=reference).first()
    if row is None:
        raise NoSuchEnquiry(reference)
    return _enquiry(row)


def enquiries_of(case: str) -> tuple[EnquiryView, ...]:
    """The enquiries that a case has taken up, in the order received."""
    rows = Enquiry.objects.select_related("edition").filter(case=case).order_by("received_at", "id")
    return tuple(_enquiry(row) for row in rows)


def enquiries_due(*, start: datetime, end: datetime) -> tuple[EnquiryView, ...]:
    """Enquiries that wait for an answer wanted from start up to end, the nearest first."""
    waiting = [EnquiryStatus.RECEIVED, EnquiryStatus.BEING_CONSIDERED]
    rows = Enquiry.objects.select_related("edition").filter(
        status__in=waiting, deadline__gte=start, deadline__lt=end
    )
    return tuple(_enquiry(row) for row in rows.order_by("deadline", "id"))


def editions_of(case: str) -> tuple[EditionView, ...]:
    """Every edition of a case, live and withdrawn, newest first."""
    return views(Edition.objects.filter(case=case))


def cases_of_file(sha256: str) -> tuple[str, ...]:
    """The cases of which a file was published whose sha256 begins so."""
    found = Edition.objects.filter(sha256__startswith=sha256)
    return tuple(sorted(set(found.values_list("case", flat=True))))


def all_live() -> tuple[tuple[str, EditionView], ...]:
    """Every edition that anybody can still open with its case, newest first, those for named recipients too."""
    live = Edition.objects.filter(withdrawn_at=None)
    cases = dict(live.values_list("token", "case"))
    return tuple((cases[each.token], each) for each in views(live))


def edition_and_case(token: str) -> tuple[str, EditionView]:
    """The edition with this token, live or withdrawn, and its case; raises NoSuchEdition."""
    return _row(token).case, edition(token)


def withheld_editions() -> tuple[EditionView, ...]:
    """Live editions that are not shown because their file is missing or altered."""
    return views(Edition.objects.filter(withdrawn_at=None, withheld_at__isnull=False))


def placements_of(token: str) -> tuple[PlacementView, ...]:
    """When an edition appeared on each channel and went from it; raises NoSuchEdition."""
    rows = Placement.objects.filter(edition=_row(token)).order_by("id")
    return tuple(
        PlacementView(
            channel=Channel(row.channel), placed_at=row.placed_at, removed_at=row.removed_at
        )
        for row in rows
    )


def recipients_of(token: str) -> tuple[Recipient, ...]:
    """Everyone who was written to about an edition, asked for it or took it, each once; raises NoSuchEdition."""
    row = _row(token)
    names = dict.fromkeys(row.notices.values_list("email", flat=True), "")
    names |= dict(Outlet.objects.filter(email__in=names).values_list("email", "name"))
    names |= dict(row.downloads.values_list("email", "name"))
    names |= dict(row.enquiries.values_list("email", "name"))
    return tuple(Recipient(email=email, name=names[email]) for email in sorted(names))


def notices_of(token: str) -> tuple[NoticeView, ...]:
    """The letters written about an edition, in order, with what recipients answered; raises NoSuchEdition."""
    return _notices(Notice.objects.filter(edition=_row(token)))


def left_over(case: str) -> LeftOver:
    """What is not gone yet of everything that a case has withdrawn."""
    gone = Edition.objects.filter(case=case, withdrawn_at__isnull=False)
    there = Placement.objects.filter(edition__in=gone, removed_at=None)
    letters = _notices(Notice.objects.filter(edition__in=gone, occasion=Occasion.WITHDRAWN))
    return LeftOver(
        channels=tuple(Channel(each) for each in there.values_list("channel", flat=True)),
        recipients=tuple(sorted({each.email for each in letters if each.is_open})),
    )


def _notices(rows: QuerySet[Notice]) -> tuple[NoticeView, ...]:
    related = rows.select_related("edition", "acknowledgement", "settlement")
    found = related.annotate(reminded=Count("reminders"), reminded_at=Max("reminders__sent_at"))
    return tuple(_notice(row) for row in found.order_by("sent_at", "id"))


def _notice(row: Any) -> NoticeView:
    said = getattr(row, "acknowledgement", None)
    settled = getattr(row, "settlement", None)
    return NoticeView(
        email=row.email,
        edition=row.edition.token,
        occasion=Occasion(row.occasion),
        sent_at=row.sent_at,
        acknowledged_at=said.acknowledged_at if said else None,
        reminded_at=row.reminded_at,
        reminders=row.reminded,
        removed=settled.removed if settled else None,
        settled_at=settled.settled_at if settled else None,
        settled_by=settled.settled_by if settled else "",
        reasons=settled.reasons if settled else "",
    )


def outlets() -> tuple[OutletView, ...]:
    """The accredited outlets, by name."""
    rows = Outlet.objects.filter(left_at=None).order_by("name", "email")
    return tuple(
        OutletView(name=row.name, email=row.email, accredited_at=row.accredited_at) for row in rows
    )


def feedback_waiting(*, number: int | str = 1) -> Page[FeedbackView]:
    """The numbered page of messages not yet settled, removal requests before feedback, oldest first."""
    rows = _messages().filter(settled_at=None)
    return _page(rows.order_by("-kind", "received_at", "id"), number)


def feedback_settled(*, number: int | str = 1) -> Page[FeedbackView]:
    """The numbered page of messages that have been settled, the latest first."""
    rows = _messages().filter(settled_at__isnull=False).order_by("-settled_at", "-id")
    return _page(rows, number)


def feedback(reference: str) -> FeedbackView:
    """A visitor's message; raises NoSuchFeedback."""
    row = _messages().filter(reference=reference).first()
    if row is None:
        raise NoSuchFeedback(reference)
    return _message(row)


def _messages() -> QuerySet[Feedback]:
    return Feedback.objects.select_related("edition")


def _page(rows: QuerySet[Feedback], number: int | str) -> Page[FeedbackView]:
    """The numbered page of them; the nearest page if there is none of that number."""
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    found = [_message(row) for row in page.object_list]
    return Page(found, page.number, cast("Paginator[FeedbackView]", page.paginator))


def _message(row: Feedback) -> FeedbackView:
    about = row.edition
    return FeedbackView(
        reference=row.reference,
        kind=FeedbackKind(row.kind),
        page=row.page,
        text=row.text,
        name=row.name,
        email=row.email,
        edition=about.token if about else None,
        headline=about.headline if about else "",
        live=about is not None and about.withdrawn_at is None,
        case=row.case or (about.case if about else ""),
        received_at=row.received_at,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        outcome=FeedbackOutcome(row.outcome) if row.outcome else None,
        reasons=row.reasons,
        answer=row.answer,
    )


def _row(token: str) -> Edition:
    row = Edition.objects.filter(token=token).first()
    if row is None:
        raise NoSuchEdition
    return row


def _enquiry(row: Enquiry) -> EnquiryView:
    return EnquiryView(
        reference=row.reference,
        outlet=row.outlet,
        name=row.name,
        email=row.email,
        person=row.person,
        court=row.court,
        case_details=row.case_details,
        deadline=row.deadline,
        question=row.question,
        purpose=row.purpose,
        status=EnquiryStatus(row.status),
        message=row.message,
        case=row.case,
        edition=row.edition.token if row.edition else None,
        received_at=row.received_at,
        answered_at=row.answered_at,
    )
