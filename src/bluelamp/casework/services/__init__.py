"""The powers of the desk, each a verb: who acts and when are always arguments."""

from bluelamp.casework.services.advise import Attached, Said, advise, record_fact, record_facts
from bluelamp.casework.services.authority import ask_authority, authorise, consult
from bluelamp.casework.services.decide import refuse, release
from bluelamp.casework.services.end import close, reopen, take_down
from bluelamp.casework.services.enquiry import add_enquiry, answer_without_case
from bluelamp.casework.services.identity import (
    close_near_miss,
    confirm_identity,
    deny_identity,
    report_wrong_person,
)
from bluelamp.casework.services.image import (
    Particulars,
    fetch_image,
    supply_image,
    view_original,
    view_rendition,
)
from bluelamp.casework.services.message import settle_message
from bluelamp.casework.services.notice import (
    answer_objection,
    close_window,
    notify_officer,
    object_to_release,
    raise_no_objection,
    withdraw_notice,
)
from bluelamp.casework.services.question import send_question, view_evidence
from bluelamp.casework.services.receive import receive
from bluelamp.casework.services.redaction import (
    approve_rendition,
    change_plan,
    find_people,
    prepare,
    return_rendition,
    try_again,
)
from bluelamp.casework.services.wording import word

__all__ = [
    "Attached",
    "Particulars",
    "Said",
    "add_enquiry",
    "advise",
    "answer_objection",
    "answer_without_case",
    "approve_rendition",
    "ask_authority",
    "authorise",
    "change_plan",
    "close",
    "close_near_miss",
    "close_window",
    "confirm_identity",
    "consult",
    "deny_identity",
    "fetch_image",
    "find_people",
    "notify_officer",
    "object_to_release",
    "prepare",
    "raise_no_objection",
    "receive",
    "record_fact",
    "record_facts",
    "refuse",
    "release",
    "reopen",
    "report_wrong_person",
    "return_rendition",
    "send_question",
    "settle_message",
    "supply_image",
    "take_down",
    "try_again",
    "view_evidence",
    "view_original",
    "view_rendition",
    "withdraw_notice",
    "word",
]
