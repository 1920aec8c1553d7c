"""The powers of the desk, each a verb: who acts and when are always arguments."""

from bluelamp.casework.services.access import say_who_sees
from bluelamp.casework.services.advise import Attached, Said, advise, record_fact, record_facts
from bluelamp.casework.services.age import record_age
from bluelamp.casework.services.authority import (
    ask_authority,
    authorise,
    consult,
    give_communications_view,
)
from bluelamp.casework.services.breach import close_breach, open_breach, record_breach_step
from bluelamp.casework.services.characteristics import record_characteristics
from bluelamp.casework.services.checking import (
    approve_rendition,
    look_at,
    remark,
    return_rendition,
    withdraw_remark,
)
from bluelamp.casework.services.code_d import (
    answer_viewing,
    ask_witness,
    keep_exact_copy,
    offer_viewing,
    take_account,
)
from bluelamp.casework.services.deadlines import fall_due, meet_deadline, set_review
from bluelamp.casework.services.decide import refuse, release
from bluelamp.casework.services.decision_log import Decided, enter_decision
from bluelamp.casework.services.embargo import embargo, end_embargo
from bluelamp.casework.services.emergency import declare_emergency, review_emergency
from bluelamp.casework.services.end import (
    close,
    conclude,
    reopen,
    settle_recipient,
    take_down,
)
from bluelamp.casework.services.enquiry import add_enquiry, answer_without_case
from bluelamp.casework.services.following import follow_region
from bluelamp.casework.services.handover import hand_over, record_receipt
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
from bluelamp.casework.services.legal import (
    ask_legal_advice,
    give_legal_advice,
    read_legal_advice,
)
from bluelamp.casework.services.lending import end_loan, lend_role
from bluelamp.casework.services.message import settle_message
from bluelamp.casework.services.notice import (
    answer_objection,
    close_window,
    notify_officer,
    object_to_release,
    raise_no_objection,
    withdraw_notice,
)
from bluelamp.casework.services.permission import record_notice, record_permission
from bluelamp.casework.services.pictured import (
    complete_list,
    list_person,
    strike_person,
    treat_person,
)
from bluelamp.casework.services.preservation import (
    answer_keeping,
    ask_to_keep,
    list_camera,
    record_search,
)
from bluelamp.casework.services.proceedings import record_court_event
from bluelamp.casework.services.question import send_question, view_evidence
from bluelamp.casework.services.reading import read_case, search_cases
from bluelamp.casework.services.receive import receive
from bluelamp.casework.services.redaction import (
    change_plan,
    find_people,
    prepare,
)
from bluelamp.casework.services.restrictions import (
    add_restriction,
    check_restrictions,
    end_restriction,
)
from bluelamp.casework.services.rights import answer_rights_test
from bluelamp.casework.services.studio import (
    once,
    redo_change,
    restore_version,
    settle_doubts,
    undo_change,
    unsettle_doubts,
)
from bluelamp.casework.services.use import lift_use_restriction, restrict_use
from bluelamp.casework.services.wording import word
from bluelamp.casework.services.work import cancel_work, resume_work, try_again

__all__ = [
    "Attached",
    "Decided",
    "Particulars",
    "Said",
    "add_enquiry",
    "add_restriction",
    "advise",
    "answer_keeping",
    "answer_objection",
    "answer_rights_test",
    "answer_viewing",
    "answer_without_case",
    "approve_rendition",
    "ask_authority",
    "ask_legal_advice",
    "ask_to_keep",
    "ask_witness",
    "authorise",
    "cancel_work",
    "change_plan",
    "check_restrictions",
    "close",
    "close_breach",
    "close_near_miss",
    "close_window",
    "complete_list",
    "conclude",
    "confirm_identity",
    "consult",
    "declare_emergency",
    "deny_identity",
    "embargo",
    "end_embargo",
    "end_loan",
    "end_restriction",
    "enter_decision",
    "fall_due",
    "fetch_image",
    "find_people",
    "follow_region",
    "give_communications_view",
    "give_legal_advice",
    "hand_over",
    "keep_exact_copy",
    "lend_role",
    "lift_use_restriction",
    "list_camera",
    "list_person",
    "look_at",
    "meet_deadline",
    "notify_officer",
    "object_to_release",
    "offer_viewing",
    "once",
    "open_breach",
    "prepare",
    "raise_no_objection",
    "read_case",
    "read_legal_advice",
    "receive",
    "record_age",
    "record_breach_step",
    "record_characteristics",
    "record_court_event",
    "record_fact",
    "record_facts",
    "record_notice",
    "record_permission",
    "record_receipt",
    "record_search",
    "redo_change",
    "refuse",
    "release",
    "remark",
    "reopen",
    "report_wrong_person",
    "restore_version",
    "restrict_use",
    "resume_work",
    "return_rendition",
    "review_emergency",
    "say_who_sees",
    "search_cases",
    "send_question",
    "set_review",
    "settle_doubts",
    "settle_message",
    "settle_recipient",
    "strike_person",
    "supply_image",
    "take_account",
    "take_down",
    "treat_person",
    "try_again",
    "undo_change",
    "unsettle_doubts",
    "view_evidence",
    "view_original",
    "view_rendition",
    "withdraw_notice",
    "withdraw_remark",
    "word",
]
