"""Everyone in the picture: the list, what they say to being shown, and that it is complete."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.parts import ANSWER_WORDS, EDIT_WORDS, PART_WORDS, Part
from bluelamp.casework.pictured import Person
from bluelamp.casework.services.permission import may_record
from bluelamp.desk.forms import pictured as forms
from bluelamp.desk.kept import Kept, Offer, kept_page
from bluelamp.desk.pictured import Marks, in_the_way, people_of

OFFERS: Final = (
    Offer(
        name="list",
        act=Act.LIST_PERSON,
        form=forms.Listing,
        service=services.list_person,
        button="List them",
        said="They are listed.",
    ),
    Offer(
        name="complete",
        act=Act.COMPLETE_LIST,
        form=forms.Complete,
        service=services.complete_list,
        button="Everyone is listed",
        said="It is recorded that everyone is listed.",
    ),
    Offer(
        name="treat",
        act=Act.TREAT_PERSON,
        form=forms.Becomes,
        service=services.treat_person,
        button="Change what becomes of them",
        said="It is changed.",
        row="person",
    ),
    Offer(
        name="permission",
        act=Act.RECORD_PERMISSION,
        form=forms.Asking,
        service=services.record_permission,
        button="Record what they said",
        said="It is recorded what they said.",
        row="person",
    ),
    Offer(
        name="notice",
        act=Act.RECORD_NOTICE,
        form=forms.Telling,
        service=services.record_notice,
        button="Record it",
        said="It is recorded.",
        row="person",
    ),
    Offer(
        name="strike",
        act=Act.STRIKE_PERSON,
        form=forms.Striking,
        service=services.strike_person,
        button="Strike the row out",
        said="The row is struck out, and kept.",
        row="person",
    ),
)


@require_http_methods(["GET", "POST"])
def pictured(request: HttpRequest, reference: str) -> HttpResponse:
    """The list as it stands, and its forms."""
    return kept_page(
        request, reference, page="pictured", template="pictured", offers=OFFERS, shown=_shown
    )


def _shown(kept: Kept) -> Mapping[str, Any]:
    view, marks = kept.view, Marks.of(kept.view)
    image = view.now.image
    return {
        "people": [_line(kept, one, marks) for one in people_of(view)],
        "struck": image.people.exclude(struck_at=None).order_by("number") if image else [],
        "in_the_way": in_the_way(view),
        "listing": view.now.listing,
        "list": kept.form("list") if image else None,
        "complete": kept.form("complete") if image and not view.now.listing else None,
        "may_keep": view.may(Act.LIST_PERSON),
    }


def _line(kept: Kept, one: Person, marks: Marks) -> dict[str, Any]:
    said = ("permission", "notice") if may_record(one.row, kept.actor) else ()
    return {
        "person": one,
        "part": PART_WORDS[one.part],
        "becomes": "Sought, and stays visible" if one.treatment.sought else EDIT_WORDS[one.edit],
        "answer": ANSWER_WORDS[one.answer] if one.answer else "",
        "marks": marks.listed(one.row.regions),
        "is_officer": one.part is Part.OFFICER,
        "is_told": one.part in {Part.OFFICER, Part.VICTIM} or one.row.rescued,
        **kept.forms("treat", "strike", *said, row=one.row.number),
    }
