"""Addresses of the log of reading."""

from django.urls import path

from bluelamp.desk.views import reading

urlpatterns = [
    path("reading/", reading.log, name="reading"),
    path("reading/file/", reading.file, name="reading_file"),
    path("reading/unusual/", reading.unusual, name="unusual_reading"),
]
