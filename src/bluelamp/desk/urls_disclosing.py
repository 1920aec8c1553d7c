"""Addresses of what is handed over of a case."""

from django.urls import path

from bluelamp.desk.views import disclosing

_CASE = "cases/<slug:reference>/disclosure/"

urlpatterns = [
    path(_CASE, disclosing.material, name="disclosing"),
    path(f"{_CASE}items/<slug:key>/", disclosing.item, name="disclosing_item"),
    path(f"{_CASE}items/<slug:key>/marks/<int:number>/", disclosing.unmark, name="unmark_item"),
    path(f"{_CASE}packs/new/", disclosing.make, name="make_pack"),
    path(f"{_CASE}packs/<int:number>/", disclosing.pack, name="disclosure_pack"),
    path(f"{_CASE}packs/<int:number>/give/", disclosing.give, name="give_pack"),
    path(f"{_CASE}packs/<int:number>/document/", disclosing.document, name="pack_document"),
]
