"""Addresses of requests for information and of rights."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
