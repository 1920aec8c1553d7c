"""The publication room's tables: what the public may see, and the little that comes back from them."""

from django.db import models
from django.db.models import F, Q

from bluelamp.publication.values import (
    Audience,
    Channel,
    EnquiryStatus,
    FeedbackKind,
    FeedbackOutcome,
    Occasion,
)


class Edition(models.Model):
    """A release as it went out: words, a picture's file, and when it was published and withdrawn."""

    token = models.CharField(max_length=43, unique=True)
    case = models.CharField(max_length=32, db_index=True)
    former = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    headline = models.CharField(max_length=200)
    text = models.TextField()
    alt_text = models.TextField()
    credit = models.CharField(max_length=200)
    conditions = models.TextField()
    file = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    audience = models.CharField(
        max_length=10, choices=[(a.value, a.value) for a in Audience], default=Audience.EVERYONE
    )
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    tombstone = models.TextField()
    withheld_at = models.DateTimeField(null=True)
    examined_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-published_at"], name="edition_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="edition_withdrawn_with_tombstone",
                condition=(
                    Q(withdrawn_at__isnull=True, tombstone="")
                    | (Q(withdrawn_at__isnull=False) & ~Q(tombstone=""))
                ),
            ),
            models.CheckConstraint(
                name="edition_withdrawn_after_published",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("published_at")),
            ),
            models.CheckConstraint(name="edition_has_alt_text", condition=~Q(alt_text="")),
        ]


class Placement(models.Model):
    """An edition on one channel: when it appeared there and when it was gone (WP-04)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="placements")
    channel = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Channel])
    placed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "channel"], name="placement_once_a_channel"),
        ]


class Enquiry(models.Model):
    """A reporter's question about a case, found by its asker through a secret address.

    `secret_digest` is what the public sites look up; they may not read `secret` nor who asked.
    """

    reference = models.CharField(max_length=16, unique=True)
    secret = models.CharField(max_length=43, unique=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    outlet = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    person = models.CharField(max_length=200)
    court = models.CharField(max_length=200)
    case_details = models.TextField()
    deadline = models.DateTimeField(null=True)
    question = models.TextField()
    purpose = models.TextField()
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in EnquiryStatus])
    message = models.TextField()
    case = models.CharField(max_length=32, db_index=True)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="enquiries"
    )
    received_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="enquiry_status_is_known",
                condition=Q(status__in=[status.value for status in EnquiryStatus]),
            ),
            models.CheckConstraint(
                name="enquiry_released_has_edition",
                condition=~Q(status__in=["released", "withdrawn"]) | Q(edition__isnull=False),
            ),
        ]


class Outlet(models.Model):
    """An accredited outlet, written to at each release and takedown until it leaves."""

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    accredited_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)


class Download(models.Model):
    """Someone took the picture, having accepted the edition's conditions of use."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="downloads")
    outlet = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    accepted_at = models.DateTimeField()


class Notice(models.Model):
    """A letter to one recipient about one edition; the constraint makes each be told once."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="notices")
    occasion = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Occasion])
    email = models.EmailField()
    secret = models.CharField(max_length=43, unique=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "occasion", "email"], name="notice_once_a_recipient"
            ),
        ]


class Acknowledgement(models.Model):
    """A recipient has said that the picture is gone from where they put it."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="acknowledgement")
    acknowledged_at = models.DateTimeField()


class Reminder(models.Model):
    """A recipient who has not answered a letter of withdrawal was reminded; numbered, so that each goes out once."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="reminders")
    number = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "number"], name="a_reminder_goes_out_once"),
        ]


class Settlement(models.Model):
    """A named officer has settled what became of a recipient's copy: said to be gone, or written off, with reasons."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="settlement")
    removed = models.BooleanField()
    reasons = models.TextField()
    settled_by = models.CharField(max_length=40)
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="settlement_says_by_whom_and_why", condition=~Q(reasons="") & ~Q(settled_by="")
            ),
        ]


class Feedback(models.Model):
    """What a visitor wrote about a site, or a request that a picture be removed."""

    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in FeedbackKind])
    page = models.CharField(max_length=200)
    text = models.TextField()
    name = models.CharField(max_length=200)
    email = models.EmailField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, default="")
    outcome = models.CharField(max_length=10, default="")
    reasons = models.TextField(default="")
    answer = models.TextField(default="")
    case = models.CharField(max_length=32, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["received_at"],
                condition=Q(settled_at__isnull=True),
                name="feedback_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="feedback_is_settled_whole",
                condition=Q(settled_at__isnull=True, settled_by="", outcome="")
                | (
                    Q(
                        settled_at__isnull=False,
                        outcome__in=[each.value for each in FeedbackOutcome],
                    )
                    & ~Q(settled_by="")
                ),
            ),
        ]


class Attempt(models.Model):
    """Something that one client (a keyed digest of its address) did on a public site, while it counts."""

    action = models.CharField(max_length=20)
    client = models.CharField(max_length=64)
    counts_until = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["action", "client", "counts_until"], name="attempt_of_client")
        ]


class Visit(models.Model):
    """One page seen on one day by someone who had agreed to be counted; nothing about them is kept."""

    page = models.CharField(max_length=20)
    seen_on = models.DateField()
