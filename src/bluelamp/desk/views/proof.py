"""What proves the record to an outsider: checkpoints, who witnessed them, time-stamps, and the keys to hand out."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bluelamp.desk.cases import actor_of
from bluelamp.desk.navigation import check_may_open
from bluelamp.record import selectors, witnessed
from bluelamp.record import services as record
from bluelamp.record.errors import NotYetSigned
from bluelamp.record.standing import standing

SHOWN_STAMPS = 10
Found = TypeVar("Found")


@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """How far the record is proved; a post has it signed, witnessed and time-stamped now."""
    check_may_open("proof", actor_of(request))
    if request.method == "POST":
        with transaction.atomic():
            record.prove_soon(at=timezone.now())
        messages.success(
            request,
            "The witnesses and the time-stamp authority are being asked. Look again in a moment.",
        )
        return redirect("proof")
    now = standing()
    shown = {
        "standing": now,
        "cosigned_by": witnessed.cosignatures(now.checkpoint.size) if now.checkpoint else (),
        "stamps": witnessed.stamps(limit=SHOWN_STAMPS),
        "key": selectors.verifier_key(),
        "has_certificates": bool(settings.BLUELAMP_TIMESTAMP_CERTIFICATES),
    }
    return render(request, "desk/proof.html", shown)


@require_safe
def checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """A checkpoint with the line of each witness that cosigned it, to keep elsewhere."""
    check_may_open("proof", actor_of(request))
    note = _there(witnessed.cosigned_note, size)
    return _file(note.encode(), f"checkpoint-{size}.txt", "text/plain; charset=utf-8")


@require_safe
def as_signed(request: HttpRequest, size: int) -> HttpResponse:
    """A checkpoint as the desk signed it, which is what time-stamps are over."""
    check_may_open("proof", actor_of(request))
    note = _there(witnessed.note, size)
    return _file(note.encode(), f"checkpoint-{size}-as-signed.txt", "text/plain; charset=utf-8")


@require_safe
def time_stamp(request: HttpRequest, number: int) -> HttpResponse:
    """A time-stamp as the authority answered."""
    check_may_open("proof", actor_of(request))
    stamp = _there(witnessed.stamp, number)
    name = f"checkpoint-{stamp.size}-{stamp.number}.tsr"
    return _file(stamp.token, name, "application/timestamp-reply")


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """The certificates by which time-stamps are checked."""
    check_may_open("proof", actor_of(request))
    file = settings.BLUELAMP_TIMESTAMP_CERTIFICATES
    if file is None or not file.is_file():
        raise Http404
    return _file(file.read_bytes(), "time-stamp-certificates.pem", "application/x-pem-file")


def _there(read: Callable[[int], Found], number: int) -> Found:
    """What is read under that number; a page that is not there where nothing is."""
    try:
        return read(number)
    except NotYetSigned as missing:
        raise Http404(str(missing)) from None


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    named = f'attachment; filename="{name}"'
    return HttpResponse(content, media_type, headers={"Content-Disposition": named})
