"""Addresses of the second person's check in the studio."""

from django.urls import path

from bluelamp.desk.views import studio_check as views

urlpatterns = [
    path("cases/<slug:reference>/studio/check/", views.studio_check, name="studio_check"),
    path("cases/<slug:reference>/studio/check/looked/", views.looked, name="studio_looked"),
    path("cases/<slug:reference>/studio/check/remark/", views.remark, name="studio_remark"),
    path("cases/<slug:reference>/studio/check/unremark/", views.unremark, name="studio_unremark"),
]
