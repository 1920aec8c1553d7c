"""Addresses of what proves the record, and who has witnessed it."""

from django.urls import path

from bluelamp.desk.views import closed, proof

urlpatterns = [
    path("closed/", closed.closed, name="closed"),
    path("proof/", proof.proof, name="proof"),
    path("proof/checkpoints/<int:size>.txt", proof.checkpoint, name="proof_checkpoint"),
    path("proof/checkpoints/<int:size>-as-signed.txt", proof.as_signed, name="proof_as_signed"),
    path("proof/time-stamps/<int:number>.tsr", proof.time_stamp, name="proof_time_stamp"),
    path("proof/time-stamp-certificates.pem", proof.certificates, name="proof_certificates"),
]
