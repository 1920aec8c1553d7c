"""Plans of who is obscured, for a picture or for footage: which of the two, its image says."""

from bluelamp.casework.models import Image, PlanVersion
from bluelamp.redaction import Plan, read_plan
from bluelamp.redaction.footage.plan import FootagePlan, read_footage_plan

AnyPlan = Plan | FootagePlan


def plan_of(version: PlanVersion) -> AnyPlan:
    """The plan that a version holds; raises PlanRefused where its text is malformed."""
    content = version.text.encode()
    return read_footage_plan(content) if is_footage(version.image) else read_plan(content)


def is_footage(image: Image) -> bool:
    """Whether the image is footage and no picture."""
    return image.probe is not None
