"""Addresses of the decision log of a case."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
