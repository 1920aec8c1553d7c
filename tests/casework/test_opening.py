"""A case is opened from an enquiry or for a purpose, and an enquiry is answered once."""

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.desk.builders import a_case, an_enquiry

from bluelamp.casework import selectors, services, work
from bluelamp.casework.errors import BadInput, ContradictoryFacts, NotAllowed, OutOfOrder
from bluelamp.casework.services import Said
from bluelamp.publication import selectors as publication
from bluelamp.publication.values import EnquiryStatus
from bluelamp.record import selectors as record
from bluelamp.vault import keys

pytestmark = pytest.mark.django_db


def test_ci_08_a_case_needs_a_request_or_a_purpose(cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        services.receive(person="Otto Verge", actor=cast.ren, at=timezone.now())
    assert refused.value.field == "purpose"


def test_an_enquiry_opens_one_case_only(cast: Cast) -> None:
    enquiry, at = an_enquiry(), timezone.now()
    services.receive(person="Otto Verge", enquiry=enquiry, actor=cast.asha, at=at)
    with pytest.raises(OutOfOrder, match="A case has taken up"):
        services.receive(person="Otto Verge", enquiry=enquiry, actor=cast.tom, at=at)
    assert len(work.work_list(viewer=cast.asha, at=timezone.now())) == 1


def test_no_case_gets_the_reference_of_one_that_was_erased(cast: Cast) -> None:
    prefix, _, number = a_case(cast).reference.rpartition("-")
    # As where an older copy of the database is put back, and has forgotten both.
    for later in (1, 2):
        keys.destroy(case=f"{prefix}-{int(number) + later:04d}", at=timezone.now())
    assert a_case(cast).reference == f"{prefix}-{int(number) + 3:04d}"
    assert a_case(cast).reference == f"{prefix}-{int(number) + 4:04d}"


def test_an_enquiry_is_answered_without_a_case_and_recorded(cast: Cast) -> None:
    enquiry, at = an_enquiry(), timezone.now()
    answer = {"enquiry": enquiry, "status": EnquiryStatus.NOT_RELEASED, "message": "Not convicted."}
    with pytest.raises(NotAllowed):
        services.answer_without_case(**answer, actor=cast.ren, at=at)
    services.answer_without_case(**answer, actor=cast.asha, at=at)
    assert publication.enquiry(enquiry).message == "Not convicted."
    assert [entry.kind for entry in record.entries_for(enquiry)] == ["enquiry answered"]
    with pytest.raises(OutOfOrder, match="already"):
        services.answer_without_case(**answer, actor=cast.tom, at=at)
    with pytest.raises(OutOfOrder, match="answered"):
        services.receive(person="Otto Verge", enquiry=enquiry, actor=cast.asha, at=at)


def test_a_second_reporter_joins_a_live_case_and_is_told_at_once(cast: Cast) -> None:
    walk = a_case(cast, ready_for="takedown")
    another = an_enquiry(name="Ida Court", email="ida@agency.example")
    services.add_enquiry(case=walk.reference, enquiry=another, actor=cast.tom, at=walk.at)
    asked = publication.enquiry(another)
    assert (asked.status, asked.case) == (EnquiryStatus.RELEASED, walk.reference)
    with pytest.raises(OutOfOrder, match="taken up"):
        services.add_enquiry(case=walk.reference, enquiry=another, actor=cast.tom, at=walk.at)
    walk.take_down()
    assert publication.enquiry(another).status is EnquiryStatus.WITHDRAWN


def test_contradictory_facts_are_refused_and_none_of_them_is_kept(cast: Cast) -> None:
    walk = a_case(cast, ready_for="objection")
    with pytest.raises(ContradictoryFacts) as refused:
        walk.object("juvenile")  # of somebody who is an adult
    assert refused.value.field == "juvenile_restriction"
    assert walk.view().facts["juvenile_restriction"] == "none_made"
    assert walk.view().objections == ()


def test_a_judgement_comes_with_its_reasons(cast: Cast) -> None:
    walk = a_case(cast)
    with pytest.raises(BadInput, match="judgement") as refused:
        services.record_fact(
            case=walk.reference,
            said=Said(name="category_settled", value=True),
            actor=cast.asha,
            at=walk.at,
        )
    assert refused.value.field == "category_settled"


def test_a_fact_that_the_case_itself_shows_cannot_be_asserted(cast: Cast) -> None:
    walk = a_case(cast)
    for name in ("others_visible", "senior_authority", "published", "no_such_fact"):
        with pytest.raises(BadInput):
            services.record_fact(
                case=walk.reference, said=Said(name=name, value=False), actor=cast.asha, at=walk.at
            )


def test_a_fact_is_superseded_and_never_edited(cast: Cast) -> None:
    walk = a_case(cast)
    for value in ("none", "no_risk_found"):
        said = Said(name="harm_assessment", value=value)
        services.record_fact(case=walk.reference, said=said, actor=cast.asha, at=walk.at)
    assert walk.view().facts["harm_assessment"] == "no_risk_found"
    kept = selectors.history(walk.reference).filter(name="harm_assessment")
    assert list(kept.values_list("value", flat=True)) == ["no_risk_found", "none"]
