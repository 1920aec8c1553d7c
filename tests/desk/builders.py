"""Cases at any stage, walked there by the cast through the real services."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests import court
from tests.cast import Cast, photograph
from tests.weighing import answers

from bluelamp.casework import selectors, services
from bluelamp.casework.pack import london
from bluelamp.casework.routes import Route
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services.advise import Said
from bluelamp.jobs.worker import work
from bluelamp.publication.public.enquiries import receive_enquiry
from bluelamp.redaction import keep

PERSON = "Victor Lamb"

# The stages in the order of the walk; a case `ready_for` one has everything before it.
STAGES = (
    "facts",
    "image",
    "identity",
    "people",
    "preparing",
    "check",
    "caption",
    "notice",
    "objection",
    "decision",
    "takedown",
    "reopening",
)

ORDINARY: dict[str, Any] = {
    "stage": "convicted",
    "sentenced_on": None,
    "non_custodial": False,
    "image_owner": "this_force",
    "age_group": "adult",
    "juvenile_restriction": "none_made",
    "court_order": "none",
    "policing_purpose_against": False,
    "category": [],
    "category_settled": True,
    "harm_assessment": "none",
    "other_proceedings": "none",
    "vulnerable_adult": False,
    "other_exceptional_reason": False,
    "minor_offence": "no",
    "hospital_order": "none",
    "delay_from_related_restriction": False,
}


def ordinary(*, at: datetime, **differs: Any) -> dict[str, Any]:
    """What is so of an ordinary conviction today, but for what differs."""
    return {**ORDINARY, "convicted_on": london(at).isoformat(), **differs}


def ordinary_facts(*, at: datetime, **differs: Any) -> tuple[Said, ...]:
    """Of an ordinary conviction today, the facts that people state and no register keeps."""
    return tuple(
        Said(name=name, value=value, reason="As the court register says.", said_by="Court register")
        for name, value in ordinary(at=at, **differs).items()
        if name not in court.KEPT
    )


def an_enquiry(*, at: datetime | None = None, **differs: Any) -> str:
    """A reporter's enquiry; its reference."""
    at = at or timezone.now()
    usual = {
        "outlet": "Northbridge Courier",
        "name": "Cleo Marsh",
        "email": "cleo.marsh@courier.example",
        "person": PERSON,
        "court": "Northbridge Crown Court",
        "case_details": "Robbery, T20260314",
        "deadline": at + timedelta(hours=8),
        "question": "Will you release the custody image?",
        "at": at,
    }
    return receive_enquiry(**usual | differs).reference


@dataclass(slots=True, kw_only=True)
class Walk:
    """A case on its way; each step is one person's act, at `at`, which moves on by a minute."""

    cast: Cast
    at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    reference: str = ""

    def view(self) -> CaseView:
        """The case as the press officer sees it at this moment of the walk."""
        return selectors.case_view(self.reference, actor=self.cast.asha, at=self.at)

    def open(self) -> None:
        case = services.receive(
            person=PERSON,
            enquiry=an_enquiry(at=self.at),
            court="Northbridge Crown Court",
            case_number="T20260314",
            offence="Robbery",
            unit=self.cast.ren.unit,
            officer=self.cast.ren.reference,
            actor=self.cast.asha,
            at=self.at,
        )
        self.reference = case.reference

    def establish(self) -> None:
        said = ordinary_facts(at=self.at, **self.facts)
        services.record_facts(
            case=self.reference, said=said, actor=self.cast.asha, at=self._later()
        )
        known = ordinary(at=self.at, **self.facts)
        court.keep(self.reference, known, actor=self.cast.asha, at=self._later())
        self.weigh()

    def check_restrictions(self) -> None:
        """Somebody asks the court again."""
        court.check(self.reference, self.facts, actor=self.cast.asha, at=self._later())

    def weigh(self, **differs: Any) -> None:
        """The rights test is answered, in favour but for what differs."""
        route = self.view().route
        services.answer_rights_test(
            case=self.reference,
            answers=answers(route, **differs),
            actor=self.cast.asha if route is Route.CUSTODY_IMAGE else self.cast.kay,
            at=self._later(),
        )

    def ask_authority(self) -> None:
        services.ask_authority(
            case=self.reference,
            request="Authority under CI-12: two more people may come forward.",
            actor=self.cast.asha,
            at=self._later(),
        )

    def authorise(self) -> None:
        self.ask_authority()
        services.authorise(
            case=self.reference,
            granted=True,
            reasons="Others may come forward.",
            risk_assessment="No address shown; the victim stays anonymous.",
            assessment_adopted=True,
            actor=self.cast.jo,
            at=self._later(),
        )

    def bring_image(self) -> None:
        services.supply_image(
            case=self.reference,
            content=photograph(),
            source="Custody Imaging System, N/26/1",
            actor=self.cast.ren,
            at=self._later(),
        )

    def bring_image_with_authority(self) -> None:
        """The officer brings the image; in a sensitive category authority has come first."""
        if self.facts.get("category"):
            self.authorise()
        self.bring_image()

    def confirm(self) -> None:
        services.confirm_identity(
            case=self.reference,
            sha256=self.sha256,
            note="Compared with the custody record.",
            actor=self.cast.mary,
            at=self._later(),
        )

    def find(self) -> None:
        services.find_people(case=self.reference, actor=self.cast.ivo, at=self._later())
        work(once=True)

    def keep_one(self, sought: str = "p1") -> None:
        plan = self.view().now.plan
        assert plan is not None, "the people have not been found"
        services.change_plan(
            case=self.reference,
            number=plan.number,
            change=lambda newest: keep(newest, id=sought, why="The person convicted"),
            words=f"{sought} is sought",
            actor=self.cast.ivo,
            at=self._later(),
        )

    def obscure(self) -> None:
        self.keep_one()
        services.prepare(
            case=self.reference,
            doubts_left="The head is covered throughout.",
            actor=self.cast.ivo,
            at=self._later(),
        )
        work(once=True)
        rendition = self.view().now.rendition
        assert rendition is not None, "nothing was rendered"
        assert rendition.examined, rendition.fault or rendition.report

    def approve(self) -> None:
        services.approve_rendition(
            case=self.reference,
            sha256=self.rendition,
            note="Whole heads covered.",
            actor=self.cast.pia,
            at=self._later(),
        )

    def caption(self) -> None:
        services.word(
            case=self.reference,
            headline=f"{PERSON} convicted of robbery",
            text=f"{PERSON} was convicted of robbery at Northbridge Crown Court today.",
            alt_text=f"{PERSON} facing the camera; the other person is covered.",
            actor=self.cast.asha,
            at=self._later(),
        )

    def notify(self) -> None:
        services.notify_officer(
            case=self.reference,
            officer=self.cast.ren.reference,
            planned_for=self.at + timedelta(hours=5),
            actor=self.cast.asha,
            at=self._later(),
        )

    def agree(self) -> None:
        services.raise_no_objection(case=self.reference, actor=self.cast.ren, at=self._later())

    def object(self, ground: str = "unwanted") -> None:
        services.object_to_release(
            case=self.reference,
            ground=ground,
            reasons="His sister has asked that it is not used.",
            actor=self.cast.ren,
            at=self._later(),
        )

    def answer(self, *, upheld: bool) -> None:
        services.answer_objection(
            case=self.reference,
            upheld=upheld,
            answer="I have weighed it.",
            actor=self.cast.asha,
            at=self._later(),
        )

    def release(self) -> None:
        services.release(
            case=self.reference,
            reasons="Serious conviction; every check is in place.",
            actor=self.cast.asha,
            at=self._later(),
        )

    def take_down(self) -> None:
        services.take_down(
            case=self.reference,
            reason="error",
            explanation="Released a day early.",
            actor=self.cast.tom,
            at=self._later(),
        )

    def to(self, stage: str) -> "Walk":
        """Walk on until the case is ready for the stage."""
        for step in _STEPS[: STAGES.index(stage) + 1]:
            step(self)
        return self

    def on_from(self, stage: str, *, to: str) -> "Walk":
        """Walk on from a case ready for one stage until it is ready for another."""
        for step in _STEPS[STAGES.index(stage) + 1 : STAGES.index(to) + 1]:
            step(self)
        return self

    @property
    def sha256(self) -> str:
        image = self.view().now.image
        assert image is not None, "there is no image"
        return image.sha256

    @property
    def rendition(self) -> str:
        rendition = self.view().now.rendition
        assert rendition is not None, "there is no rendition"
        return rendition.sha256

    def work(self) -> None:
        """Let the worker do what is due."""
        work(once=True)

    def _later(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


# What makes a case ready for each stage, one for one with STAGES.
_STEPS = (
    Walk.open,
    Walk.establish,
    Walk.bring_image_with_authority,
    Walk.confirm,
    Walk.find,
    Walk.obscure,
    Walk.approve,
    Walk.caption,
    Walk.notify,
    Walk.agree,
    Walk.release,
    Walk.take_down,
)


def a_case(
    cast: Cast, *, ready_for: str = "facts", at: datetime | None = None, **facts: Any
) -> Walk:
    """A case that has everything it needs for the stage; `facts` differ from an ordinary conviction.

    It begins a minute before now, so that what a page does next is later.
    """
    start = at or timezone.now() - timedelta(minutes=1)
    return Walk(cast=cast, at=start, facts=facts).to(ready_for)
