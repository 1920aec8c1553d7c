"""What can be done about a request, one verb or pair of verbs a file."""

from bluelamp.requests.services.answer import answer as answer
from bluelamp.requests.services.answer import end as end
from bluelamp.requests.services.decide import decide_question as decide_question
from bluelamp.requests.services.lift import lift_restrictions as lift_restrictions
from bluelamp.requests.services.read import read_request as read_request
from bluelamp.requests.services.receive import receive as receive
from bluelamp.requests.services.review import ask_review as ask_review
from bluelamp.requests.services.review import decide_review as decide_review
from bluelamp.requests.services.search import search as search
from bluelamp.requests.services.settle import settle_places as settle_places
from bluelamp.requests.services.tell import record_answer as record_answer
from bluelamp.requests.services.tell import tell_recipients as tell_recipients
from bluelamp.requests.services.wait import came as came
from bluelamp.requests.services.wait import extend as extend
from bluelamp.requests.services.wait import prove_identity as prove_identity
from bluelamp.requests.services.wait import wait_for as wait_for
