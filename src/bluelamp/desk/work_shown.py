"""Durable work as the pages of people show it: what is under way or has failed, and what the examination found."""

from typing import Any

from django.utils import timezone

from bluelamp.casework import under_way
from bluelamp.casework.plans import footage_of
from bluelamp.casework.selectors import CaseView
from bluelamp.desk import examined
from bluelamp.desk.tracks import Names
from bluelamp.jobs.values import JobState
from bluelamp.redaction.footage.plan import FootagePlan


def work_shown(view: CaseView) -> dict[str, Any]:
    """The job that is under way or has failed, and what the examination found."""
    image, rendition, at = view.now.image, view.now.rendition, timezone.now()
    if image is not None and view.now.plan is None:
        return {"job": under_way.search(image, at=at)}
    if rendition is None or rendition.fault:
        return {}
    if rendition.examined is None:
        job = under_way.rendering(rendition, at=at)
        stands_still = job is None or job.state in {JobState.FAILED, JobState.CANCELLED}
        return {"job": job, "hide_tool": not stands_still}
    return {"findings": findings(view)}


def findings(view: CaseView) -> list[examined.Found]:
    """What the examination of the newest rendition found, in words; none where there is none."""
    row, footage, plan = view.now.rendition, footage_of(view.now.image), view.plan
    report = row.report if row else None
    if footage is None or not isinstance(plan, FootagePlan):
        return examined.findings(report)
    return examined.findings(report, said=Names(plan, footage.probe).in_words)
