"""Addresses of the gallery site."""

from django.urls import include, path

urlpatterns = [path("", include("bluelamp.gallery.urls"))]
