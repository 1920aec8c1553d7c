"""What can go wrong in disclosure."""

from collections.abc import Iterable
from http import HTTPStatus


class DisclosureError(Exception):
    """Something that disclosure refuses."""


class MayNotDisclose(DisclosureError):
    """The person may not take copies of the record."""

    http_status = HTTPStatus.FORBIDDEN
    what_next = "Ask a disclosure officer for what you need."

    def __init__(self) -> None:
        super().__init__(
            "Only disclosure officers and auditors read the whole record and take copies of it."
        )


class NotTheirChoice(DisclosureError):
    """Somebody other than a disclosure officer would choose what is withheld, make a pack or give it away."""

    http_status = HTTPStatus.FORBIDDEN
    what_next = "Mark the item instead, so that the disclosure officer sees it."

    def __init__(self) -> None:
        super().__init__(
            "What is withheld, and to whom a pack goes, is for a disclosure officer to decide."
        )


class Undecided(DisclosureError):
    """A pack is asked for while an item is marked, and no disclosure officer has chosen on it since."""

    http_status = HTTPStatus.CONFLICT
    what_next = "Choose on each, to withhold it or to disclose it. Then ask for the pack."

    def __init__(self, numbers: Iterable[int]) -> None:
        listed = ", ".join(map(str, numbers))
        super().__init__(f"Nothing has been chosen on items that are marked: {listed}.")


class NoSuchItem(DisclosureError):
    """The case has no such item."""

    http_status = HTTPStatus.NOT_FOUND
    what_next = "Go back to the case’s material."

    def __init__(self) -> None:
        super().__init__("This case has no such item.")


class NoSuchPack(DisclosureError):
    """The case has no such pack, or it is not made yet."""

    http_status = HTTPStatus.NOT_FOUND
    what_next = "Go back to the case’s packs."

    def __init__(self) -> None:
        super().__init__("This case has no such pack, or it is not made yet.")


class Incomplete(DisclosureError):
    """Something was left out that an act of disclosure needs; `field` says where."""

    http_status = HTTPStatus.BAD_REQUEST

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class PackNotMade(DisclosureError):
    """A pack could not be made from what the case holds."""
