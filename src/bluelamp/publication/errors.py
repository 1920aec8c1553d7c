"""What can go wrong in publication, each in a sentence for the person who meets it."""


class PublicationError(Exception):
    """Anything that publication refuses or cannot do; `http_status` is how a site shows it."""

    http_status = 409


class OutsideTransaction(PublicationError):
    """Publishing or withdrawing was tried outside the caller's transaction."""

    def __init__(self) -> None:
        super().__init__(
            "Publishing and withdrawing happen inside the transaction that records them; none was open."
        )


class EditionIncomplete(PublicationError):
    """The edition lacks words or measures that a release needs."""


class BytesDiffer(PublicationError):
    """The picture offered is not the one that was approved."""

    def __init__(self) -> None:
        super().__init__(
            "The picture offered for release is not the one that was approved: its sha256 differs."
        )


class BytesNotWritten(PublicationError):
    """The picture could not be written where the public sites read it."""

    http_status = 503

    def __init__(self, cause: OSError) -> None:
        super().__init__(
            f"The picture could not be written for publication ({cause.strerror or cause}). Nothing was released."
        )


class NothingLive(PublicationError):
    """The case has no edition that is live."""

    def __init__(self, case: str) -> None:
        super().__init__(f"Case {case} has nothing live to withdraw.")


class TombstoneMissing(PublicationError):
    """A takedown was asked for without the words that the public will read."""

    def __init__(self) -> None:
        super().__init__("Say in public words that the picture has been withdrawn.")


class NoSuchEdition(PublicationError):
    """No edition has this token."""

    def __init__(self) -> None:
        super().__init__("There is no such release.")


class Gone(PublicationError):
    """The edition has been withdrawn."""

    def __init__(self) -> None:
        super().__init__("This picture has been withdrawn.")


class Withheld(PublicationError):
    """The edition's file is missing or is not the approved one, so nothing is shown."""

    def __init__(self) -> None:
        super().__init__("This picture cannot be shown at the moment.")


class NoSuchEnquiry(PublicationError):
    """No enquiry has this reference or secret."""

    def __init__(self, reference: str = "") -> None:
        super().__init__(f"There is no enquiry {reference}".rstrip() + ".")


class EnquiryIncomplete(PublicationError):
    """An enquiry lacks what is needed to consider it, or says more than can be kept."""


class ConditionsNotAccepted(PublicationError):
    """A picture was asked for without accepting the conditions of use."""


class NotAMailbox(PublicationError):
    """What was given as an e-mail address is none."""

    def __init__(self, address: str) -> None:
        super().__init__(f"“{address}” is not an e-mail address; one looks like name@example.com.")


class Unshowable(PublicationError):
    """A text holds a character that pages and feeds cannot show."""

    def __init__(self, character: str) -> None:
        super().__init__(
            f"The text holds the character U+{ord(character):04X}, which cannot be shown; remove it."
        )


class AlreadyAccredited(PublicationError):
    """An outlet with this e-mail address is accredited already."""

    def __init__(self, email: str) -> None:
        super().__init__(f"An outlet with the e-mail address {email} is accredited already.")


class NoSuchOutlet(PublicationError):
    """No accredited outlet has this e-mail address."""

    def __init__(self, email: str) -> None:
        super().__init__(f"No accredited outlet has the e-mail address {email}.")


class NoSuchLetter(PublicationError):
    """No letter of withdrawal to this recipient waits for an answer."""

    def __init__(self, email: str) -> None:
        super().__init__(f"Nothing waits for an answer from {email}.")


class NoSuchFeedback(PublicationError):
    """No message from a visitor has this reference."""

    http_status = 404

    def __init__(self, reference: str) -> None:
        super().__init__(f"There is no message {reference}.")


class AlreadySettled(PublicationError):
    """The visitor's message has been settled before."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"Somebody has settled {reference} already.")


class NoRoles(PublicationError):
    """The database knows no roles, so none can be given fewer rights."""

    def __init__(self) -> None:
        super().__init__(
            "SQLite has no database roles; set DATABASE_URL to a PostgreSQL address to grant one."
        )


class RoleUnbound(PublicationError):
    """The database role has rights that no grant can take away."""

    def __init__(self, role: str) -> None:
        super().__init__(
            f"The role {role} does not exist, is a superuser, owns the tables or belongs to another "
            "role, so it cannot be confined; create one with LOGIN alone."
        )
