"""Addresses of the picture's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
