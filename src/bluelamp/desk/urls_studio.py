"""Addresses of the studio: its page, its State and edits, who is there, and the work that it starts and stops."""

from django.urls import path

from bluelamp.desk.views import studio

urlpatterns = [
    path("cases/<slug:reference>/studio/", studio.studio, name="studio"),
    path("cases/<slug:reference>/studio/state/", studio.state, name="studio_state"),
    path("cases/<slug:reference>/studio/edit/", studio.edit, name="studio_edit"),
    path("cases/<slug:reference>/studio/places/", studio.places, name="studio_places"),
    path("cases/<slug:reference>/studio/found/", studio.found, name="studio_found"),
    path("cases/<slug:reference>/studio/here/", studio.here, name="studio_here"),
    path("cases/<slug:reference>/studio/start/", studio.start, name="studio_start"),
    path("cases/<slug:reference>/studio/prepare/", studio.prepare, name="studio_prepare"),
    path("cases/<slug:reference>/studio/cancel/", studio.cancel, name="studio_cancel"),
    path("cases/<slug:reference>/studio/resume/", studio.resume, name="studio_resume"),
]
