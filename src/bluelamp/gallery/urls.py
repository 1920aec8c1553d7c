"""Addresses of the gallery; what could name an edition is matched whole, so a wrong guess is any other 404."""

from django.urls import path

from bluelamp.gallery import about, feed, pages, writing
from bluelamp.look import cookies, feedback
from bluelamp.publication.public import converters as converters

urlpatterns = [
    path("", pages.home, name="home"),
    path("release/<unguessable:token>/", pages.release, name="release"),
    path("picture/<unguessable:token>/<str:name>", pages.picture),
    path("feed.atom", feed.atom, name="feed"),
    path("removal/", writing.removal, name="removal"),
    path("removal/<str:reference>/", writing.removal_received, name="removal_received"),
    path("feedback/", feedback.write, name="feedback"),
    path("feedback/thanks/", feedback.received, name="feedback_received"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", cookies.page, name="cookies"),
    path("robots.txt", about.robots),
    path(".well-known/tdmrep.json", about.mining),
]
