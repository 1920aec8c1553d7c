"""Addresses of the press site; secrets and tokens are matched whole, so a wrong guess is any other 404."""

from django.urls import path

from bluelamp.look import cookies, feedback
from bluelamp.press import about, asking, private, releases
from bluelamp.publication.public import converters as converters

urlpatterns = [
    path("", releases.home, name="home"),
    path("ask/", asking.ask, name="ask"),
    path("ask/received/<unguessable:secret>/", asking.received, name="received"),
    path("enquiry/<unguessable:secret>/", asking.enquiry, name="enquiry"),
    path("release/<unguessable:token>/", releases.release, name="release"),
    path("release/<unguessable:token>/taken/<unguessable:file>/", releases.taken, name="taken"),
    path("picture/<unguessable:token>/<str:name>", releases.picture),
    path("private/<unguessable:secret>/", private.release, name="private"),
    path("private/<unguessable:secret>/<str:name>", private.picture),
    path("removed/<unguessable:secret>/", releases.removed, name="removed"),
    path("feedback/", feedback.write, name="feedback"),
    path("feedback/thanks/", feedback.received, name="feedback_received"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", cookies.page, name="cookies"),
    path("robots.txt", about.robots),
]
