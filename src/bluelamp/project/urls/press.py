"""Addresses of the press site."""

from django.urls import include, path

urlpatterns = [path("", include("bluelamp.press.urls"))]
