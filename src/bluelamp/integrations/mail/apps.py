"""The mail integration as a Django app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The mail integration."""

    name = "bluelamp.integrations.mail"
    label = "mail"
