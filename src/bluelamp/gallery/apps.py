"""The gallery room as a Django app."""

from django.apps import AppConfig


class GalleryConfig(AppConfig):
    """The gallery room."""

    name = "bluelamp.gallery"
    label = "gallery"
