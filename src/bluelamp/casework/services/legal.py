"""Legal advice: that it was sought and given is in the record; its words lie sealed, for those who may read them (CI-40)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bluelamp.casework import access
from bluelamp.casework.acting import Acting, acting
from bluelamp.casework.entered import need
from bluelamp.casework.errors import MustBeSomeoneElse, NotAllowed, OutOfOrder
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.models import LegalAdvice, LegalReader
from bluelamp.people import selectors as people
from bluelamp.people.actor import Actor
from bluelamp.people.roles import Role
from bluelamp.record import services as record
from bluelamp.vault import selectors as sealed
from bluelamp.vault import services as vault

# Random bytes before the words, so that nobody can tell by the sha256 whether a guess at them is right.
SALT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Privileged:
    """What was asked of a legal adviser, and the advice (empty while it is awaited)."""

    question: str
    advice: str


def ask_legal_advice(
    *, case: str, question: str, readers: Collection[str], actor: Actor, at: datetime
) -> LegalAdvice:
    """Ask a legal adviser; `readers` are the deciders, by reference, who may read the answer too.

    Raises BadInput without a question, OutOfOrder while an earlier one waits for its answer.
    """
    need(question, "Write what you ask the legal adviser.", field="question")
    with acting(Act.ASK_LEGAL_ADVICE, case=case, actor=actor, at=at) as doing:
        if doing.case.legal_advice.filter(answered_at=None).exists():
            raise OutOfOrder("A legal adviser has been asked already and has not answered yet.")
        row = LegalAdvice.objects.create(
            case=doing.case,
            round=doing.case.round,
            asked_by=actor.reference,
            asked_at=at,
            question=_seal(doing, question),
        )
        named = sorted({people.by_reference(each).reference for each in readers})
        LegalReader.objects.bulk_create(LegalReader(advice=row, officer=each) for each in named)
        doing.entry(legal_advice=row.pk, readers=named)
    return row


def give_legal_advice(*, case: str, advice: str, actor: Actor, at: datetime) -> LegalAdvice:
    """Answer the question that waits; the record says that advice was given, and not what it says."""
    need(advice, "Write your advice.", field="advice")
    with acting(Act.GIVE_LEGAL_ADVICE, case=case, actor=actor, at=at) as doing:
        row = doing.case.legal_advice.filter(answered_at=None).first()
        if row is None:
            raise OutOfOrder("No question to a legal adviser waits for an answer.")
        if row.asked_by in actor.hands:
            raise MustBeSomeoneElse("You asked this question, so another must answer it.")
        row.answer = _seal(doing, advice)
        row.answered_by, row.answered_at = actor.reference, at
        row.save()
        doing.entry(legal_advice=row.pk)
    return row


def may_read_legal_advice(row: LegalAdvice, actor: Actor) -> bool:
    """Whether this person may read it: the asker, a decider whom the asker named, or a legal adviser."""
    named = row.readers.filter(officer=actor.reference).exists()
    return named or actor.reference == row.asked_by or actor.holds(Role.LEGAL_ADVISER)


def read_legal_advice(*, case: str, advice: int, actor: Actor, at: datetime) -> Privileged:
    """The privileged words, once it is in the record that this person reads them; raises NotAllowed."""
    seen = access.case_seen(case, actor=actor, at=at)
    row = seen.legal_advice.filter(pk=advice).first()
    if row is None or not may_read_legal_advice(row, actor):
        raise NotAllowed(
            "Legal advice is privileged: only the legal adviser, whoever asked and those whom they named may read it."
        )
    with transaction.atomic():
        record.append(
            kind="legal advice read",
            case=case,
            actor=actor.reference,
            at=at,
            body={"legal_advice": row.pk},
        )
    return Privileged(
        question=_opened(case, row.question), advice=_opened(case, row.answer) if row.answer else ""
    )


def _seal(doing: Acting, words: str) -> str:
    content = secrets.token_bytes(SALT) + words.strip().encode()
    return vault.keep_privileged(content=content, case=doing.case.reference, at=doing.at)


def _opened(case: str, sha256: str) -> str:
    with sealed.open_privileged(sha256=sha256, case=case) as file:
        return file.read()[SALT:].decode()
