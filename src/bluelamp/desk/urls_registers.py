"""Addresses of what is kept of a case in registers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
