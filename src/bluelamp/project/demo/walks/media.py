"""Body-worn video to the media: a case in every state."""

from datetime import datetime, timedelta

from bluelamp.casework import selectors, services
from bluelamp.casework.court import Event, EventKind
from bluelamp.casework.pack import london
from bluelamp.casework.parts import Edit, Part
from bluelamp.casework.restrictions import Restricted
from bluelamp.casework.routes import Route
from bluelamp.project.demo import story, told
from bluelamp.project.demo.cast import ASHA, IVO, KAY, REN
from bluelamp.project.demo.clip import clip
from bluelamp.project.demo.story import PORTRAIT, Subject, who
from bluelamp.redaction.footage.plan import FootagePlan

CAMERA = "Body-worn camera 4417"
DECIDED = "As the senior investigating officer decided."


def people_wanted(at: datetime) -> None:
    """The footage is in; who is in it has still to be listed."""
    case = _open("Rescue from the quay wall", at=at)
    story.bring_footage(case, clip(), source=CAMERA, at=at)


def refused(at: datetime) -> None:
    """Release would not be proportionate."""
    case = _open("Search of a flat in Mill Lane", at=at)
    told.weigh(case, purpose="awareness", proportionate=False, at=at)
    reasons = "It shows the inside of a home, and a still of the street would do."
    story.refuse(case, ground="disproportionate", reasons=reasons, at=at)


def closed(at: datetime) -> None:
    """The programme no longer wants it."""
    case = _open("Pursuit on the ring road", at=at)
    story.close(case, reason="The programme has been dropped.", at=at)


def embargoed(at: datetime) -> None:
    """Released under embargo: not before the sentence."""
    case = _decided("Arrest in Dyer Street, T20260262", at=at)
    story.embargo(case, reasons="Not before sentence is passed.", at=at)


def live(at: datetime) -> None:
    """Released after a conviction, with the person convicted visible."""
    shown = "Arrest on the quay, T20260251"
    story.release(_decided(shown, film=True, at=at - timedelta(hours=2)), reasons=DECIDED, at=at)


def taken_down(at: datetime) -> None:
    """A court forbade it after two days: it came down everywhere."""
    then, now = at - timedelta(days=5), at - timedelta(days=3)
    case = _decided("Arrest at the market, T20260140", at=then)
    story.release(case, reasons=DECIDED, at=then)
    order = Restricted(
        provision="RR-03",
        of_subject=True,
        wording="Nothing that identifies the person arrested may be published.",
        source="Northbridge Crown Court, order of today",
        until_event="The end of the trial of another",
    )
    services.add_restriction(case=case, restriction=order, actor=who(ASHA), at=now)
    explanation = "The court ordered that nobody arrested that night may be identified."
    story.take_down(case, reason="order_made", explanation=explanation, at=now)


def _open(shown: str, *, at: datetime) -> str:
    return story.open_case(
        Subject(person=shown),
        route=Route.BWV_MEDIA,
        purpose="Asked for by a broadcaster; it shows what officers met.",
        by=KAY,
        at=at,
    )


def _decided(shown: str, *, film: bool = False, at: datetime) -> str:
    """Everything up to the release of footage, or of a still from it: the senior investigating officer decides, the communications department is consulted."""
    case = _open(shown, at=at)
    _charged(case, at=at)
    told.look(case, by=KAY, at=at)
    told.weigh(case, purpose="post_conviction", at=at)
    if film:
        story.bring_footage(case, clip(), source=CAMERA, at=at)
    else:
        story.bring_image(case, PORTRAIT, source=f"{CAMERA}, still of 22:14", at=at)
    story.find_people(case, at=at)
    kept = story.keep_one(case, why="The person convicted", at=at)
    _list(case, kept, at=at)
    story.approve(case, story.obscure(case, at=at), at=at)
    story.caption(
        case,
        headline="Footage of an arrest in Northbridge",
        text="Body-worn video of an arrest in Northbridge. The person shown has been convicted.",
        alt_text="A person walks across a yard towards the officer who wears the camera.",
        at=at,
    )
    view = "In favour: it answers what reporters ask, and nobody else can be recognised."
    services.give_communications_view(case=case, in_favour=True, view=view, actor=who(ASHA), at=at)
    story.approve_release(case, at=at)
    return case


def _charged(case: str, *, at: datetime) -> None:
    event = Event(kind=EventKind.FOUND_GUILTY, on=london(at), source="Court register")
    services.record_court_event(case=case, event=event, actor=who(REN), at=at)


def _list(case: str, kept: str, *, at: datetime) -> None:
    """Everyone in the footage is listed: the person kept, and those who are covered."""
    plan = selectors.case_view(case, actor=who(IVO), at=at).plan
    found = plan.tracks if isinstance(plan, FootagePlan) else plan.findings if plan else ()
    for one in found:
        is_kept = one.id == kept
        services.list_person(
            case=case,
            part=Part.SUBJECT if is_kept else Part.THIRD_PARTY,
            sought=is_kept,
            edit=Edit.KEEP if is_kept else Edit.OBSCURE,
            why="The person convicted" if is_kept else "Somebody who passes",
            regions=(one.id,),
            actor=who(IVO),
            at=at,
        )
    services.complete_list(case=case, actor=who(IVO), at=at)


WALKS = (
    (taken_down, "footage taken down when a court forbade it"),
    (closed, "footage that nobody wants any more"),
    (refused, "footage refused"),
    (people_wanted, "footage in which everyone has still to be listed"),
    (embargoed, "footage under embargo"),
    (live, "footage, live"),
)
