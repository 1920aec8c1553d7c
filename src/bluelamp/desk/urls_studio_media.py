"""Addresses of what is shown and played in the studio."""

from django.urls import path

from bluelamp.casework.proxies import HEAD, PEAKS, SOUND
from bluelamp.desk.views import media, studio_media

_STUDIO = "cases/<slug:reference>/studio/"

urlpatterns = [
    path(f"{_STUDIO}frame/", media.original, name="studio_frame"),
    path(f"{_STUDIO}preview/", studio_media.preview, name="studio_preview"),
    path(f"{_STUDIO}faces/", studio_media.faces, name="studio_faces"),
    path(f"{_STUDIO}proxy/", studio_media.manifest, name="studio_proxy"),
    path(f"{_STUDIO}proxy/<int:segment>/", studio_media.segment, name="studio_segment"),
    path(f"{_STUDIO}proxy/thumbs/<int:segment>/", studio_media.thumbs, name="studio_thumbs"),
    *(
        path(f"{_STUDIO}proxy/{name}/", studio_media.part, {"name": name}, name=f"studio_{name}")
        for name in (HEAD, SOUND, PEAKS)
    ),
    path(f"{_STUDIO}watermarked/", studio_media.watermarked, name="watermarked"),
]
