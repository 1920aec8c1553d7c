"""Accredit outlets, which are written to at each release and takedown, and strike them off."""

from datetime import datetime

from bluelamp.publication.errors import AlreadyAccredited, NoSuchOutlet
from bluelamp.publication.models import Outlet
from bluelamp.publication.values import OutletView
from bluelamp.publication.words import mailbox


def register_outlet(*, name: str, email: str, at: datetime) -> OutletView:
    """Accredit an outlet under its e-mail address; raises AlreadyAccredited, NotAMailbox.

    One that had left is accredited anew from `at`.
    """
    email = mailbox(email)
    outlet, added = Outlet.objects.get_or_create(
        email=email, defaults={"name": name, "accredited_at": at}
    )
    if not added:
        if outlet.left_at is None:
            raise AlreadyAccredited(email)
        outlet.name, outlet.accredited_at, outlet.left_at = name, at, None
        outlet.save(update_fields=["name", "accredited_at", "left_at"])
    return OutletView(name=outlet.name, email=outlet.email, accredited_at=outlet.accredited_at)


def strike_off_outlet(*, email: str, at: datetime) -> None:
    """End an accreditation; the outlet still hears of withdrawals of what it was sent. Raises NoSuchOutlet."""
    accredited = Outlet.objects.filter(email=email.strip().lower(), left_at=None)
    if not accredited.update(left_at=at):
        raise NoSuchOutlet(email)
