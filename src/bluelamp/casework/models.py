"""The tables of a case. Officers are known by reference; rows are added, closed, and never rewritten."""

from django.db import models
from django.db.models import F, Q

from bluelamp.casework.lifecycle import State


class Case(models.Model):
    """One person's image, asked for or proposed, on one route of the policy."""

    reference = models.CharField(max_length=20, unique=True)
    route = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in State])
    # Opening again after an end starts a new round: nothing approved in an earlier round counts.
    round = models.PositiveIntegerField(default=1)
    person = models.CharField(max_length=200)
    court = models.CharField(max_length=200, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    offence = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=120, blank=True, db_index=True)
    officer = models.CharField(max_length=40, blank=True)
    # When the most urgent of its open turns is due, and by which day and policy the turns were reckoned.
    due_at = models.DateTimeField(null=True, db_index=True)
    reckoned_for = models.CharField(max_length=100, blank=True)
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="case_state_is_known"),
        ]


class Turn(models.Model):
    """Whose turn it is: a row for each open task of a case and each role that may do it.

    Worked out from the other rows and never told by anyone, so it alone is deleted and made anew.
    `officer` names the one person who may; `barred` those of the role who may not, between spaces.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="turns")
    place = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=20)
    words = models.CharField(max_length=300)
    role = models.CharField(max_length=40, blank=True)
    officer = models.CharField(max_length=40, blank=True)
    barred = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["role", "officer"], name="turn_of_whom")]
        constraints = [
            models.UniqueConstraint(fields=["case", "task", "role"], name="a_turn_stands_once"),
        ]


class LinkedEnquiry(models.Model):
    """A reporter's enquiry that this case answers."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="enquiries")
    enquiry = models.CharField(max_length=20, unique=True)


class AssertedFact(models.Model):
    """What somebody said about a fact; a later row of the same name supersedes it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="facts")
    name = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    known = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    said_by = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "name", "id"])]
        constraints = [
            models.CheckConstraint(condition=~Q(said_by=""), name="a_fact_has_a_source"),
        ]


class AdviceGiven(models.Model):
    """Advice as it was given: the exact bytes, with the facts and the pack's digest in them."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="advice")
    round = models.PositiveIntegerField()
    outcome = models.CharField(max_length=30)
    as_of = models.DateField()
    pack_digest = models.CharField(max_length=80)
    facts = models.JSONField()
    text = models.TextField()
    asked_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()


class Authorisation(models.Model):
    """A senior officer's authority, asked for and answered, with the adopted risk assessment (CI-12)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="authorisations")
    round = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    request = models.TextField()
    answered_by = models.CharField(max_length=40, blank=True)
    rank = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)
    reasons = models.TextField(blank=True)
    risk_assessment = models.TextField(blank=True)
    assessment_adopted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by="", answered_at=None, granted=None)
                | (~Q(answered_by="") & Q(answered_at__isnull=False, granted__isnull=False)),
                name="authority_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=F("asked_by")), name="authority_is_another_persons"
            ),
            models.CheckConstraint(
                condition=Q(assessment_adopted=False) | ~Q(risk_assessment=""),
                name="an_adopted_assessment_says_something",
            ),
        ]


class Consultation(models.Model):
    """The Superintendent's or higher officer's view on a late release (CI-17, CI-18)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    round = models.PositiveIntegerField()
    consulted = models.CharField(max_length=40)
    rank = models.CharField(max_length=40)
    in_favour = models.BooleanField()
    rationale = models.TextField()
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(rationale=""), name="a_consultation_has_a_rationale"
            ),
        ]


class Image(models.Model):
    """An original in the vault, and whether it shows the right person (CI-19 to CI-21)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="images")
    round = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # What was found out about footage when it came in; null for a picture.
    probe = models.JSONField(null=True)
    fetched = models.BooleanField()
    source = models.CharField(max_length=300)
    supplied_by = models.CharField(max_length=40)
    supplied_at = models.DateTimeField()
    right_person = models.BooleanField(null=True)
    identified_by = models.CharField(max_length=40, blank=True)
    identified_at = models.DateTimeField(null=True)
    identity_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(right_person=None, identified_by="", identified_at=None)
                | (
                    ~Q(identified_by="")
                    & Q(right_person__isnull=False, identified_at__isnull=False)
                ),
                name="identity_is_answered_whole",
            ),
            # Whoever brought the image may say that it is wrong, never that it is right.
            models.CheckConstraint(
                condition=~Q(right_person=True) | ~Q(identified_by=F("supplied_by")),
                name="identity_is_confirmed_by_another",
            ),
        ]


class PlanVersion(models.Model):
    """One version of who is obscured in an image; changing a mind adds a version."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    change = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "number"], name="plan_versions_are_numbered"),
        ]


class Rendition(models.Model):
    """An obscured picture made by a plan, examined, and checked by a second person."""

    plan = models.ForeignKey(PlanVersion, models.PROTECT, related_name="renditions")
    prepared_by = models.CharField(max_length=40)
    prepared_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    media_type = models.CharField(max_length=40, blank=True)
    examined = models.BooleanField(null=True)
    report = models.JSONField(null=True)
    fault = models.TextField(blank=True)
    approved = models.BooleanField(null=True)
    checked_by = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True)
    check_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved=None, checked_by="", checked_at=None)
                | (~Q(checked_by="") & Q(approved__isnull=False, checked_at__isnull=False)),
                name="a_check_is_signed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=F("prepared_by")), name="a_check_is_another_persons"
            ),
            models.CheckConstraint(
                condition=~Q(approved=True) | (Q(examined=True) & ~Q(sha256="")),
                name="only_an_examined_rendition_is_approved",
            ),
        ]


class Wording(models.Model):
    """What the public will read beside the picture."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="wordings")
    round = models.PositiveIntegerField()
    headline = models.CharField(max_length=200)
    text = models.TextField()
    alt_text = models.CharField(max_length=300)
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()


class OfficerNotice(models.Model):
    """The investigating officer is told what will be released and when, and may object (CI-22, CI-23)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    round = models.PositiveIntegerField()
    rendition = models.ForeignKey(Rendition, models.PROTECT, related_name="notices")
    officer = models.CharField(max_length=40)
    sent_by = models.CharField(max_length=40)
    sent_at = models.DateTimeField()
    planned_for = models.DateTimeField()
    closes_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended="", closed_at=None)
                | Q(
                    ended__in=["no_objection", "silence", "objection", "withdrawn"],
                    closed_at__isnull=False,
                ),
                name="a_window_closes_for_a_reason",
            ),
        ]


class Objection(models.Model):
    """The officer's objection and its answer; objector and adjudicator differ, both views are kept."""

    notice = models.ForeignKey(OfficerNotice, models.PROTECT, related_name="objections")
    ground = models.CharField(max_length=60)
    reasons = models.TextField()
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld=None, answered_by="", answered_at=None, answer="")
                | (
                    ~Q(answered_by="")
                    & ~Q(answer="")
                    & Q(upheld__isnull=False, answered_at__isnull=False)
                ),
                name="an_objection_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answered_by=F("made_by")), name="an_objection_is_answered_by_another"
            ),
        ]


class Decision(models.Model):
    """A named person's decision to release or refuse, with the advice it followed or departed from."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    round = models.PositiveIntegerField()
    released = models.BooleanField()
    advice = models.ForeignKey(AdviceGiven, models.PROTECT, related_name="decisions")
    rendition = models.ForeignKey(Rendition, models.PROTECT, null=True, related_name="decisions")
    edition = models.CharField(max_length=64, blank=True)
    departs = models.BooleanField()
    ground = models.CharField(max_length=60, blank=True)
    reasons = models.TextField()
    authorised_by = models.CharField(max_length=40, blank=True)
    decided_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Two people clicking at once release once.
            models.UniqueConstraint(fields=["case", "round"], name="a_round_is_decided_once"),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_decision_has_reasons"),
            models.CheckConstraint(
                condition=Q(departs=False) | ~Q(ground=""), name="a_departure_names_its_ground"
            ),
            models.CheckConstraint(
                condition=Q(released=False) | (Q(rendition__isnull=False) & ~Q(edition="")),
                name="a_release_names_what_went_out",
            ),
            models.CheckConstraint(
                condition=Q(authorised_by="") | ~Q(authorised_by=F("decided_by")),
                name="authoriser_and_publisher_differ",
            ),
        ]


class Takedown(models.Model):
    """A live release taken down; it needs nobody's approval."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="takedowns")
    round = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)
    explanation = models.TextField()
    tombstone = models.TextField()
    recipients = models.PositiveIntegerField()
    taken_down_by = models.CharField(max_length=40)
    taken_down_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(explanation=""), name="a_takedown_has_a_reason"),
        ]
