"""Addresses of who sees a case and what was sent about it, of what is an officer's own, and of the night."""

from django.urls import path

from bluelamp.desk.views import access, emergency, inbox, out_of_hours, own

urlpatterns = [
    path("cases/<slug:reference>/access/", access.who_sees, name="who_sees"),
    path("cases/<slug:reference>/letters/", access.letters, name="letters"),
    path("cases/<slug:reference>/emergency/", emergency.emergency, name="emergency"),
    path("cases/<slug:reference>/emergency/<int:emergency>/", emergency.review, name="review_emergency"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:letter>/", inbox.open_letter, name="open_letter"),
    path("about-me/", own.about_me, name="about_me"),
    path("calendar/<str:secret>.ics", own.feed, name="calendar_feed"),
    path("roles/", own.roles, name="roles"),
    path("roles/<int:loan>/end/", own.end_loan, name="end_loan"),
    path("out-of-hours/", out_of_hours.out_of_hours, name="out_of_hours"),
    path("live/<str:token>/takedown/", out_of_hours.take_down, name="live_takedown"),
    path("threat-to-life/", emergency.threat_to_life, name="threat_to_life"),
]  # fmt: skip
