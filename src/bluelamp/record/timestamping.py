"""Have the last checkpoint time-stamped by an authority that is not the force's (RFC 3161).

The token is over the SHA-256 of the note as it was signed, without cosignatures, and is kept as it was
answered: `openssl ts -verify -data NOTE -in TOKEN -CAfile CERTIFICATES` checks it.
"""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    Verifier,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.tsp import TimeStampRequest

from bluelamp.record.errors import NotTimeStamped
from bluelamp.record.models import Checkpoint, TimeStamp
from bluelamp.record.witnessing import keep_asked
from bluelamp.witness import calling

AUTHORITY: Final = "Time-stamp authority"
STAMPED: Final = "stamped"
FAILED: Final = "failed"
EVERY: Final = timedelta(hours=24)


def stamp(*, at: datetime, at_once: bool = False) -> None:
    """Have the last checkpoint stamped if the last token is a day old, or at once; nothing without an authority.

    What is stamped already is not stamped again. Raises NotTimeStamped, which is also kept for the pages.
    """
    last = Checkpoint.objects.order_by("-size").first()
    if last is None or not settings.BLUELAMP_TIMESTAMP_AUTHORITY:
        return
    before = TimeStamp.objects.order_by("-checkpoint_id").first()
    if before and (
        before.checkpoint_id == last.size or not (at_once or at - before.kept_at >= EVERY)
    ):
        return
    try:
        token, answer = _token(last.note.encode())
    except NotTimeStamped as fault:
        keep_asked(AUTHORITY, FAILED, str(fault), at=at)
        raise
    TimeStamp.objects.create(
        checkpoint=last,
        authority=_authority(answer),
        token=token,
        stamped_at=answer.tst_info.gen_time,
        kept_at=at,
    )
    keep_asked(AUTHORITY, STAMPED, "", size=last.size, at=at)


def _token(content: bytes) -> tuple[bytes, TimeStampResponse]:
    """The authority's answer over these bytes, verified; as bytes and as read. Raises NotTimeStamped."""
    request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
    url = settings.BLUELAMP_TIMESTAMP_AUTHORITY
    try:
        answer = calling.post(url, request.as_bytes(), media_type="application/timestamp-query")
    except calling.Unreachable as fault:
        raise NotTimeStamped(str(fault)) from None
    if answer.status != HTTPStatus.OK:
        raise NotTimeStamped(f"The time-stamp authority answered {answer.status}.")
    try:
        read = decode_timestamp_response(answer.content)
        _verifier(request).verify_message(read, content)
        # Verifying takes it apart: what is handed on is read anew.
        return answer.content, decode_timestamp_response(answer.content)
    except (VerificationError, ValueError) as fault:
        raise NotTimeStamped(
            f"The time-stamp authority answered with no token that can be verified: {str(fault)[:200]}."
        ) from None


def _verifier(request: TimeStampRequest) -> Verifier:
    """What checks the answer to a request: its nonce, the signer's certificate, and who vouches for it."""
    builder = VerifierBuilder.from_request(request)
    for certificate in _certificates():
        if certificate.issuer == certificate.subject:
            builder = builder.add_root_certificate(certificate)
        else:
            builder = builder.add_intermediate_certificate(certificate)
    return builder.build()


def _certificates() -> list[x509.Certificate]:
    file = settings.BLUELAMP_TIMESTAMP_CERTIFICATES
    kept = file.read_bytes() if file and file.is_file() else b""
    try:
        return x509.load_pem_x509_certificates(kept)
    except ValueError:
        raise NotTimeStamped(
            f"There are no certificates (PEM) at {file} to check the time-stamp authority by: set"
            " BLUELAMP_TIMESTAMP_CERTIFICATES."
        ) from None


def _authority(answer: TimeStampResponse) -> str:
    """The name of whoever signed the token, by its certificate."""
    (signer,) = answer.signed_data.signer_infos
    for encoded in answer.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(encoded)
        if certificate.serial_number == signer.serial_number:
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(names[0].value) if names else certificate.subject.rfc4514_string()
    return str(settings.BLUELAMP_TIMESTAMP_AUTHORITY)
