"""Addresses of what is kept of a case in registers."""

from django.urls import path

from bluelamp.desk.views import (
    code_d,
    communications,
    legal,
    log,
    near_miss,
    pictured,
    preservation,
    proceedings,
    restrictions,
    rights,
)

urlpatterns = [
    path("cases/<slug:reference>/legal/", legal.legal, name="legal"),
    path("cases/<slug:reference>/legal/<int:number>/", legal.legal_words, name="legal_words"),
    path("cases/<slug:reference>/communications/", communications.communications, name="communications"),
    path("cases/<slug:reference>/rights/", rights.rights, name="rights"),
    path("cases/<slug:reference>/rights/answer/", rights.answer, name="answer_rights_test"),
    path("cases/<slug:reference>/log/", log.log, name="log"),
    path("cases/<slug:reference>/proceedings/", proceedings.proceedings, name="proceedings"),
    path("cases/<slug:reference>/proceedings/<int:event>/", proceedings.correct, name="correct_event"),
    path("cases/<slug:reference>/review/", proceedings.review, name="set_review"),
    path("cases/<slug:reference>/deadlines/<int:deadline>/", proceedings.met, name="deadline_met"),
    path("cases/<slug:reference>/restrictions/", restrictions.restrictions, name="restrictions"),
    path("cases/<slug:reference>/restrictions/check/", restrictions.check, name="check_restrictions"),
    path("cases/<slug:reference>/restrictions/enter/", restrictions.enter, name="enter_restriction"),
    path("cases/<slug:reference>/restrictions/<int:restriction>/end/", restrictions.end, name="end_restriction"),
    path("cases/<slug:reference>/age/", restrictions.age, name="record_age"),
    path("cases/<slug:reference>/pictured/", pictured.pictured, name="pictured"),
    path("cases/<slug:reference>/code-d/", code_d.code_d, name="code-d"),
    path("cases/<slug:reference>/code-d/list/", code_d.printed, name="code-d-list"),
    path("cases/<slug:reference>/preservation/", preservation.preservation, name="preservation"),
    path("cases/<slug:reference>/near-miss/", near_miss.near_miss, name="near_miss"),
    path("near-misses/", near_miss.near_misses, name="near_misses"),
]  # fmt: skip
