"""Stage 1: an enquiry, or an officer's proposal, becomes a case."""

import secrets
from datetime import datetime

from django.db import transaction

from bluelamp.casework import turns
from bluelamp.casework.entered import need
from bluelamp.casework.errors import BadInput, NotAllowed
from bluelamp.casework.lifecycle import STEPS, Act, State, Step
from bluelamp.casework.models import AssertedFact, Case, LinkedEnquiry
from bluelamp.casework.pack import facts_of
from bluelamp.casework.permitted import who_may
from bluelamp.casework.routes import Route
from bluelamp.casework.services.enquiry import must_wait
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.publication import selectors as enquiries
from bluelamp.publication import services as publication
from bluelamp.record import services as record
from bluelamp.vault import keys


def receive(  # noqa: PLR0913  each is a column of the case
    *,
    route: Route = Route.CUSTODY_IMAGE,
    person: str,
    purpose: str = "",
    enquiry: str = "",
    court: str = "",
    case_number: str = "",
    offence: str = "",
    unit: str = "",
    officer: str = "",
    actor: Actor,
    at: datetime,
) -> Case:
    """Open a case on a route of the policy, from a reporter's enquiry or for a policing purpose (CI-08).

    Raises NotAllowed, BadInput where nobody is named or neither an enquiry nor a purpose is, and
    OutOfOrder where the enquiry has been taken up or answered.
    """
    step = _step(route, person=person, purpose=purpose, enquiry=enquiry, actor=actor)
    with transaction.atomic():
        if enquiry:
            must_wait(enquiries.enquiry(enquiry))
        case = Case.objects.create(
            reference=secrets.token_hex(8),
            route=route,
            state=State.PREPARING,
            person=person.strip(),
            court=court.strip(),
            case_number=case_number.strip(),
            offence=offence.strip(),
            unit=unit.strip() or (people.by_reference(officer).unit if officer else actor.unit),
            officer=officer,
            opened_by=actor.reference,
            opened_at=at,
            changed_at=at,
        )
        _number(case, prefix=f"{route.way.prefix}-{at:%y}")
        _trigger(case, purpose=purpose, enquiry=enquiry, actor=actor, at=at)
        turns.reckon(case, at=at)
        case.save()
        record.append(
            kind=step.entry,
            case=case.reference,
            actor=actor.reference,
            at=at,
            body={
                "route": route,
                "person": case.person,
                "enquiry": enquiry,
                "purpose": purpose,
                "court": court,
            },
        )
    return case


def _number(case: Case, *, prefix: str) -> None:
    """Give the case its reference; never one that an erased case had, which an older database put back would give out anew."""
    case.reference = f"{prefix}-{case.pk:04d}"
    while keys.destroyed(case=case.reference):
        Case.objects.filter(pk=case.pk).delete()
        case.pk = None
        case.save(force_insert=True)
        case.reference = f"{prefix}-{case.pk:04d}"


def _step(route: Route, *, person: str, purpose: str, enquiry: str, actor: Actor) -> Step:
    """The step that opening is on the route, where this person may take it and has said enough."""
    step = STEPS[Act.RECEIVE, route]
    if not step.who & actor.roles:
        raise NotAllowed(f"{step.words}: only {who_may(step)} may do this, and you are not one.")
    need(person, f"{route.way.subject}: enter it.", field="person")
    if not (enquiry or purpose.strip()):
        raise BadInput(
            "Say what policing purpose the release would serve, or open the case from an enquiry.",
            field="purpose",
        )
    return step


def _trigger(case: Case, *, purpose: str, enquiry: str, actor: Actor, at: datetime) -> None:
    if "trigger" in facts_of(case.route):
        AssertedFact.objects.create(
            case=case,
            name="trigger",
            value="request" if enquiry else "policing_purpose",
            kind=facts_of(case.route)["trigger"].kind,
            reason=purpose,
            evidence=f"Enquiry {enquiry}" if enquiry else "",
            said_by=actor.name,
            recorded_by=actor.reference,
            recorded_at=at,
        )
    if enquiry:
        LinkedEnquiry.objects.create(case=case, enquiry=enquiry)
        publication.take_up(reference=enquiry, case=case.reference, at=at)
