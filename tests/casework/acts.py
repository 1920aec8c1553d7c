"""Every act of the lifecycle table as a call on its service, with input that is in order."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.cast import photograph
from tests.court import happened, restricted
from tests.desk.builders import Walk, an_enquiry
from tests.weighing import answers

from bluelamp.casework import services
from bluelamp.casework.categories import Sex
from bluelamp.casework.court import EventKind
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.pack import london
from bluelamp.casework.parts import Answer, Edit, Part
from bluelamp.casework.services import Said
from bluelamp.casework.services.breach import BreachKind, StepKind
from bluelamp.people.actor import Actor
from bluelamp.people.ranks import Rank
from bluelamp.redaction import obscure

Call = Callable[[Actor, datetime], object]


def acts(walk: Walk) -> dict[Act, Call]:
    """The calls for this case, but for opening one and closing a window, which nobody does by hand."""
    case = walk.reference
    view = walk.view()
    sha256 = view.now.image.sha256 if view.now.image else "0" * 64
    rendition = view.now.rendition.sha256 if view.now.rendition else "0" * 64
    number = view.now.plan.number if view.now.plan else 0
    another = an_enquiry(at=walk.at)
    s = services
    return {
        Act.ADD_ENQUIRY: lambda a, t: s.add_enquiry(case=case, enquiry=another, actor=a, at=t),
        Act.RECORD_FACT: lambda a, t: s.record_fact(
            case=case, said=Said(name="domestic", value=False), actor=a, at=t
        ),
        Act.SEND_QUESTION: lambda a, t: s.send_question(
            case=case, fact="domestic", officer=walk.cast.ren.reference, actor=a, at=t
        ),
        Act.RECORD_COURT_EVENT: lambda a, t: s.record_court_event(
            case=case, event=happened(EventKind.APPEAL_LODGED, london(t)), actor=a, at=t
        ),
        Act.RECORD_AGE: lambda a, t: s.record_age(
            case=case, age_group="adult", source="Custody record", actor=a, at=t
        ),
        Act.RECORD_CHARACTERISTICS: lambda a, t: s.record_characteristics(
            case=case, sex=Sex.MALE, source="Custody record", actor=a, at=t
        ),
        Act.ENTER_DECISION: lambda a, t: s.enter_decision(
            case=case,
            decided=s.Decided(
                decision="No appeal on social media.",
                reasons="His children are on it.",
                rejected="",
                decided_by=a.reference,
                decided_at=t,
            ),
            actor=a,
            at=t,
        ),
        Act.ADD_RESTRICTION: lambda a, t: s.add_restriction(
            case=case, restriction=restricted("RR-08", of_subject=False), actor=a, at=t
        ),
        Act.END_RESTRICTION: lambda a, t: s.end_restriction(
            case=case, restriction=0, how="lifted", reasons="By a judge", actor=a, at=t
        ),
        Act.CHECK_RESTRICTIONS: lambda a, t: s.check_restrictions(
            case=case, sources="Court office", related="nobody_protected", actor=a, at=t
        ),
        Act.SET_REVIEW: lambda a, t: s.set_review(
            case=case, on=london(t) + timedelta(days=30), why="Still needed?", actor=a, at=t
        ),
        Act.MEET_DEADLINE: lambda a, t: s.meet_deadline(
            case=case, deadline=0, what_was_done="Looked", actor=a, at=t
        ),
        Act.ADVISE: lambda a, t: s.advise(case=case, actor=a, at=t),
        Act.ASK_AUTHORITY: lambda a, t: s.ask_authority(case=case, request="Why", actor=a, at=t),
        Act.AUTHORISE: lambda a, t: s.authorise(
            case=case,
            granted=True,
            reasons="Yes",
            risk_assessment="None",
            assessment_adopted=True,
            actor=a,
            at=t,
        ),
        Act.CONSULT: lambda a, t: s.consult(
            case=case,
            consulted="Supt Hale",
            rank=Rank.SUPERINTENDENT,
            in_favour=True,
            rationale="Late for good reason",
            actor=a,
            at=t,
        ),
        Act.ANSWER_RIGHTS_TEST: lambda a, t: s.answer_rights_test(
            case=case, answers=answers(), actor=a, at=t
        ),
        Act.ASK_LEGAL_ADVICE: lambda a, t: s.ask_legal_advice(
            case=case, question="May we?", readers=(), actor=a, at=t
        ),
        Act.GIVE_LEGAL_ADVICE: lambda a, t: s.give_legal_advice(
            case=case, advice="You may.", actor=a, at=t
        ),
        Act.SUPPLY_IMAGE: lambda a, t: s.supply_image(
            case=case, content=photograph(), source="Custody", actor=a, at=t
        ),
        Act.FETCH_IMAGE: lambda a, t: s.fetch_image(
            case=case, content=photograph(), source="Custody", actor=a, at=t
        ),
        Act.CONFIRM_IDENTITY: lambda a, t: s.confirm_identity(
            case=case, sha256=sha256, note="", actor=a, at=t
        ),
        Act.DENY_IDENTITY: lambda a, t: s.deny_identity(
            case=case, sha256=sha256, note="His brother", actor=a, at=t
        ),
        Act.REPORT_WRONG_PERSON: lambda a, t: s.report_wrong_person(
            case=case, sha256=sha256, note="His brother", actor=a, at=t
        ),
        Act.CLOSE_NEAR_MISS: lambda a, t: s.close_near_miss(
            case=case, near_miss=0, told="The press desk", lessons="None", actor=a, at=t
        ),
        Act.LIST_PERSON: lambda a, t: s.list_person(
            case=case,
            part=Part.SUBJECT,
            sought=True,
            edit=Edit.KEEP,
            why="Convicted",
            actor=a,
            at=t,
        ),
        Act.TREAT_PERSON: lambda a, t: s.treat_person(
            case=case, person=1, sought=False, edit=Edit.OBSCURE, why="Not sought", actor=a, at=t
        ),
        Act.STRIKE_PERSON: lambda a, t: s.strike_person(
            case=case, person=1, why="Twice", actor=a, at=t
        ),
        Act.COMPLETE_LIST: lambda a, t: s.complete_list(case=case, actor=a, at=t),
        Act.RECORD_PERMISSION: lambda a, t: s.record_permission(
            case=case,
            person=1,
            asked_on=london(t),
            asked_by="Ren",
            answer=Answer.AGREED,
            evidence="Letter",
            actor=a,
            at=t,
        ),
        Act.RECORD_NOTICE: lambda a, t: s.record_notice(
            case=case, person=1, given_on=london(t), how="Telephone", actor=a, at=t
        ),
        Act.FIND_PEOPLE: lambda a, t: s.find_people(case=case, actor=a, at=t),
        Act.MARK_PEOPLE: lambda a, t: s.change_plan(
            case=case,
            number=number,
            change=lambda plan: obscure(plan, id="p1"),
            words="p1 covered",
            actor=a,
            at=t,
        ),
        Act.PREPARE: lambda a, t: s.prepare(case=case, actor=a, at=t),
        Act.APPROVE_RENDITION: lambda a, t: s.approve_rendition(
            case=case, sha256=rendition, note="Every head.", actor=a, at=t
        ),
        Act.RETURN_RENDITION: lambda a, t: s.return_rendition(
            case=case, sha256=rendition, note="An ear shows", actor=a, at=t
        ),
        Act.WORD: lambda a, t: s.word(
            case=case, headline="H", text="T", alt_text="A", actor=a, at=t
        ),
        Act.NOTIFY_OFFICER: lambda a, t: s.notify_officer(
            case=case,
            officer=walk.cast.ren.reference,
            planned_for=t + timedelta(hours=5),
            actor=a,
            at=t,
        ),
        Act.WITHDRAW_NOTICE: lambda a, t: s.withdraw_notice(
            case=case, reason="New picture", actor=a, at=t
        ),
        Act.RAISE_NO_OBJECTION: lambda a, t: s.raise_no_objection(case=case, actor=a, at=t),
        Act.OBJECT: lambda a, t: s.object_to_release(
            case=case, ground="unwanted", reasons="His sister asks", actor=a, at=t
        ),
        Act.ANSWER_OBJECTION: lambda a, t: s.answer_objection(
            case=case, upheld=False, answer="No bar", actor=a, at=t
        ),
        Act.RELEASE: lambda a, t: s.release(case=case, reasons="Convicted", actor=a, at=t),
        Act.EMBARGO: lambda a, t: s.embargo(
            case=case, until=t + timedelta(hours=3), reasons="Convicted", actor=a, at=t
        ),
        Act.END_EMBARGO: lambda a, t: s.end_embargo(case=case, reason="Not today", actor=a, at=t),
        Act.SETTLE_RECIPIENT: lambda a, t: s.settle_recipient(
            case=case,
            email="cleo.marsh@courier.example",
            removed=True,
            reasons="She rang",
            actor=a,
            at=t,
        ),
        Act.OPEN_BREACH: lambda a, t: s.open_breach(
            case=case,
            kind=BreachKind.SOMEONE_EXPOSED,
            account="A face in a mirror",
            known_at=t,
            actor=a,
            at=t,
        ),
        Act.RECORD_BREACH_STEP: lambda a, t: s.record_breach_step(
            case=case, breach=0, kind=StepKind.PUT_RIGHT, words="Done", happened_at=t, actor=a, at=t
        ),
        Act.CLOSE_BREACH: lambda a, t: s.close_breach(
            case=case, breach=0, conclusion="Checked twice", actor=a, at=t
        ),
        Act.CONCLUDE: lambda a, t: s.conclude(case=case, actor=a, at=t),
        Act.REFUSE: lambda a, t: s.refuse(
            case=case, ground="out_of_time", reasons="Late", actor=a, at=t
        ),
        Act.TAKE_DOWN: lambda a, t: s.take_down(
            case=case, reason="error", explanation="Too early", actor=a, at=t
        ),
        Act.REOPEN: lambda a, t: s.reopen(case=case, reason="Sentence", actor=a, at=t),
        Act.CLOSE: lambda a, t: s.close(case=case, reason="Not pursued", actor=a, at=t),
        Act.SAY_WHO_SEES: lambda a, t: s.say_who_sees(
            case=case, sensitive=False, named=[], reasons="Ordinary", actor=a, at=t
        ),
        Act.DECLARE_EMERGENCY: lambda a, t: s.declare_emergency(
            case=case, threat="A witness’s life", why_alone="Nobody answers", actor=a, at=t
        ),
        Act.REVIEW_EMERGENCY: lambda a, t: s.review_emergency(
            case=case, emergency=0, justified=True, review="Seen", actor=a, at=t
        ),
    }
