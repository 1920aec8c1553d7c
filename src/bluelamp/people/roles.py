"""The parts that officers and staff play in a release."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do at the desk; one person may hold several, but never two sides of one check."""

    PRESS_OFFICER = "press_officer"
    INVESTIGATING_OFFICER = "investigating_officer"
    SENIOR_OFFICER = "senior_officer"
    SENIOR_INVESTIGATING_OFFICER = "senior_investigating_officer"
    OFFICER_IN_COMMAND = "officer_in_command"
    REDACTOR = "redactor"
    LEGAL_ADVISER = "legal_adviser"
    VICTIM_CONTACT = "victim_contact"
    DISCLOSURE_OFFICER = "disclosure_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        """The role in words."""
        return self.value.replace("_", " ").capitalize()
