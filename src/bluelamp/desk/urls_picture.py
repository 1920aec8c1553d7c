"""Addresses of the picture's pages and of its bytes."""

from django.urls import path

from bluelamp.desk.views import check, identity, image, media, notice, people

urlpatterns = [
    path("cases/<slug:reference>/image/", image.image, name="image"),
    path("cases/<slug:reference>/image/fetch/", image.fetch, name="fetch_image"),
    path("cases/<slug:reference>/identity/", identity.identity, name="identity"),
    path("cases/<slug:reference>/people/", people.people, name="people"),
    path("cases/<slug:reference>/people/find/", people.find, name="find_people"),
    path("cases/<slug:reference>/check/", check.check, name="check"),
    path("cases/<slug:reference>/notice/", notice.notice, name="notice"),
    path("cases/<slug:reference>/notice/withdraw/", notice.withdraw, name="withdraw_notice"),
    path("cases/<slug:reference>/notice/no-objection/", notice.no_objection, name="no_objection"),
    path("cases/<slug:reference>/notice/object/", notice.object_, name="object"),
    path("cases/<slug:reference>/notice/answer/", notice.answer, name="answer_objection"),
    path("cases/<slug:reference>/original/", media.original, name="original"),
    path("cases/<slug:reference>/outline/", media.outline, name="outline"),
    path("cases/<slug:reference>/sheet/", media.sheet, name="sheet"),
    path("cases/<slug:reference>/crop/<slug:region>/", media.crop, name="crop"),
    path("cases/<slug:reference>/rendition/", media.rendition, name="rendition"),
    path("cases/<slug:reference>/rendition/still/", media.rendition_still, name="rendition_still"),
]
