"""The law of takedown: whoever was sent, asked for or took a picture is told once, and nobody else is."""

from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.publication.builders import AT, addressees, asked, released, took, withdrawn

from bluelamp.publication import services
from bluelamp.publication.errors import AlreadyAccredited

PEOPLE = st.lists(
    st.sampled_from(["a@x.example", "A@X.example", "b@x.example", "c@y.example"]), max_size=4
)


@dataclass(frozen=True, kw_only=True)
class Audience:
    accredited: list[str]
    asking: list[str]
    taking: list[str]
    accredited_too_late: list[str]

    @property
    def holders(self) -> list[str]:
        given = (*self.accredited, *self.asking, *self.taking)
        return sorted({email.lower() for email in given})


def accredit(emails: list[str]) -> None:
    for email in emails:
        try:
            services.register_outlet(name="An outlet", email=email, at=AT)
        except AlreadyAccredited:
            assert emails  # the same address in another case is the same outlet


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    audience=st.builds(
        Audience, accredited=PEOPLE, asking=PEOPLE, taking=PEOPLE, accredited_too_late=PEOPLE
    )
)
def test_every_holder_is_told_exactly_once_and_nobody_else(audience: Audience) -> None:
    with transaction.atomic():
        accredit(audience.accredited)
        references = tuple(asked(email=email).reference for email in audience.asking)
        edition = released(enquiries=references)
        for email in audience.taking:
            took(edition, email=email)
        accredit(audience.accredited_too_late)
        done = withdrawn()
        services.reconcile(at=AT)
        assert addressees("Picture withdrawn") == audience.holders
        assert list(done.recipients) == audience.holders
        transaction.set_rollback(True)
