"""What can go wrong in retention, each error a sentence that says what stands in the way."""


class RetentionError(Exception):
    """Something that cannot be done about how long a case is kept; `http_status` is how a site shows it."""

    http_status = 409


class HoldInForce(RetentionError):
    """Something holds the case, and a hold always wins; the sentence names it."""


class NotForThisPerson(RetentionError):
    """This person may not do that: the role is another's, or two people must do these two things."""

    http_status = 403


class NotSaid(RetentionError):
    """Something is missing from what was entered; `field` names where."""

    http_status = 400

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class OutOfTurn(RetentionError):
    """The case is not where this may be done: nothing is proposed, something is already, or it is erased."""


class ScheduleRefused(RetentionError):
    """The force's schedule cannot be read; the sentence names the class and what is wrong with it."""


class NotScrubbed(RetentionError):
    """The database's journal was in use, and may still hold what was removed."""
