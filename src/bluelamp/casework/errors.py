"""What can go wrong in casework, each error a sentence that says what to do next."""


class CaseworkError(Exception):
    """An act on a case that cannot be done; `http_status` is how a site shows it."""

    http_status = 409

    def __init__(self, sentence: str, *, what_next: str = "") -> None:
        super().__init__(sentence)
        self.what_next = what_next


class NoSuchCase(CaseworkError):
    """There is no case of that reference."""

    http_status = 404


class CaseErased(CaseworkError):
    """The case was erased: nothing of it is left to show or to act on."""

    http_status = 410


class NotAllowed(CaseworkError):
    """This person may not do that; the sentence says who may."""

    http_status = 403


class MustBeSomeoneElse(NotAllowed):
    """Two people must do these two things, and this is the same person."""


class OutOfOrder(CaseworkError):
    """The act does not fit the case's state; the sentence says what must come first."""


class ChangedMeanwhile(OutOfOrder):
    """Somebody else has changed the same thing since the person looked."""


class AdviceIsNotRelease(CaseworkError):
    """The advice, computed again now, is not to release."""


class BadInput(CaseworkError):
    """What was entered cannot be accepted; `field` names where."""

    http_status = 400

    def __init__(self, sentence: str, *, field: str = "", what_next: str = "") -> None:
        super().__init__(sentence, what_next=what_next)
        self.field = field


class ContradictoryFacts(BadInput):
    """Facts that cannot all be so; `field` names the one that was refused."""
