"""Addresses of the decision log of a case."""

from django.urls import path

from bluelamp.desk.views import decision_log

urlpatterns = [
    path("cases/<slug:reference>/decisions/", decision_log.decisions, name="decisions"),
    path("cases/<slug:reference>/decisions/enter/", decision_log.enter, name="enter_decision"),
    path("cases/<slug:reference>/decisions/print/", decision_log.printed, name="decisions_printed"),
]
