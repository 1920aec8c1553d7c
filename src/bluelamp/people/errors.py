"""What can be wrong with a change to people; each is one sentence for whoever asked."""

from http import HTTPStatus


class PeopleError(Exception):
    """A change to people was refused, and nothing was changed."""

    http_status: int = HTTPStatus.BAD_REQUEST
    what_next: str = ""


class NotAnAdministrator(PeopleError):
    """Only an administrator may change who may do what."""

    http_status = HTTPStatus.FORBIDDEN
    what_next = "Ask an administrator of the desk to do it."

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not an administrator, so may not enrol people or change roles."
        )


class OwnRole(PeopleError):
    """Nobody may give themselves a role."""

    http_status = HTTPStatus.FORBIDDEN
    what_next = "Ask another administrator to do it."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} may not give a role to themselves.")


class AlreadyEnrolled(PeopleError):
    """The reference or the e-mail address belongs to somebody already."""

    http_status = HTTPStatus.CONFLICT

    def __init__(self, what: str) -> None:
        super().__init__(f"Somebody is enrolled with “{what}” already; each person has their own.")


class ReferenceNotAllowed(PeopleError):
    """The reference cannot stand for a person."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"“{reference}” cannot be a person's reference: it must not be empty, nor “system”."
        )


class PasswordTooWeak(PeopleError):
    """The password does not meet the desk's rules."""


class UnknownOfficer(PeopleError):
    """Nobody is enrolled under that reference or address."""

    http_status = HTTPStatus.NOT_FOUND

    def __init__(self, who: str) -> None:
        super().__init__(f"Nobody is enrolled as “{who}”.")


class HasLeft(PeopleError):
    """The officer has left the desk."""

    http_status = HTTPStatus.CONFLICT

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has left the desk.")


class CannotLend(PeopleError):
    """The role cannot be lent like this; `field` names what is wrong with it."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotYours(PeopleError):
    """Only the lender, the borrower or an administrator may change a loan."""

    http_status = HTTPStatus.FORBIDDEN
    what_next = "Ask whoever lends the role, or an administrator of the desk."
