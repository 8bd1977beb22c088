"""The official's calendar at a secret address: make, renew, revoke, read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from counselling.domain import calendar_feeds
from counselling.exports.ics import CONTENT_TYPE
from counselling.exports.official_ics import official_calendar
from counselling.models import CalendarFeed
from counselling.rules import anyone, is_official
from counselling.views.desk.seated import official_of
from counselling.views.guards import guarded


def load_feed(_request: HttpRequest, secret: str) -> CalendarFeed:
    feed = calendar_feeds.feed_of(secret)
    if feed is None:
        raise Http404
    return feed


@require_safe
@never_cache
@guarded(is_official, login=True)
def calendar(request: HttpRequest) -> HttpResponse:
    feed = CalendarFeed.objects.filter(official=official_of(request)).first()
    return render(request, "desk/calendar.html", {"feed": feed})


@require_POST
@never_cache
@guarded(is_official)
def make(request: HttpRequest) -> HttpResponse:
    """Make or renew the address; shown on this answer only, the old one stops at once."""
    secret = calendar_feeds.make_feed(official_of(request))
    address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    feed = CalendarFeed.objects.get(official=official_of(request))
    return render(request, "desk/calendar.html", {"feed": feed, "address": address})


@require_POST
@guarded(is_official)
def revoke(request: HttpRequest) -> HttpResponse:
    calendar_feeds.revoke_feed(official_of(request))
    messages.success(request, _("일정 주소를 없앴습니다. 예전 주소로는 더 볼 수 없습니다."))
    return redirect("desk_calendar")


@require_safe
@guarded(anyone, load=load_feed)
def feed(request: HttpRequest, feed: CalendarFeed) -> HttpResponse:
    """What a calendar program reads; the secret is the key, no cookie is asked for or set."""
    appointments = calendar_feeds.appointments_of(feed.official)
    text = official_calendar(str(feed.official), appointments)
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type=CONTENT_TYPE, headers=headers)
