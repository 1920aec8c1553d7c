"""What people do in a case of any route, in the words of the desk; each step is one person's act."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.desk.builders import Walk
from tests.footage_case import moving_face
from tests.weighing import answers

from bluelamp.casework import selectors, services
from bluelamp.casework.court import Event, EventKind
from bluelamp.casework.lifecycle import State
from bluelamp.casework.pack import london
from bluelamp.casework.parts import Edit, Part
from bluelamp.casework.routes import Route
from bluelamp.casework.services import Said
from bluelamp.people.actor import Actor
from bluelamp.people.ranks import Rank
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import EditionView
from bluelamp.redaction.footage.plan import keep as keep_track
from bluelamp.vault.files import nameless


@dataclass(slots=True, kw_only=True)
class RouteWalk(Walk):
    """A case on a route of the policy."""

    route: Route

    @property
    def state(self) -> State:
        return self.view().state

    @property
    def advice(self) -> str:
        return str(self.view().advice.outcome)

    @property
    def missing(self) -> set[str]:
        """What the advice still asks for, by the pack's codes."""
        return set(self.view().advice.requires)

    def editions(self) -> list[EditionView]:
        """Everything published of the case, newest first."""
        found = publication.editions_of(self.reference)
        return sorted(found, key=lambda each: each.published_at, reverse=True)

    def opens(self, by: Actor, person: str, purpose: str) -> None:
        self.reference = services.receive(
            route=self.route,
            person=person,
            purpose=purpose,
            officer=self.cast.ren.reference,
            unit=self.cast.ren.unit,
            actor=by,
            at=self._later(),
        ).reference

    def says(self, by: Actor, reason: str = "", **facts: Any) -> None:
        said = tuple(
            Said(name=name, value=value, reason=reason, evidence="Inquiry log")
            for name, value in facts.items()
        )
        services.record_facts(case=self.reference, said=said, actor=by, at=self._later())

    def court(self, kind: EventKind, *, on: date | None = None, **differs: Any) -> None:
        day = on or london(self.at)
        event = Event(kind=kind, on=day, source="Court register", **differs)
        services.record_court_event(
            case=self.reference, event=event, actor=self.cast.asha, at=self._later()
        )

    def is_an_adult(self) -> None:
        services.record_age(
            case=self.reference,
            age_group="adult",
            source="Custody record",
            actor=self.cast.ren,
            at=self._later(),
        )

    def no_restriction_is_found(self) -> None:
        services.check_restrictions(
            case=self.reference,
            sources="Court office, by telephone",
            related="nobody_protected",
            actor=self.cast.asha,
            at=self._later(),
        )

    def rights_test_is_met(self, by: Actor, **differs: Any) -> None:
        services.answer_rights_test(
            case=self.reference, answers=answers(self.route, **differs), actor=by, at=self._later()
        )

    def approval_is_asked_for(self) -> None:
        services.ask_authority(
            case=self.reference, request="Needed now.", actor=self.cast.asha, at=self._later()
        )

    def approves(self, by: Actor) -> None:
        services.authorise(
            case=self.reference,
            granted=True,
            reasons="Necessary and proportionate.",
            actor=by,
            at=self._later(),
        )

    def superintendent_is_consulted(self) -> None:
        services.consult(
            case=self.reference,
            consulted="Jo Hale",
            rank=Rank.SUPERINTENDENT,
            in_favour=True,
            rationale="The co-defendant’s trial ended yesterday; nobody could report before.",
            actor=self.cast.asha,
            at=self._later(),
        )

    def confirms(self, by: Actor) -> None:
        services.confirm_identity(
            case=self.reference,
            sha256=self.sha256,
            note="I know this person.",
            actor=by,
            at=self._later(),
        )

    def picture_is_made_ready(self) -> None:
        """People are found, everyone but one is obscured, a second person approves, and the caption is written."""
        self.find()
        self.obscure()
        self.approve()
        self.caption()

    def footage_is_brought(self) -> None:
        content = moving_face(with_sound=False)
        with nameless(len(content)) as file:
            file.write(content)
            services.supply_image(
                case=self.reference,
                content=file,
                source="Body-worn camera 4417",
                actor=self.cast.ren,
                at=self._later(),
            )

    def subject_is_kept_and_everyone_listed(self) -> None:
        """The one who is followed stays visible, as the subject, and somebody says that nobody else is in it."""
        plan = self.view().now.plan
        assert plan is not None, "nobody has been looked for"
        services.change_plan(
            case=self.reference,
            number=plan.number,
            change=lambda newest: keep_track(newest, id="t1", why="The person convicted"),
            words="t1 is sought",
            actor=self.cast.ivo,
            at=self._later(),
        )
        services.list_person(
            case=self.reference,
            part=Part.SUBJECT,
            sought=True,
            edit=Edit.KEEP,
            why="The person convicted",
            regions=("t1",),
            actor=self.cast.ivo,
            at=self._later(),
        )
        services.complete_list(case=self.reference, actor=self.cast.ivo, at=self._later())

    def footage_is_made_ready(self) -> None:
        services.prepare(
            case=self.reference,
            doubts_left="Looked at; nobody else is seen.",
            actor=self.cast.ivo,
            at=self._later(),
        )
        self.work()
        self.approve()
        self.caption()

    def exact_copies_are_kept(self) -> None:
        for channel in ("The force’s gallery", "The press site"):
            services.keep_exact_copy(
                case=self.reference, channel=channel, actor=self.cast.ren, at=self._later()
            )

    def communications_are_in_favour(self) -> None:
        services.give_communications_view(
            case=self.reference,
            in_favour=True,
            view="It answers what is asked.",
            actor=self.cast.asha,
            at=self._later(),
        )

    def comes_down(self, by: Actor, reason: str) -> None:
        services.take_down(
            case=self.reference,
            reason=reason,
            explanation="As the record says.",
            actor=by,
            at=self._later(),
        )

    def is_opened_again(self, why: str) -> None:
        services.reopen(case=self.reference, reason=why, actor=self.cast.asha, at=self._later())

    def days_pass(self, days: int) -> None:
        self.at += timedelta(days=days)

    def tasks(self) -> dict[str, str]:
        """How each task stands, as the press officer sees it."""
        view = selectors.case_view(self.reference, actor=self.cast.asha, at=self.at)
        return {task.page: task.status.value for task in view.tasks}
