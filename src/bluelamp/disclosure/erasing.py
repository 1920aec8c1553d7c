"""The erasure of a case in this room: its packs, what was said of its items, and the names of who got them."""

from datetime import datetime
from typing import Final

from django.db import transaction

from bluelamp.disclosure.models import Choice, Given, Mark, Pack
from bluelamp.retention import registry
from bluelamp.vault import services as vault

_ERASED: Final = "Erased"


def erase(case: str, at: datetime) -> None:  # noqa: ARG001  every room is called with the time
    """Remove the packs' files, and empty every row's words; that packs were made and given, and when, stays."""
    packs = Pack.objects.filter(case=case)
    with transaction.atomic():
        made = list(packs.exclude(sha256="").values_list("sha256", flat=True))
        vault.remove_packs(sha256s=made, case=case)
        Mark.objects.filter(case=case).update(why="")
        Choice.objects.filter(case=case).update(reason=_ERASED, description="")
        Given.objects.filter(pack__in=packs).update(
            recipient=_ERASED, organisation=_ERASED, purpose=_ERASED
        )


registry.register("Disclosure packs", erase=erase)
