"""Addresses of the studio: its page, its State and edits, who is there, and the work that it starts and stops."""

from django.urls import path

from bluelamp.desk.views import studio

urlpatterns = [
    path("cases/<slug:reference>/studio/", studio.studio, name="studio"),
    path("cases/<slug:reference>/studio/state/", studio.state, name="studio_state"),
    path("cases/<slug:reference>/studio/edit/", studio.edit, name="studio_edit"),
    path("cases/<slug:reference>/studio/places/", studio.places, name="studio_places"),
    path("cases/<slug:reference>/studio/here/", studio.here, name="studio_here"),
]
