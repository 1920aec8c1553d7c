"""The powers of the press office over what the public sees: each verb in its own module."""

from bluelamp.publication.public.enquiries import receive_enquiry
from bluelamp.publication.services.acknowledge import acknowledge
from bluelamp.publication.services.answer_enquiry import answer_enquiry
from bluelamp.publication.services.chase import chase
from bluelamp.publication.services.forget import forget_attempts
from bluelamp.publication.services.outlets import register_outlet, strike_off_outlet
from bluelamp.publication.services.publish import publish
from bluelamp.publication.services.reconcile import reconcile, withhold
from bluelamp.publication.services.settle_feedback import settle_feedback
from bluelamp.publication.services.settle_recipient import settle_recipient
from bluelamp.publication.services.take_up import take_up
from bluelamp.publication.services.withdraw import withdraw
from bluelamp.publication.services.write_ahead import write_ahead

__all__ = [
    "acknowledge",
    "answer_enquiry",
    "chase",
    "forget_attempts",
    "publish",
    "receive_enquiry",
    "reconcile",
    "register_outlet",
    "settle_feedback",
    "settle_recipient",
    "strike_off_outlet",
    "take_up",
    "withdraw",
    "withhold",
    "write_ahead",
]
