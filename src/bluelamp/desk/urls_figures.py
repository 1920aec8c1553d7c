"""Addresses of the figures, and of what is kept of a case for them."""

from django.urls import URLPattern, path

from bluelamp.desk.views import characteristics

urlpatterns: list[URLPattern] = [
    path("cases/<slug:reference>/characteristics/", characteristics.characteristics, name="characteristics"),
]  # fmt: skip
