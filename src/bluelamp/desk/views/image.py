"""The image: what is held, and bringing one by upload or from the custody imaging system."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bluelamp.casework import services
from bluelamp.casework.lifecycle import Act
from bluelamp.casework.plans import footage_of
from bluelamp.casework.routes import CUSTODY_PICTURE, FOOTAGE
from bluelamp.casework.selectors import CaseView
from bluelamp.casework.services.image import may_be_custodys
from bluelamp.desk.cases import accepted, actor_of, case_for, case_page
from bluelamp.desk.forms.image import CustodyReference, Upload
from bluelamp.desk.watching import moments
from bluelamp.integrations.custody_imaging import services as custody_imaging
from bluelamp.integrations.custody_imaging.errors import CustodyImagingError
from bluelamp.integrations.custody_imaging.values import FetchedImage


@require_http_methods(["GET", "POST"])
def image(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what is held; take in a file."""
    view = case_for(request, reference)
    if request.method == "GET":
        return _page(request, view)
    form = Upload(view.route, request.POST, request.FILES)
    if form.is_valid() and accepted(form, partial(_supply, request, reference, form)):
        confirmed = " Somebody else confirms that it is the right person."
        then = confirmed if view.route.way.confirmed else ""
        messages.success(request, f"The image is in the vault.{then}")
        return redirect("image", reference)
    return _page(request, view, upload=form)


@require_POST
def fetch(request: HttpRequest, reference: str) -> HttpResponse:
    """Fetch the image from the custody imaging system."""
    view = case_for(request, reference)
    form = CustodyReference(request.POST)
    found = _found(form) if form.is_valid() else None
    if found and accepted(form, partial(_keep, request, reference, found)):
        messages.success(
            request,
            f"The image is in the vault. The system says that it shows {found.person_name}."
            " An officer must confirm that it is the right person.",
        )
        return redirect("image", reference)
    return _page(request, view, custody=form)


def _supply(request: HttpRequest, reference: str, form: Upload) -> None:
    given = form.cleaned_data
    services.supply_image(
        case=reference,
        content=given["image"].file,
        source=given["source"],
        particulars=form.particulars(),
        actor=actor_of(request),
        at=timezone.now(),
    )


def _found(form: CustodyReference) -> FetchedImage | None:
    try:
        return custody_imaging.fetch(form.cleaned_data["reference"].strip())
    except CustodyImagingError as refused:
        form.add_error("reference", str(refused))
        return None


def _keep(request: HttpRequest, reference: str, found: FetchedImage) -> None:
    taken = f", taken {found.taken_on:%-d %B %Y}" if found.taken_on else ""
    services.fetch_image(
        case=reference,
        content=found.content,
        source=f"Custody imaging system, {found.reference}: {found.person_name}{taken}"[:300],
        particulars=services.Particulars(
            record_number=found.custody_record[:60],
            record_name=found.person_name[:200],
            record_born=found.person_born,
            taken_on=found.taken_on,
            taken_at=found.taken_at[:120],
        ),
        actor=actor_of(request),
        at=timezone.now(),
    )


def _page(
    request: HttpRequest,
    view: CaseView,
    *,
    upload: Upload | None = None,
    custody: CustodyReference | None = None,
) -> HttpResponse:
    may_fetch = view.may(Act.FETCH_IMAGE) and may_be_custodys(view.now)
    if view.may(Act.SUPPLY_IMAGE):
        upload = upload or Upload(view.route)
    if may_fetch and custody_imaging.connected():
        custody = custody or CustodyReference()
    return case_page(
        request,
        "image",
        view,
        upload=upload,
        custody=custody,
        connected=custody_imaging.connected(),
        may_fetch=may_fetch,
        is_custodys=view.route in CUSTODY_PICTURE and may_be_custodys(view.now),
        takes_footage=view.route in FOOTAGE,
        **moments(request, footage_of(view.now.image)),
    )
