"""The desk's addresses: account pages, then the work."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("bluelamp.desk.sign_in.urls")),
    path("", include("bluelamp.desk.urls_cases")),
    path("", include("bluelamp.desk.urls_picture")),
    path("", include("bluelamp.desk.urls_studio")),
    path("", include("bluelamp.desk.urls_studio_check")),
    path("", include("bluelamp.desk.urls_studio_media")),
    path("", include("bluelamp.desk.urls_registers")),
    path("", include("bluelamp.desk.urls_own")),
]
