"""Addresses of how long cases are kept."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
