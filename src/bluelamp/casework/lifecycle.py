"""The life of a case as one table of (states, act, next state, who): buttons, permissions and record names are read from it."""

from dataclasses import dataclass
from enum import StrEnum

from bluelamp.casework.routes import (
    APPROVED,
    BODY_WORN,
    CONFIRMED,
    CUSTODY_PICTURE,
    EVERY,
    PUBLIC,
    SUSPECTS,
    TOLD,
    Route,
)
from bluelamp.people.roles import Role


class State(StrEnum):
    """Where a case stands."""

    PREPARING = "preparing"
    NOTIFIED = "notified"
    OBJECTED = "objected"
    EMBARGOED = "embargoed"
    LIVE = "live"
    HANDED_OVER = "handed_over"
    TAKEN_DOWN = "taken_down"
    REFUSED = "refused"
    CLOSED = "closed"
    ERASED = "erased"


class Act(StrEnum):
    """What somebody may do to a case."""

    RECEIVE = "receive"
    ADD_ENQUIRY = "add_enquiry"
    RECORD_FACT = "record_fact"
    SEND_QUESTION = "send_question"
    ADVISE = "advise"
    ASK_AUTHORITY = "ask_authority"
    AUTHORISE = "authorise"
    CONSULT = "consult"
    GIVE_COMMUNICATIONS_VIEW = "give_communications_view"
    ANSWER_RIGHTS_TEST = "answer_rights_test"
    ASK_LEGAL_ADVICE = "ask_legal_advice"
    GIVE_LEGAL_ADVICE = "give_legal_advice"
    RECORD_COURT_EVENT = "record_court_event"
    RECORD_AGE = "record_age"
    RECORD_CHARACTERISTICS = "record_characteristics"
    ADD_RESTRICTION = "add_restriction"
    END_RESTRICTION = "end_restriction"
    CHECK_RESTRICTIONS = "check_restrictions"
    SET_REVIEW = "set_review"
    MEET_DEADLINE = "meet_deadline"
    FALL_DUE = "fall_due"
    SUPPLY_IMAGE = "supply_image"
    FETCH_IMAGE = "fetch_image"
    CONFIRM_IDENTITY = "confirm_identity"
    DENY_IDENTITY = "deny_identity"
    REPORT_WRONG_PERSON = "report_wrong_person"
    CLOSE_NEAR_MISS = "close_near_miss"
    LIST_PERSON = "list_person"
    TREAT_PERSON = "treat_person"
    STRIKE_PERSON = "strike_person"
    COMPLETE_LIST = "complete_list"
    RECORD_PERMISSION = "record_permission"
    RECORD_NOTICE = "record_notice"
    FIND_PEOPLE = "find_people"
    KEEP_COPY = "keep_copy"
    OFFER_VIEWING = "offer_viewing"
    ANSWER_VIEWING = "answer_viewing"
    ASK_WITNESS = "ask_witness"
    TAKE_ACCOUNT = "take_account"
    LIST_CAMERA = "list_camera"
    ASK_TO_KEEP = "ask_to_keep"
    ANSWER_KEEPING = "answer_keeping"
    RECORD_SEARCH = "record_search"
    MARK_PEOPLE = "mark_people"
    PREPARE = "prepare"
    APPROVE_RENDITION = "approve_rendition"
    RETURN_RENDITION = "return_rendition"
    WORD = "word"
    NOTIFY_OFFICER = "notify_officer"
    WITHDRAW_NOTICE = "withdraw_notice"
    RAISE_NO_OBJECTION = "raise_no_objection"
    OBJECT = "object"
    ANSWER_OBJECTION = "answer_objection"
    CLOSE_WINDOW = "close_window"
    RELEASE = "release"
    EMBARGO = "embargo"
    LIFT_EMBARGO = "lift_embargo"
    HOLD_EMBARGO = "hold_embargo"
    END_EMBARGO = "end_embargo"
    HAND_OVER = "hand_over"
    RECORD_RECEIPT = "record_receipt"
    REFUSE = "refuse"
    TAKE_DOWN = "take_down"
    TAKE_DOWN_AGAIN = "take_down_again"
    SETTLE_RECIPIENT = "settle_recipient"
    OPEN_BREACH = "open_breach"
    RECORD_BREACH_STEP = "record_breach_step"
    CLOSE_BREACH = "close_breach"
    CONCLUDE = "conclude"
    REOPEN = "reopen"
    CLOSE = "close"
    SAY_WHO_SEES = "say_who_sees"
    DECLARE_EMERGENCY = "declare_emergency"
    REVIEW_EMERGENCY = "review_emergency"
    ENTER_DECISION = "enter_decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table, for cases of its routes; `next_state` None leaves the case where it is."""

    states: tuple[State, ...]
    act: Act
    next_state: State | None
    who: frozenset[Role]
    entry: str
    words: str
    routes: frozenset[Route]


PRESS = Role.PRESS_OFFICER
OIC = Role.INVESTIGATING_OFFICER
SENIOR = Role.SENIOR_OFFICER
SIO = Role.SENIOR_INVESTIGATING_OFFICER
COMMAND = Role.OFFICER_IN_COMMAND
REDACTOR = Role.REDACTOR
DISCLOSURE = Role.DISCLOSURE_OFFICER
VICTIMS = Role.VICTIM_CONTACT
LEGAL = Role.LEGAL_ADVISER
# Whoever works a case may say what they know of it, and anyone at the desk may take down.
CASE = {PRESS, OIC, SIO, DISCLOSURE}
# Who keeps the list of the people in a picture.
KEEPERS = {PRESS, OIC, SIO, REDACTOR}
DESK = {PRESS, OIC, SENIOR, SIO, COMMAND, REDACTOR, DISCLOSURE, VICTIMS, LEGAL}
UNDECIDED = (State.PREPARING, State.NOTIFIED, State.OBJECTED)
OPEN = (*UNDECIDED, State.EMBARGOED)
# While somebody may still come forward, or footage is still at its source.
FOLLOWED = (*OPEN, State.LIVE, State.HANDED_OVER, State.TAKEN_DOWN)
WENT_OUT = (State.LIVE, State.HANDED_OVER, State.TAKEN_DOWN)
OVER = (State.HANDED_OVER, State.TAKEN_DOWN, State.REFUSED, State.CLOSED)
# Of an erased case nothing is left that anybody could act on: retention alone brings a case there.
ENDED = (*OVER, State.ERASED)
KEPT = tuple(state for state in State if state is not State.ERASED)
# Routes on which the policy leaves authority to a senior officer in some cases; on the approved it is asked in all.
BY_RANK = EVERY - APPROVED
CUSTODY = frozenset({Route.CUSTODY_IMAGE})
MEDIA_VIDEO = frozenset({Route.BWV_MEDIA})


def _step(
    states: tuple[State, ...],
    act: Act,
    next_state: State | None,
    who: set[Role],
    entry: str,
    words: str,
    *,
    routes: frozenset[Route] = EVERY,
) -> Step:
    return Step(
        states=states,
        act=act,
        next_state=next_state,
        who=frozenset(who),
        entry=entry,
        words=words,
        routes=routes,
    )


# fmt: off
TABLE: tuple[Step, ...] = (
    _step((),                    Act.RECEIVE,            State.PREPARING,  {PRESS, OIC},         "received",            "Open a case", routes=CUSTODY),
    _step((),                    Act.RECEIVE,            State.PREPARING,  {PRESS, OIC, SIO},    "received",            "Open a case", routes=PUBLIC - CUSTODY),
    _step((),                    Act.RECEIVE,            State.PREPARING,  CASE,                 "received",            "Open a case", routes=EVERY - PUBLIC),
    _step((*OPEN, State.LIVE),   Act.ADD_ENQUIRY,        None,             {PRESS},              "enquiry added",       "Add an enquiry"),
    _step((*OPEN, State.LIVE),   Act.RECORD_FACT,        None,             {PRESS, OIC},         "fact recorded",       "Record a fact", routes=CUSTODY),
    _step((*OPEN, State.LIVE),   Act.RECORD_FACT,        None,             CASE,                 "fact recorded",       "Record a fact", routes=EVERY - CUSTODY),
    _step((*OPEN, State.LIVE),   Act.SEND_QUESTION,      None,             {PRESS, OIC},         "question sent",       "Send a question to somebody", routes=CUSTODY),
    _step((*OPEN, State.LIVE),   Act.SEND_QUESTION,      None,             CASE,                 "question sent",       "Send a question to somebody", routes=EVERY - CUSTODY),
    _step((*OPEN, State.LIVE),   Act.ADVISE,             None,             {*CASE, SENIOR, COMMAND}, "advised",             "Ask for advice"),
    _step(OPEN,                  Act.ASK_AUTHORITY,      None,             {PRESS},              "authority asked",     "Ask for a senior officer’s authority", routes=BY_RANK),
    _step(OPEN,                  Act.ASK_AUTHORITY,      None,             {PRESS, OIC},         "approval asked",      "Ask for approval", routes=APPROVED),
    _step(OPEN,                  Act.AUTHORISE,          None,             {SENIOR},             "authorised",          "Give or decline authority", routes=BY_RANK),
    _step(OPEN,                  Act.AUTHORISE,          None,             {SIO, COMMAND},       "approved",            "Approve or decline", routes=APPROVED - MEDIA_VIDEO),
    _step(OPEN,                  Act.AUTHORISE,          None,             {SIO},                "approved",            "Approve or decline", routes=MEDIA_VIDEO),
    _step(OPEN,                  Act.CONSULT,            None,             {PRESS},              "superintendent consulted", "Record a consultation", routes=BY_RANK),
    _step(OPEN,                  Act.GIVE_COMMUNICATIONS_VIEW, None,       {PRESS},              "communications consulted", "Give the communications department’s view", routes=MEDIA_VIDEO),
    _step(OPEN,                  Act.ANSWER_RIGHTS_TEST, None,             {PRESS},              "rights test answered", "Answer the rights test", routes=CUSTODY),
    _step(OPEN,                  Act.ANSWER_RIGHTS_TEST, None,             {PRESS, OIC, SIO},    "rights test answered", "Answer the rights test", routes=PUBLIC - CUSTODY - MEDIA_VIDEO),
    _step(OPEN,                  Act.ANSWER_RIGHTS_TEST, None,             {SIO},                "rights test answered", "Answer the rights test", routes=MEDIA_VIDEO),
    _step((*OPEN, State.LIVE),   Act.ASK_LEGAL_ADVICE,   None,             {*CASE, SENIOR, COMMAND}, "legal advice sought", "Ask for legal advice"),
    _step((*OPEN, State.LIVE),   Act.GIVE_LEGAL_ADVICE,  None,             {LEGAL},              "legal advice given",  "Give legal advice"),
    _step((*OPEN, State.LIVE),   Act.RECORD_COURT_EVENT, None,             CASE,                 "court event recorded", "Record what happened in court"),
    _step((*OPEN, State.LIVE),   Act.RECORD_AGE,         None,             CASE,                 "age recorded",        "Record how old the person is"),
    _step(KEPT,                  Act.RECORD_CHARACTERISTICS, None,         CASE,                 "characteristics recorded", "Record what is kept for figures alone"),
    _step((*OPEN, State.LIVE),   Act.ADD_RESTRICTION,    None,             DESK,                 "restriction entered", "Enter a reporting restriction"),
    _step((*OPEN, State.LIVE),   Act.END_RESTRICTION,    None,             {*CASE, LEGAL},       "restriction ended",   "End a reporting restriction"),
    _step((*OPEN, State.LIVE),   Act.CHECK_RESTRICTIONS, None,             {*CASE, LEGAL},       "restrictions checked", "Check for reporting restrictions"),
    _step(KEPT,                  Act.SET_REVIEW,         None,             {*CASE, SENIOR, COMMAND}, "review set",          "Set a day of review"),
    _step(KEPT,                  Act.MEET_DEADLINE,      None,             {*CASE, SENIOR, COMMAND}, "deadline met",        "Say what was done about a deadline"),
    _step(KEPT,                  Act.FALL_DUE,           None,             set(),                "deadline reached",    "Let a deadline act"),
    _step((State.PREPARING,),    Act.SUPPLY_IMAGE,       None,             {OIC},                "image supplied",      "Supply the image", routes=CUSTODY),
    _step((State.PREPARING,),    Act.SUPPLY_IMAGE,       None,             {OIC, SIO},           "image supplied",      "Supply the image", routes=EVERY - CUSTODY),
    _step((State.PREPARING,),    Act.FETCH_IMAGE,        None,             {PRESS},              "image fetched",       "Fetch the image from custody imaging", routes=CUSTODY_PICTURE),
    _step((State.PREPARING,),    Act.CONFIRM_IDENTITY,   None,             {OIC, SENIOR},        "identity confirmed",  "Confirm that it is the right person", routes=CUSTODY),
    _step((State.PREPARING,),    Act.CONFIRM_IDENTITY,   None,             {OIC, SIO},           "identity confirmed",  "Confirm that it is the right person", routes=CONFIRMED - CUSTODY),
    _step(OPEN,                  Act.DENY_IDENTITY,      State.PREPARING,  {OIC, SENIOR},        "wrong person",        "Say that it is the wrong person", routes=CUSTODY),
    _step(OPEN,                  Act.DENY_IDENTITY,      State.PREPARING,  {OIC, SIO},           "wrong person",        "Say that it is the wrong person", routes=CONFIRMED - CUSTODY),
    _step(WENT_OUT,              Act.REPORT_WRONG_PERSON, None,            DESK,                 "wrong person",        "Say that what went out shows the wrong person"),
    _step(KEPT,                  Act.CLOSE_NEAR_MISS,    None,             {PRESS, SENIOR, SIO}, "near miss closed",    "Close a near miss"),
    _step((State.PREPARING,),    Act.LIST_PERSON,        None,             KEEPERS,              "person listed",       "List somebody in the picture", routes=PUBLIC),
    _step((State.PREPARING,),    Act.TREAT_PERSON,       None,             KEEPERS,              "person decided on",   "Decide what becomes of somebody in the picture", routes=PUBLIC),
    _step((State.PREPARING,),    Act.STRIKE_PERSON,      None,             KEEPERS,              "person struck out",   "Strike somebody out of the list", routes=PUBLIC),
    _step((State.PREPARING,),    Act.COMPLETE_LIST,      None,             KEEPERS,              "everyone listed",     "Say that everyone is listed", routes=PUBLIC),
    _step(OPEN,                  Act.RECORD_PERMISSION,  None,             {VICTIMS, OIC},       "permission recorded", "Record what somebody says to being shown", routes=PUBLIC),
    _step(OPEN,                  Act.RECORD_NOTICE,      None,             {VICTIMS, OIC},       "told beforehand",     "Record that somebody was told beforehand", routes=PUBLIC),
    _step((State.PREPARING,),    Act.FIND_PEOPLE,        None,             {REDACTOR, PRESS},    "people looked for",   "Find the people in the picture"),
    _step((State.PREPARING,),    Act.MARK_PEOPLE,        None,             {REDACTOR, PRESS},    "people marked",       "Mark who is sought"),
    _step((State.PREPARING,),    Act.PREPARE,            None,             {REDACTOR, PRESS},    "rendition prepared",  "Obscure everyone else"),
    _step((State.PREPARING,),    Act.APPROVE_RENDITION,  None,             {REDACTOR, PRESS},    "rendition approved",  "Approve the obscured picture"),
    _step((State.PREPARING,),    Act.RETURN_RENDITION,   None,             {REDACTOR, PRESS},    "rendition returned",  "Send the obscured picture back"),
    _step((*OPEN, State.LIVE),   Act.KEEP_COPY,          None,             {PRESS, OIC, SIO},    "exact copy kept",     "Keep an exact copy of what is shown", routes=SUSPECTS),
    _step(FOLLOWED,              Act.OFFER_VIEWING,      None,             {OIC, SIO, DISCLOSURE}, "viewing offered",   "Record that the defence was offered a viewing", routes=SUSPECTS),
    _step(FOLLOWED,              Act.ANSWER_VIEWING,     None,             {OIC, SIO, DISCLOSURE}, "viewing answered",  "Record what came of the offer", routes=SUSPECTS),
    _step(FOLLOWED,              Act.ASK_WITNESS,        None,             {OIC, SIO},           "witness asked",       "Record that a witness was asked", routes=SUSPECTS),
    _step(FOLLOWED,              Act.TAKE_ACCOUNT,       None,             CASE,                 "account taken",       "Record a caller’s account", routes=SUSPECTS),
    _step(FOLLOWED,              Act.LIST_CAMERA,        None,             CASE,                 "camera listed",       "List a camera of the event", routes=BODY_WORN),
    _step(FOLLOWED,              Act.ASK_TO_KEEP,        None,             CASE,                 "asked to keep footage", "Record who was asked to keep footage", routes=BODY_WORN),
    _step(FOLLOWED,              Act.ANSWER_KEEPING,     None,             CASE,                 "footage answered for", "Record whether footage is kept", routes=BODY_WORN),
    _step(FOLLOWED,              Act.RECORD_SEARCH,      None,             CASE,                 "search recorded",     "Record a search for footage", routes=BODY_WORN),
    _step((State.PREPARING,),    Act.WORD,               None,             {PRESS},              "worded",              "Write the caption", routes=PUBLIC),
    _step((State.PREPARING,),    Act.NOTIFY_OFFICER,     State.NOTIFIED,   {PRESS},              "officer notified",    "Tell the officer when it will be released", routes=TOLD),
    _step((State.NOTIFIED,),     Act.WITHDRAW_NOTICE,    State.PREPARING,  {PRESS},              "notice withdrawn",    "Withdraw the notice and go on preparing", routes=TOLD),
    _step((State.NOTIFIED,),     Act.RAISE_NO_OBJECTION, None,             {OIC},                "no objection raised", "Say that there is no objection", routes=TOLD),
    _step((State.NOTIFIED,),     Act.OBJECT,             State.OBJECTED,   {OIC},                "objected",            "Object", routes=TOLD),
    _step((State.OBJECTED,),     Act.ANSWER_OBJECTION,   State.NOTIFIED,   {PRESS, SENIOR},      "objection answered",  "Answer the objection", routes=TOLD),
    _step((State.NOTIFIED,),     Act.CLOSE_WINDOW,       None,             set(),                "window closed",       "Close the window in silence", routes=TOLD),
    _step((State.NOTIFIED,),     Act.RELEASE,            State.LIVE,       {PRESS},              "released",            "Release", routes=TOLD),
    _step((State.PREPARING,),    Act.RELEASE,            State.LIVE,       {PRESS},              "released",            "Release", routes=PUBLIC - TOLD),
    _step((State.PREPARING,),    Act.HAND_OVER,          State.HANDED_OVER, {PRESS, DISCLOSURE}, "handed over",         "Hand over to the prosecution", routes=EVERY - PUBLIC),
    _step((State.HANDED_OVER,),  Act.RECORD_RECEIPT,     None,             {PRESS, DISCLOSURE},  "receipt recorded",    "Record the receipt", routes=EVERY - PUBLIC),
    _step((State.NOTIFIED,),     Act.EMBARGO,            State.EMBARGOED,  {PRESS},              "released under embargo", "Release under embargo", routes=TOLD),
    _step((State.PREPARING,),    Act.EMBARGO,            State.EMBARGOED,  {PRESS},              "released under embargo", "Release under embargo", routes=PUBLIC - TOLD),
    _step((State.EMBARGOED,),    Act.LIFT_EMBARGO,       State.LIVE,       set(),                "released",            "Publish at the hour of the embargo", routes=PUBLIC),
    _step((State.EMBARGOED,),    Act.HOLD_EMBARGO,       State.NOTIFIED,   set(),                "held back",           "Hold back what is under embargo", routes=TOLD),
    _step((State.EMBARGOED,),    Act.HOLD_EMBARGO,       State.PREPARING,  set(),                "held back",           "Hold back what is under embargo", routes=PUBLIC - TOLD),
    _step((State.EMBARGOED,),    Act.END_EMBARGO,        State.NOTIFIED,   {PRESS},              "held back",           "Hold back what is under embargo", routes=TOLD),
    _step((State.EMBARGOED,),    Act.END_EMBARGO,        State.PREPARING,  {PRESS},              "held back",           "Hold back what is under embargo", routes=PUBLIC - TOLD),
    _step(UNDECIDED,             Act.REFUSE,             State.REFUSED,    {PRESS},              "refused",             "Refuse"),
    _step((State.LIVE,),         Act.TAKE_DOWN,          State.TAKEN_DOWN, DESK,                 "taken down",          "Take down", routes=PUBLIC),
    _step((State.LIVE,),         Act.TAKE_DOWN_AGAIN,    State.TAKEN_DOWN, set(),              "taken down",          "Take down again what an older copy of the database shows", routes=PUBLIC),
    _step(KEPT,                  Act.SETTLE_RECIPIENT,   None,             {PRESS},              "recipient settled",   "Settle what became of a recipient’s copy", routes=PUBLIC),
    _step(KEPT,                  Act.OPEN_BREACH,        None,             DESK,                 "breach opened",       "Open a breach of personal data"),
    _step(KEPT,                  Act.RECORD_BREACH_STEP, None,             {*CASE, COMMAND},     "breach step recorded", "Record what was done about a breach"),
    _step(KEPT,                  Act.CLOSE_BREACH,       None,             {*CASE, COMMAND},     "breach closed",       "Close a breach"),
    _step((State.TAKEN_DOWN,),   Act.CONCLUDE,           State.CLOSED,     {PRESS},              "concluded",           "Close the case", routes=PUBLIC),
    _step((State.HANDED_OVER,),  Act.CONCLUDE,           State.CLOSED,     {PRESS, DISCLOSURE},  "concluded",           "Close the case", routes=EVERY - PUBLIC),
    _step(OVER,                  Act.REOPEN,             State.PREPARING,  {PRESS},              "reopened",            "Open again"),
    _step(UNDECIDED,             Act.CLOSE,              State.CLOSED,     {PRESS},              "closed",              "Close without a decision"),
    _step(KEPT,                  Act.SAY_WHO_SEES,       None,             {PRESS, OIC, SENIOR, SIO, COMMAND}, "who sees it changed", "Say who may see the case"),
    _step(KEPT,                  Act.DECLARE_EMERGENCY,  None,             DESK,                 "emergency declared",  "Act alone because of a threat to life"),
    _step(KEPT,                  Act.REVIEW_EMERGENCY,   None,             {PRESS, SENIOR, SIO, COMMAND}, "emergency reviewed", "Review what one officer did alone"),
    _step(KEPT,                  Act.ENTER_DECISION,     None,             DESK,                 "decision entered",    "Enter a decision in the log"),
)
# fmt: on

STEPS: dict[tuple[Act, Route], Step] = {
    (step.act, route): step for step in TABLE for route in step.routes
}

STATE_WORDS: dict[State, str] = {
    State.PREPARING: "Being prepared",
    State.NOTIFIED: "Officer told",
    State.OBJECTED: "Objection to answer",
    State.EMBARGOED: "Under embargo",
    State.LIVE: "Live",
    State.HANDED_OVER: "Handed over",
    State.TAKEN_DOWN: "Taken down",
    State.REFUSED: "Refused",
    State.CLOSED: "Closed",
    State.ERASED: "Erased",
}
