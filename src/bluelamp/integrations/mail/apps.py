"""The mail integration as a Django app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The mail integration."""

    name = "bluelamp.integrations.mail"
    label = "mail"

    def ready(self) -> None:
        """Register the kind of job that sends mail."""
        from bluelamp.integrations.mail import sending  # noqa: F401
