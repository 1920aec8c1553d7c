"""Addresses of what is shown and played in the studio."""

from django.urls import path

from bluelamp.desk.views import media, studio_media

urlpatterns = [
    path("cases/<slug:reference>/studio/frame/", media.original, name="studio_frame"),
    path("cases/<slug:reference>/studio/preview/", studio_media.preview, name="studio_preview"),
    path("cases/<slug:reference>/studio/faces/", studio_media.faces, name="studio_faces"),
    path("cases/<slug:reference>/studio/proxy/", studio_media.manifest, name="studio_proxy"),
    path("cases/<slug:reference>/studio/proxy/<int:segment>/", studio_media.segment, name="studio_segment"),
    path("cases/<slug:reference>/studio/proxy/thumbs/<int:segment>/", studio_media.thumbs, name="studio_thumbs"),
    path("cases/<slug:reference>/studio/proxy/<slug:name>/", studio_media.part, name="studio_part"),
]  # fmt: skip
