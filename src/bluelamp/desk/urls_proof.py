"""Addresses of what proves the record, and who has witnessed it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
