"""Who is written to when something is done to a case: each act that somebody waits for, in one table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bluelamp.casework import letters
from bluelamp.casework.lifecycle import STEPS, Act
from bluelamp.casework.models import Case, Emergency
from bluelamp.casework.routes import Route
from bluelamp.casework.standing import Standing, standing
from bluelamp.people.roles import Role

Readers = Callable[[Standing], Iterable[str | Role]]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is written after an act: the subject's words, the text, the page that waits, and to whom."""

    words: str
    text: str
    page: str
    to: Readers


def tell(act: Act, case: Case, *, by: str, at: datetime) -> None:
    """Write to everyone who waits for this act, but for whoever did it."""
    news = NEWS.get(act)
    if news is None:
        return
    readers = dict.fromkeys(news.to(standing(case)))
    for reader in readers:
        if reader != by:
            letters.write(
                case=case, to=reader, words=news.words, text=news.text, page=news.page, at=at
            )


def _who_authorises(now: Standing) -> Iterable[Role]:
    return sorted(STEPS[Act.AUTHORISE, Route(now.case.route)].who)


def _asker(now: Standing) -> Iterable[str]:
    return [now.authorisation.asked_by] if now.authorisation else []


def _told(now: Standing) -> Iterable[str]:
    return [now.notice.officer] if now.notice else [now.case.officer]


def _teller(now: Standing) -> Iterable[str]:
    return [now.notice.sent_by] if now.notice else []


def _preparer(now: Standing) -> Iterable[str]:
    return [now.rendition.prepared_by] if now.rendition else []


def _supplier(now: Standing) -> Iterable[str]:
    return [now.image.supplied_by] if now.image else []


def _reviewers(now: Standing) -> Iterable[str | Role]:  # noqa: ARG001  the same for every case
    return [Role.PRESS_OFFICER, Role.SENIOR_OFFICER]


def _reviewed(now: Standing) -> Iterable[str]:
    latest = Emergency.objects.filter(case=now.case).exclude(reviewed_at=None)
    return latest.order_by("-reviewed_at").values_list("declared_by", flat=True)[:1]


def _officer(now: Standing) -> Iterable[str | Role]:
    return [now.case.officer, Role.PRESS_OFFICER]


def _advisers(now: Standing) -> Iterable[Role]:  # noqa: ARG001  the same for every case
    return [Role.LEGAL_ADVISER]


def _advised(now: Standing) -> Iterable[str]:
    """Whoever asked for the legal advice, and the deciders whom they named to read it."""
    if now.legal is None:
        return []
    return [now.legal.asked_by, *now.legal.readers.values_list("officer", flat=True)]


NEWS: Final[dict[Act, News]] = {
    Act.ASK_AUTHORITY: News(
        words="your answer is asked for",
        text="An officer’s authority or approval is asked for in this case.",
        page="authority",
        to=_who_authorises,
    ),
    Act.AUTHORISE: News(
        words="authority has been answered",
        text="The authority or approval that you asked for has been given or declined.",
        page="authority",
        to=_asker,
    ),
    Act.ASK_LEGAL_ADVICE: News(
        words="legal advice is asked for",
        text="Legal advice is asked for in this case. The question is privileged, and read at the desk alone.",
        page="legal",
        to=_advisers,
    ),
    Act.GIVE_LEGAL_ADVICE: News(
        words="legal advice has been given",
        text="The legal advice that was asked for has been given. It is privileged, and read at the desk alone.",
        page="legal",
        to=_advised,
    ),
    Act.RETURN_RENDITION: News(
        words="the obscured picture came back",
        text="Whoever checked the picture that you prepared has sent it back, and says why.",
        page="people",
        to=_preparer,
    ),
    Act.DENY_IDENTITY: News(
        words="the picture is of somebody else",
        text="The picture that you brought has been found to show the wrong person. Another is needed.",
        page="image",
        to=_supplier,
    ),
    Act.OBJECT: News(
        words="the officer objects",
        text="The officer who was told of the release objects to it, and waits for an answer.",
        page="notice",
        to=_teller,
    ),
    Act.RAISE_NO_OBJECTION: News(
        words="the officer does not object",
        text="The officer who was told of the release has no objection to it.",
        page="decision",
        to=_teller,
    ),
    Act.ANSWER_OBJECTION: News(
        words="your objection has been answered",
        text="Your objection to the release has been weighed and answered, with reasons.",
        page="notice",
        to=_told,
    ),
    Act.TAKE_DOWN: News(
        words="it has been taken down",
        text="What was published in this case has been taken down everywhere. The reason is with the case.",
        page="takedown",
        to=_officer,
    ),
    Act.TAKE_DOWN_AGAIN: News(
        words="it has been taken down again",
        text="An older copy of the database showed again what had been taken down; it is withdrawn once more.",
        page="takedown",
        to=_officer,
    ),
    Act.DECLARE_EMERGENCY: News(
        words="one officer acts alone",
        text=(
            "An officer has declared a threat to life in this case, sees it and may act in it alone"
            " for a day. Somebody else must review this by the end of the next working day."
        ),
        page="emergency",
        to=_reviewers,
    ),
    Act.REVIEW_EMERGENCY: News(
        words="what you did alone has been reviewed",
        text="The threat to life that you declared, and what you did alone, has been reviewed.",
        page="emergency",
        to=_reviewed,
    ),
}
