"""Addresses of who read what."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
