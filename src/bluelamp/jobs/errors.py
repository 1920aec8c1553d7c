"""What can go wrong with durable work, each as a sentence."""


class JobsError(Exception):
    """Something about a job that cannot be; the message is fit to show to an officer."""

    http_status = 409


class Fenced(JobsError):
    """Another worker holds the job now, or it was cancelled: this one may neither store nor effect anything more."""


class CannotSucceed(JobsError):
    """Raised by a job's own work: trying again is pointless, so the job fails at once with this sentence."""


class JobUnknown(JobsError):
    """There is no job of that key."""


class KindUnknown(JobsError):
    """No work is registered for that kind of job, or two would be."""


class KeyTaken(JobsError):
    """The key belongs to a job of another kind."""


class NotFailed(JobsError):
    """Only a failed job may be tried afresh."""
