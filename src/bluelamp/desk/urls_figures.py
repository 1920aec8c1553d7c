"""Addresses of the figures, and of what is kept of a case for them."""

from django.urls import URLPattern, path

from bluelamp.desk.views import characteristics, figures

urlpatterns: list[URLPattern] = [
    path("cases/<slug:reference>/characteristics/", characteristics.characteristics, name="characteristics"),
    path("figures/", figures.figure, name="figures"),
    path("figures/answer/", figures.answer, name="answer"),
    path("figures/answer/issued-and-refused.csv", figures.answer_csv, name="answer_csv"),
    path("figures/answer/issued-and-refused.pdf", figures.answer_pdf, name="answer_pdf"),
    path("figures/<slug:name>/", figures.figure, name="figure"),
    path("figures/<slug:name>.csv", figures.figure_csv, name="figure_csv"),
]  # fmt: skip
