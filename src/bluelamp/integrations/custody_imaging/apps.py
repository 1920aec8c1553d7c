"""The custody_imaging integration as a Django app."""

from django.apps import AppConfig


class CustodyImagingConfig(AppConfig):
    """The custody_imaging integration."""

    name = "bluelamp.integrations.custody_imaging"
    label = "custody_imaging"
