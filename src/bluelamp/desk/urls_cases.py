"""Addresses of the work: lists, and a case's pages but for those of its picture."""

from django.urls import path

from bluelamp.desk.views import (
    advice,
    authority,
    caption,
    case,
    decision,
    ends,
    enquiries,
    facts,
    jobs,
    propose,
    public_messages,
    records,
    takedown,
    work,
)

urlpatterns = [
    path("", work.work_list, name="work_list"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/<slug:enquiry>/", enquiries.enquiry, name="enquiry"),
    path("messages/", public_messages.waiting, name="messages"),
    path("messages/settled/", public_messages.settled, name="messages_settled"),
    path("messages/<slug:message>/", public_messages.message, name="message"),
    path("cases/new/", propose.propose, name="propose"),
    path("cases/<slug:reference>/", case.case, name="case"),
    path("cases/<slug:reference>/facts/", facts.facts, name="facts"),
    path("cases/<slug:reference>/advice/", advice.advice, name="advice"),
    path("cases/<slug:reference>/authority/", authority.authority, name="authority"),
    path("cases/<slug:reference>/authority/ask/", authority.ask, name="ask_authority"),
    path("cases/<slug:reference>/consultation/", authority.consultation, name="consultation"),
    path("cases/<slug:reference>/caption/", caption.caption, name="caption"),
    path("cases/<slug:reference>/decision/", decision.decision, name="decision"),
    path("cases/<slug:reference>/decision/refuse/", decision.refuse, name="refuse"),
    path("cases/<slug:reference>/takedown/", takedown.takedown, name="takedown"),
    path("cases/<slug:reference>/close/", ends.close, name="close_case"),
    path("cases/<slug:reference>/reopen/", ends.reopen, name="reopen_case"),
    path("cases/<slug:reference>/record/", records.case_record, name="case_record"),
    path("cases/<slug:reference>/record/file/", records.record_file, name="record_file"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/retry/", jobs.retry, name="retry_job"),
    path("record/", records.record, name="record"),
]
