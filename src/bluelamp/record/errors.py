"""What the record refuses, each named as a sentence."""


class RecordError(Exception):
    """The record refuses, and with it every change that it would have kept."""

    http_status = 503


class NoTransaction(RecordError):
    """An entry was to be appended outside the transaction of the act that it records."""


class ReservedKind(RecordError):
    """An entry of this kind is written by the record alone."""


class HeadMissing(RecordError):
    """Entries exist but the head of the record does not."""


class RecordDisagrees(RecordError):
    """The record is not what was last signed, so nothing more is signed over it."""


class KeyMissing(RecordError):
    """There is no signing key where the settings say that it lies."""


class CannotErase(RecordError):
    """An entry's body cannot be erased."""


class NotYetSigned(RecordError):
    """What is to be handed over is not yet under a signed checkpoint."""
