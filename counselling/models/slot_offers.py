"""Times that are offered to somebody: from the waiting list, or as the answer to a request.

An offer is a hold (an Appointment in state held) with an expiry: nobody else gets the time while
the citizen makes up their mind.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counselling.enums import (
    BookedAs,
    BookingRequestState,
    Language,
    SlotOfferState,
    WaitingListState,
)
from counselling.models.appointments import Appointment
from counselling.models.records import ReferencedRecord, StateChange
from counselling.models.services import Service


class WaitingListEntry(ReferencedRecord):
    """A citizen who has an appointment and would come earlier.

    `earliest_at` is from when on they can come; `offers_made` never passes 3.
    """

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, related_name="waiting_list_entries"
    )
    state = models.CharField(
        max_length=20, choices=WaitingListState.choices, default=WaitingListState.WAITING
    )
    earliest_at = models.DateTimeField(default=timezone.now)
    offers_made = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("빠른 시간 대기")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(state=WaitingListState.WAITING),
                name="waiting_list_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(state=WaitingListState.WAITING),
                name="waiting_list_once",
            ),
            models.CheckConstraint(
                name="waiting_list_three_offers", condition=Q(offers_made__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} {self.state}"


class WaitingListChange(StateChange):
    entry = models.ForeignKey(WaitingListEntry, models.CASCADE, related_name="changes")


class BookingRequest(ReferencedRecord):
    """A citizen asks without picking a slot; an official proposes times or declines.

    `rounds` counts how often times were proposed; `appointment` is what came of it.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="booking_requests")
    citizen = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="booking_requests",
    )
    name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.KOREAN)
    question = models.TextField(max_length=2000)
    wishes = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=20, choices=BookingRequestState.choices, default=BookingRequestState.OPEN
    )
    rounds = models.PositiveSmallIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True)
    decline_reason = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    booked_as = models.CharField(max_length=20, choices=BookedAs.choices, default=BookedAs.CITIZEN)
    appointment = models.ForeignKey(
        Appointment, models.SET_NULL, null=True, blank=True, related_name="booking_requests"
    )

    class Meta:
        verbose_name = _("상담 요청")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["service"],
                condition=Q(state__in=BookingRequestState.unfinished()),
                name="booking_request_unfinished",
            ),
            models.Index(fields=["phone"], name="booking_request_phone"),
        ]
        constraints = [
            models.CheckConstraint(name="booking_request_three_rounds", condition=Q(rounds__lte=3)),
            models.CheckConstraint(
                name="booking_request_declined_says_why",
                condition=~Q(state=BookingRequestState.DECLINED) | ~Q(decline_reason=""),
            ),
            models.CheckConstraint(
                name="booking_request_accepted_has_time",
                condition=~Q(state=BookingRequestState.ACCEPTED) | Q(appointment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.ref}"

    @property
    def open_offers(self) -> list["SlotOffer"]:
        """The proposed times that can still be accepted, by time."""
        offers = self.offers.filter(state=SlotOfferState.OFFERED).select_related("hold__desk")
        return sorted(
            (offer for offer in offers if offer.is_open), key=lambda offer: offer.hold.starts_at
        )


class BookingRequestChange(StateChange):
    booking_request = models.ForeignKey(BookingRequest, models.CASCADE, related_name="changes")


class SlotOffer(ReferencedRecord):
    """One time offered to one person; `hold` keeps it until `expires_at`."""

    entry = models.ForeignKey(
        WaitingListEntry, models.CASCADE, null=True, blank=True, related_name="offers"
    )
    booking_request = models.ForeignKey(
        BookingRequest, models.CASCADE, null=True, blank=True, related_name="offers"
    )
    hold = models.OneToOneField(Appointment, models.CASCADE, related_name="slot_offer")
    state = models.CharField(
        max_length=20, choices=SlotOfferState.choices, default=SlotOfferState.OFFERED
    )
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("제안한 시간")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(state=SlotOfferState.OFFERED),
                name="slot_offer_expires_at",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(state=SlotOfferState.OFFERED, entry__isnull=False),
                name="slot_offer_one_per_entry",
            ),
            models.CheckConstraint(
                name="slot_offer_to_one_person",
                condition=Q(entry__isnull=False, booking_request=None)
                | Q(entry=None, booking_request__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hold} {self.state}"

    @property
    def is_open(self) -> bool:
        """True while it can be accepted: decided by time, not by tidying."""
        return self.state == SlotOfferState.OFFERED and timezone.now() < self.expires_at


class SlotOfferChange(StateChange):
    offer = models.ForeignKey(SlotOffer, models.CASCADE, related_name="changes")
