"""What is said of a case: of which kind, by whom, on what evidence; superseded and never edited."""

import pytest
from django.db import IntegrityError, transaction
from tests.cast import Cast
from tests.desk.builders import Walk, a_case

from bluelamp.casework import selectors, services
from bluelamp.casework.errors import BadInput, NotAllowed, OutOfOrder
from bluelamp.casework.models import AssertedFact, Letter
from bluelamp.casework.services import Attached, Said
from bluelamp.jobs.models import Job
from bluelamp.record import selectors as record
from bluelamp.record.operations import ORIGINAL_READ
from bluelamp.vault import selectors as vault

pytestmark = pytest.mark.django_db

FORM = Attached(name="risk form.pdf", content=b"%PDF-1.7 a custody risk form")


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return a_case(cast)


def say(walk: Walk, **said: object) -> AssertedFact:
    stated = Said(**{"name": "domestic", "value": False} | said)  # type: ignore[arg-type]
    services.record_fact(case=walk.reference, said=stated, actor=walk.cast.ren, at=walk.at)
    return selectors.history(walk.reference)[0]


def test_a_fact_is_kept_with_its_kind_its_source_and_where_to_check_it(walk: Walk) -> None:
    row = say(
        walk,
        name="vulnerable_adult",
        value=True,
        reason="Under care",
        evidence="Form 14",
        said_by="DS Lund",
    )
    assert (row.kind, row.reason, row.evidence, row.said_by) == (
        "judgement",
        "Under care",
        "Form 14",
        "DS Lund",
    )
    assert row.recorded_by == walk.cast.ren.reference
    assert say(walk).kind == "record"


def test_a_later_statement_supersedes_and_the_former_stays(walk: Walk) -> None:
    say(walk, value=False)
    say(walk, value=True)
    assert walk.view().facts["domestic"] is True
    kept = [row.value for row in selectors.history(walk.reference) if row.name == "domestic"]
    assert kept == [True, False]


def test_evidence_lies_sealed_in_the_vault_and_whoever_looks_is_recorded_first(walk: Walk) -> None:
    row = say(walk, attached=FORM)
    assert row.attachment_name == "risk form.pdf"
    found = services.view_evidence(
        case=walk.reference, sha256=row.attachment, actor=walk.cast.asha, at=walk.at
    )
    assert found == row
    assert vault.original(sha256=row.attachment, case=walk.reference) == FORM.content
    last = list(record.entries_for(walk.reference))[-1]
    assert (last.kind, last.actor) == (ORIGINAL_READ, walk.cast.asha.reference)


def test_evidence_is_shown_to_nobody_else_and_of_no_other_case(walk: Walk) -> None:
    row = say(walk, attached=FORM)
    seen = {"sha256": row.attachment, "at": walk.at}
    with pytest.raises(NotAllowed):
        services.view_evidence(case=walk.reference, actor=walk.cast.len, **seen)
    another = a_case(walk.cast)
    with pytest.raises(OutOfOrder, match="No fact of this case"):
        services.view_evidence(case=another.reference, actor=walk.cast.asha, **seen)


def test_an_empty_file_is_no_evidence(walk: Walk) -> None:
    with pytest.raises(BadInput, match="empty"):
        say(walk, attached=Attached(name="risk form.pdf", content=b""))
    assert "domestic" not in walk.view().asserted


def test_the_database_knows_no_other_kind_and_no_nameless_evidence(walk: Walk) -> None:
    row = say(walk)
    for wrong in ({"kind": "rumour"}, {"attachment": "0" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AssertedFact.objects.filter(pk=row.pk).update(**wrong)


def test_a_question_goes_to_whoever_owns_it_with_a_link_that_opens_it_alone(walk: Walk) -> None:
    sent = services.send_question(
        case=walk.reference,
        fact="domestic",
        officer=walk.cast.ren.reference,
        note="The reporter’s deadline is noon.",
        actor=walk.cast.asha,
        at=walk.at,
    )
    letter = Job.objects.get(key=f"letter:{Letter.objects.get().pk}").args
    assert letter["to"] == ["ren.okafor@ambershire.example"]
    assert f"/cases/{walk.reference}/facts/domestic/" in letter["text"]
    assert "Was it a domestic homicide or incident?" in letter["text"]
    assert walk.view().case.person not in letter["subject"]
    assert selectors.questions_sent(walk.reference, "domestic") == [(sent, False)]
    say(walk)
    assert selectors.questions_sent(walk.reference, "domestic") == [(sent, True)]


@pytest.mark.parametrize(
    ("fact", "who", "sentence"),
    [
        ("domestic", "ivo", "Choose a press officer or an investigating officer"),
        ("identity", "ren", "is not a fact that can be recorded here"),
        ("colour_of_car", "ren", "is not a fact that can be recorded here"),
    ],
)
def test_a_question_goes_to_nobody_who_may_not_answer_it(
    walk: Walk, fact: str, who: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        services.send_question(
            case=walk.reference,
            fact=fact,
            officer=getattr(walk.cast, who).reference,
            actor=walk.cast.asha,
            at=walk.at,
        )
    assert not Letter.objects.exists()
