"""What a witness refuses, each with the answer that c2sp.org/tlog-witness asks for, and what keeps it from starting."""

from http import HTTPStatus


class WitnessError(Exception):
    """The witness cannot do this; the message is one sentence."""


class NotConfigured(WitnessError):
    """The witness's own file, key or memory is not as it must be, so it does not start."""


class NotAWitness(WitnessError):
    """The text does not name a witness as name|url|key."""


class Refused(WitnessError):
    """A checkpoint that is not cosigned; `size` is what the witness has seen, where the answer says it."""

    http_status = HTTPStatus.BAD_REQUEST

    def __init__(self, words: str, *, size: int | None = None) -> None:
        super().__init__(words)
        self.size = size


class NotASubmission(Refused):
    """The request is not what the protocol asks for."""


class UnknownLog(Refused):
    """The checkpoint is of a log that this witness does not watch."""

    http_status = HTTPStatus.NOT_FOUND


class NotByTheLog(Refused):
    """No key of the log has signed the checkpoint."""

    http_status = HTTPStatus.FORBIDDEN


class SeenOtherwise(Refused):
    """The witness has last seen another size, or at this size another root."""

    http_status = HTTPStatus.CONFLICT


class NotConsistent(Refused):
    """The proof does not lead from what the witness has seen to this checkpoint."""

    http_status = HTTPStatus.UNPROCESSABLE_ENTITY
