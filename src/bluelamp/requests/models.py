"""The tables of the requests room: what was asked, how long the clock stood, what was found, decided, and written."""

from django.db import models
from django.db.models import F, Q

from bluelamp.requests.values import (
    CameBy,
    Decision,
    Kind,
    Outcome,
    Regime,
    ReviewOutcome,
    State,
    Wait,
)


class Request(models.Model):
    """A request for information, or of a person whose data are held; `acts_for` says on whose authority somebody else asks.

    `person`, `other_names` and `numbers` (a line each) are what is searched for.
    """

    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20)
    regime = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    came_by = models.CharField(max_length=20)
    text = models.TextField()
    received_on = models.DateField(db_index=True)
    person = models.CharField(max_length=200, blank=True)
    acts_for = models.TextField(blank=True)
    other_names = models.TextField(blank=True)
    numbers = models.TextField(blank=True)
    state = models.CharField(max_length=20, default=State.OPEN, db_index=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_because = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="a_kind_of_request_is_known"),
            models.CheckConstraint(condition=Q(came_by__in=list(CameBy)), name="a_request_came_somehow"),
            models.CheckConstraint(
                condition=Q(kind=Kind.INFORMATION, regime="", person="")
                | (~Q(kind=Kind.INFORMATION) & Q(regime__in=list(Regime)) & ~Q(person="")),
                name="a_right_is_somebodys_under_a_law",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.OBJECTION) | Q(regime=Regime.GENERAL),
                name="an_objection_is_under_the_uk_gdpr",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_request_is_somebodys"),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, ended_by="", ended_at=None)
                | (
                    Q(state__in=[State.ANSWERED, State.ENDED], ended_at__isnull=False)
                    & ~Q(ended_by="")
                ),
                name="a_request_ends_whole",
            ),
        ]  # fmt: skip


class Question(models.Model):
    """One numbered question of a request for information, and how it was decided last; the record has every decision."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    decision = models.CharField(max_length=20, blank=True)
    exemptions = models.JSONField(default=list)
    reasons = models.TextField(blank=True)
    public_interest = models.TextField(blank=True)
    information = models.TextField(blank=True)
    addresses = models.TextField(blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="questions_are_numbered"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by="", decided_at=None)
                | (
                    Q(decision__in=list(Decision), decided_at__isnull=False)
                    & ~Q(decided_by="")
                ),
                name="a_question_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=[Decision.REFUSED, Decision.GIVEN_IN_PART, Decision.NEITHER])
                | ~Q(reasons=""),
                name="a_refusal_has_reasons",
            ),
        ]  # fmt: skip


class Waiting(models.Model):
    """Something asked of whoever made the request, until it came; meanwhile the clock stands."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="waits")
    wait = models.CharField(max_length=20)
    asked = models.TextField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    came_on = models.DateField(null=True)
    came = models.TextField(blank=True)
    came_recorded_by = models.CharField(max_length=40, blank=True)
    came_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(wait__in=list(Wait)), name="what_is_waited_for_is_known"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(came_on=None), name="one_thing_is_waited_for_at_once"
            ),
            models.CheckConstraint(
                condition=Q(came_on=None, came="", came_recorded_by="", came_recorded_at=None)
                | (
                    ~Q(came="")
                    & ~Q(came_recorded_by="")
                    & Q(came_on__gte=F("asked_on"), came_recorded_at__isnull=False)
                ),
                name="what_came_is_recorded_whole",
            ),
        ]  # fmt: skip


class Extension(models.Model):
    """That a request takes longer than usual, and why; there is one."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="extension")
    why = models.TextField()
    extended_by = models.CharField(max_length=40)
    extended_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="an_extension_says_why"),
        ]


class Search(models.Model):
    """One search through everything that is held, for whom, and how many places it found."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="searches")
    names = models.JSONField()
    numbers = models.JSONField()
    found = models.PositiveIntegerField()
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()


class Place(models.Model):
    """A place where the person's data or image is, and what is done about it.

    `key` names it for good, so that a second search finds the same place and not another; `told` says
    whether the person is told of a refusal (DPA 2018 s.45(5)-(6)).
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="places")
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    case = models.CharField(max_length=32, blank=True, db_index=True)
    words = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)
    email = models.EmailField(blank=True)
    found_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=40, blank=True)
    reasons = models.TextField(blank=True)
    told = models.BooleanField(default=True)
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "key"], name="a_place_is_found_once"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_by="", settled_at=None)
                | (
                    Q(outcome__in=list(Outcome), settled_at__isnull=False)
                    & ~Q(settled_by="")
                    & ~Q(reasons="")
                ),
                name="a_place_is_settled_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(ground=""),
                name="a_refused_place_names_its_ground",
            ),
        ]


class Notified(models.Model):
    """A recipient who was told that data were put right, erased or restricted (DPA 2018 s.48(9)), and what they answered."""

    place = models.OneToOneField(Place, models.PROTECT, related_name="notified")
    email = models.EmailField(blank=True)
    text = models.TextField()
    told_by = models.CharField(max_length=40)
    told_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answer_recorded_by = models.CharField(max_length=40, blank=True)
    answer_recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, answer_recorded_by="", answer_recorded_at=None)
                | (
                    ~Q(answer="")
                    & ~Q(answer_recorded_by="")
                    & Q(answered_on__isnull=False, answer_recorded_at__isnull=False)
                ),
                name="a_recipients_answer_is_recorded_whole",
            ),
        ]  # fmt: skip


class Letter(models.Model):
    """A letter to whoever made the request, exactly as it was sent; without an address it goes by post."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="letters")
    words = models.CharField(max_length=120)
    text = models.TextField()
    email = models.EmailField(blank=True)
    written_by = models.CharField(max_length=40)
    written_at = models.DateTimeField()


class Review(models.Model):
    """An internal review of an answer, decided by somebody who did not give it (`first_by`)."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="reviews")
    asked_on = models.DateField()
    reasons = models.TextField()
    due_on = models.DateField()
    first_by = models.CharField(max_length=40)
    recorded_by = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, blank=True)
    answer = models.TextField(blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_for = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(decided_at=None), name="one_review_at_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", decided_by="", decided_at=None)
                | (
                    Q(outcome__in=list(ReviewOutcome), decided_at__isnull=False)
                    & ~Q(answer="")
                    & ~Q(decided_by="")
                ),
                name="a_review_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("first_by"))
                & (Q(decided_for="") | ~Q(decided_for=F("first_by"))),
                name="a_review_is_anothers",
            ),
        ]
