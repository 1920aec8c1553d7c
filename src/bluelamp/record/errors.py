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


class BodyDamaged(RecordError):
    """What an entry says is no longer what was sealed."""


class AsideUnusable(RecordError):
    """What is kept aside cannot be read, or is of another record."""


class ClosedToRelease(RecordError):
    """Nothing is released or handed over while the record is not what is kept of it elsewhere."""

    http_status = 409


class CannotRejoin(RecordError):
    """The desk cannot be opened to release again, or not by this person."""


class CannotGrant(RecordError):
    """A database role cannot be given the desk's rights and no others."""


class NotTimeStamped(RecordError):
    """The authority gave no time-stamp that can be verified."""
