"""Two people do what two people must: the same constraint wherever the policy keeps two acts apart."""

from django.db.models import F, Q


def apart(first: str, second: str) -> Q:
    """That neither of two who acted, nor whoever each stood in for, is the other (columns `…_by` and `…_for`)."""
    names = [f"{first}_by", f"{first}_for"]
    others = [f"{second}_by", f"{second}_for"]
    kept = Q()
    for name in names:
        for other in others:
            kept &= Q(**{name: ""}) | ~Q(**{name: F(other)})
    return kept
