"""The vault room as a Django app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """The vault room."""

    name = "bluelamp.vault"
    label = "vault"
