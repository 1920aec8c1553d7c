"""What is kept of a case for figures alone, and stating it."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bluelamp.casework import restrictions, services
from bluelamp.casework.categories import ETHNICITY_WORDS, OFFENCE_WORDS, SEX_WORDS
from bluelamp.casework.lifecycle import Act
from bluelamp.desk.forms.characteristics import Stated
from bluelamp.desk.kept import Kept, Offer, kept_page

OFFERS: Final = (
    Offer(
        name="state",
        act=Act.RECORD_CHARACTERISTICS,
        form=Stated,
        service=services.record_characteristics,
        button="Record it in my name",
        said="It is recorded, and counted from now on.",
    ),
)

WORDS: Final[tuple[tuple[str, str, Mapping[str, str]], ...]] = (
    ("Offence group", "offence_group", OFFENCE_WORDS),
    ("Sex", "sex", SEX_WORDS),
    ("Ethnicity", "ethnicity", ETHNICITY_WORDS),
)


@require_http_methods(["GET", "POST"])
def characteristics(request: HttpRequest, reference: str) -> HttpResponse:
    """What was last stated, by whom and when, and the form to state it."""
    return kept_page(
        request,
        reference,
        page="characteristics",
        template="characteristics",
        offers=OFFERS,
        shown=_shown,
    )


def _shown(kept: Kept) -> Mapping[str, Any]:
    case = kept.view.case
    newest = case.characteristics.order_by("-id").first()
    said = [(words, listed.get(getattr(newest, name, ""), "")) for words, name, listed in WORDS]
    return {
        "newest": newest,
        "said": said,
        "age": restrictions.age(case),
        "group": restrictions.age_group(case, at=timezone.now()),
        **kept.forms("state"),
    }
