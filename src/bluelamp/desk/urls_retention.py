"""Addresses of how long cases are kept."""

from django.urls import URLPattern, path

from bluelamp.desk.views import retention

urlpatterns: list[URLPattern] = [
    path("retention/", retention.retention, name="retention"),
    path("retention/erased/", retention.erased, name="retention_erased"),
    path("retention/schedule/", retention.schedule, name="retention_schedule"),
    path("retention/<slug:reference>/", retention.case_retention, name="case_retention"),
]
