"""The tasks of weighing and assent: the rights test, legal advice, the department's view, approval and authority."""

from collections.abc import Iterable

from bluelamp.casework.pack import facts_of
from bluelamp.casework.rights import FACTS
from bluelamp.casework.routes import Way
from bluelamp.casework.standing import Standing, covers
from bluelamp.casework.task import Status, Task
from bluelamp.policy import Advice


def rights_test(now: Standing) -> Iterable[Task]:
    """The rights test, on the routes whose policy asks for it."""
    if FACTS.isdisjoint(facts_of(now.case.route)):
        return
    title = "Rights test"
    if now.rights is None:
        yield Task("rights", title, Status.TO_DO)
    elif now.rights.legitimate and now.rights.necessary and now.rights.proportionate:
        yield Task("rights", title, Status.DONE, "Legitimate, necessary and proportionate")
    else:
        yield Task("rights", title, Status.PROBLEM, "Not met: refuse, or answer it anew")


def legal_advice(now: Standing, advice: Advice) -> Iterable[Task]:
    """Legal advice, where it has been sought or the policy says to seek it."""
    title = "Legal advice"
    if now.legal is not None and now.legal.answered_at is None:
        yield Task("legal", title, Status.WAITING, "Waiting for a legal adviser")
    elif now.legal is not None:
        yield Task("legal", title, Status.DONE, "Given")
    elif advice.outcome == "seek_legal_advice":
        yield Task("legal", title, Status.TO_DO, "To be sought")


def communications(now: Standing) -> Iterable[Task]:
    """The communications department's view, on the route that asks for it."""
    if "comms_consulted" in facts_of(now.case.route):
        status = Status.DONE if now.communications else Status.TO_DO
        yield Task("communications", "Communications department consulted", status)


def approval(now: Standing, way: Way) -> Task:
    """The approval that every case of the route needs (WP-02, BWV-06)."""
    title = f"Approval by {way.approved}"
    asked = now.authorisation
    if asked is None:
        return Task("authority", title, Status.TO_DO, "To be asked for")
    if asked.granted is None:
        return Task("authority", title, Status.WAITING)
    if asked.granted:
        return Task("authority", title, Status.DONE, "Given")
    return Task("authority", title, Status.PROBLEM, "Declined")


def authority(now: Standing, advice: Advice) -> Task:
    """The senior officer's authority, asked for anew where a sensitive category came later (CI-12)."""
    title = "Senior officer’s authority"
    asked = now.authorisation
    if asked is not None and asked.granted is None:
        return Task("authority", title, Status.WAITING, "Waiting for a senior officer")
    if asked is not None and asked.granted and not covers(asked, now):
        words = "The sensitive category has changed: to be asked for anew"
        return Task("authority", title, Status.TO_DO, words)
    if asked is not None and asked.granted:
        return Task("authority", title, Status.DONE, "Given")
    if asked is not None:
        return Task("authority", title, Status.PROBLEM, "Declined")
    needed = {"senior_authority", "senior_risk_assessment", "superintendent_consultation"}
    if needed & set(advice.requires):
        return Task("authority", title, Status.TO_DO)
    return Task("authority", title, Status.NOT_NEEDED)
