"""The client of a custody imaging system that serves `<reference>.json` and `<reference>.jpg` over HTTPS."""

import http.client
import time
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from bluelamp.integrations.custody_imaging.description import (
    LARGEST_DESCRIPTION,
    LARGEST_IMAGE,
    image_of,
    too_large,
)
from bluelamp.integrations.custody_imaging.errors import CustodySystemUnavailable, ImageNotFound
from bluelamp.integrations.custody_imaging.values import FetchedImage

SILENCE = 10.0  # seconds without a byte
PATIENCE = 60.0  # seconds for one document
PIECE = 64 * 1024


class _StayHere(HTTPRedirectHandler):
    """Follow no redirect: a custody image comes from the host the force named, or not at all."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Leave the answer as the error it is."""


_opener = build_opener(_StayHere, ProxyHandler({}))


def fetch(reference: str, *, base: str, credentials: str = "") -> FetchedImage:
    """The image under the base address (no trailing slash); errors as `services.fetch`.

    `credentials` are what the Authorization header says, such as “Bearer …” (RFC 9110 section 11.6.2).
    """
    headers = {"Authorization": credentials} if credentials else {}
    told = Request(f"{base}/{reference}.json", headers=headers)  # noqa: S310  services.fetch admitted its scheme
    shown = Request(f"{base}/{reference}.jpg", headers=headers)  # noqa: S310
    description, _ = _get(told, reference, LARGEST_DESCRIPTION)
    content, media_type = _get(shown, reference, LARGEST_IMAGE)
    if not media_type.startswith("image/"):
        raise CustodySystemUnavailable(
            f"The custody imaging system gave “{media_type}” for {reference}, which is no picture."
        )
    return image_of(
        reference=reference, description=description, content=content, media_type=media_type
    )


def _get(request: Request, reference: str, limit: int) -> tuple[bytes, str]:
    """A document of at most `limit` bytes, and its media type."""
    try:
        with _opener.open(request, timeout=SILENCE) as answer:
            content = b"".join(_pieces(answer, reference, limit))
            return content, answer.headers.get_content_type()
    except HTTPError as error:
        raise _refusal(error, reference) from None
    except ValueError:  # its words would show the credentials
        raise CustodySystemUnavailable(
            "The credentials for the custody imaging system hold characters that cannot be sent."
        ) from None
    except (OSError, http.client.HTTPException) as error:
        raise CustodySystemUnavailable(
            f"The custody imaging system did not answer as it should ({error})."
        ) from error


def _pieces(answer: http.client.HTTPResponse, reference: str, limit: int) -> Iterator[bytes]:
    end, size = time.monotonic() + PATIENCE, 0
    while piece := answer.read1(PIECE):
        size += len(piece)
        if size > limit:
            raise too_large(reference, limit)
        if time.monotonic() > end:
            raise CustodySystemUnavailable(
                f"The custody imaging system took longer than {PATIENCE:.0f} seconds over {reference}."
            )
        yield piece
    if answer.length:
        raise CustodySystemUnavailable(
            f"The custody imaging system broke off {answer.length} bytes before the end of {reference}."
        )


def _refusal(error: HTTPError, reference: str) -> Exception:
    with error:
        if error.code in {404, 410}:
            return ImageNotFound(f"The custody imaging system has no image {reference}.")
        if error.code in {401, 403}:
            return CustodySystemUnavailable(
                f"The custody imaging system answered {error.code}: it does not accept this desk’s credentials."
                " Whoever looks after Bluelamp can set them."
            )
        return CustodySystemUnavailable(
            f"The custody imaging system answered {error.code} to the request for {reference}."
        )
