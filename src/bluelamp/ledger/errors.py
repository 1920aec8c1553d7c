"""What the ledger refuses."""


class LedgerError(Exception):
    """The ledger was given something that it cannot accept."""


class NotCanonical(LedgerError):
    """A value has no canonical JSON form (RFC 8785)."""


class NotAFrontier(LedgerError):
    """The stored right edge does not belong to a tree of the stated size."""


class NoSuchProof(LedgerError):
    """No proof exists for this leaf and these tree sizes."""


class NotAKey(LedgerError):
    """The text is not a note key in the C2SP form."""


class NotANote(LedgerError):
    """The text is not a signed note in the C2SP form."""


class NotSigned(LedgerError):
    """The note bears no valid signature by a key that the reader trusts."""


class NotACheckpoint(LedgerError):
    """The text of a note is not a checkpoint in the C2SP form."""


class NotAProof(LedgerError):
    """The text is not a proof file in the C2SP form."""
