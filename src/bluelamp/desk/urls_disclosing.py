"""Addresses of what is handed over of a case."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
