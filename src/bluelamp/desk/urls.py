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
    path("", include("bluelamp.desk.urls_proof")),
    path("", include("bluelamp.desk.urls_reading")),
    path("", include("bluelamp.desk.urls_decision_log")),
    path("", include("bluelamp.desk.urls_disclosing")),
    path("", include("bluelamp.desk.urls_figures")),
    path("", include("bluelamp.desk.urls_requests")),
    path("", include("bluelamp.desk.urls_retention")),
]
